// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReportResult, VaultSettings} from "../../contracts/interfaces/IVault.sol";
import {PriceLib} from "../../contracts/vaults/PriceLib.sol";
import {ReportInput, ReportLib} from "../../contracts/vaults/ReportLib.sol";
import {Test} from "../helpers/Test.sol";

/// @notice What a report makes of what it finds, to the unit: 10^30 shares and units to begin with, so that every
/// rounding shows.
contract ReportLibTest is Test {
    uint256 private constant RAY = 1e27;
    uint256 private constant SUPPLY = 1e30;

    ReportInput private _input = ReportInput({
        accounted: SUPPLY,
        actual: SUPPLY,
        supply: SUPPLY,
        fullRay: RAY,
        highRay: RAY,
        feeSeconds: 0
    });
    VaultSettings private _settings;

    function setUp() public {
        _settings.maxGainWad = 1e18;
    }

    /// @dev The shares which make the recipient's part of all assets `fee`.
    function _assertFee(uint256 fee, string memory message) private view {
        ReportResult memory result = ReportLib.outcome(_input, _settings);
        assertEq(result.feeShares, (SUPPLY * fee) / (_input.actual - fee), message);
        assertEq(result.supply, SUPPLY + result.feeShares, "SHARES_EQ_SUM_BALANCES");
    }

    /* GAIN AND LOSS */

    function test_NothingNewChangesNothing() public view {
        ReportResult memory result = ReportLib.outcome(_input, _settings);
        assertEq(result.gain, 0, "gain");
        assertEq(result.loss, 0, "loss");
        assertEq(result.assets, SUPPLY, "assets");
        assertEq(result.supply, SUPPLY, "supply");
        assertEq(result.fullRay, RAY, "PPS_MONOTONE_EXCEPT_LOSS");
        assertEq(result.reserve, 0, "reserve");
        assertEq(result.feeShares, 0, "FEE_LE_CAP_OF_GAIN_ONLY");
    }

    function test_ALossLowersThePriceAtOnce() public {
        _input.actual = SUPPLY - 1e29 - 1;
        ReportResult memory result = ReportLib.outcome(_input, _settings);
        assertEq(result.gain, 0, "gain");
        assertEq(result.loss, 1e29 + 1, "LOSS_SHOWS_AT_ONCE");
        assertEq(result.fullRay, PriceLib.floor(0.9e27 - 1), "LOSS_SHOWS_AT_ONCE in the price");
        assertEq(result.reserve, _input.actual - result.fullRay * 1000, "what the price leaves is reserve");
    }

    function test_ALossLiftsNoPrice() public {
        _input.fullRay = RAY / 2;
        _input.actual = SUPPLY - 1;
        assertEq(ReportLib.outcome(_input, _settings).fullRay, RAY / 2, "HEALTH_LIMITS_HOLD");
        _input.actual = SUPPLY;
        assertEq(ReportLib.outcome(_input, _settings).fullRay, RAY, "without a loss it does");
    }

    /* FEES */

    function test_ThePerformanceFeeIsAPartOfTheGain() public {
        _settings.performanceFeeWad = 0.1e18;
        _input.actual = SUPPLY + 1e29;
        _assertFee(1e28, "FEE_LE_CAP_OF_GAIN_ONLY a tenth");
    }

    function test_TheManagementFeeIsAPartOfAllForItsTime() public {
        _settings.managementFeeWad = 0.05e18;
        _input.feeSeconds = 365 days / 2;
        _input.actual = SUPPLY + 1e29;
        _assertFee(2.5e28, "a twentieth a year, of what was accounted, for half a year");
        _input.feeSeconds = 1;
        _assertFee(SUPPLY / 20 / 365 days, "a second's");
    }

    function test_BothFeesAddUpToHalfOfTheGainAtMost() public {
        _settings.performanceFeeWad = 0.1e18;
        _settings.managementFeeWad = 0.05e18;
        _input.feeSeconds = 365 days / 2;
        _input.actual = SUPPLY + 1e29;
        _assertFee(3.5e28, "both");
        _input.feeSeconds = 365 days;
        _assertFee(5e28, "FEE_LE_CAP_OF_GAIN_ONLY half");
    }

    function test_AFeeIsForWhatIsAboveTheHighestPriceAlone() public {
        _settings.performanceFeeWad = 0.1e18;
        _input.actual = SUPPLY + 1e29;
        _input.highRay = 1.05e27;
        _assertFee(5e27, "FEE_LE_CAP_OF_GAIN_ONLY of what is above");
        _input.highRay = 1.1e27;
        _assertFee(0, "FEE_LE_CAP_OF_GAIN_ONLY none at the highest");
        _input.highRay = 1.2e27;
        _assertFee(0, "FEE_LE_CAP_OF_GAIN_ONLY none below");
        // A reserve of earlier gains, which lies above the highest price, was taxed when it was found.
        _input.highRay = RAY;
        _input.accounted = SUPPLY + 9e28;
        _assertFee(1e27, "FEE_LE_CAP_OF_GAIN_ONLY of the gain");
    }

    /* LIMIT */

    function test_ThePriceRisesByTheLimitAtMost() public {
        _input.actual = 3 * SUPPLY;
        ReportResult memory result = ReportLib.outcome(_input, _settings);
        assertEq(result.fullRay, 2 * RAY, "HEALTH_LIMITS_HOLD");
        assertEq(result.reserve, SUPPLY, "the rest waits");
        _input.actual = 2 * SUPPLY;
        result = ReportLib.outcome(_input, _settings);
        assertEq(result.fullRay, 2 * RAY, "to the unit");
        assertEq(result.reserve, 0, "nothing waits");
    }

    function test_TheLimitIsAPartOfTheHighestPrice() public {
        _settings.maxGainWad = 0.5e18;
        _input.fullRay = RAY / 2;
        _input.actual = 3 * SUPPLY;
        assertEq(ReportLib.outcome(_input, _settings).fullRay, RAY, "HEALTH_LIMITS_HOLD of the highest");
        (_input.fullRay, _input.highRay) = (RAY, RAY / 2);
        assertEq(ReportLib.outcome(_input, _settings).fullRay, 1.5e27, "HEALTH_LIMITS_HOLD of the price");
    }

    /* NOBODY */

    function test_WhatNobodyOwnsIsTheRecipientsAtTheFirstPriceOrAHigherOne() public {
        (_input.supply, _input.fullRay) = (0, RAY - 1);
        ReportResult memory result = ReportLib.outcome(_input, _settings);
        assertEq(result.fullRay, RAY, "the first price");
        assertEq(result.feeShares, SUPPLY, "ZERO_SUPPLY_ZERO_CLAIM");
        assertEq(result.supply, SUPPLY, "SHARES_EQ_SUM_BALANCES");
        assertEq(result.reserve, 0, "nothing is left");
        (_input.fullRay, _input.actual) = (2 * RAY, 7);
        result = ReportLib.outcome(_input, _settings);
        assertEq(result.fullRay, 2 * RAY, "the higher one");
        assertEq(result.feeShares, 3, "ROUND_AGAINST_USER");
        assertEq(result.supply, 3, "SHARES_EQ_SUM_BALANCES");
        assertEq(result.reserve, 1, "what no share is worth");
    }
}
