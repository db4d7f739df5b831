// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @notice The two-price rate of a share, in RAY assets a share, a pure function of time between two reports.
/// @dev Two slots: 128 + 40 + 32 + 8 = 208 bits; 128 bits. Entering reads the first alone, leaving too once all is
/// unlocked. `closed` is the owner's flag against entries, kept here so that it costs them no slot of its own.
/// `period` of zero means that everything is unlocked.
struct Rate {
    uint128 full;
    uint40 start;
    uint32 period;
    bool closed;
    uint128 from;
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

    /// @notice The price at which shares are bought, in RAY, and whether they can't be; one read.
    function entry(Rate storage rate) internal view returns (uint256 fullRay, bool closed) {
        assembly ("memory-safe") {
            // The first slot from its low end: full 128 bits, start 40, period 32, closed 8.
            let word := sload(rate.slot)
            fullRay := and(word, 0xffffffffffffffffffffffffffffffff)
            closed := and(shr(200, word), 0xff)
        }
    }

    /// @notice The price at which shares leave at `time`, in RAY, rounded down.
    function unlocked(Rate storage rate, uint256 time) internal view returns (uint256) {
        uint256 full = rate.full;
        uint256 period = rate.period;
        uint256 elapsed = time - rate.start;
        if (elapsed >= period) return full;
        uint256 from = rate.from;
        unchecked {
            // from <= full, both below 2^128; elapsed < period < 2^32, so the product stays below 2^160.
            return from + ((full - from) * elapsed) / period;
        }
    }

    /// @notice Writes the rate after a report at `time`: what was unlocked stays so, the rest up to `full` streams, and a
    /// fall shows at once.
    /// @dev What was streaming keeps its time left and what is new streams over `period`; together they stream over the
    /// mean of both, weighted by amount. So a report without news moves nothing, however often it is repeated, and
    /// nobody can put off or hasten the unlocking. The mean is rounded down, by less than a second.
    function report(Rate storage rate, uint256 full, uint256 time, uint256 period) internal {
        uint256 from = unlocked(rate, time).min(full);
        uint256 end = uint256(rate.start) + rate.period;
        uint256 left = end > time ? end - time : 0;
        uint256 locked = full - from;
        uint256 added = full > rate.full ? full - rate.full : 0;
        // `added` is part of `locked`, since the unlocked price is at most the old full price.
        uint256 mean = locked == 0 ? 0 : ((locked - added) * left + added * period) / locked;
        rate.full = full.toUint128();
        rate.start = time.toUint40();
        rate.period = mean.toUint32();
        rate.from = from.toUint128();
    }

    /// @notice Shares for `assets` at `priceRay`, rounded down; none where a share is worth nothing.
    function toSharesDown(uint256 assets, uint256 priceRay) internal pure returns (uint256) {
        if (priceRay == 0) return 0;
        unchecked {
            // RAY < 2^90, so the product stays below 2^256; no need for the 512 bits of mulDiv.
            if (assets >> 166 == 0) return (assets * RAY) / priceRay;
        }
        return assets.mulDiv(RAY, priceRay);
    }

    /// @notice Shares for `assets` at `priceRay`, rounded up; where a share is worth nothing no number is enough.
    function toSharesUp(uint256 assets, uint256 priceRay) internal pure returns (uint256) {
        if (priceRay == 0) return assets == 0 ? 0 : type(uint256).max;
        return assets.mulDiv(RAY, priceRay, Math.Rounding.Ceil);
    }

    /// @notice Assets for `shares` at `priceRay`, rounded down.
    function toAssetsDown(uint256 shares, uint256 priceRay) internal pure returns (uint256) {
        unchecked {
            // Both below 2^128, so the product stays below 2^256; no need for the 512 bits of mulDiv.
            if ((shares | priceRay) >> 128 == 0) return (shares * priceRay) / RAY;
        }
        return shares.mulDiv(priceRay, RAY);
    }

    /// @notice Assets for `shares` at `priceRay`, rounded up.
    function toAssetsUp(uint256 shares, uint256 priceRay) internal pure returns (uint256) {
        return shares.mulDiv(priceRay, RAY, Math.Rounding.Ceil);
    }
}
