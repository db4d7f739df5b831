// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Gauge} from "../../contracts/gauges/Gauge.sol";
import {GaugeParams, RewardParams} from "../../contracts/interfaces/IGauge.sol";
import {IExecutor, Job} from "../../contracts/interfaces/IExecutor.sol";
import {INftVault} from "../../contracts/interfaces/INftVault.sol";
import {Executor} from "../../contracts/keeper/Executor.sol";
import {SlotRecorder} from "../helpers/SlotRecorder.sol";
import {NftVaultBase} from "./NftVaultBase.sol";

/// @notice From an item to its stakers' rent and fees, through the gauge that deployments use.
contract NftVaultCollectToGaugeTest is NftVaultBase, SlotRecorder {
    uint256 private constant PERIOD = 1 days;

    Gauge private stakers;

    function setUp() public override {
        super.setUp();
        RewardParams[] memory rewards = new RewardParams[](2);
        rewards[0] = RewardParams(quote, PERIOD);
        rewards[1] = RewardParams(vault, PERIOD);
        stakers = new Gauge(GaugeParams("Land gauge", "gLAND", vault, LANES, address(authority), 1, rewards));
        vault.setGauge(stakers);
    }

    function test_RentAndFeesReachStakers() public {
        uint256 mintedAlice = _deposit(alice, 10, 3);
        uint256 mintedBob = _deposit(bob, 20, 1);
        uint256 idAlice = _stake(alice, mintedAlice);
        uint256 idBob = _stake(bob, mintedBob);
        (uint256 rent, ) = _rent(carol, 10, 6_000);
        _warpToHourAfter(block.timestamp + 6_000);
        (uint256 collected, uint256 fees) = vault.collect(_allLanes());
        assertEq(collected, rent, "rent");
        assertEq(fees, 4 * DEPOSIT_FEE, "fees");
        _assertBacked();
        assertEq(quote.balanceOf(address(stakers.purseOf(1))), rent, "LANE_CUSTODY: in the lane it came from");

        stakers.settle();
        vm.warp(block.timestamp + PERIOD + 1);
        stakers.settle();
        uint256[] memory ofAlice = _claim(alice, idAlice);
        uint256[] memory ofBob = _claim(bob, idBob);
        assertApprox(ofAlice[0], (rent * 3) / 4, 1, "PRO_RATA_BY_STAKE_TIME: alice's rent");
        assertApprox(ofBob[0], rent / 4, 1, "PRO_RATA_BY_STAKE_TIME: bob's rent");
        assertApprox(ofAlice[1], 3 * DEPOSIT_FEE, 1, "PRO_RATA_BY_STAKE_TIME: alice's fees");
        assertApprox(ofBob[1], DEPOSIT_FEE, 1, "PRO_RATA_BY_STAKE_TIME: bob's fees");
        assertEq(vault.totalSupply(), 4 * ITEM, "every item is claimed by someone");
        _assertBacked();
    }

    /// @dev A wei of rounding stays in the gauge, so all but one item can leave.
    function test_StakersLeaveWithTheirItems() public {
        uint256 id = _stake(alice, _deposit(alice, 10, 3));
        vault.collect(_allLanes());
        vm.warp(block.timestamp + 1);
        stakers.settle();
        vm.warp(block.timestamp + PERIOD + 1);
        stakers.settle();
        _claim(alice, id);
        vm.startPrank(alice);
        stakers.unstake(id, stakers.stakeOf(id), alice);
        assertGe(vault.balanceOf(alice), 3 * ITEM - 1, "all but a wei");
        vault.redeem(2, alice);
        vm.stopPrank();
        assertEq(collection.balanceOf(alice), 2, "items");
        _assertBacked();
    }

    /// @dev Nor does collecting one lane share a slot with users of another one.
    function test_CollectingTwoLanesSharesNoWrittenSlot() public {
        watched = [address(vault), address(collection), address(quote), address(stakers)];
        address[2] memory users = [alice, bob];
        bytes[][2] memory entries;
        for (uint256 i = 0; i < 2; ++i) {
            uint256 first = 10 * (i + 1);
            _stake(users[i], _deposit(users[i], first, 4) / 2);
            _rent(carol, first, 6_000);
            collection.mint(users[i], _ids(first + 5));
            vm.prank(users[i]);
            collection.setApprovalForAll(address(vault), true);
            entries[i] = new bytes[](3);
            entries[i][0] = abi.encodeCall(INftVault.collect, (_ids(vault.laneOf(users[i]))));
            entries[i][1] = abi.encodeCall(INftVault.redeem, (1, users[i]));
            entries[i][2] = abi.encodeCall(INftVault.deposit, (_ids(first + 5), users[i]));
        }
        _warpToHourAfter(block.timestamp + 6_000);
        Slot[][] memory byAlice = _writes(address(vault), alice, entries[0]);
        Slot[][] memory byBob = _writes(address(vault), bob, entries[1]);
        for (uint256 i = 0; i < 3; ++i) {
            assertGt(byAlice[i].length, 0, "an entry writes something");
            for (uint256 j = 0; j < 3; ++j) {
                assertFalse(_shared(byAlice[i], byBob[j]), "LANE_INDEPENDENCE");
            }
        }
    }

    /// @dev A vault of more lanes than its gauge brings several of them to one.
    function test_GaugeOfFewerLanes() public {
        vault = _newVault(collection);
        RewardParams[] memory rewards = new RewardParams[](2);
        rewards[0] = RewardParams(quote, PERIOD);
        rewards[1] = RewardParams(vault, PERIOD);
        stakers = new Gauge(GaugeParams("Land gauge", "gLAND", vault, 2, address(authority), 1, rewards));
        vault.setGauge(stakers);
        for (uint256 lane = 0; lane < LANES; ++lane) {
            quote.mint(address(vault.purseOf(lane)), 10 ** lane);
        }
        (uint256 rent, ) = vault.collect(_allLanes());
        assertEq(rent, 1_111, "all of it");
        assertEq(quote.balanceOf(address(stakers.purseOf(0))), 101, "even lanes");
        assertEq(quote.balanceOf(address(stakers.purseOf(1))), 1_010, "odd lanes");
    }

    function test_KeeperCollectsOnceAPeriod() public {
        Executor executor = new Executor(address(authority));
        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = INftVault.collect.selector;
        executor.setTarget(address(vault), selectors, true);
        _deposit(alice, 10, 2);
        Job[] memory jobs = new Job[](1);
        jobs[0] = Job("collect 1", address(vault), abi.encodeCall(INftVault.collect, (_allLanes())));
        vm.expectEmit(true, true, true, true, address(vault));
        emit INftVault.Collect(1, 0, 2 * DEPOSIT_FEE);
        executor.execute(1, jobs);
        vm.expectRevert(abi.encodeWithSelector(IExecutor.AlreadyExecuted.selector, bytes32("collect 1")));
        executor.execute(1, jobs);
    }

    function _stake(address who, uint256 amount) private returns (uint256 id) {
        vm.startPrank(who);
        vault.approve(address(stakers), amount);
        id = stakers.stake(amount, who);
        vm.stopPrank();
    }

    function _claim(address who, uint256 id) private returns (uint256[] memory) {
        vm.prank(who);
        return stakers.claim(id, who);
    }
}
