// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Rate, RateLib} from "../../contracts/lanes/RateLib.sol";
import {Test} from "../helpers/Test.sol";

/// @notice The two-price rate against plain formulas.
contract RateLibTest is Test {
    using RateLib for Rate;
    using RateLib for uint256;

    uint256 private constant RAY = 1e27;
    uint256 private constant START = 1_800_000_000;

    Rate private _rate;

    function setUp() public {
        _rate = Rate({full: uint128(2 * RAY), start: uint40(START), period: 1000, closed: false, from: uint128(RAY)});
    }

    function test_UnlocksLinearly() public view {
        assertEq(_rate.unlocked(START), RAY, "UNLOCK_LINEAR_AND_BOUNDED start");
        assertEq(_rate.unlocked(START + 250), RAY + RAY / 4, "UNLOCK_LINEAR_AND_BOUNDED quarter");
        assertEq(_rate.unlocked(START + 1000), 2 * RAY, "UNLOCK_LINEAR_AND_BOUNDED end");
        assertEq(_rate.unlocked(START + 1 days), 2 * RAY, "UNLOCK_LINEAR_AND_BOUNDED after");
    }

    function test_UnlocksRoundedDown() public {
        _rate.full = uint128(RAY + 1);
        assertEq(_rate.unlocked(START + 999), RAY, "ROUND_AGAINST_USER");
        assertEq(_rate.unlocked(START + 1000), RAY + 1, "UNLOCK_LINEAR_AND_BOUNDED");
    }

    /// @dev Where a product would not fit a word, just below and above that bound too.
    function test_ConversionsOfMoreThanAProductHolds() public pure {
        for (uint256 bits = 160; bits < 229; ++bits) {
            uint256 amount = (1 << bits) - 1;
            assertEq(amount.toSharesDown(RAY), amount, "shares at an even price");
            assertEq((amount + 1).toSharesDown(2 * RAY), (amount + 1) / 2, "shares at twice of it");
            assertEq(amount.toAssetsDown(RAY), amount, "assets at an even price");
            assertEq((amount + 1).toAssetsDown(2 * RAY), (amount + 1) * 2, "assets at twice of it");
        }
        // 2^256 / 10^27, and so on: no product of these fits a word.
        uint256 whole = 115792089237316195423570985008687907853269984665640;
        assertEq(uint256(1 << 128).toAssetsDown(1 << 128), whole, "2^128 of each");
        assertEq(uint256(1 << 129).toAssetsDown(1 << 127), whole, "the same product");
        assertEq(uint256(1 << 128).toAssetsDown(3 << 128) / 3, whole, "three times of it");
    }

    function test_NoNumberOfWorthlessSharesIsEnough() public pure {
        assertEq(uint256(0).toSharesUp(0), 0, "nothing costs nothing");
        assertEq(uint256(1).toSharesUp(0), type(uint256).max, "no number is enough");
        assertEq(uint256(1).toSharesDown(0), 0, "and none is bought");
    }

    function test_EntryReadsThePackedSlot() public {
        (uint256 full, bool closed) = _rate.entry();
        assertEq(full, 2 * RAY, "full");
        assertFalse(closed, "open");
        _rate.closed = true;
        (full, closed) = _rate.entry();
        assertEq(full, 2 * RAY, "full of a closed rate");
        assertTrue(closed, "closed");
    }

    function test_LossShowsAtOnce() public {
        _rate.report(RAY / 2, START + 500, 1000);
        assertEq(_rate.unlocked(START + 500), RAY / 2, "LOSS_SHOWS_AT_ONCE");
        assertEq(_rate.period, 0, "nothing streams");
    }

    function test_ReportKeepsTheFlag() public {
        _rate.closed = true;
        _rate.report(3 * RAY, START + 500, 1000);
        assertTrue(_rate.closed, "closed");
    }

    function testFuzz_ReportWithoutNewsMovesNothing(uint256 at, uint256 later, uint256 period, uint8 times) public {
        at = bound(at, 1, 1000);
        later = bound(later, at, 1200);
        uint256 expected = _rate.unlocked(START + later);
        uint256 before = _rate.unlocked(START + at);
        for (uint256 i = 0; i <= times % 5; ++i) {
            _rate.report(2 * RAY, START + at, bound(period, 0, 30 days));
        }
        assertEq(_rate.unlocked(START + at), before, "SETTLE_ANYTIME at the report");
        // Once for each rounding of a price.
        assertApprox(_rate.unlocked(START + later), expected, 2, "SETTLE_ANYTIME later");
        assertLe(_rate.unlocked(START + later), expected, "SETTLE_ANYTIME in the holders' favour never");
    }

    function testFuzz_NewProfitStreamsByTheWeightedMean(uint256 at, uint256 added, uint256 period) public {
        at = bound(at, 0, 2000);
        added = bound(added, 1, 10 * RAY);
        period = bound(period, 0, 30 days);
        uint256 from = _rate.unlocked(START + at);
        uint256 left = at < 1000 ? 1000 - at : 0;
        _rate.report(2 * RAY + added, START + at, period);
        assertEq(_rate.from, from, "PPS_MONOTONE_EXCEPT_LOSS");
        assertEq(_rate.full, 2 * RAY + added, "full");
        uint256 old = 2 * RAY - from;
        assertEq(_rate.period, (old * left + added * period) / (old + added), "UNLOCK_LINEAR_AND_BOUNDED mean");
        assertLe(_rate.period, left > period ? left : period, "UNLOCK_LINEAR_AND_BOUNDED");
    }

    function testFuzz_ConversionsRoundAgainstTheCaller(uint128 amount, uint128 price) public pure {
        uint256 x = amount;
        uint256 p = price;
        if (p == 0) {
            assertEq(x.toSharesDown(p), 0, "worthless, down");
            assertEq(x.toSharesUp(p), x == 0 ? 0 : type(uint256).max, "worthless, up");
            return;
        }
        assertEq(x.toSharesDown(p), (x * RAY) / p, "shares down");
        assertEq(x.toSharesUp(p), (x * RAY + p - 1) / p, "shares up");
        assertEq(x.toAssetsDown(p), (x * p) / RAY, "assets down");
        // A product of two uint128 that is the largest leaves room for RAY - 1: (2^128 - 1)^2 = 2^256 - 2^129 + 1.
        assertEq(x.toAssetsUp(p), (x * p) / RAY + ((x * p) % RAY == 0 ? 0 : 1), "assets up");
        assertLe(x.toSharesDown(p).toAssetsDown(p), x, "ROUNDTRIP_8");
    }
}
