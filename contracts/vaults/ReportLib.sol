// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ReportResult, VaultSettings} from "../interfaces/IVault.sol";
import {RateLib} from "../lanes/RateLib.sol";
import {PriceLib} from "./PriceLib.sol";

/// @notice What a report starts from: amounts in asset units, the supply in shares, prices in RAY.
struct ReportInput {
    uint256 accounted;
    uint256 actual;
    uint256 supply;
    uint256 fullRay;
    uint256 highRay;
    uint256 feeSeconds;
}

/// @title ReportLib
/// @notice What a report makes of a gain or a loss: the fee shares and the new price of entering. Pure.
/// @dev FEES are charged from a gain only, above the highest price so far, and are at most `MAX_FEE_OF_GAIN_WAD` of it:
/// so no fee lowers the price, and a loss is made good before anyone earns on it.
/// @dev LIMIT. A report without a loss lifts the price by at most `maxGainWad` of the highest price so far; the rest of
/// the assets waits as reserve. Measured by the highest price, since after a deep loss a share of the price would hardly
/// move it.
/// @dev ROUNDING. Fees and price down, the price to one that fits a lane's slot (PriceLib).
library ReportLib {
    using Math for uint256;
    using SafeCast for uint256;

    uint256 internal constant WAD = 1e18;
    uint256 internal constant MAX_FEE_OF_GAIN_WAD = 0.5e18;
    uint256 private constant YEAR = 365 days;

    /// @notice The outcome of a report; `fromRay` is left for the rate to say.
    function outcome(
        ReportInput memory input,
        VaultSettings memory settings
    ) internal pure returns (ReportResult memory result) {
        result.assets = input.actual;
        result.gain = input.actual.saturatingSub(input.accounted);
        result.loss = input.accounted.saturatingSub(input.actual);

        if (input.supply == 0) {
            // Nobody's assets are the fee recipient's, at a price that isn't below the first one.
            result.fullRay = input.fullRay.max(RateLib.RAY);
            result.feeShares = RateLib.toSharesDown(input.actual, result.fullRay);
            result.supply = result.feeShares;
        } else {
            uint256 fee = _feeAssets(input, settings, result.gain);
            // The recipient's part of all assets is fee / actual, so that the others keep the rest.
            result.feeShares = fee == 0 ? 0 : input.supply.mulDiv(fee, input.actual - fee);
            result.supply = input.supply + result.feeShares;
            result.fullRay = PriceLib.floor(
                input.actual.mulDiv(RateLib.RAY, result.supply).min(_limitRay(input, settings))
            );
        }
        result.reserve = input.actual - RateLib.toAssetsUp(result.supply, result.fullRay);
    }

    /// @dev A report with a loss never lifts the price: it is open to anyone, at any time.
    function _limitRay(ReportInput memory input, VaultSettings memory settings) private pure returns (uint256) {
        if (input.actual < input.accounted) return input.fullRay;
        uint256 base = input.fullRay.max(input.highRay);
        return input.fullRay + base.mulDiv(settings.maxGainWad, WAD);
    }

    function _feeAssets(
        ReportInput memory input,
        VaultSettings memory settings,
        uint256 gain
    ) private pure returns (uint256) {
        uint256 dueToHigh = RateLib.toAssetsUp(input.supply, input.highRay);
        uint256 taxed = gain.min(input.actual.saturatingSub(dueToHigh));
        uint256 performance = taxed.mulDiv(settings.performanceFeeWad, WAD);
        uint256 management = input.accounted.mulDiv(settings.managementFeeWad * input.feeSeconds, WAD * YEAR);
        return (performance + management).min(taxed.mulDiv(MAX_FEE_OF_GAIN_WAD, WAD));
    }
}
