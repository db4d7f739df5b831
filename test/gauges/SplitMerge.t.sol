// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IGauge, Payout} from "../../contracts/interfaces/IGauge.sol";
import {GaugeBase} from "./GaugeBase.sol";

/// @notice Two positions out of one and one out of two, to the unit; see split.tree and merge.tree.
contract GaugeSplitMergeTest is GaugeBase {
    uint256 private id;

    function setUp() public override {
        super.setUp();
        id = stakeAs(alice, 10e18);
        gauge.notify(address(usd), 7e6);
        gauge.notify(address(lp), 7e18);
    }

    /* SPLIT */

    function test_SplitCarriesItsShare() public {
        waitAndSettle(1 days);
        wait(1 hours);
        uint256[] memory before = gauge.claimable(id);
        vm.prank(alice);
        uint256 newId = gauge.split(id, 3e18);
        assertEq(gauge.ownerOf(newId), alice, "the owner's");
        assertEq(gauge.balanceOf(alice), 2, "two positions");
        assertEq(gauge.laneOf(newId), gauge.laneOf(id), "in the lane of the old one");
        assertEq(gauge.stakeOf(id), 7e18, "stake left");
        assertEq(gauge.stakeOf(newId), 3e18, "stake split off");
        assertEq(gauge.totalStake(), 10e18, "LANE_SUM: the lane's stake is what it was");
        uint256[] memory left = gauge.claimable(id);
        uint256[] memory part = gauge.claimable(newId);
        for (uint256 i = 0; i < before.length; ++i) {
            // The whole units of a sum may be one more than those of its parts; the fractions are still there.
            assertApprox(left[i] + part[i], before[i], 1, "SPLIT_MERGE_EXACT: credit");
            assertApprox(part[i], (before[i] * 3) / 10, 1, "its share");
        }
    }

    function test_SplitSaysSo() public {
        uint256 state = vm.snapshotState();
        vm.prank(alice);
        uint256 newId = gauge.split(id, 3e18);
        vm.revertToState(state);
        vm.expectEmit(true, true, true, true);
        emit IERC721.Transfer(address(0), alice, newId);
        vm.expectEmit(true, true, true, true);
        emit IGauge.Split(id, newId, 3e18);
        vm.prank(alice);
        gauge.split(id, 3e18);
    }

    /// @dev A split and a merge back, in the same block or later, leave what there was, scaled units included: twin
    /// gauges can't tell which of two users split.
    function testFuzz_SplitAndMergeChangeNothing(uint256 amount, uint256 firstWait, uint256 secondWait) public {
        uint256 twin = stakeAs(alice, 10e18);
        wait(bound(firstWait, 0, 3 days));
        vm.startPrank(alice);
        uint256 newId = gauge.split(id, bound(amount, 1, 10e18 - 1));
        vm.stopPrank();
        waitAndSettle(bound(secondWait, 1, 3 days));
        vm.startPrank(alice);
        gauge.merge(newId, id);
        vm.stopPrank();
        waitAndSettle(1 days);
        // The twin came later by no time, and did nothing: any difference is the split's.
        assertEq(abi.encode(gauge.claimable(id)), abi.encode(gauge.claimable(twin)), "SPLIT_MERGE_EXACT");
        assertEq(gauge.stakeOf(id), gauge.stakeOf(twin), "SPLIT_MERGE_EXACT: stake");
    }

    /// @dev Weight that is no longer stake: most of the stake left in the open epoch, so the debt is negative.
    function testFuzz_SplitsPartWeight(uint256 left, uint256 amount, uint256 elapsedSeconds) public {
        uint256 other = stakeAs(bob, 5e18);
        left = bound(left, 2, 10e18);
        wait(bound(elapsedSeconds, 1, 1 days));
        if (left != 10e18) unstakeAs(alice, id, 10e18 - left);
        uint256 state = vm.snapshotState();
        waitAndSettle(1 days);
        uint256[] memory whole = gauge.claimable(id);
        uint256[] memory others = gauge.claimable(other);
        vm.revertToState(state);
        vm.prank(alice);
        uint256 newId = gauge.split(id, bound(amount, 1, left - 1));
        waitAndSettle(1 days);
        assertEq(abi.encode(gauge.claimable(other)), abi.encode(others), "nobody else notices");
        for (uint256 i = 0; i < whole.length; ++i) {
            uint256 sum = gauge.claimable(id)[i] + gauge.claimable(newId)[i];
            assertLe(sum, whole[i], "SPLIT_MERGE_EXACT: no more than before");
            assertLe(whole[i], sum + 1, "SPLIT_MERGE_EXACT: the fractions at most");
        }
        vm.prank(alice);
        gauge.merge(id, newId);
        assertEq(abi.encode(gauge.claimable(newId)), abi.encode(whole), "SPLIT_MERGE_EXACT: to the unit");
    }

    function test_SplitTakesPayoutAndBountyAlong() public {
        vm.startPrank(alice);
        gauge.setPayout(id, Payout.Pay, carol);
        gauge.setBounty(id, 25);
        uint256 newId = gauge.split(id, 1);
        vm.stopPrank();
        (Payout payout, address target) = gauge.payoutOf(newId);
        assertTrue(payout == Payout.Pay && target == carol, "payout");
        assertEq(gauge.bountyOf(newId), 25, "bounty");
    }

    function test_ApprovedSplitsForTheOwner() public {
        vm.prank(alice);
        gauge.approve(bob, id);
        vm.prank(bob);
        uint256 newId = gauge.split(id, 1e18);
        assertEq(gauge.ownerOf(newId), alice, "the owner's");
        assertEq(gauge.getApproved(newId), address(0), "an approval is for the old one alone");
    }

    function test_SplitWhilePaused() public {
        gauge.setPaused(true);
        vm.prank(alice);
        gauge.split(id, 1e18);
    }

    function test_SplitOfABoughtPositionStaysInItsLane() public {
        vm.prank(alice);
        gauge.transferFrom(alice, bob, id);
        uint256 lane = gauge.laneOf(id);
        assertTrue(lane != gauge.laneOfAccount(bob), "another lane than the buyer's");
        vm.prank(bob);
        assertEq(gauge.laneOf(gauge.split(id, 1e18)), lane, "LANE_CUSTODY: where the stake is");
    }

    function test_RevertWhen_SplitLeavesNothing() public {
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(IGauge.BadSplit.selector, id, 10e18, 0));
        gauge.split(id, 0);
        vm.expectRevert(abi.encodeWithSelector(IGauge.BadSplit.selector, id, 10e18, 10e18));
        gauge.split(id, 10e18);
        vm.stopPrank();
    }

    function test_RevertWhen_StrangerSplits() public {
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InsufficientApproval.selector, bob, id));
        vm.prank(bob);
        gauge.split(id, 1);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 77));
        gauge.split(77, 1);
    }

    /* MERGE */

    function test_MergeMovesAllAndBurns() public {
        uint256 second = stakeAs(alice, 4e18);
        waitAndSettle(1 days);
        uint256[] memory a = gauge.claimable(id);
        uint256[] memory b = gauge.claimable(second);
        vm.expectEmit(true, true, true, true);
        emit IERC721.Transfer(alice, address(0), id);
        vm.expectEmit(true, true, true, true);
        emit IGauge.Merge(id, second, 14e18);
        vm.prank(alice);
        gauge.merge(id, second);
        assertEq(gauge.stakeOf(second), 14e18, "stake");
        assertEq(gauge.totalStake(), 14e18, "LANE_SUM");
        assertEq(gauge.balanceOf(alice), 1, "one position");
        for (uint256 i = 0; i < a.length; ++i) {
            assertApprox(gauge.claimable(second)[i], a[i] + b[i], 1, "SPLIT_MERGE_EXACT");
            assertGe(gauge.claimable(second)[i], a[i] + b[i], "SPLIT_MERGE_EXACT: no unit lost");
            assertEq(gauge.claimable(id)[i], 0, "nothing left behind");
        }
        assertEq(gauge.stakeOf(id), 0, "nothing left behind");
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, id));
        gauge.increase(id, 1);
        unstakeAs(alice, second, 14e18);
        claimAs(alice, second);
    }

    function test_MergedAwayPositionAnnouncesNoPayout() public {
        uint256 second = stakeAs(alice, 4e18);
        vm.startPrank(alice);
        gauge.setPayout(id, Payout.Pay, carol);
        gauge.setBounty(id, 10);
        gauge.setPayout(second, Payout.Pay, bob);
        gauge.merge(id, second);
        vm.stopPrank();
        (Payout payout, address target) = gauge.payoutOf(second);
        assertTrue(payout == Payout.Pay && target == bob, "the one that stays keeps its own");
        (payout, ) = gauge.payoutOf(id);
        assertTrue(payout == Payout.Hold, "the burned one holds");
        assertEq(gauge.bountyOf(id), 0, "the burned one offers nothing");
    }

    function test_MergeOfAnEmptyPosition() public {
        uint256 second = stakeAs(alice, 4e18);
        unstakeAs(alice, second, 4e18);
        waitAndSettle(1 days);
        vm.prank(alice);
        gauge.merge(second, id);
        assertEq(gauge.stakeOf(id), 10e18, "stake");
    }

    function test_OperatorMerges() public {
        uint256 second = stakeAs(alice, 4e18);
        vm.prank(alice);
        gauge.setApprovalForAll(bob, true);
        vm.prank(bob);
        gauge.merge(id, second);
        assertEq(gauge.ownerOf(second), alice, "the owner's");
    }

    function test_RevertWhen_MergingIntoItself() public {
        vm.expectRevert(abi.encodeWithSelector(IGauge.SamePosition.selector, id));
        vm.prank(alice);
        gauge.merge(id, id);
    }

    /// @dev Approved for both is not enough: a merge must not move one owner's stake to another.
    function test_RevertWhen_OwnersDiffer() public {
        uint256 second = stakeAs(bob, 4e18);
        vm.prank(bob);
        gauge.setApprovalForAll(alice, true);
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(IGauge.DifferentOwners.selector, bob, alice));
        gauge.merge(second, id);
        vm.expectRevert(abi.encodeWithSelector(IGauge.DifferentOwners.selector, alice, bob));
        gauge.merge(id, second);
        vm.stopPrank();
    }

    function test_RevertWhen_StrangerMerges() public {
        uint256 second = stakeAs(alice, 4e18);
        vm.prank(alice);
        gauge.approve(bob, id);
        vm.startPrank(bob);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InsufficientApproval.selector, bob, second));
        gauge.merge(id, second);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InsufficientApproval.selector, bob, second));
        gauge.merge(second, id);
        vm.stopPrank();
    }

    function test_RevertWhen_MergingAcrossLanes() public {
        uint256 foreign = stakeAs(bob, 4e18);
        vm.prank(bob);
        gauge.transferFrom(bob, alice, foreign);
        (uint256 lane, uint256 other) = (gauge.laneOf(foreign), gauge.laneOf(id));
        assertTrue(lane != other, "two lanes");
        vm.expectRevert(abi.encodeWithSelector(IGauge.MixedLanes.selector, lane, other));
        vm.prank(alice);
        gauge.merge(foreign, id);
    }

    function test_MergesUpToTheLargestStake() public {
        uint256 max = type(uint96).max;
        uint256 big = stakeAs(alice, max - gauge.stakeOf(id));
        vm.prank(alice);
        gauge.merge(id, big);
        assertEq(gauge.stakeOf(big), max, "all that fits");
    }

    function test_RevertWhen_MergedStakeIsTooLarge() public {
        uint256 max = type(uint96).max;
        uint256 big = stakeAs(alice, max);
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(IGauge.StakeTooLarge.selector, max, max));
        gauge.merge(id, big);
        vm.stopPrank();
    }
}
