// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {GaugeBase} from "./GaugeBase.sol";

/// @notice Who earns what, over time.
contract GaugeRewardsTest is GaugeBase {
    function test_SharesByStakeAndTime() public {
        gauge.notify(address(usd), 700e6);
        uint256 first = stakeAs(alice, 3e18);
        wait(12 hours);
        uint256 second = stakeAs(bob, 2e18);
        waitAndSettle(12 hours);
        // 3 for a day, 2 for half a day: three quarters and one quarter of a day's 100.
        assertApprox(gauge.claimable(first)[0], 75e6, 1, "PRO_RATA_BY_STAKE_TIME");
        assertApprox(gauge.claimable(second)[0], 25e6, 1, "PRO_RATA_BY_STAKE_TIME");
        waitAndSettle(1 days);
        assertApprox(gauge.claimable(first)[0], 135e6, 1, "PRO_RATA_BY_STAKE_TIME");
        assertApprox(gauge.claimable(second)[0], 65e6, 1, "PRO_RATA_BY_STAKE_TIME");
    }

    function test_FlashStakeEarnsZero() public {
        gauge.notify(address(usd), 700e6);
        stakeAs(alice, 1);
        wait(1 days);
        uint256 flash = stakeAs(bob, 1e28);
        gauge.settle();
        unstakeAs(bob, flash, 1e28);
        waitAndSettle(1 days);
        assertEq(gauge.claimable(flash)[0], 0, "FLASH_STAKE_EARNS_ZERO");
        uint256 again = stakeAs(bob, 1e28);
        unstakeAs(bob, again, 1e28);
        waitAndSettle(1 days);
        assertEq(gauge.claimable(again)[0], 0, "FLASH_STAKE_EARNS_ZERO");
    }

    function test_UnstakingKeepsWhatTheEpochOwes() public {
        gauge.notify(address(usd), 700e6);
        uint256 first = stakeAs(alice, 1e18);
        uint256 second = stakeAs(bob, 1e18);
        wait(12 hours);
        unstakeAs(bob, second, 1e18);
        waitAndSettle(12 hours);
        assertApprox(gauge.claimable(second)[0], uint256(100e6) / 3, 1, "half the time, half of alice's");
        assertApprox(gauge.claimable(first)[0], uint256(200e6) / 3, 1, "PRO_RATA_BY_STAKE_TIME");
        waitAndSettle(1 days);
        assertApprox(gauge.claimable(second)[0], uint256(100e6) / 3, 1, "nothing after");
    }

    function test_EmptyEpochsLoseNothing() public {
        gauge.notify(address(usd), 700e6);
        waitAndSettle(3 days);
        assertEq(gauge.rewardOf(address(usd)).remainingScaled, 700e6 * P, "NO_LOSS_AT_ZERO_STAKE");
        waitAndSettle(30 days);
        uint256 id = stakeAs(alice, 1);
        waitAndSettle(1 days);
        assertApprox(gauge.claimable(id)[0], 100e6, 1, "the rate is what it was");
        waitAndSettle(6 days);
        assertApprox(gauge.claimable(id)[0], 700e6, 1, "NO_LOSS_AT_ZERO_STAKE");
    }

    function testFuzz_NothingIsStranded(uint256 amount, uint256 stakeA, uint256 stakeB, uint256 settlements) public {
        amount = bound(amount, 1, 1e15);
        uint256 first = stakeAs(alice, bound(stakeA, 1, 1e27));
        uint256 second = stakeAs(bob, bound(stakeB, 1, 1e27));
        settlements = bound(settlements, 1, 12);
        gauge.notify(address(usd), amount);
        for (uint256 i = 0; i < settlements; ++i) {
            waitAndSettle(PERIOD / settlements + 1);
        }
        // What rounding left of the last settlement, less than a unit, is credited with the next.
        uint256 paid = claimAs(alice, first)[0] + claimAs(bob, second)[0];
        assertLe(paid, amount, "PAID_LE_FUNDED");
        assertGe(paid + 2, amount, "NO_DUST_STRANDED: a fraction for each position, no more");
    }

    /// @dev With stakes that don't change, one settlement and many credit the same but for scaled rounding.
    function testFuzz_SettleAnytime(uint256 stakeA, uint256 stakeB, uint256 seed) public {
        stakeA = bound(stakeA, 1, 1e27);
        stakeB = bound(stakeB, 1, 1e27);
        gauge.notify(address(usd), 700e6);
        uint256 first = stakeAs(alice, stakeA);
        uint256 second = stakeAs(bob, stakeB);
        uint256 state = vm.snapshotState();
        waitAndSettle(PERIOD);
        uint256[2] memory once = [gauge.claimable(first)[0], gauge.claimable(second)[0]];
        vm.revertToState(state);
        uint256 end = block.timestamp + PERIOD;
        for (uint256 i = 0; block.timestamp < end; ++i) {
            uint256 next = block.timestamp + 1 + (uint256(keccak256(abi.encode(seed, i))) % 2 days);
            vm.warp(next < end ? next : end);
            gauge.settle();
        }
        assertApprox(gauge.claimable(first)[0], once[0], 1, "SETTLE_ANYTIME");
        assertApprox(gauge.claimable(second)[0], once[1], 1, "SETTLE_ANYTIME");
    }

    /// @dev A position that sleeps and one that claims after every settlement earn the same, to the unit.
    function testFuzz_ClaimingOftenCostsNothing(uint256 amount, uint256 stakeEach) public {
        stakeEach = bound(stakeEach, 1, 1e27);
        gauge.notify(address(usd), bound(amount, 1, 1e9));
        uint256 sleeper = stakeAs(alice, stakeEach);
        uint256 busy = stakeAs(bob, stakeEach);
        uint256 claimed;
        for (uint256 i = 0; i < 14; ++i) {
            waitAndSettle(12 hours);
            claimed += claimAs(bob, busy)[0];
            gauge.increase(busy, 1);
            unstakeAs(bob, busy, 1);
        }
        assertEq(claimed, gauge.claimable(sleeper)[0], "PRO_RATA_BY_STAKE_TIME");
        assertEq(claimAs(alice, sleeper)[0], claimed, "PAID_LE_FUNDED");
        assertEq(claimAs(alice, sleeper)[0], 0, "CLAIM_ONCE_DUP_IDS");
    }

    function test_NotifyMidEpochChangesTheRateFromThenOn() public {
        uint256 id = stakeAs(alice, 1e18);
        gauge.notify(address(usd), 7e6);
        wait(3.5 days);
        assertEq(gauge.releasable(address(usd)), 3.5e6, "half");
        gauge.notify(address(usd), 3.5e6);
        // 3.5 left for 3.5 days and 3.5 for 7 days: 7 over 5.25 days.
        assertEq(gauge.rewardOf(address(usd)).periodFinish, block.timestamp + 5.25 days, "weighted by amount");
        wait(5.25 days / 2);
        assertEq(gauge.releasable(address(usd)), 7e6, "half of the rest");
        gauge.settle();
        assertApprox(gauge.claimable(id)[0], 7e6, 1, "credited");
    }

    function test_OneWeiStakedForOneSecondCannotBreakAnything() public {
        gauge.notify(address(usd), 1e30);
        uint256 dust = stakeAs(bob, 1);
        wait(1);
        unstakeAs(bob, dust, 1);
        waitAndSettle(3 days);
        uint256 id = stakeAs(alice, 1e27);
        waitAndSettle(4 days);
        waitAndSettle(1 days);
        uint256 first = claimAs(bob, dust)[0];
        uint256 second = claimAs(alice, id)[0];
        assertApprox(first + second, 1e30, 2, "NO_DUST_STRANDED");
        assertLe(first + second, 1e30, "PAID_LE_FUNDED");
    }
}
