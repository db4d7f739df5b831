// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title LogLib
/// @notice Binary logarithms of a ratio, and powers of two, in fixed point: the two ends of a geometric mean.
library LogLib {
    /// @dev Binary digits after the point of a logarithm: 2^-20 in the exponent is 6.6e-7 of the price.
    uint256 internal constant LOG_BITS = 20;

    /// @dev The numerator is shifted by this before the division: 112 + 143 = 255 bits, so it never overflows.
    uint256 private constant RATIO_BITS = 143;

    /// @dev ln(2) * 2^126, rounded down.
    uint256 private constant LN2_X126 = 58_966_440_806_378_323_534_486_035_691_038_621_099;

    /// @notice log2(numerator / denominator) * 2^20, rounded down; both non-zero.
    /// @dev By repeated squaring: squaring doubles the logarithm, and its next binary digit is whether the square
    /// reaches 2 (C. S. Turner, "A Fast Binary Logarithm Algorithm", IEEE Signal Processing Magazine, 2010).
    function log2X20(uint112 numerator, uint112 denominator) internal pure returns (int64) {
        uint256 ratio = (uint256(numerator) << RATIO_BITS) / denominator;
        uint256 digits = Math.log2(ratio);
        unchecked {
            // `mantissa` is in [2^127, 2^128) at the start of each turn, so its square is below 2^256.
            // The ratio is at least 2^143 / 2^112, so it is never zero, and `digits` is at least 31.
            uint256 mantissa = digits > 127 ? ratio >> (digits - 127) : ratio << (127 - digits);
            uint256 log = digits;
            for (uint256 i = 0; i < LOG_BITS; ++i) {
                mantissa = (mantissa * mantissa) >> 127;
                uint256 digit = mantissa >> 128;
                mantissa >>= digit;
                log = (log << 1) | digit;
            }
            // log < 2^(8 + 20).
            return int64(uint64(log)) - int64(uint64(RATIO_BITS << LOG_BITS));
        }
    }

    /// @notice 2^(logX64 / 2^64) * 2^112, rounded down; 0 where it is below 1.
    /// @dev The integer part is a shift; the fraction is the Taylor series of e^(f * ln 2), whose terms fall below one
    /// unit of 2^-126 within 40 turns. The logarithm must be below 128, which holds for ratios of uint112.
    function exp2X112(int256 logX64) internal pure returns (uint256) {
        int256 whole = logX64 >> 64;
        unchecked {
            // The fraction is below 2^64, ln 2 below 2^126.
            uint256 exponent = (uint256(logX64 - (whole << 64)) * LN2_X126) >> 64;
            uint256 term = 1 << 126;
            uint256 sum = term;
            for (uint256 n = 1; term != 0; ++n) {
                // Both factors are at most 2^126.
                term = ((term * exponent) >> 126) / n;
                sum += term;
            }
            int256 shift = whole + 112 - 126;
            return shift < 0 ? sum >> uint256(-shift) : sum << uint256(shift);
        }
    }
}
