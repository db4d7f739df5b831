// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Executor} from "../../contracts/keeper/Executor.sol";
import {IExecutor, Job} from "../../contracts/interfaces/IExecutor.sol";
import {JobTarget} from "../mocks/JobTarget.sol";
import {Test} from "../helpers/Test.sol";

contract ExecutorTest is Test {
    uint64 private constant KEEPER = 1;
    address private constant ALICE = address(0xa11ce);

    AccessManager private authority = new AccessManager(address(this));
    Executor private executor = new Executor(address(authority));
    JobTarget private target = new JobTarget();

    function setUp() public {
        authority.setTargetFunctionRole(address(executor), _one(IExecutor.execute.selector), KEEPER);
        authority.setTargetFunctionRole(address(executor), _one(IExecutor.executeEach.selector), KEEPER);
        authority.grantRole(KEEPER, address(this), 0);
        executor.setTarget(address(target), _one(JobTarget.count.selector), true);
        executor.setTarget(address(target), _one(JobTarget.fail.selector), true);
    }

    function test_ExecutesInOrderAndTells() public {
        Job[] memory jobs = new Job[](2);
        jobs[0] = _count("a", 2);
        jobs[1] = _count("b", 3);
        vm.expectEmit(true, true, true, true, address(executor));
        emit IExecutor.Execute("a", 7, address(target), JobTarget.count.selector, address(this));
        vm.expectEmit(true, true, true, true, address(executor));
        emit IExecutor.Execute("b", 7, address(target), JobTarget.count.selector, address(this));
        executor.execute(7, jobs);
        assertEq(target.counted(), 5, "both ran");
        assertEq(target.last(), 3, "in order");
        assertTrue(executor.executed("a") && executor.executed("b"), "keys are used");
    }

    function test_RevertWhen_KeyIsUsedTwice() public {
        _run(_count("a", 1));
        vm.expectRevert(abi.encodeWithSelector(IExecutor.AlreadyExecuted.selector, bytes32("a")));
        _run(_count("a", 1));
    }

    function test_RevertWhen_KeyIsTwiceInOneBatch() public {
        Job[] memory jobs = new Job[](2);
        jobs[0] = _count("a", 1);
        jobs[1] = _count("a", 1);
        vm.expectRevert(abi.encodeWithSelector(IExecutor.AlreadyExecuted.selector, bytes32("a")));
        executor.execute(0, jobs);
        assertFalse(executor.executed("a"), "a batch that fails uses no key");
    }

    function test_RevertWhen_CallerIsNoKeeper() public {
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, ALICE));
        _run(_count("a", 1));
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, ALICE));
        executor.setTarget(address(target), _one(JobTarget.count.selector), true);
    }

    function test_RevertWhen_NoJobs() public {
        vm.expectRevert(IExecutor.NoJobs.selector);
        executor.execute(0, new Job[](0));
    }

    function test_RevertWhen_SelectorIsNotListed() public {
        bytes4 selector = JobTarget.unlisted.selector;
        vm.expectRevert(abi.encodeWithSelector(IExecutor.TargetNotAllowed.selector, address(target), selector));
        _run(Job("a", address(target), abi.encodeWithSelector(selector)));
    }

    function test_RevertWhen_TargetIsDelisted() public {
        executor.setTarget(address(target), _one(JobTarget.count.selector), false);
        vm.expectRevert(
            abi.encodeWithSelector(IExecutor.TargetNotAllowed.selector, address(target), JobTarget.count.selector)
        );
        _run(_count("a", 1));
    }

    function test_RevertWhen_CalldataIsShorterThanASelector() public {
        executor.setTarget(address(target), _one(bytes4(0x11223300)), true);
        vm.expectRevert(
            abi.encodeWithSelector(IExecutor.TargetNotAllowed.selector, address(target), bytes4(0x11223300))
        );
        _run(Job("a", address(target), hex"112233"));
    }

    function test_RevertWhen_TargetHasNoCode() public {
        executor.setTarget(ALICE, _one(JobTarget.count.selector), true);
        vm.expectRevert(abi.encodeWithSelector(Address.AddressEmptyCode.selector, ALICE));
        _run(Job("a", ALICE, abi.encodeCall(JobTarget.count, (1))));
    }

    function test_BubblesTheReasonAndUsesNoKey() public {
        vm.expectRevert(abi.encodeWithSelector(JobTarget.Failed.selector, 42));
        _run(Job("a", address(target), abi.encodeCall(JobTarget.fail, (42))));
        assertFalse(executor.executed("a"), "a failed job can be tried again");
    }

    /// @dev A target that is a keeper itself still can't run a job inside a job.
    function test_RevertWhen_TargetReenters() public {
        authority.grantRole(KEEPER, address(target), 0);
        executor.setTarget(address(target), _one(JobTarget.reenter.selector), true);
        vm.expectRevert(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector);
        _run(Job("a", address(target), abi.encodeCall(JobTarget.reenter, (executor, _count("b", 1)))));
    }

    function test_EachRunsByItselfAndTellsWhatFailed() public {
        Job[] memory jobs = new Job[](3);
        jobs[0] = _count("a", 2);
        jobs[1] = Job("b", address(target), abi.encodeCall(JobTarget.fail, (42)));
        jobs[2] = _count("c", 3);
        vm.expectEmit(true, true, true, true, address(executor));
        emit IExecutor.Execute("a", 7, address(target), JobTarget.count.selector, address(this));
        _expectFailed("b", 7, JobTarget.fail.selector, abi.encodeWithSelector(JobTarget.Failed.selector, 42));
        vm.expectEmit(true, true, true, true, address(executor));
        emit IExecutor.Execute("c", 7, address(target), JobTarget.count.selector, address(this));
        executor.executeEach(7, jobs);
        assertEq(target.counted(), 5, "the others ran");
        assertTrue(executor.executed("a") && executor.executed("c"), "keys are used");
        assertFalse(executor.executed("b"), "a failed job can be tried again");
    }

    function test_EachTellsAKeyThatIsUsed() public {
        _run(_count("a", 1));
        Job[] memory jobs = new Job[](3);
        jobs[0] = _count("a", 1);
        jobs[1] = _count("b", 1);
        jobs[2] = _count("b", 1);
        bytes4 selector = JobTarget.count.selector;
        _expectFailed("a", 0, selector, abi.encodeWithSelector(IExecutor.AlreadyExecuted.selector, bytes32("a")));
        vm.expectEmit(true, true, true, true, address(executor));
        emit IExecutor.Execute("b", 0, address(target), selector, address(this));
        _expectFailed("b", 0, selector, abi.encodeWithSelector(IExecutor.AlreadyExecuted.selector, bytes32("b")));
        executor.executeEach(0, jobs);
        assertEq(target.counted(), 2, "EXACTLY_ONCE");
    }

    function test_EachTellsWhatIsNotAllowed() public {
        executor.setTarget(ALICE, _one(JobTarget.count.selector), true);
        executor.setTarget(address(target), _one(bytes4(0x11223300)), true);
        Job[] memory jobs = new Job[](4);
        jobs[0] = Job("a", address(target), abi.encodeCall(JobTarget.unlisted, ()));
        jobs[1] = Job("b", ALICE, abi.encodeCall(JobTarget.count, (1)));
        jobs[2] = Job("c", address(target), hex"112233");
        jobs[3] = _count("d", 1);
        bytes4 refusal = IExecutor.TargetNotAllowed.selector;
        bytes4 selector = JobTarget.unlisted.selector;
        _expectFailed("a", 0, selector, abi.encodeWithSelector(refusal, address(target), selector));
        vm.expectEmit(true, true, true, true, address(executor));
        selector = JobTarget.count.selector;
        emit IExecutor.ExecuteFailed("b", 0, ALICE, selector, abi.encodeWithSelector(refusal, ALICE, selector));
        _expectFailed("c", 0, 0x11223300, abi.encodeWithSelector(refusal, address(target), bytes4(0x11223300)));
        executor.executeEach(0, jobs);
        assertEq(target.counted(), 1, "TARGETS_ALLOWLISTED");
        assertFalse(executor.executed("a") || executor.executed("b") || executor.executed("c"), "no key is used");
    }

    function test_EachUndoesWhatFailedAndBoundsItsReason() public {
        executor.setTarget(address(target), _one(JobTarget.failAtLength.selector), true);
        Job[] memory jobs = new Job[](2);
        jobs[0] = Job("a", address(target), abi.encodeCall(JobTarget.failAtLength, (256)));
        jobs[1] = Job("b", address(target), abi.encodeCall(JobTarget.failAtLength, (257)));
        _expectFailed("a", 0, JobTarget.failAtLength.selector, new bytes(256));
        _expectFailed("b", 0, JobTarget.failAtLength.selector, "");
        executor.executeEach(0, jobs);
        assertEq(target.counted(), 0, "undone");
    }

    /// @dev What is left to the others is a 64th (EIP-150): those that it is enough for still run.
    function test_EachOutlivesAJobThatBurnsItsGas() public {
        executor.setTarget(address(target), _one(JobTarget.burn.selector), true);
        Job[] memory jobs = new Job[](2);
        jobs[0] = Job("a", address(target), abi.encodeCall(JobTarget.burn, ()));
        jobs[1] = _count("b", 1);
        executor.executeEach{gas: 10_000_000}(0, jobs);
        assertEq(target.counted(), 1, "the next ran");
    }

    function test_EachReportsATargetThatReenters() public {
        authority.grantRole(KEEPER, address(target), 0);
        executor.setTarget(address(target), _one(JobTarget.reenter.selector), true);
        Job[] memory jobs = new Job[](1);
        jobs[0] = Job("a", address(target), abi.encodeCall(JobTarget.reenter, (executor, _count("b", 1))));
        bytes4 refusal = ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector;
        _expectFailed("a", 0, JobTarget.reenter.selector, abi.encodeWithSelector(refusal));
        executor.executeEach(0, jobs);
        assertEq(target.counted(), 0, "no job inside a job");
    }

    function test_RevertWhen_EachIsCalledByNoKeeperOrWithNoJobs() public {
        vm.expectRevert(IExecutor.NoJobs.selector);
        executor.executeEach(0, new Job[](0));
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, ALICE));
        executor.executeEach(0, new Job[](1));
    }

    function _expectFailed(bytes32 key, uint256 batch, bytes4 selector, bytes memory reason) private {
        vm.expectEmit(true, true, true, true, address(executor));
        emit IExecutor.ExecuteFailed(key, batch, address(target), selector, reason);
    }

    function _count(bytes32 key, uint256 by) private view returns (Job memory) {
        return Job(key, address(target), abi.encodeCall(JobTarget.count, (by)));
    }

    function _run(Job memory job) private {
        Job[] memory jobs = new Job[](1);
        jobs[0] = job;
        executor.execute(0, jobs);
    }

    function _one(bytes4 selector) private pure returns (bytes4[] memory selectors) {
        selectors = new bytes4[](1);
        selectors[0] = selector;
    }
}
