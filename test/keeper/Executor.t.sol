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
