// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Curve, IPool} from "../../contracts/interfaces/IPool.sol";
import {Pool} from "../../contracts/pools/Pool.sol";
import {PoolsBase} from "./PoolsBase.sol";

contract TwapTest is PoolsBase {
    Pool private pool;

    function setUp() public override {
        super.setUp();
        pool = newPool(tokenA, tokenB, 1e24, 4e24);
    }

    /// @dev tokenB for one tokenA, a fixed-point number with 112 binary digits.
    function _price(uint32 window) private view returns (uint256) {
        (uint256 price0, uint256 price1) = pool.consult(window);
        return address(tokenA) < address(tokenB) ? price0 : price1;
    }

    function _spot() private view returns (uint256) {
        (uint256 a, uint256 b) = reservesAB(pool);
        return (b << 112) / a;
    }

    function _near(uint256 a, uint256 b, string memory message) private pure {
        assertApprox(a, b, b / 1e6, message);
    }

    function test_RevertWhen_ThePoolIsYoung() public {
        vm.warp(block.timestamp + 30);
        swapAt(pool, tokenA, 1e18, ALICE);
        vm.warp(block.timestamp + 29);
        vm.expectRevert(abi.encodeWithSelector(IPool.NoObservation.selector, 60, 59));
        pool.consult(60);
        vm.warp(block.timestamp + 1);
        pool.consult(60);
    }

    function test_RevertWhen_ThePoolIsEmptyOrTheWindowZero() public {
        vm.expectRevert(IPool.ZeroWindow.selector);
        pool.consult(0);
        Pool empty = Pool(factory.createPool(address(tokenA), address(tokenC), FEE, 0, Curve.Product));
        vm.expectRevert(abi.encodeWithSelector(IPool.NoObservation.selector, 60, 0));
        empty.consult(60);
    }

    function test_QuietPoolAnswersWithItsPrice() public {
        vm.warp(block.timestamp + 60);
        _near(_price(60), 4 << 112, "price");
        (uint256 price0, uint256 price1) = pool.consult(60);
        _near((price0 >> 56) * (price1 >> 56), 1 << 112, "one is the inverse of the other");
    }

    function test_MeanIsGeometricAndWeightedByTime() public {
        vm.warp(block.timestamp + 100);
        // From 4 to 1: as much of A as doubles its reserve.
        swapAt(pool, tokenA, 1e24, ALICE);
        uint256 moved = _spot();
        vm.warp(block.timestamp + 100);
        swapAt(pool, tokenA, 1e6, ALICE);
        // Two equal halves: the square of the mean is the product of the prices.
        uint256 mean = _price(200);
        uint256 product = (4 << 56) * (moved >> 56);
        assertApprox((mean >> 56) ** 2, product, product / 1e5, "geometric mean");
        // Of any other window too, to the second, since the price held still between the observations.
        mean = _price(150);
        product = (4 << 36) * (moved >> 76) ** 2;
        assertApprox((mean >> 76) ** 3, product, product / 1e5, "geometric mean of another window");
        _near(_price(50), moved, "the last price alone");
    }

    /// @dev Moves the price a hundredfold and back within one block: the mean does not see it at all.
    function test_SandwichWithinABlockLeavesNoTrace() public {
        vm.warp(block.timestamp + 600);
        uint256 before = _price(600);
        uint256 out = swapAt(pool, tokenA, 9e24, ALICE);
        assertEq(_price(600), before, "TWAP_RESISTS_ONE_BLOCK: in the block");
        swapAt(pool, tokenB, out, ALICE);
        vm.warp(block.timestamp + 10);
        // What is left is the fee that the attacker paid, a few per cent of the price for 10 of 600 seconds.
        assertApprox(_price(600), before, before / 1000, "TWAP_RESISTS_ONE_BLOCK: after it");
    }

    /// @dev Moves the price a hundredfold and holds it for a block of two seconds: the mean moves by 100^(2 / 600).
    function test_HoldingAPriceForABlockMovesLittle() public {
        vm.warp(block.timestamp + 600);
        swapAt(pool, tokenA, 1e6, ALICE);
        uint256 before = _price(600);
        swapAt(pool, tokenB, 36e24, ALICE);
        assertGt(_spot(), before * 90, "a hundredfold");
        vm.warp(block.timestamp + 2);
        uint256 moved = _price(600);
        assertGt(moved, before, "seen");
        assertLt(moved, (before * 1016) / 1000, "TWAP_RESISTS_ONE_BLOCK");
    }

    /// @dev A swap a second for an hour can't push the start of a long window out of the ring.
    function test_TheRingCannotBeFlooded() public {
        for (uint256 i = 0; i < 4500; ++i) {
            vm.warp(block.timestamp + 1);
            swapAt(pool, i & 1 == 0 ? tokenA : tokenB, 1e6, ALICE);
        }
        _near(_price(3600), 4 << 112, "an hour");
        _near(_price(3825), 4 << 112, "the whole ring");
        // One observation every 15 s: the oldest is 255 intervals old, and up to one more.
        vm.expectPartialRevert(IPool.NoObservation.selector);
        pool.consult(3841);
    }

    /// @dev Against a model that keeps the price of every second.
    function testFuzz_AgainstAModelOfEverySecond(uint256 seed) public {
        int256[] memory sums = new int256[](1200);
        uint256 elapsed;
        for (uint256 i = 0; i < 25; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            uint256 step = 1 + (seed % 40);
            uint256 whole = _log();
            for (uint256 s = 0; s < step; ++s) sums[elapsed + s + 1] = sums[elapsed + s] + int256(whole) - (1 << 40);
            elapsed += step;
            vm.warp(block.timestamp + step);
            // The model has no logarithms below zero, so a price near one is pushed up again.
            bool down = _spot() > 2 << 112 && seed & (1 << 100) == 0;
            swapAt(pool, down ? tokenA : tokenB, 1e18 + ((seed >> 8) % 1e23), ALICE);
        }
        uint32 window = uint32(1 + (seed % 60));
        // The pool may look back further than asked, to its newest observation that is old enough: at most to the
        // observation before, and the mean must be that of one of those starts.
        uint256 mean = _price(window);
        bool found;
        for (uint256 back = window; back <= window + 55 && back <= elapsed; ++back) {
            int256 x20 = (sums[elapsed] - sums[elapsed - back]) / int256(back);
            uint256 model = _exp(x20);
            if (mean + mean / 1e5 >= model && model + model / 1e5 >= mean) found = true;
        }
        assertTrue(found, "no window of the model has this mean");
    }

    /// @dev log2 of the price with 20 binary digits, moved up by 2^40 to be positive, by bisection.
    function _log() private view returns (uint256) {
        uint256 spot = _spot();
        uint256 low = 0;
        uint256 high = 8 << 20;
        while (low < high) {
            uint256 middle = (low + high + 1) / 2;
            if (_exp(int256(middle)) <= spot) low = middle;
            else high = middle - 1;
        }
        return low + (1 << 40);
    }

    /// @dev 2^(x / 2^20) with 112 binary digits, by a product over the digits of x: 2^(2^-i) is the i-th square root.
    function _exp(int256 x) private pure returns (uint256 result) {
        result = 1 << 112;
        uint256 factor = 2 << 112;
        for (uint256 digit = 1 << 20; digit != 0; digit >>= 1) {
            uint256 n = digit == 1 << 20 ? uint256(x) >> 20 : (uint256(x) & digit == 0 ? 0 : 1);
            for (uint256 i = 0; i < n; ++i) result = (result * (factor >> 16)) >> 96;
            factor = _sqrt(factor);
        }
    }

    function _sqrt(uint256 x) private pure returns (uint256) {
        // The root of x * 2^112, by Heron's rule from above.
        uint256 y = 2 << 112;
        uint256 n = x << 112;
        while (true) {
            uint256 z = (y + n / y) / 2;
            if (z >= y) return y;
            y = z;
        }
        return y;
    }
}
