// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {RateModel} from "../../contracts/interfaces/IMarket.sol";
import {BorrowIndex, InterestLib} from "../../contracts/lending/InterestLib.sol";
import {Timed, TimedLib} from "../../contracts/lending/TimedLib.sol";
import {Test} from "../helpers/Test.sol";

/// @notice TimedLib and InterestLib against the obvious.
contract LendingLibsTest is Test {
    using InterestLib for BorrowIndex;
    using InterestLib for RateModel;
    using TimedLib for Timed;

    uint256 private constant RAY = 1e27;

    Timed private timed;

    /// @dev The integral is what adding up amount times seconds gives, step by step.
    function testFuzz_TheIntegralIsTheSumOverTime(uint256[12] calldata seeds) public {
        uint256 elapsed;
        uint256 amount;
        uint256 integral;
        for (uint256 i = 0; i < seeds.length; ++i) {
            uint256 step = seeds[i] % 90 days;
            elapsed += step;
            integral += amount * step;
            uint256 change = seeds[i] >> 200;
            if (seeds[i] % 3 == 0) {
                timed.increase(change, elapsed);
                amount += change;
            } else if (seeds[i] % 3 == 1) {
                uint256 taken = timed.take(change, elapsed);
                assertEq(taken, change < amount ? change : amount, "up to what is there");
                amount -= taken;
            } else if (change <= amount) {
                timed.decrease(change, elapsed);
                amount -= change;
            }
            (uint256 amountNow, uint256 integralNow) = timed.read(elapsed);
            assertEq(amountNow, amount, "LANE_SUM amount");
            assertEq(integralNow, integral, "LANE_SUM integral");
        }
    }

    /// @dev The largest amount over 136 years.
    function test_TheIntegralIsExactToTheEnd() public {
        uint256 most = TimedLib.MAX_AMOUNT;
        timed.increase(most, 0);
        (, uint256 integral) = timed.read(type(uint32).max);
        assertEq(integral, most * type(uint32).max, "exact");
        assertEq(timed.take(type(uint256).max, type(uint32).max), most, "all of it");
        (, integral) = timed.read(type(uint32).max);
        assertEq(integral, most * type(uint32).max, "exact");
    }

    function test_RevertWhen_AnAmountDoesNotFit() public {
        timed.increase(TimedLib.MAX_AMOUNT, 0);
        vm.expectRevert(abi.encodeWithSelector(TimedLib.AmountOverflow.selector, TimedLib.MAX_AMOUNT, 1));
        this.increase(1);
        timed.decrease(TimedLib.MAX_AMOUNT, 5);
        vm.expectRevert(abi.encodeWithSelector(TimedLib.AmountOverflow.selector, 0, 1));
        this.decrease(1);
    }

    function increase(uint256 change) external {
        timed.increase(change, 0);
    }

    function decrease(uint256 change) external {
        timed.decrease(change, 0);
    }

    /* INTEREST */

    /// @dev INDEX_MONOTONE, and no sum of seconds overflows: 34,000 years at the highest rate.
    function testFuzz_TheIndexNeverFallsNorReverts(uint256 ray, uint256 rate, uint256 a, uint256 b) public pure {
        BorrowIndex memory index = BorrowIndex({
            ray: uint128(bound(ray, RAY, type(uint128).max)),
            updated: 0,
            ratePerSecondRay: uint72(bound(rate, 0, type(uint72).max)),
            borrowPaused: false,
            seeded: false
        });
        a = bound(a, 0, type(uint40).max);
        b = bound(b, a, type(uint40).max);
        assertGe(index.indexAt(a), index.ray, "INDEX_MONOTONE");
        assertGe(index.indexAt(b), index.indexAt(a), "INDEX_MONOTONE");
        assertLe(index.indexAt(b), type(uint128).max, "fits");
    }

    function test_AYearCompounds() public pure {
        BorrowIndex memory index = BorrowIndex({
            ray: uint128(RAY),
            updated: 0,
            ratePerSecondRay: uint72(RAY / 10 / 365 days),
            borrowPaused: false,
            seeded: false
        });
        // e^0.1 - 1 = 0.105170918…; the first three terms give 0.105166666….
        assertApprox(index.indexAt(365 days), 1.105166666e27, 1e20, "10 % a year");
    }

    function testFuzz_TheRateRisesWithUtilisation(uint256 a, uint256 b) public pure {
        RateModel memory model = RateModel(0.01e18, 0.1e18, 1e18, 0.8e18);
        a = bound(a, 0, 1e18);
        b = bound(b, a, 1e18);
        assertLe(model.ratePerSecondRay(a), model.ratePerSecondRay(b), "monotone");
        assertLe(model.ratePerSecondRay(b), RAY / 365 days, "at most the highest");
    }

    function test_TheRateIsThatOfTheCorners() public pure {
        RateModel memory model = RateModel(0.01e18, 0.1e18, 1e18, 0.8e18);
        assertEq(model.ratePerSecondRay(0), uint256(0.01e27) / 365 days, "base");
        assertEq(model.ratePerSecondRay(0.4e18), uint256(0.055e27) / 365 days, "half the kink");
        assertEq(model.ratePerSecondRay(0.8e18), uint256(0.1e27) / 365 days, "kink");
        assertEq(model.ratePerSecondRay(0.9e18), uint256(0.55e27) / 365 days, "between");
        assertEq(model.ratePerSecondRay(1e18), RAY / 365 days, "all");
    }

    function test_UtilisationIsAPart() public pure {
        assertEq(InterestLib.utilisation(0, 0), 0, "nothing supplied");
        assertEq(InterestLib.utilisation(100, 0), 0, "nothing lent");
        assertEq(InterestLib.utilisation(0, 100), 1e18, "all lent");
        assertEq(InterestLib.utilisation(75, 25), 0.25e18, "a quarter");
    }
}
