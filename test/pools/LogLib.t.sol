// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {LogLib} from "../../contracts/pools/LogLib.sol";
import {Test} from "../helpers/Test.sol";

contract LogLibTest is Test {
    /// @dev The two functions undo each other: the price comes back within the 2^-20 of a digit of the logarithm.
    function testFuzz_ExpOfLogIsTheRatio(uint112 numerator, uint112 denominator) public pure {
        numerator = uint112(bound(numerator, 1, type(uint112).max));
        denominator = uint112(bound(denominator, 1, type(uint112).max));
        uint256 exact = (uint256(numerator) << 112) / denominator;
        uint256 back = LogLib.exp2X112(int256(LogLib.log2X20(numerator, denominator)) << 44);
        // 2^(2^-20) - 1 < 7e-7; one more unit for two roundings down. Small ratios have few digits in X112.
        assertLe(back, exact + 1, "above");
        assertGe(back + 2, exact - Math.mulDiv(exact, 7, 1e7), "below");
    }

    function testFuzz_LogOfPowersIsExact(uint256 n, uint256 d) public pure {
        n = bound(n, 0, 111);
        d = bound(d, 0, 111);
        int256 log = LogLib.log2X20(uint112(1 << n), uint112(1 << d));
        assertEq(log, (int256(n) - int256(d)) * int256(1 << 20), "log of a power of two");
    }

    function test_Exp2AtKnownPoints() public pure {
        assertEq(LogLib.exp2X112(0), 1 << 112, "2^0");
        assertEq(LogLib.exp2X112(int256(1) << 64), 1 << 113, "2^1");
        assertEq(LogLib.exp2X112(-(int256(112) << 64)), 1, "2^-112");
        assertEq(LogLib.exp2X112(-(int256(113) << 64)), 0, "2^-113");
        // The integer square root of 2^225 is floor(2^112.5).
        assertApprox(LogLib.exp2X112(int256(1) << 63), Math.sqrt(1 << 225), 1e4, "2^0.5");
    }

    function testFuzz_LogIsMonotone(uint112 a, uint112 b) public pure {
        a = uint112(bound(a, 1, type(uint112).max - 1));
        b = uint112(bound(b, a, type(uint112).max));
        assertTrue(LogLib.log2X20(a, 1e18) <= LogLib.log2X20(b, 1e18), "log falls");
    }
}
