// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPool} from "../../contracts/interfaces/IPool.sol";
import {StableMathLib} from "../../contracts/pools/StableMathLib.sol";
import {Test} from "../helpers/Test.sol";

/// @dev A number of eight digits to the base 2^64, the lowest first: as slow and plain as on paper.
struct Big {
    uint256[8] digits;
}

contract StableMathLibTest is Test {
    uint256 private constant MAX = StableMathLib.MAX_SCALED;

    /* REFERENCE */

    function _big(uint256 n) private pure returns (Big memory big) {
        for (uint256 i = 0; i < 4; ++i) {
            big.digits[i] = (n >> (64 * i)) & type(uint64).max;
        }
    }

    function _times(Big memory a, uint256 n) private pure returns (Big memory product) {
        for (uint256 j = 0; j < 4; ++j) {
            uint256 digit = (n >> (64 * j)) & type(uint64).max;
            uint256 carry = 0;
            for (uint256 i = 0; i + j < 8; ++i) {
                uint256 sum = product.digits[i + j] + a.digits[i] * digit + carry;
                product.digits[i + j] = sum & type(uint64).max;
                carry = sum >> 64;
            }
            require(carry == 0, AssertionFailed("the reference overflows"));
        }
    }

    function _plus(Big memory a, Big memory b) private pure returns (Big memory sum) {
        uint256 carry = 0;
        for (uint256 i = 0; i < 8; ++i) {
            uint256 digit = a.digits[i] + b.digits[i] + carry;
            sum.digits[i] = digit & type(uint64).max;
            carry = digit >> 64;
        }
    }

    function _isBelow(Big memory a, Big memory b) private pure returns (bool) {
        for (uint256 i = 8; i > 0; --i) {
            if (a.digits[i - 1] != b.digits[i - 1]) return a.digits[i - 1] < b.digits[i - 1];
        }
        return false;
    }

    /// @dev x^3 * y + y^3 * x, written as the formula is.
    function _curve(uint256 x, uint256 y) private pure returns (Big memory) {
        Big memory xxxy = _times(_times(_times(_big(x), x), x), y);
        return _plus(xxxy, _times(_times(_times(_big(y), y), y), x));
    }

    /// @dev The least v with curve(other, v) >= k, by halving.
    function _least(uint256 other, Big memory k) private pure returns (uint256) {
        uint256 low = 0;
        uint256 high = MAX;
        while (low < high) {
            uint256 middle = (low + high) / 2;
            if (_isBelow(_curve(other, middle), k)) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /// @dev Any magnitude is as likely as any other.
    function _reserve(uint256 seed) private pure returns (uint256) {
        uint256 digits = 1 + (seed % 110);
        return bound(seed >> 8, 1 << (digits - 1), (1 << digits) - 1);
    }

    /* CURVE */

    function testFuzz_ValueIsTheFormula(uint256 x, uint256 y) public pure {
        (x, y) = (_reserve(x), _reserve(y));
        (uint256 high, uint256 low) = StableMathLib.value(x, y);
        Big memory k = _curve(x, y);
        for (uint256 i = 0; i < 4; ++i) {
            assertEq((low >> (64 * i)) & type(uint64).max, k.digits[i], "low");
            assertEq((high >> (64 * i)) & type(uint64).max, k.digits[i + 4], "high");
        }
        assertTrue(high != 0 || low != 0, "STABLE_K_NOT_ZERO");
    }

    function test_ValueAtTheLimitFitsTwoWords() public pure {
        (uint256 high, uint256 low) = StableMathLib.value(MAX, MAX);
        Big memory k = _curve(MAX, MAX);
        assertEq(high >> 128, (k.digits[7] << 64) | k.digits[6], "high");
        assertEq(low & type(uint64).max, k.digits[0], "low");
        assertLe(StableMathLib.rootUp(MAX, MAX), type(uint112).max, "the root fits its slot");
    }

    function testFuzz_RootsEncloseTheRoot(uint256 x, uint256 y) public pure {
        (x, y) = (_reserve(x), _reserve(y));
        Big memory k = _curve(x, y);
        uint256 down = StableMathLib.rootDown(x, y);
        uint256 up = StableMathLib.rootUp(x, y);
        assertFalse(_isBelow(k, _times(_times(_times(_big(down), down), down), down)), "above the root");
        assertFalse(_isBelow(_times(_times(_times(_big(up), up), up), up), k), "below the root");
        assertLe(up - down, down < 1 << 63 ? 1 : down >> 42, "far apart");
    }

    /* NEWTON */

    function testFuzz_SolveIsTheLeastOfTheReference(uint256 x, uint256 y, uint256 other) public pure {
        (x, y, other) = (_reserve(x), _reserve(y), _reserve(other));
        (uint256 high, uint256 low) = StableMathLib.value(x, y);
        Big memory k = _curve(x, y);
        // Where even the largest reserve is too small there is no answer; the revert has a test of its own.
        if (_isBelow(_curve(other, MAX), k)) return;
        uint256 least = _least(other, k);
        assertEq(StableMathLib.solveUp(other, y, high, low), least, "from y");
        assertEq(StableMathLib.solveUp(other, x, high, low), least, "from x");
        assertEq(StableMathLib.solveUp(other, 1, high, low), least, "from the bottom");
        assertEq(StableMathLib.solveUp(other, MAX, high, low), least, "from the top");
    }

    /// @dev The longest ways there are: one unit on one side, all on the other.
    function test_SolveConvergesFromTheEnds() public view {
        uint256[4] memory others = [uint256(1), 1 << 30, 1 << 83, MAX];
        (uint256 high, uint256 low) = StableMathLib.value(1, MAX);
        for (uint256 i = 0; i < 4; ++i) {
            uint256 gas = gasleft();
            uint256 v = StableMathLib.solveUp(others[i], MAX, high, low);
            assertLt(gas - gasleft(), 190 * 3000, "190 steps at most");
            assertEq(v, _least(others[i], _curve(1, MAX)), "least");
        }
    }

    function solveUp(uint256 other, uint256 from, uint256 kHigh, uint256 kLow) external pure returns (uint256) {
        return StableMathLib.solveUp(other, from, kHigh, kLow);
    }

    function test_RevertWhen_NoReserveIsLargeEnough() public {
        (uint256 high, uint256 low) = StableMathLib.value(MAX, MAX);
        vm.expectRevert(abi.encodeWithSelector(IPool.ReserveOverflow.selector, MAX));
        this.solveUp(1, 1, high, low);
        vm.expectRevert(abi.encodeWithSelector(IPool.ReserveOverflow.selector, MAX));
        this.solveUp(MAX - 1, MAX - 1, high, low);
    }

    /* QUOTES */

    struct Case {
        uint256 x;
        uint256 y;
        uint256 scaleIn;
        uint256 scaleOut;
    }

    /// @dev Reserves of 1 unit to 10^28, either side the finer one by 0 to 12 decimals.
    function _case(uint256 x, uint256 y, uint256 seed) private pure returns (Case memory c) {
        c.x = 1 + (_reserve(x) % 1e28);
        c.y = 1 + (_reserve(y) % 1e28);
        uint256 scale = 10 ** (seed % 13);
        (c.scaleIn, c.scaleOut) = seed & (1 << 128) == 0 ? (scale, uint256(1)) : (uint256(1), scale);
        c.x = 1 + c.x / c.scaleIn;
        c.y = 1 + c.y / c.scaleOut;
    }

    function _accepted(Case memory c, uint256 net, uint256 out) private pure returns (bool) {
        if (out >= c.y) return false;
        Big memory k = _curve(c.x * c.scaleIn, c.y * c.scaleOut);
        return !_isBelow(_curve((c.x + net) * c.scaleIn, (c.y - out) * c.scaleOut), k);
    }

    function testFuzz_OutIsTheLargestAccepted(uint256 x, uint256 y, uint256 seed, uint256 net) public pure {
        Case memory c = _case(x, y, seed);
        net = _reserve(net) % 1e28;
        if (net / 1e3 > c.x) net = net % (c.x * 1e3);
        uint256 out = StableMathLib.amountOutDown(net, c.x, c.y, c.scaleIn, c.scaleOut);
        assertTrue(_accepted(c, net, out), "K_NON_DECREASING: quote not accepted");
        assertFalse(_accepted(c, net, out + 1), "EXACTIN_EXACTOUT_CONSISTENT: not the largest");
        uint256 back = StableMathLib.netInUp(out, c.x, c.y, c.scaleIn, c.scaleOut);
        assertLe(back, net, "EXACTIN_EXACTOUT_CONSISTENT: in of out");
    }

    function testFuzz_InIsTheSmallestAccepted(uint256 x, uint256 y, uint256 seed, uint256 out) public pure {
        Case memory c = _case(x, y, seed);
        if (c.y == 1) c.y = 2;
        // The last ten-thousandth of a reserve may cost more than a reserve can be.
        out = bound(out, 1, 1 + ((c.y - 1) * 9999) / 10_000);
        if (out >= c.y) out = c.y - 1;
        if (_isBelow(_curve(MAX, (c.y - out) * c.scaleOut), _curve(c.x * c.scaleIn, c.y * c.scaleOut))) return;
        uint256 net = StableMathLib.netInUp(out, c.x, c.y, c.scaleIn, c.scaleOut);
        assertTrue(_accepted(c, net, out), "K_NON_DECREASING: quote not accepted");
        assertFalse(net != 0 && _accepted(c, net - 1, out), "EXACTIN_EXACTOUT_CONSISTENT: not the smallest");
        if ((c.x + net) > MAX / c.scaleIn) return;
        assertGe(
            StableMathLib.amountOutDown(net, c.x, c.y, c.scaleIn, c.scaleOut),
            out,
            "EXACTIN_EXACTOUT_CONSISTENT: out of in"
        );
    }

    function amountOutDown(uint256 net, uint256 reserve, uint256 scale) external pure returns (uint256) {
        return StableMathLib.amountOutDown(net, reserve, reserve, scale, 1);
    }

    function test_RevertWhen_TheInputIsMoreThanTheCurveCounts() public {
        uint256 most = MAX / 1e12 - 1e6;
        this.amountOutDown(most, 1e6, 1e12);
        vm.expectRevert(abi.encodeWithSelector(IPool.ReserveOverflow.selector, most + 1));
        this.amountOutDown(most + 1, 1e6, 1e12);
        vm.expectRevert(abi.encodeWithSelector(IPool.ReserveOverflow.selector, type(uint256).max));
        this.amountOutDown(type(uint256).max, 1e6, 1e12);
    }

    /* PRICE */

    /// @dev At the margin: against a trade of a millionth of the reserves.
    function testFuzz_MarginalFactorIsThePriceOfASmallTrade(uint256 x, uint256 y) public pure {
        (x, y) = (bound(x, 1e18, 1e24), bound(y, 1e18, 1e24));
        uint256 net = x / 1e6;
        uint256 out = StableMathLib.amountOutDown(net, x, y, 1, 1);
        (uint112 numerator, uint112 denominator) = StableMathLib.marginalFactor(x, y);
        uint256 expected = ((((net * y) / x) * (numerator >> 60)) / (denominator >> 60));
        assertApprox(out, expected, expected / 1e5 + 2, "price");
    }

    function testFuzz_MarginalFactorHasItsBounds(uint256 x, uint256 y) public pure {
        (x, y) = (_reserve(x), _reserve(y));
        (uint112 numerator, uint112 denominator) = StableMathLib.marginalFactor(x, y);
        assertTrue(numerator != 0 && denominator != 0, "zero");
        assertLe(numerator, uint256(denominator) * 3 + 3, "above 3");
        assertLe(denominator, uint256(numerator) * 3 + 3, "below 1/3");
    }
}
