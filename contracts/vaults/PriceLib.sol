// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {RateLib} from "../lanes/RateLib.sol";

/// @title PriceLib
/// @notice A price in 45 bits, so that it fits a lane's slot beside shares and cash: RAY * mantissa / 2^shift, rounded
/// down, with 38 bits of mantissa and 7 of shift.
/// @dev A vault's prices are the ones that can be written so. A report rounds down to one, by less than 2^-37 (a part
/// in a hundred billion), and what that leaves is reserve, which the next report counts again. RAY itself is one.
library PriceLib {
    uint256 private constant MANTISSA_BITS = 38;
    uint256 private constant MANTISSA_MASK = (1 << MANTISSA_BITS) - 1;
    uint256 private constant SHIFT_MASK = 127;
    /// @dev RAY / 2^88 is about three: finer than that no mantissa needs to be.
    uint256 private constant MAX_SHIFT = 88;
    /// @dev The highest price there is, below 2^128: 275 billion times the first one.
    uint256 private constant MAX_RAY = RateLib.RAY * MANTISSA_MASK;

    /// @notice The price that a code stands for, in RAY. Bits above the lowest 45 are ignored.
    function unpack(uint256 code) internal pure returns (uint256 ray) {
        unchecked {
            // Below 2^90 * 2^38.
            ray = (RateLib.RAY * (code & MANTISSA_MASK)) >> ((code >> MANTISSA_BITS) & SHIFT_MASK);
        }
    }

    /// @notice The code of the highest price that is at most `ray`.
    function pack(uint256 ray) internal pure returns (uint256 code) {
        if (ray >= MAX_RAY) return MANTISSA_MASK;
        uint256 scaled = (ray << MAX_SHIFT) / RateLib.RAY;
        uint256 bits = Math.log2(scaled) + 1;
        uint256 shift = bits <= MANTISSA_BITS ? MAX_SHIFT : MAX_SHIFT - (bits - MANTISSA_BITS);
        uint256 mantissa = (ray << shift) / RateLib.RAY;
        // `unpack` rounds down, so the next mantissa may stand for `ray` too; two further it can't, as RAY > 2^MAX_SHIFT.
        if ((RateLib.RAY * (mantissa + 1)) >> shift <= ray) ++mantissa;
        if (mantissa > MANTISSA_MASK) (mantissa, shift) = (mantissa >> 1, shift - 1);
        code = mantissa | (shift << MANTISSA_BITS);
    }

    /// @notice The highest price that has a code and is at most `ray`.
    function floor(uint256 ray) internal pure returns (uint256) {
        return unpack(pack(ray));
    }
}
