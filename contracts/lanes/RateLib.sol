// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @notice The two-price rate of a share, in RAY assets a share, a pure function of time between two reports.
/// @dev Two slots. `period` of zero means that everything is unlocked.
struct Rate {
    uint128 from;
    uint128 full;
    uint64 start;
    uint64 period;
}

/// @title RateLib
/// @notice A share's price streams linearly from `from` to `full`: entering pays `full`, leaving gets `unlocked`.
/// @dev SOLVENCY. Let A be the assets, S the shares. After a report S * full <= A * RAY. Entering adds `assets` to A
/// and at most assets * RAY / full to S. Leaving takes at most shares * full / RAY from A. So it holds for ever.
/// @dev JIT. Who enters pays for all profit already reported, so entering around a report earns nothing.
/// @dev ROUNDING. Always against the account that acts.
library RateLib {
    using Math for uint256;
    using SafeCast for uint256;

    uint256 internal constant RAY = 1e27;

    /// @notice The price at which shares leave at `time`, in RAY, rounded down.
    function unlocked(Rate memory rate, uint256 time) internal pure returns (uint256) {
        uint256 elapsed = time - rate.start;
        if (elapsed >= rate.period) return rate.full;
        unchecked {
            // from <= full, both below 2^128; elapsed < period < 2^64, so the product stays below 2^192.
            return rate.from + ((uint256(rate.full) - rate.from) * elapsed) / rate.period;
        }
    }

    /// @notice The rate after a report at `time`: what was unlocked stays so, the rest up to `full` streams over
    /// `period` seconds, and a fall shows at once.
    function reported(
        Rate memory rate,
        uint256 full,
        uint256 time,
        uint256 period
    ) internal pure returns (Rate memory) {
        uint256 from = Math.min(unlocked(rate, time), full);
        return Rate(from.toUint128(), full.toUint128(), time.toUint64(), period.toUint64());
    }

    /// @notice Shares for `assets` at `priceRay`, rounded down.
    function toSharesDown(uint256 assets, uint256 priceRay) internal pure returns (uint256) {
        return assets.mulDiv(RAY, priceRay);
    }

    /// @notice Shares for `assets` at `priceRay`, rounded up.
    function toSharesUp(uint256 assets, uint256 priceRay) internal pure returns (uint256) {
        return assets.mulDiv(RAY, priceRay, Math.Rounding.Ceil);
    }

    /// @notice Assets for `shares` at `priceRay`, rounded down.
    function toAssetsDown(uint256 shares, uint256 priceRay) internal pure returns (uint256) {
        return shares.mulDiv(priceRay, RAY);
    }

    /// @notice Assets for `shares` at `priceRay`, rounded up.
    function toAssetsUp(uint256 shares, uint256 priceRay) internal pure returns (uint256) {
        return shares.mulDiv(priceRay, RAY, Math.Rounding.Ceil);
    }
}
