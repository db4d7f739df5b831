// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {RateModel} from "../interfaces/IMarket.sol";
import {RateLib} from "../lanes/RateLib.sol";

/// @notice What a debt share owes, as a function of time between two accruals. One slot: 128 + 40 + 72 + 8 + 8 bits.
/// @dev `ray` at `updated`, a Unix time in seconds; `ratePerSecondRay` 1e27 = 100 % a second. The flags are the market's,
/// kept here so that borrowing reads no slot more.
struct BorrowIndex {
    uint128 ray;
    uint40 updated;
    uint72 ratePerSecondRay;
    bool borrowPaused;
    bool seeded;
}

/// @title InterestLib
/// @notice How an index grows, and at which rate: pure functions.
/// @dev COMPOUNDING. The index grows by e^x - 1, x = rate * elapsed, of which the first three terms of the series are
/// taken, rounded down. What is left out is below x^4 / 19 for x < 1: at 100 % a year accrued daily, 1.1e-9 of the debt
/// a year. So it doesn't matter to borrowers or suppliers how often the index is rewritten.
library InterestLib {
    using Math for uint256;

    uint256 internal constant WAD = 1e18;
    uint256 internal constant MAX_RATE_WAD = 5e18; // 500 % a year
    uint256 private constant RAY = RateLib.RAY;
    uint256 private constant YEAR = 365 days;

    /// @notice What a debt share owes at `time`, in RAY, rounded down.
    /// @dev At the largest number it stays there, so that a debt that nobody wants can still be repaid.
    function indexAt(BorrowIndex memory index, uint256 time) internal pure returns (uint256) {
        unchecked {
            // rate < 2^72 and elapsed < 2^40, so x < 2^112, x * x < 2^224, second * x < 2^245.
            uint256 x = uint256(index.ratePerSecondRay) * (time - index.updated);
            uint256 second = (x * x) / (2 * RAY);
            uint256 growth = x + second + (second * x) / (3 * RAY);
            uint256 ray = index.ray;
            return (ray + ray.mulDiv(growth, RAY)).min(type(uint128).max);
        }
    }

    /// @notice The rate a second at a utilisation, in RAY, rounded down.
    function ratePerSecondRay(RateModel memory model, uint256 utilisationWad) internal pure returns (uint256) {
        uint256 kink = model.kinkWad;
        uint256 yearlyWad =
            utilisationWad <= kink
                ? _between(model.baseRateWad, model.kinkRateWad, utilisationWad, kink)
                : _between(model.kinkRateWad, model.maxRateWad, utilisationWad - kink, WAD - kink);
        return (yearlyWad * (RAY / WAD)) / YEAR;
    }

    /// @notice The part of supply that was lent out, weighted by time, a wad rounded down; none where there was no supply.
    function utilisation(uint256 cashSeconds, uint256 debtSeconds) internal pure returns (uint256) {
        return debtSeconds == 0 ? 0 : debtSeconds.mulDiv(WAD, cashSeconds + debtSeconds);
    }

    /// @dev From `low` to `high` by `part` of `whole`. Rates don't fall with utilisation, `checkModel` of the market sees
    /// to it.
    function _between(uint256 low, uint256 high, uint256 part, uint256 whole) private pure returns (uint256) {
        return low + ((high - low) * part) / whole;
    }
}
