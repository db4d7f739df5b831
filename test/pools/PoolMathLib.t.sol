// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PoolMathLib} from "../../contracts/pools/PoolMathLib.sol";
import {Test} from "../helpers/Test.sol";

contract PoolMathLibTest is Test {
    uint256 private constant MAX = type(uint112).max / 2;

    /// @dev The rule itself, without any formula: what the pool has after the fee keeps the product.
    function _accepted(
        uint256 amountIn,
        uint256 amountOut,
        uint256 reserveIn,
        uint256 reserveOut,
        uint256 fee
    ) private pure returns (bool) {
        uint256 feeAmount = (amountIn * fee) / 1e6 + ((amountIn * fee) % 1e6 == 0 ? 0 : 1);
        return (reserveIn + amountIn - feeAmount) * (reserveOut - amountOut) >= reserveIn * reserveOut;
    }

    function testFuzz_AmountOutIsTheLargestAccepted(uint256 a, uint256 rIn, uint256 rOut, uint256 fee) public pure {
        (a, rIn, rOut, fee) = (bound(a, 0, MAX), bound(rIn, 1, MAX), bound(rOut, 1, MAX), bound(fee, 1, 100_000));
        uint256 out = PoolMathLib.amountOutDown(a, rIn, rOut, fee);
        assertTrue(out < rOut, "K_NON_DECREASING: empties the pool");
        assertTrue(_accepted(a, out, rIn, rOut, fee), "K_NON_DECREASING: quote not accepted");
        assertFalse(_accepted(a, out + 1, rIn, rOut, fee), "EXACTIN_EXACTOUT_CONSISTENT: not the largest");
    }

    function testFuzz_AmountInIsTheSmallestAccepted(uint256 out, uint256 rIn, uint256 rOut, uint256 fee) public pure {
        // Reserves far below the maximum, so that the input stays within 256 bits where almost all is bought.
        (rIn, rOut, fee) = (bound(rIn, 1, 1e30), bound(rOut, 2, 1e30), bound(fee, 1, 100_000));
        out = bound(out, 1, rOut - 1);
        uint256 amountIn = PoolMathLib.amountInUp(out, rIn, rOut, fee);
        assertTrue(_accepted(amountIn, out, rIn, rOut, fee), "K_NON_DECREASING: quote not accepted");
        assertFalse(_accepted(amountIn - 1, out, rIn, rOut, fee), "EXACTIN_EXACTOUT_CONSISTENT: not the smallest");
        assertGe(PoolMathLib.amountOutDown(amountIn, rIn, rOut, fee), out, "EXACTIN_EXACTOUT_CONSISTENT: in of out");
    }

    function testFuzz_InOfOutIsAtMostIn(uint256 a, uint256 rIn, uint256 rOut, uint256 fee) public pure {
        (a, rIn, rOut, fee) = (bound(a, 0, MAX), bound(rIn, 1, MAX), bound(rOut, 1, MAX), bound(fee, 1, 100_000));
        uint256 out = PoolMathLib.amountOutDown(a, rIn, rOut, fee);
        assertLe(PoolMathLib.amountInUp(out, rIn, rOut, fee), a, "EXACTIN_EXACTOUT_CONSISTENT: out of in");
    }

    /// @dev Against a bisection for the swap that leaves both sides in the pool's new ratio.
    function testFuzz_ZapAgainstBisection(uint256 a, uint256 rIn, uint256 rOut, uint256 fee) public pure {
        (a, rIn, rOut) = (bound(a, 1e6, 1e28), bound(rIn, 1e6, 1e28), bound(rOut, 1e6, 1e28));
        fee = bound(fee, 1, 100_000);
        uint256 low = 0;
        uint256 high = a;
        while (low < high) {
            uint256 s = (low + high + 1) / 2;
            // (a - s) / (r + s) >= out / (rOut - out), with the ideal output s * g * rOut / (r + s * g): the swap is
            // still too small.
            if ((a - s) * rIn * 1e6 >= s * (1e6 - fee) * (rIn + s)) low = s;
            else high = s - 1;
        }
        uint256 formula = PoolMathLib.zapSwapDown(a, rIn, fee);
        assertApprox(formula, low, low / 1e12 + 2, "zap");
    }

    function test_ZapAtTheLimits() public pure {
        assertEq(PoolMathLib.zapSwapDown(0, 1e18, 3000), 0, "nothing");
        uint256 s = PoolMathLib.zapSwapDown(type(uint112).max, type(uint112).max, 3000);
        assertGt(s, type(uint112).max / 3, "largest");
        assertLt(s, type(uint112).max / 2, "largest");
    }
}
