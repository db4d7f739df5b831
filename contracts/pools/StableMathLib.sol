// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IPool} from "../interfaces/IPool.sol";

/// @title StableMathLib
/// @notice The arithmetic of the stable curve k = x^3 * y + y^3 * x, that of Solidly, without a rounding in `k`.
/// @dev SCALE. x and y are reserves in units of the finer token: the coarser one's are multiplied by ten to the power
/// of the difference of the decimals, so nothing is lost. They are at most `MAX_SCALED`, and `k`, at most 2^445, is kept in
/// two words. Solidly divides by 1e18 at every multiplication: below a reserve of about 1e-9 tokens its `k` is zero, and
/// a pool with k = 0 gives all that it has for nothing. Here k is zero only where a reserve is.
/// @dev ROUNDING. `solveUp` answers with the least reserve that keeps `k`, to the unit, so a quote is the best that the
/// pool accepts.
library StableMathLib {
    using Math for uint256;

    /// @notice The largest reserve, in scaled units. The fourth root of k is then below 2^112.
    uint256 internal constant MAX_SCALED = (1 << 111) - 1;

    /// @dev Binary digits kept of the divisor of a step: the step is right to 2^-127 of itself.
    uint256 private constant _DIGITS = 128;

    /// @notice x^3 * y + y^3 * x in two words; x and y at most `MAX_SCALED`.
    function value(uint256 x, uint256 y) internal pure returns (uint256 high, uint256 low) {
        unchecked {
            // Products of 222 bits, and a sum of 223.
            return Math.mul512(x * y, x * x + y * y);
        }
    }

    /// @notice Whether (x, y) is on the curve of (x0, y0) or above it; all at most `MAX_SCALED`.
    function keeps(uint256 x, uint256 y, uint256 x0, uint256 y0) internal pure returns (bool) {
        (uint256 high, uint256 low) = value(x, y);
        (uint256 high0, uint256 low0) = value(x0, y0);
        return !_isBelow(high, low, high0, low0);
    }

    /// @notice The fourth root of the curve's value, rounded down; exact where the value fits a word, and above that less
    /// by at most a part in 2^42: sqrt(x * y) is 2^42 or more there.
    function rootDown(uint256 x, uint256 y) internal pure returns (uint256) {
        (uint256 high, uint256 low) = value(x, y);
        if (high == 0) return low.sqrt().sqrt();
        unchecked {
            // As in `value`; the roots have 112 bits each at most.
            return ((x * y).sqrt() * (x * x + y * y).sqrt()).sqrt();
        }
    }

    /// @notice As `rootDown`, rounded up: at least the root.
    function rootUp(uint256 x, uint256 y) internal pure returns (uint256) {
        (uint256 high, uint256 low) = value(x, y);
        if (high == 0) return low.sqrt(Math.Rounding.Ceil).sqrt(Math.Rounding.Ceil);
        unchecked {
            // As in `rootDown`.
            uint256 product = (x * y).sqrt(Math.Rounding.Ceil) * (x * x + y * y).sqrt(Math.Rounding.Ceil);
            return product.sqrt(Math.Rounding.Ceil);
        }
    }

    /// @notice The output for `net` units of the input, the fee taken off, rounded down: the largest that keeps the curve.
    /// @param scaleIn What a unit of the input counts on the curve; `scaleOut` likewise.
    function amountOutDown(
        uint256 net,
        uint256 reserveIn,
        uint256 reserveOut,
        uint256 scaleIn,
        uint256 scaleOut
    ) internal pure returns (uint256) {
        require(net <= MAX_SCALED / scaleIn - reserveIn, IPool.ReserveOverflow(net));
        uint256 from = reserveOut * scaleOut;
        (uint256 high, uint256 low) = value(reserveIn * scaleIn, from);
        return (from - solveUp((reserveIn + net) * scaleIn, from, high, low)) / scaleOut;
    }

    /// @notice The input, before the fee, for `amountOut`, rounded up: the smallest that keeps the curve.
    /// @dev `amountOut` must be below `reserveOut`.
    function netInUp(
        uint256 amountOut,
        uint256 reserveIn,
        uint256 reserveOut,
        uint256 scaleIn,
        uint256 scaleOut
    ) internal pure returns (uint256) {
        uint256 from = reserveIn * scaleIn;
        (uint256 high, uint256 low) = value(from, reserveOut * scaleOut);
        return (solveUp((reserveOut - amountOut) * scaleOut, from, high, low) - from).ceilDiv(scaleIn);
    }

    /// @notice The least v with value(other, v) >= k, by Newton's method from `from`; `other` and k above zero.
    /// @dev f(v) = other * v^3 + other^3 * v - k is convex and grows for v >= 0, so a step from below lands above the root
    /// and one from above stays there; with divisions rounded to that side the iterates fall from the first or second
    /// one on, and never below the root r. Since f(v) >= f'(v) * (v - r) / 3, the distance shrinks to two thirds at least
    /// in each step: 190 steps from the largest v, 3 to 6 in a pool near balance. A step of less than a unit leaves the
    /// distance below 4, which is walked.
    function solveUp(uint256 other, uint256 from, uint256 kHigh, uint256 kLow) internal pure returns (uint256 v) {
        v = from;
        (uint256 high, uint256 low) = value(other, v);
        if (_isBelow(high, low, kHigh, kLow)) {
            v = _stepUp(other, v, kHigh, kLow, high, low);
            (high, low) = value(other, v);
            require(!_isBelow(high, low, kHigh, kLow), IPool.ReserveOverflow(v));
        }
        unchecked {
            // A step is at most f / f' <= v. The walk ends above zero, where the value is zero and k is not.
            uint256 step = _stepDown(other, v, high, low, kHigh, kLow);
            while (step != 0) {
                v -= step;
                (high, low) = value(other, v);
                step = _stepDown(other, v, high, low, kHigh, kLow);
            }
            (high, low) = value(other, v - 1);
            while (!_isBelow(high, low, kHigh, kLow)) {
                --v;
                (high, low) = value(other, v - 1);
            }
        }
    }

    /// @notice The price of x in y at the margin, as a factor on y / x: (3 * x^2 + y^2) / (x^2 + 3 * y^2).
    /// @dev dk/dx over dk/dy. Both in 112 bits, of which 110 are set at least: the factor is between 1/3 and 3.
    function marginalFactor(uint256 x, uint256 y) internal pure returns (uint112 numerator, uint112 denominator) {
        unchecked {
            // Sums of 224 bits.
            (uint256 xx, uint256 yy) = (x * x, y * y);
            (uint256 n, uint256 d) = (3 * xx + yy, xx + 3 * yy);
            uint256 digits = (n | d).log2() + 1;
            uint256 shift = digits > 112 ? digits - 112 : 0;
            return (uint112(n >> shift), uint112(d >> shift));
        }
    }

    /// @dev floor((value - k) / f'), or a little less.
    function _stepDown(
        uint256 other,
        uint256 v,
        uint256 high,
        uint256 low,
        uint256 kHigh,
        uint256 kLow
    ) private pure returns (uint256) {
        (uint256 divisor, uint256 shift) = _slope(other, v);
        (high, low) = _sub(high, low, kHigh, kLow);
        unchecked {
            // value <= v * f', which has 112 + 128 bits after the shift.
            return _shiftDown(high, low, shift) / (divisor + 1);
        }
    }

    /// @dev `v` and ceil((k - value) / f'), or a little more, at most the largest reserve.
    function _stepUp(
        uint256 other,
        uint256 v,
        uint256 kHigh,
        uint256 kLow,
        uint256 high,
        uint256 low
    ) private pure returns (uint256) {
        (uint256 divisor, uint256 shift) = _slope(other, v);
        (high, low) = _sub(kHigh, kLow, high, low);
        if (high >> shift != 0) return MAX_SCALED;
        unchecked {
            // Both reserves are 1 or more, so the slope is 4 or more, and the sum below 2^256.
            return Math.min(v + _shiftDown(high, low, shift) / divisor + 1, MAX_SCALED);
        }
    }

    /// @dev f'(v) = other * (other^2 + 3 * v^2), rounded down to its first `_DIGITS` digits, and how many were left out:
    /// fewer than 256, since f' has 336 at most.
    function _slope(uint256 other, uint256 v) private pure returns (uint256 divisor, uint256 shift) {
        unchecked {
            // Sums of 224 bits.
            (uint256 high, uint256 low) = Math.mul512(other, other * other + 3 * v * v);
            uint256 digits = high == 0 ? low.log2() + 1 : high.log2() + 257;
            shift = digits > _DIGITS ? digits - _DIGITS : 0;
            divisor = _shiftDown(high, low, shift);
        }
    }

    /// @dev What is left must fit a word.
    function _shiftDown(uint256 high, uint256 low, uint256 shift) private pure returns (uint256) {
        unchecked {
            // A shift by 256 gives 0, as it must for a shift of 0, where `high` is 0.
            return (high << (256 - shift)) | (low >> shift);
        }
    }

    /// @dev a - b, where a >= b.
    function _sub(
        uint256 aHigh,
        uint256 aLow,
        uint256 bHigh,
        uint256 bLow
    ) private pure returns (uint256 high, uint256 low) {
        unchecked {
            low = aLow - bLow;
            high = aHigh - bHigh - (aLow < bLow ? 1 : 0);
        }
    }

    function _isBelow(uint256 aHigh, uint256 aLow, uint256 bHigh, uint256 bLow) private pure returns (bool) {
        return aHigh < bHigh || (aHigh == bHigh && aLow < bLow);
    }
}
