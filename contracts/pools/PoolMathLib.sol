// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title PoolMathLib
/// @notice The arithmetic of a constant-product pool, shared by the pool and the router.
/// @dev The fee is a whole number of units of the input, rounded up, and is taken before the curve:
/// (reserveIn + amountIn - fee) * (reserveOut - amountOut) >= reserveIn * reserveOut. All divisions favour the pool.
library PoolMathLib {
    using Math for uint256;

    /// @dev 100 % in millionths.
    uint256 internal constant PIPS = 1e6;

    /// @notice The fee on `amountIn`, in units of the input, rounded up.
    function feeUp(uint256 amountIn, uint256 feePips) internal pure returns (uint256) {
        return (amountIn * feePips).ceilDiv(PIPS);
    }

    /// @notice The output for `amountIn`, rounded down: the largest that the pool accepts.
    function amountOutDown(
        uint256 amountIn,
        uint256 reserveIn,
        uint256 reserveOut,
        uint256 feePips
    ) internal pure returns (uint256) {
        uint256 net = amountIn - feeUp(amountIn, feePips);
        return net.mulDiv(reserveOut, reserveIn + net);
    }

    /// @notice The input for `amountOut`, rounded up: the smallest that the pool accepts.
    /// @dev `amountOut` must be below `reserveOut`.
    function amountInUp(
        uint256 amountOut,
        uint256 reserveIn,
        uint256 reserveOut,
        uint256 feePips
    ) internal pure returns (uint256) {
        uint256 net = reserveIn.mulDiv(amountOut, reserveOut - amountOut, Math.Rounding.Ceil);
        return grossUp(net, feePips);
    }

    /// @notice The smallest input of which `net` is left after the fee.
    function grossUp(uint256 net, uint256 feePips) internal pure returns (uint256) {
        return net.mulDiv(PIPS, PIPS - feePips, Math.Rounding.Ceil);
    }

    /// @notice The other side of `amount` at the ratio of the reserves, rounded up.
    function matchUp(uint256 amount, uint256 reserve, uint256 reserveOther) internal pure returns (uint256) {
        return amount.mulDiv(reserveOther, reserve, Math.Rounding.Ceil);
    }

    /// @notice How much of `amount` to swap at the pool so that the rest and the output are in its new ratio, rounded
    /// down.
    /// @dev With g = 1 - fee the condition (amount - s) / (reserve + s) = s * g / reserve gives
    /// g * s^2 + (1 + g) * reserve * s - reserve * amount = 0; its positive root, as in "One-sided supply" of Alpha
    /// Homora (https://blog.alphaventuredao.io/onesideduniswap/), here with the fee in millionths.
    function zapSwapDown(uint256 amount, uint256 reserve, uint256 feePips) internal pure returns (uint256) {
        // Operands of 100 bits keep the radicand below 2^(100 + 100 + 44); what is shifted out is below 2^-99 of them.
        uint256 digits = (amount | reserve).log2();
        uint256 shift = digits > 99 ? digits - 99 : 0;
        uint256 a = amount >> shift;
        uint256 r = reserve >> shift;
        uint256 g = PIPS - feePips;
        uint256 b = r * (PIPS + g);
        return (((b * b + 4 * g * PIPS * r * a).sqrt() - b) / (2 * g)) << shift;
    }
}
