// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {DevnetToken} from "../../contracts/devnet/DevnetToken.sol";
import {Gauge} from "../../contracts/gauges/Gauge.sol";
import {GaugeParams, IGauge, Payout, RewardParams} from "../../contracts/interfaces/IGauge.sol";
import {LaneLib} from "../../contracts/lanes/LaneLib.sol";
import {Vm} from "../helpers/Vm.sol";
import {GaugeBase} from "./GaugeBase.sol";

/// @notice What a gauge says of itself: the events from which an index can be rebuilt, and its lists and sums.
contract GaugeEventsTest is GaugeBase {
    function test_StakesSayWhatIsHeldAfter() public {
        uint256 id = stakeAs(alice, 10e18);
        vm.expectEmit();
        emit IGauge.Stake(id, bob, 5e18, 15e18);
        vm.prank(bob);
        gauge.increase(id, 5e18);
        vm.expectEmit();
        emit IGauge.Unstake(id, carol, 4e18, 11e18);
        vm.prank(alice);
        gauge.unstake(id, 4e18, carol);
    }

    function test_PreferencesAreSaid() public {
        uint256 id = stakeAs(alice, 10e18);
        vm.startPrank(alice);
        vm.expectEmit();
        emit IGauge.SetPayout(id, Payout.Pay, carol);
        gauge.setPayout(id, Payout.Pay, carol);
        vm.expectEmit();
        emit IGauge.SetBounty(id, 7);
        gauge.setBounty(id, 7);
        // Who holds has no target, whatever was asked for.
        vm.expectEmit();
        emit IGauge.SetPayout(id, Payout.Hold, address(0));
        gauge.setPayout(id, Payout.Hold, carol);
        (, address target) = gauge.payoutOf(id);
        assertEq(target, address(0), "no target");
        vm.stopPrank();
    }

    function test_FundsAndPaymentsAreSaid() public {
        uint256 id = stakeAs(alice, 10e18);
        vm.expectEmit();
        emit IGauge.Notify(address(usd), address(this), 7e6, block.timestamp + PERIOD);
        gauge.notify(address(usd), 7e6);
        waitAndSettle(PERIOD);
        uint256 owed = gauge.claimable(id)[0];
        vm.expectEmit();
        emit IGauge.Claim(id, address(usd), carol, owed);
        vm.prank(alice);
        gauge.claim(id, carol);
    }

    function test_SettlementsSayWhatTheyCredited() public {
        stakeAs(alice, 10);
        stakeAs(bob, 10);
        gauge.notify(address(usd), 7e6);
        uint256 start = block.timestamp;
        wait(1 days);
        uint256 weight = 20 * 1 days;
        vm.expectEmit();
        emit IGauge.Settle(1, start, block.timestamp, weight);
        uint256 perWeight = (1e6 * P) / weight;
        vm.expectEmit();
        // What the divisions leave, less than a unit a lane, the next epoch has.
        uint256 credited = 2 * ((perWeight * (weight / 2)) / P);
        emit IGauge.Distribute(1, address(usd), 1e6, credited, perWeight, perWeight * 1 days);
        gauge.settle();
    }

    function test_SettingsAreSaid() public {
        vm.expectEmit();
        emit IGauge.SetPaused(true);
        gauge.setPaused(true);
        vm.expectEmit();
        emit IGauge.AddReward(address(gauge), 1 days);
        gauge.addReward(address(gauge), 1 days);
    }

    function test_ListsItsRewardsInOrder() public view {
        address[] memory tokens = gauge.rewardTokens();
        assertEq(tokens.length, 2, "two");
        assertEq(tokens[0], address(usd), "the first");
        assertEq(tokens[1], address(lp), "the second");
    }

    function test_TotalStakeCountsEveryLane() public {
        uint256 sum;
        for (uint160 i = 0; i < LANES; ++i) {
            address account = address(uint160(alice) ^ i);
            fund(account);
            stakeAs(account, 1e18 << i);
            sum += 1e18 << i;
        }
        assertEq(gauge.totalStake(), sum, "LANE_SUM");
    }

    function test_RevertWhen_PurseOfNoLane() public {
        vm.expectRevert(abi.encodeWithSelector(LaneLib.NoSuchLane.selector, LANES, LANES));
        gauge.purseOf(LANES);
    }

    function test_LongestMinimumOfAnEpoch() public {
        GaugeParams memory params = GaugeParams(
            "",
            "",
            IERC20(address(lp)),
            LANES,
            address(manager),
            30 days,
            new RewardParams[](0)
        );
        assertEq(new Gauge(params).minEpochSeconds(), 30 days, "a month is allowed");
    }

    function test_SettlesOnceTheMinimumIsOver() public {
        wait(gauge.minEpochSeconds());
        gauge.settle();
        (uint256 number, uint256 start) = gauge.epoch();
        assertEq(number, 2, "the second epoch");
        assertEq(start, block.timestamp, "from now on");
    }

    /// @dev As many rewards as there can be: no step looks beyond the last.
    function test_FourRewardsGoThroughEveryStep() public {
        address[4] memory tokens = [address(usd), address(lp), address(0), address(0)];
        for (uint256 i = 2; i < 4; ++i) {
            DevnetToken token = new DevnetToken("More", "MORE", 18);
            token.mint(address(this), 7e18);
            token.approve(address(gauge), 7e18);
            gauge.addReward(address(token), PERIOD);
            tokens[i] = address(token);
        }
        uint256 id = stakeAs(alice, 10e18);
        for (uint256 i = 0; i < 4; ++i) {
            gauge.notify(tokens[i], 7e6);
        }
        waitAndSettle(PERIOD);
        vm.startPrank(alice);
        uint256 part = gauge.split(id, 4e18);
        gauge.merge(part, id);
        gauge.increase(id, 1);
        gauge.unstake(id, 1, alice);
        gauge.setPayout(id, Payout.Pay, carol);
        vm.stopPrank();
        uint256[] memory owed = gauge.claimable(id);
        gauge.payOut(idsOf(id));
        for (uint256 i = 0; i < 4; ++i) {
            assertApprox(owed[i], 7e6, 1, "NO_LOSS_AT_ZERO_STAKE");
            if (i > 1) assertEq(IERC20(tokens[i]).balanceOf(carol), owed[i], "paid");
            assertEq(claimAs(alice, id)[i], 0, "CLAIM_ONCE_DUP_IDS");
        }
    }

    function test_AnEmptyEpochIsSaidToo() public {
        gauge.notify(address(usd), 7e6);
        wait(1 days);
        vm.expectEmit();
        emit IGauge.Distribute(1, address(usd), 0, 0, 0, 0);
        gauge.settle();
    }

    /// @dev The smallest amount there is goes through every step, once.
    function test_SingleUnitsReachThePurseAndTheHolder() public {
        uint256 id = stakeAs(alice, 1e18);
        gauge.notify(address(usd), 7);
        uint256 got;
        for (uint256 day = 0; day < 8; ++day) {
            waitAndSettle(1 days);
            uint256 owed = gauge.claimable(id)[0];
            assertLe(owed, 1, "a unit a day");
            assertEq(claimAs(alice, id)[0], owed, "PAID_LE_FUNDED");
            assertEq(claimAs(alice, id)[0], 0, "CLAIM_ONCE_DUP_IDS");
            got += owed;
        }
        assertGe(got, 6, "NO_DUST_STRANDED");
    }

    /// @dev A weight of one token-second is the smallest there is.
    function test_TheSmallestWeightTakesAll() public {
        gauge.notify(address(usd), 7e6);
        waitAndSettle(1 days);
        uint256 id = stakeAs(alice, 1);
        waitAndSettle(1);
        uint256 owed = gauge.claimable(id)[0];
        assertGt(owed, 0, "PRO_RATA_BY_STAKE_TIME");
        assertEq(claimAs(alice, id)[0], owed, "LANE_CUSTODY");
    }

    function test_ATransferTakesTheSmallestBountyBack() public {
        uint256 id = stakeAs(alice, 1e18);
        vm.startPrank(alice);
        gauge.setBounty(id, 1);
        vm.expectEmit();
        emit IGauge.SetBounty(id, 0);
        gauge.transferFrom(alice, bob, id);
        vm.stopPrank();
        assertEq(gauge.bountyOf(id), 0, "TRANSFER_CARRIES_CREDIT");
    }

    function test_NothingPaidIsNothingSaid() public {
        uint256 holding = stakeAs(alice, 1e18);
        uint256 paid = stakeAs(alice, 1e18);
        vm.prank(alice);
        gauge.setPayout(paid, Payout.Pay, carol);
        gauge.notify(address(usd), 7e6);
        waitAndSettle(1 days);
        gauge.payOut(idsOf(paid));
        vm.recordLogs();
        gauge.payOut(idsOf(holding));
        gauge.payOut(idsOf(paid));
        assertEq(vm.getRecordedLogs().length, 0, "neither a holder nor who has been paid");
    }

    function test_ATransferSaysWhatItReset() public {
        uint256 id = stakeAs(alice, 1e18);
        vm.startPrank(alice);
        gauge.setBounty(id, 5);
        vm.recordLogs();
        gauge.transferFrom(alice, bob, id);
        assertEq(vm.getRecordedLogs().length, 2, "Transfer and SetBounty, as the payout was not set");
        id = gauge.stake(1e18, alice);
        gauge.setPayout(id, Payout.Pay, carol);
        vm.recordLogs();
        gauge.transferFrom(alice, bob, id);
        assertEq(vm.getRecordedLogs().length, 2, "Transfer and SetPayout, as the bounty was not set");
        vm.stopPrank();
    }

    /// @dev One unit is paid out, and one unit is a bounty.
    function test_PayOutOfSingleUnits() public {
        uint256 id = stakeAs(alice, 1e18);
        vm.startPrank(alice);
        gauge.setPayout(id, Payout.Pay, bob);
        gauge.setBounty(id, 1);
        vm.stopPrank();
        gauge.notify(address(lp), 2);
        gauge.notify(address(usd), 10_001);
        waitAndSettle(PERIOD);
        waitAndSettle(PERIOD);
        uint256[] memory owed = gauge.claimable(id);
        uint256 before = lp.balanceOf(bob);
        vm.recordLogs();
        gauge.payOutWithBounty(idsOf(id), carol);
        assertEq(owed[0] / 10_000, 1, "a bounty of one unit");
        assertEq(usd.balanceOf(carol), 1e30 + 1, "has its receiver");
        assertGt(owed[1], 0, "too few units for a bounty");
        assertEq(lp.balanceOf(bob) - before, owed[1], "are paid all the same");
        uint256 bounties;
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].topics[0] == IGauge.PayBounty.selector) ++bounties;
        }
        assertEq(bounties, 1, "and no bounty of nothing is said");
    }

    function test_PayOutNeedsNoMoreGasThanItSays() public {
        uint256 id = stakeAs(alice, 1e18);
        vm.prank(alice);
        gauge.setPayout(id, Payout.Pay, bob);
        gauge.notify(address(usd), 7e6);
        waitAndSettle(1 days);
        uint256 owed = gauge.claimable(id)[0];
        gauge.payOut{gas: 700_000}(idsOf(id));
        assertEq(usd.balanceOf(bob), 1e30 + owed, "paid");
    }

    function test_LongestStreamPeriod() public {
        gauge.addReward(address(gauge), 730 days);
        assertEq(gauge.rewardOf(address(gauge)).streamPeriod, 730 days, "two years are allowed");
    }
}
