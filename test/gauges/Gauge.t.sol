// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {DevnetToken} from "../../contracts/devnet/DevnetToken.sol";
import {Gauge} from "../../contracts/gauges/Gauge.sol";
import {GaugeParams, IGauge, Payout, RewardParams} from "../../contracts/interfaces/IGauge.sol";
import {GaugeBase} from "./GaugeBase.sol";

/// @notice What each function does alone: amounts, errors, roles.
/// @dev A credit that would be whole falls short of it by a fraction, which is back in the stream: hence "within 1".
contract GaugeTest is GaugeBase {
    function test_StakeCreatesPositionInLaneOfReceiver() public {
        vm.prank(alice);
        uint256 id = gauge.stake(5e18, bob);
        assertEq(gauge.ownerOf(id), bob, "owner");
        assertEq(gauge.laneOf(id), gauge.laneOfAccount(bob), "lane");
        assertEq(gauge.stakeOf(id), 5e18, "stake");
        assertEq(gauge.totalStake(), 5e18, "total");
        assertEq(lp.balanceOf(address(gauge.purseOf(gauge.laneOf(id)))), 5e18, "LANE_CUSTODY");
    }

    function test_EachPositionHasItsOwnId() public {
        uint256 first = stakeAs(alice, 1);
        uint256 second = stakeAs(alice, 1);
        assertTrue(first != second, "ids differ");
        assertEq(gauge.laneOf(first), gauge.laneOf(second), "same lane");
        assertEq(gauge.balanceOf(alice), 2, "two positions");
    }

    function test_AnyoneMayIncrease() public {
        uint256 id = stakeAs(alice, 1e18);
        vm.prank(bob);
        gauge.increase(id, 2e18);
        assertEq(gauge.stakeOf(id), 3e18, "stake");
    }

    function test_RevertWhen_IncreasingUnknownPosition() public {
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 77));
        gauge.increase(77, 1);
    }

    function test_RevertWhen_AmountIsZero() public {
        vm.expectRevert(abi.encodeWithSelector(IGauge.ZeroAmount.selector));
        gauge.stake(0, alice);
        uint256 id = stakeAs(alice, 1);
        vm.expectRevert(abi.encodeWithSelector(IGauge.ZeroAmount.selector));
        gauge.increase(id, 0);
        vm.expectRevert(abi.encodeWithSelector(IGauge.ZeroAmount.selector));
        gauge.notify(address(usd), 0);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(IGauge.ZeroAmount.selector));
        gauge.unstake(id, 0, alice);
    }

    function test_RevertWhen_ReceiverIsZero() public {
        bytes memory bad = abi.encodeWithSelector(IGauge.BadReceiver.selector, address(0));
        vm.expectRevert(bad);
        gauge.stake(1, address(0));
        uint256 id = stakeAs(alice, 1);
        vm.startPrank(alice);
        vm.expectRevert(bad);
        gauge.unstake(id, 1, address(0));
        vm.expectRevert(bad);
        gauge.claim(id, address(0));
        vm.expectRevert(bad);
        gauge.claimOne(id, address(usd), address(0));
        vm.stopPrank();
    }

    function test_RevertWhen_NotOwnerNorApproved() public {
        uint256 id = stakeAs(alice, 1e18);
        bytes memory denied = abi.encodeWithSelector(IERC721Errors.ERC721InsufficientApproval.selector, bob, id);
        vm.startPrank(bob);
        vm.expectRevert(denied);
        gauge.unstake(id, 1, bob);
        vm.expectRevert(denied);
        gauge.claim(id, bob);
        vm.expectRevert(denied);
        gauge.claimOne(id, address(usd), bob);
        vm.expectRevert(denied);
        gauge.setPayout(id, Payout.Pay, bob);
        vm.stopPrank();
    }

    function test_ApprovedMayUnstakeAndClaim() public {
        gauge.notify(address(usd), 7e6);
        uint256 id = stakeAs(alice, 1e18);
        waitAndSettle(1 days);
        vm.prank(alice);
        gauge.approve(bob, id);
        vm.startPrank(bob);
        gauge.unstake(id, 1e18, carol);
        uint256[] memory paid = gauge.claim(id, carol);
        vm.stopPrank();
        assertApprox(paid[0], 1e6, 1, "a seventh of the stream");
        assertEq(usd.balanceOf(carol), 1e30 + paid[0], "paid to carol");
        assertEq(lp.balanceOf(carol), 1e30 + 1e18, "stake to carol");
    }

    function test_RevertWhen_UnstakingTooMuch() public {
        uint256 id = stakeAs(alice, 5);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(IGauge.InsufficientStake.selector, id, 5, 6));
        gauge.unstake(id, 6, alice);
    }

    function test_RevertWhen_PositionTooLarge() public {
        uint256 max = type(uint96).max;
        uint256 id = stakeAs(alice, max);
        vm.expectRevert(abi.encodeWithSelector(IGauge.StakeTooLarge.selector, max, max));
        gauge.increase(id, 1);
        assertEq(gauge.stakeOf(stakeAs(alice, max)), max, "a second position holds as much");
    }

    function test_PauseStopsEntriesOnly() public {
        gauge.notify(address(usd), 7e6);
        uint256 id = stakeAs(alice, 1e18);
        gauge.setPaused(true);
        assertTrue(gauge.paused(), "paused");
        vm.expectRevert(abi.encodeWithSelector(IGauge.StakingPaused.selector));
        gauge.stake(1, alice);
        vm.expectRevert(abi.encodeWithSelector(IGauge.StakingPaused.selector));
        gauge.increase(id, 1);
        waitAndSettle(1 days);
        assertApprox(claimAs(alice, id)[0], 1e6, 1, "EXIT_UNBLOCKABLE: claim");
        unstakeAs(alice, id, 1e18);
        assertEq(lp.balanceOf(alice), 1e30, "EXIT_UNBLOCKABLE: unstake");
        gauge.setPaused(false);
        stakeAs(alice, 1);
    }

    function test_RevertWhen_RoleIsMissing() public {
        bytes memory denied = abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, alice);
        vm.startPrank(alice);
        vm.expectRevert(denied);
        gauge.setPaused(true);
        vm.expectRevert(denied);
        gauge.addReward(address(usd), 1);
        vm.stopPrank();
    }

    function test_RevertWhen_SettlingTooSoon() public {
        vm.expectRevert(abi.encodeWithSelector(IGauge.EpochTooShort.selector, 0, 1));
        gauge.settle();
    }

    function test_RevertWhen_RewardIsUnknown() public {
        bytes memory unknown = abi.encodeWithSelector(IGauge.UnknownReward.selector, address(this));
        vm.expectRevert(unknown);
        gauge.notify(address(this), 1);
        vm.expectRevert(unknown);
        gauge.releasable(address(this));
        // A gauge has room for more rewards, and the room has no token.
        vm.expectRevert(abi.encodeWithSelector(IGauge.UnknownReward.selector, address(0)));
        gauge.releasable(address(0));
    }

    function test_RevertWhen_ConstructedBadly() public {
        RewardParams[] memory none = new RewardParams[](0);
        IERC20 stakeToken = IERC20(address(lp));
        vm.expectRevert(abi.encodeWithSelector(IGauge.BadToken.selector, alice));
        new Gauge(GaugeParams("", "", IERC20(alice), 1, address(manager), 1, none));
        vm.expectRevert(abi.encodeWithSelector(IGauge.BadMinEpoch.selector, 0, 30 days));
        new Gauge(GaugeParams("", "", stakeToken, 1, address(manager), 0, none));
        vm.expectRevert(abi.encodeWithSelector(IGauge.BadMinEpoch.selector, 30 days + 1, 30 days));
        new Gauge(GaugeParams("", "", stakeToken, 1, address(manager), 30 days + 1, none));
    }

    function test_RevertWhen_AddingBadReward() public {
        vm.expectRevert(abi.encodeWithSelector(IGauge.DuplicateReward.selector, address(usd)));
        gauge.addReward(address(usd), 1 days);
        vm.expectRevert(abi.encodeWithSelector(IGauge.BadToken.selector, alice));
        gauge.addReward(alice, 1 days);
        address third = address(new DevnetToken("", "", 0));
        vm.expectRevert(abi.encodeWithSelector(IGauge.BadStreamPeriod.selector, 0, 730 days));
        gauge.addReward(third, 0);
        vm.expectRevert(abi.encodeWithSelector(IGauge.BadStreamPeriod.selector, 730 days + 1, 730 days));
        gauge.addReward(third, 730 days + 1);
        gauge.addReward(third, 1 days);
        gauge.addReward(address(new DevnetToken("", "", 0)), 1 days);
        address fifth = address(new DevnetToken("", "", 0));
        vm.expectRevert(abi.encodeWithSelector(IGauge.TooManyRewards.selector, 4));
        gauge.addReward(fifth, 1 days);
    }

    function test_LateRewardCountsFromItsFirstNotify() public {
        uint256 id = stakeAs(alice, 1e18);
        gauge.notify(address(usd), 7e6);
        waitAndSettle(1 days);
        DevnetToken late = new DevnetToken("Late", "LATE", 18);
        gauge.addReward(address(late), PERIOD);
        assertEq(gauge.claimable(id).length, 3, "three rewards");
        late.mint(address(this), 7e18);
        late.approve(address(gauge), 7e18);
        waitAndSettle(1 days);
        assertEq(gauge.claimable(id)[2], 0, "nothing before the first notify");
        gauge.notify(address(late), 7e18);
        waitAndSettle(1 days);
        assertApprox(gauge.claimable(id)[2], 1e18, 1, "a seventh, no more");
        assertEq(claimAs(alice, id)[2], late.balanceOf(alice), "received");
    }

    function test_ClaimOneLeavesTheRest() public {
        uint256 id = stakeAs(alice, 1e18);
        gauge.notify(address(usd), 7e6);
        gauge.notify(address(lp), 7e18);
        waitAndSettle(1 days);
        vm.prank(alice);
        assertApprox(gauge.claimOne(id, address(lp), alice), 1e18, 1, "one");
        assertApprox(gauge.claimable(id)[0], 1e6, 1, "the other stays");
        assertEq(gauge.claimable(id)[1], 0, "claimed");
    }

    function test_RewardThatIsTheStakeTokenIsKeptApart() public {
        uint256 id = stakeAs(alice, 10e18);
        gauge.notify(address(lp), 7e18);
        waitAndSettle(PERIOD);
        address purse = address(gauge.purseOf(gauge.laneOf(id)));
        assertApprox(lp.balanceOf(purse), 17e18, 1, "LANE_CUSTODY");
        assertEq(gauge.totalStake(), 10e18, "rewards are no stake");
        assertApprox(claimAs(alice, id)[1], 7e18, 1, "rewards");
        unstakeAs(alice, id, 10e18);
        assertEq(lp.balanceOf(purse), 0, "nothing stranded");
    }

    function test_ReadsWhatSettlementsWrote() public {
        assertEq(gauge.PRECISION(), P, "scale");
        stakeAs(alice, 1e18);
        gauge.notify(address(usd), 7e6);
        (uint256 number, uint256 start) = gauge.epoch();
        assertEq(number, 1, "the first epoch is open");
        waitAndSettle(1 days);
        (uint256 perWeight, uint256 cumulative) = gauge.markOf(address(usd), 1);
        assertEq(perWeight, (1e6 * P) / (1e18 * 1 days), "what a token-second earned");
        assertEq(cumulative, perWeight * 1 days, "and all of them");
        (perWeight, cumulative) = gauge.markOf(address(usd), 2);
        assertEq(perWeight + cumulative, 0, "nothing of an open epoch");
        uint256 closed = start;
        (number, start) = gauge.epoch();
        assertEq(number, 2, "the next one is open");
        assertEq(start, closed + 1 days, "since the settlement");
    }

    function test_ConstructionSaysWhenEpochOneBegan() public {
        vm.expectEmit(true, true, true, true);
        emit IGauge.Settle(0, block.timestamp, block.timestamp, 0);
        createGauge(IERC20(address(lp)), IERC20(address(usd)), IERC20(address(lp)));
    }

    function test_SupportsInterfaces() public view {
        assertTrue(gauge.supportsInterface(type(IGauge).interfaceId), "IGauge");
        assertTrue(gauge.supportsInterface(0x80ac58cd), "ERC-721");
        assertTrue(gauge.supportsInterface(0x5b5e139f), "ERC-721 metadata");
    }

    function test_OwnStepsAreClosed() public {
        bytes memory denied = abi.encodeWithSelector(IGauge.NotSelf.selector, address(this));
        vm.expectRevert(denied);
        gauge.payReward(1, 0, 0);
        vm.expectRevert(denied);
        gauge.distribute(0, 1, 0, 0, new uint256[](0));
    }
}
