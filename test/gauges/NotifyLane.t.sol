// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {DevnetToken} from "../../contracts/devnet/DevnetToken.sol";
import {IGauge, RewardState} from "../../contracts/interfaces/IGauge.sol";
import {Vm} from "../helpers/Vm.sol";
import {FeeToken} from "../mocks/FeeToken.sol";
import {FrozenToken} from "../mocks/FrozenToken.sol";
import {RewardSource} from "../mocks/RewardSource.sol";
import {GaugeBase} from "./GaugeBase.sol";

/// @notice Rewards that arrive in lanes, and how a settlement takes them into the stream.
contract GaugeNotifyLaneTest is GaugeBase {
    RewardSource private source;

    function setUp() public override {
        super.setUp();
        source = _newSource();
    }

    function test_WaitsInThePurseOfTheLane() public {
        uint256 id = stakeAs(alice, 1e18);
        uint256 lane = gauge.laneOf(id);
        vm.expectEmit();
        emit IGauge.NotifyLane(address(lp), address(source), lane, 7e18);
        source.bring(address(lp), lane, 7e18);
        source.bring(address(lp), lane, 1);
        (uint256 pending, uint256 fractionScaled) = gauge.laneReward(lane, address(lp));
        assertEq(pending, 7e18 + 1, "both");
        assertEq(fractionScaled, 0, "no credit");
        assertEq(lp.balanceOf(address(gauge.purseOf(lane))), 8e18 + 1, "LANE_CUSTODY: beside the stake");
        assertEq(lp.balanceOf(address(gauge)), 0, "nothing shared");
        assertEq(gauge.rewardOf(address(lp)).funded, 0, "no stream yet");
        wait(1 days);
        assertEq(gauge.claimable(id)[1], 0, "LANE_INCOME_STREAMS_FROM_SETTLEMENT: not before");
        assertEq(gauge.releasable(address(lp)), 0, "LANE_INCOME_STREAMS_FROM_SETTLEMENT: not before");
        assertEq(claimAs(alice, id)[1], 0, "LANE_CUSTODY: nobody's until then");
        unstakeAs(alice, id, 1e18);
        assertEq(lp.balanceOf(address(gauge.purseOf(lane))), 7e18 + 1, "LANE_CUSTODY: it stays");
    }

    function test_StreamsFromTheSettlementOn() public {
        uint256 id = stakeAs(alice, 1e18);
        uint256 lane = gauge.laneOf(id);
        source.bring(address(usd), lane, 7e6);
        wait(3 days);
        vm.expectEmit();
        emit IGauge.Notify(address(usd), address(gauge), 7e6, block.timestamp + PERIOD);
        vm.expectEmit();
        emit IGauge.Distribute(1, address(usd), 0, 0, 0, 0);
        gauge.settle();
        assertEq(gauge.claimable(id)[0], 0, "LANE_INCOME_STREAMS_FROM_SETTLEMENT: nothing at once");
        assertEq(usd.balanceOf(address(gauge)), 7e6, "moved to where streams are");
        assertEq(usd.balanceOf(address(gauge.purseOf(lane))), 0, "all of it");
        (uint256 pending, ) = gauge.laneReward(lane, address(usd));
        assertEq(pending, 0, "nothing waits");
        waitAndSettle(1 days);
        assertApprox(gauge.claimable(id)[0], 1e6, 1, "a seventh a day");
    }

    /// @dev Who comes for the settlement gets nothing of what the lane waited with.
    function test_FlashStakeEarnsZero() public {
        stakeAs(alice, 1);
        source.bring(address(usd), gauge.laneOfAccount(bob), 7e6);
        wait(1 days);
        uint256 flash = stakeAs(bob, 1e28);
        gauge.settle();
        unstakeAs(bob, flash, 1e28);
        waitAndSettle(1 days);
        assertEq(gauge.claimable(flash)[0], 0, "FLASH_STAKE_EARNS_ZERO");
    }

    /// @dev A lane that is credited more than waits there gets the difference, one that is credited less gives it.
    function test_MovesOnlyTheDifference() public {
        (uint256 a, uint256 b) = (stakeAs(alice, 1e18), stakeAs(bob, 1e18));
        gauge.notify(address(usd), 14e6);
        source.bring(address(usd), gauge.laneOf(a), 4e5);
        source.bring(address(usd), gauge.laneOf(b), 16e5);
        wait(1 days);
        vm.recordLogs();
        gauge.settle();
        (uint256 count, uint256 toPurse, uint256 fromPurse) = _transfers(vm.getRecordedLogs());
        assertEq(count, 2, "one transfer a lane");
        assertApprox(toPurse, 6e5, 1, "what lacked");
        assertApprox(fromPurse, 6e5, 1, "what was left");
        uint256[2] memory owed = [gauge.claimable(a)[0], gauge.claimable(b)[0]];
        assertApprox(owed[0], 1e6, 1, "PRO_RATA_BY_STAKE_TIME");
        assertEq(usd.balanceOf(address(gauge.purseOf(gauge.laneOf(a)))), owed[0], "LANE_CUSTODY");
        assertEq(usd.balanceOf(address(gauge.purseOf(gauge.laneOf(b)))), owed[1], "LANE_CUSTODY");
        assertEq(usd.balanceOf(address(gauge)), 16e6 - owed[0] - owed[1], "the stream has the rest");
    }

    function test_MovesNothingWhereItIsEven() public {
        uint256 id = stakeAs(alice, 1);
        gauge.notify(address(usd), 7e6);
        wait(1 days);
        // A day's million by 86,400 token-seconds leaves a fraction of a unit.
        source.bring(address(usd), gauge.laneOf(id), 1e6 - 1);
        vm.recordLogs();
        gauge.settle();
        (uint256 count, , ) = _transfers(vm.getRecordedLogs());
        assertEq(count, 0, "what waited is what is credited");
        assertEq(claimAs(alice, id)[0], 1e6 - 1, "LANE_CUSTODY");
    }

    function test_SingleUnitsArrive() public {
        source.bring(address(usd), 3, 1);
        waitAndSettle(1 days);
        RewardState memory state = gauge.rewardOf(address(usd));
        assertEq(state.funded, 1, "a unit");
        assertEq(state.remainingScaled, P, "streams");
        assertEq(usd.balanceOf(address(gauge)), 1, "NO_DUST_STRANDED");
    }

    /// @dev Without stake the stream stands still, and what arrived joins it.
    function test_ArrivesInEmptyEpochsToo() public {
        gauge.notify(address(usd), 7e6);
        source.bring(address(usd), 1, 7e6);
        waitAndSettle(3 days);
        RewardState memory state = gauge.rewardOf(address(usd));
        assertEq(state.remainingScaled, 14e6 * P, "NO_LOSS_AT_ZERO_STAKE");
        assertEq(state.periodFinish, block.timestamp + PERIOD, "the longer of the two");
        uint256 id = stakeAs(alice, 1);
        waitAndSettle(PERIOD);
        assertApprox(claimAs(alice, id)[0], 14e6, 1, "NO_LOSS_AT_ZERO_STAKE");
    }

    /// @dev Random histories: amounts that arrive in lanes, and the same notified just before each settlement.
    function testFuzz_SameAsNotifiedJustBefore(uint256 seed) public {
        uint256 state = vm.snapshotState();
        bytes memory inLanes = _history(seed, true);
        vm.revertToState(state);
        assertEq(inLanes, _history(seed, false), "LANE_INCOME_STREAMS_FROM_SETTLEMENT: to the scaled unit");
    }

    function test_LaneIsTakenModuloTheGauges() public {
        vm.expectEmit();
        emit IGauge.NotifyLane(address(usd), address(source), 5, 3);
        source.bring(address(usd), LANES * 2 + 5, 3);
        assertEq(source.laneAsked(), LANES * 2 + 5, "the source is asked for its own");
        assertEq(usd.balanceOf(address(gauge.purseOf(5))), 3, "LANE_CUSTODY");
    }

    /* BAD SOURCES AND TOKENS */

    function test_RevertWhen_OtherThanSaidArrives() public {
        source.setExcess(-1);
        vm.expectRevert(abi.encodeWithSelector(IGauge.FeeOnTransfer.selector, address(usd), 10, 9));
        source.bring(address(usd), 0, 10);
        source.setExcess(1);
        vm.expectRevert(abi.encodeWithSelector(IGauge.FeeOnTransfer.selector, address(usd), 10, 11));
        source.bring(address(usd), 0, 10);
    }

    function test_RevertWhen_RewardChargesForTransfers() public {
        FeeToken fee = new FeeToken();
        gauge = createGauge(IERC20(address(lp)), IERC20(address(fee)), IERC20(address(usd)));
        source = _newSource();
        fee.mint(address(source), 1e24);
        vm.expectRevert(abi.encodeWithSelector(IGauge.FeeOnTransfer.selector, address(fee), 1000, 990));
        source.bring(address(fee), 0, 1000);
    }

    function test_RevertWhen_NothingOrUnknown() public {
        vm.expectRevert(IGauge.ZeroAmount.selector);
        source.bring(address(usd), 0, 0);
        vm.expectRevert(abi.encodeWithSelector(IGauge.UnknownReward.selector, address(source)));
        source.bring(address(source), 0, 1);
    }

    /// @dev Stake, or a stream's tokens, that came meanwhile would count twice.
    function test_RevertWhen_SourceEntersTheGauge() public {
        uint256 id = stakeAs(alice, 1e18);
        vm.startPrank(alice);
        gauge.approve(address(source), id);
        vm.stopPrank();
        vm.prank(address(source));
        lp.approve(address(gauge), type(uint256).max);
        gauge.notify(address(lp), 7e18);
        waitAndSettle(1 days);
        wait(1 days);
        bytes[] memory calls = new bytes[](8);
        calls[0] = abi.encodeCall(IGauge.stake, (1e18, alice));
        calls[1] = abi.encodeCall(IGauge.increase, (id, 1e18));
        calls[2] = abi.encodeCall(IGauge.unstake, (id, 1e18, address(source)));
        calls[3] = abi.encodeCall(IGauge.claim, (id, address(source)));
        calls[4] = abi.encodeCall(IGauge.settle, ());
        calls[5] = abi.encodeCall(IGauge.notify, (address(lp), 1e18));
        calls[6] = abi.encodeCall(IGauge.notifyLane, (address(lp), 0, 1e18));
        calls[7] = abi.encodeCall(IGauge.payOut, (idsOf(id)));
        uint256 lane = gauge.laneOf(id);
        for (uint256 i = 0; i < calls.length; ++i) {
            source.arm(calls[i]);
            vm.expectRevert(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector);
            source.bring(address(lp), lane, 1e18);
        }
    }

    function test_FrozenRewardWaitsAndDelaysItselfAlone() public {
        FrozenToken frozen = new FrozenToken();
        gauge = createGauge(IERC20(address(lp)), IERC20(address(frozen)), IERC20(address(usd)));
        fund(alice);
        source = _newSource();
        frozen.mint(address(source), 1e24);
        uint256 id = stakeAs(alice, 1e18);
        uint256 lane = gauge.laneOf(id);
        source.bring(address(frozen), lane, 7e18);
        source.bring(address(usd), lane, 7e6);
        frozen.setFrozen(true);
        wait(1 days);
        vm.expectEmit();
        emit IGauge.DistributeSkipped(1, address(frozen), abi.encodeWithSelector(FrozenToken.Frozen.selector));
        gauge.settle();
        (uint256 pending, ) = gauge.laneReward(lane, address(frozen));
        assertEq(pending, 7e18, "NO_LOSS_AT_ZERO_STAKE: it waits on");
        assertEq(gauge.rewardOf(address(frozen)).funded, 0, "and does not stream");
        assertEq(gauge.rewardOf(address(usd)).funded, 7e6, "the other as ever");
        frozen.setFrozen(false);
        waitAndSettle(1 days);
        assertEq(gauge.rewardOf(address(frozen)).funded, 7e18, "taken later");
        waitAndSettle(PERIOD);
        assertApprox(claimAs(alice, id)[0], 7e18, 1, "PAID_LE_FUNDED: nothing lost");
    }

    /// @dev Who owns more than a stream can count can't stop the settlements of what streams: the rest waits.
    function test_WhatAStreamCantCountWaits() public {
        DevnetToken vast = new DevnetToken("Vast", "VAST", 18);
        gauge = createGauge(IERC20(address(lp)), IERC20(address(vast)), IERC20(address(usd)));
        fund(alice);
        source = _newSource();
        vast.mint(address(source), type(uint256).max);
        uint256 id = stakeAs(alice, 1e18);
        source.bring(address(vast), 0, type(uint128).max - 2);
        vm.expectRevert(abi.encodeWithSignature("Panic(uint256)", 0x11));
        source.bring(address(vast), 0, 3);
        vm.expectRevert(abi.encodeWithSelector(SafeCast.SafeCastOverflowedUintDowncast.selector, 128, 1 << 128));
        source.bring(address(vast), 2, 1 << 128);
        source.bring(address(vast), 1, 5);
        waitAndSettle(1 days);
        assertEq(gauge.rewardOf(address(vast)).funded, type(uint128).max, "all there is room for");
        (uint256 pending, uint256 fractionScaled) = gauge.laneReward(1, address(vast));
        assertEq(pending, 3, "the rest waits");
        assertEq(fractionScaled, 0, "apart from credits");
        waitAndSettle(1 days);
        assertGt(gauge.claimable(id)[0], 0, "and what streams is credited");
        (pending, ) = gauge.laneReward(1, address(vast));
        assertEq(pending, 3, "for ever");
    }

    /* INTERNALS */

    function _newSource() private returns (RewardSource created) {
        created = new RewardSource(gauge);
        lp.mint(address(created), 1e30);
        usd.mint(address(created), 1e30);
    }

    /// @dev Twelve epochs of two stakers, of whom one comes and goes; what a test compares after each.
    function _history(uint256 seed, bool inLanes) private returns (bytes memory seen) {
        uint256[2] memory ids = [stakeAs(alice, 1e18 + (seed % 1e18)), stakeAs(bob, 1 + (seed % 1e19))];
        address[2] memory tokens = [address(usd), address(lp)];
        for (uint256 round = 0; round < 12; ++round) {
            uint256[2] memory sums;
            for (uint256 i = 0; i < 6; ++i) {
                seed = uint256(keccak256(abi.encode(seed)));
                wait(seed % 12 hours);
                uint256 amount = 1 + ((seed >> 32) % 10 ** ((seed >> 24) % 20));
                sums[i % 2] += amount;
                if (inLanes) source.bring(tokens[i % 2], (seed >> 16) % LANES, amount);
            }
            wait(1);
            if ((seed >> 64) % 3 == 0) gauge.notify(address(usd), 1 + ((seed >> 72) % 1e12));
            for (uint256 i = 0; i < 2 && !inLanes; ++i) {
                gauge.notify(tokens[i], sums[i]);
            }
            gauge.settle();
            // With nobody in, then with one and both.
            if (round == 4) unstakeAs(alice, ids[0], gauge.stakeOf(ids[0]));
            if (round == 5) unstakeAs(bob, ids[1], gauge.stakeOf(ids[1]));
            if (round == 7) gauge.increase(ids[0], 1 + ((seed >> 96) % 1e24));
            seen = abi.encode(seen, gauge.claimable(ids[0]), gauge.claimable(ids[1]));
            for (uint256 i = 0; i < 2; ++i) {
                (uint256 perWeight, uint256 cumulative) = gauge.markOf(tokens[i], round + 1);
                seen = abi.encode(keccak256(seen), gauge.rewardOf(tokens[i]), perWeight, cumulative);
            }
        }
        for (uint256 lane = 0; lane < LANES; ++lane) {
            for (uint256 i = 0; i < 2; ++i) {
                (, uint256 fractionScaled) = gauge.laneReward(lane, tokens[i]);
                uint256 balance = IERC20(tokens[i]).balanceOf(address(gauge.purseOf(lane)));
                seen = abi.encode(keccak256(seen), fractionScaled, balance);
            }
        }
    }

    /// @dev Of dollars, by the gauge or one of its purses: how many, and how much from and to the gauge.
    function _transfers(Vm.Log[] memory logs) private view returns (uint256 count, uint256 out, uint256 back) {
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].emitter != address(usd)) continue;
            ++count;
            uint256 amount = abi.decode(logs[i].data, (uint256));
            if (address(uint160(uint256(logs[i].topics[1]))) == address(gauge)) out += amount;
            else back += amount;
        }
    }
}
