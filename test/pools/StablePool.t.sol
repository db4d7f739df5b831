// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {DevnetToken} from "../../contracts/devnet/DevnetToken.sol";
import {Curve, IPool} from "../../contracts/interfaces/IPool.sol";
import {Pool} from "../../contracts/pools/Pool.sol";
import {StableMathLib} from "../../contracts/pools/StableMathLib.sol";
import {HookToken} from "../mocks/HookToken.sol";
import {PoolsBase} from "./PoolsBase.sol";

/// @notice What differs on the stable curve. tokenA has 18 decimals and tokenC 8, so that a scale is in every test.
contract StablePoolTest is PoolsBase {
    uint256 private constant SCALE = 1e10;

    Pool private pool;

    function setUp() public override {
        super.setUp();
        pool = newStablePool(tokenA, tokenC, 1e6 * 1e18, 1e6 * 1e8);
    }

    /// @dev The reserves in units of tokenA.
    function _scaled(Pool stable) private view returns (uint256 a, uint256 c) {
        (a, c, ) = stable.reserves();
        if (stable.token0() != address(tokenA)) (a, c) = (c, a);
        c *= SCALE;
    }

    function _out(uint256 a, uint256 c) private view returns (uint256 amount0Out, uint256 amount1Out) {
        return address(tokenA) < address(tokenC) ? (a, c) : (c, a);
    }

    /* MINT */

    function test_TellsItsCurve() public {
        assertTrue(pool.curve() == Curve.Stable, "stable");
        Pool product = newPool(tokenA, tokenC, 1e18, 1e8);
        assertTrue(product.curve() == Curve.Product, "product");
        assertTrue(address(product) != address(pool), "two pools of one pair, fee and shard");
    }

    function test_FirstMintLocksTheMinimum() public view {
        assertEq(pool.totalSupply(), Math.sqrt(1e24 * 1e14), "sqrt of the product, in units");
        assertEq(pool.balanceOf(address(0xdEaD)), 1000, "locked");
    }

    function test_RevertWhen_TheFirstKIsTooSmall() public {
        DevnetToken six = new DevnetToken("Six", "SIX", 6);
        DevnetToken other = new DevnetToken("Other", "OTHER", 6);
        Pool small = Pool(factory.createPool(address(six), address(other), FEE, 0, Curve.Stable));
        // 2^(1/4) * 84,089 = 99,999.
        six.mint(address(small), 84_089);
        other.mint(address(small), 84_089);
        vm.expectRevert(abi.encodeWithSelector(IPool.TooLittleK.selector, 99_999, 100_000));
        small.mint(ALICE);
        six.mint(address(small), 1);
        other.mint(address(small), 1);
        small.mint(ALICE);
    }

    function test_RevertWhen_TheFirstLiquidityIsTooSmall() public {
        Pool small = Pool(factory.createPool(address(tokenA), address(tokenC), FEE, 1, Curve.Stable));
        tokenA.mint(address(small), 1000);
        tokenC.mint(address(small), 1000);
        vm.expectRevert(abi.encodeWithSelector(IPool.TooLittleLiquidity.selector, 1000));
        small.mint(ALICE);
    }

    function test_RevertWhen_DecimalsAreTooFarApart() public {
        DevnetToken none = new DevnetToken("None", "NONE", 0);
        DevnetToken many = new DevnetToken("Many", "MANY", 19);
        DevnetToken fewer = new DevnetToken("Fewer", "FEWER", 18);
        (address first, ) = address(none) < address(many)
            ? (address(none), address(many))
            : (address(many), address(none));
        (uint256 decimals0, uint256 decimals1) = first == address(none) ? (uint256(0), uint256(19)) : (uint256(19), 0);
        vm.expectRevert(abi.encodeWithSelector(IPool.DecimalsTooFarApart.selector, decimals0, decimals1));
        factory.createPool(address(none), address(many), FEE, 0, Curve.Stable);
        // The product has no use for scales.
        factory.createPool(address(none), address(many), FEE, 0, Curve.Product);
        factory.createPool(address(none), address(fewer), FEE, 0, Curve.Stable);
    }

    function test_RevertWhen_AReserveIsMoreThanTheCurveCounts() public {
        uint256 most = StableMathLib.MAX_SCALED / SCALE;
        tokenC.mint(address(pool), most);
        tokenA.mint(address(pool), most * SCALE);
        vm.expectPartialRevert(IPool.ReserveOverflow.selector);
        pool.mint(ALICE);
        vm.expectPartialRevert(IPool.ReserveOverflow.selector);
        pool.quoteOut(address(tokenC), 2 * most);
        // Nobody is stuck behind a donation that large.
        pool.skim(ALICE);
        assertGt(swapAt(pool, tokenC, 1e8, ALICE), 0, "trades go on");
    }

    /* SWAP */

    function test_TradesNearOneWhileBalanced() public view {
        // A twentieth of the pool moves the price by less than the fee of 0.3 %.
        assertGt(pool.quoteOut(address(tokenA), 50_000e18), (50_000e8 * 9960) / 10_000, "out");
        assertLt(pool.quoteOut(address(tokenA), 50_000e18), (50_000e8 * 9970) / 10_000, "in");
    }

    function testFuzz_QuoteIsTheBestAccepted(uint256 before, uint256 amountIn, bool aToC) public {
        // From any state of balance.
        swapAt(pool, tokenA, bound(before, 1, 3e24), BOB);
        amountIn = bound(amountIn, 1, aToC ? 1e25 : 1e15);
        DevnetToken tokenIn = aToC ? tokenA : tokenC;
        (uint256 a, uint256 c) = _scaled(pool);
        (uint256 kHigh, uint256 kLow) = StableMathLib.value(a, c);

        uint256 out = pool.quoteOut(address(tokenIn), amountIn);
        tokenIn.mint(address(pool), amountIn);
        (uint256 amount0Out, uint256 amount1Out) = aToC ? _out(0, out + 1) : _out(out + 1, 0);
        vm.expectPartialRevert(IPool.BelowCurve.selector);
        pool.swap(amount0Out, amount1Out, ALICE);
        if (out == 0) return;
        (amount0Out, amount1Out) = aToC ? _out(0, out) : _out(out, 0);
        pool.swap(amount0Out, amount1Out, ALICE);

        (a, c) = _scaled(pool);
        (uint256 high, uint256 low) = StableMathLib.value(a, c);
        assertTrue(high > kHigh || (high == kHigh && low >= kLow), "K_NON_DECREASING");
        assertEq((aToC ? tokenC : tokenA).balanceOf(ALICE), out, "paid");
    }

    function testFuzz_ExactOutIsEnoughAndTheLeast(uint256 before, uint256 out, bool aToC) public {
        swapAt(pool, tokenC, bound(before, 1, 3e14), BOB);
        (uint256 a, uint256 c) = _scaled(pool);
        out = bound(out, 1, aToC ? (c / SCALE / 10) * 9 : (a / 10) * 9);
        (DevnetToken tokenIn, DevnetToken tokenOut) = aToC ? (tokenA, tokenC) : (tokenC, tokenA);
        uint256 amountIn = pool.quoteIn(address(tokenOut), out);
        assertGe(pool.quoteOut(address(tokenIn), amountIn), out, "EXACTIN_EXACTOUT_CONSISTENT: not enough");
        assertLt(pool.quoteOut(address(tokenIn), amountIn - 1), out, "EXACTIN_EXACTOUT_CONSISTENT: not the least");
    }

    function testFuzz_RoundTripNeverProfits(uint256 before, uint256 amount, bool aFirst) public {
        swapAt(pool, tokenA, bound(before, 1, 3e24), BOB);
        (DevnetToken first, DevnetToken second) = aFirst ? (tokenA, tokenC) : (tokenC, tokenA);
        amount = bound(amount, 1, aFirst ? 1e26 : 1e16);
        uint256 there = swapAt(pool, first, amount, ALICE);
        uint256 back = swapAt(pool, second, there, ALICE);
        assertLt(back, amount, "NO_ROUNDTRIP_PROFIT");
    }

    /* K */

    /// @dev Solidly's k rounds to zero here, after which its pool gave all that it had for nothing.
    function testFuzz_KStaysWhenAllButTheLockedLeave(uint256 seed) public {
        DevnetToken six = new DevnetToken("Six", "SIX", 6);
        DevnetToken other = new DevnetToken("Other", "OTHER", 6);
        Pool tiny = newStablePool(six, other, 100_000, 100_000);
        assertTrue(tiny.transfer(address(tiny), tiny.balanceOf(address(this))), "transfer");
        tiny.burn(address(this));
        // Half of the time one side is drained to a few units first.
        if (seed & 1 == 0) swapAt(tiny, six, 1000 * (1 + (seed % 50)), BOB);
        uint256 mine6 = six.balanceOf(ALICE);
        uint256 paid6 = 0;
        uint256 paidOther = 0;
        for (uint256 i = 0; i < 80; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            bool first = seed & 1 == 0;
            uint256 amount = 1 + ((seed >> 1) % 20);
            (uint256 r0, uint256 r1, ) = tiny.reserves();
            if (swapAt(tiny, first ? six : other, amount, ALICE) == 0) continue;
            if (first) paid6 += amount;
            else paidOther += amount;
            (uint256 n0, uint256 n1, ) = tiny.reserves();
            assertTrue(StableMathLib.keeps(n0, n1, r0, r1), "TINY_BALANCE_SAFE: k fell");
            (uint256 high, uint256 low) = StableMathLib.value(n0, n1);
            assertEq(high, 0, "small");
            assertGe(low, 2 * tiny.MINIMUM_LIQUIDITY() ** 4, "STABLE_K_NOT_ZERO");
        }
        mine6 = six.balanceOf(ALICE) - mine6;
        uint256 mineOther = other.balanceOf(ALICE);
        assertFalse(
            mine6 >= paid6 && mineOther >= paidOther && mine6 + mineOther > paid6 + paidOther,
            "TINY_BALANCE_SAFE: profit"
        );
    }

    /* PROTOCOL FEE */

    function test_CollectFeesPaysThePartOfTheGrowth() public {
        for (uint256 i = 0; i < 10; ++i) {
            swapAt(pool, tokenC, swapAt(pool, tokenA, 1e23, ALICE), ALICE);
        }
        (uint256 a, uint256 c) = _scaled(pool);
        uint256 growth = StableMathLib.rootDown(a, c) - StableMathLib.rootUp(1e24, 1e24);
        pool.collectFees();
        uint256 value = StableMathLib.rootDown(tokenA.balanceOf(TREASURY), tokenC.balanceOf(TREASURY) * SCALE);
        assertApprox(
            value,
            (growth * PROTOCOL_FEE_BPS) / 10_000,
            growth / 1e6,
            "a tenth of the growth of the root of k"
        );
        assertGt(value, 0, "something was earned");
    }

    /* PRICE */

    function test_MeanIsOneAtBalance() public {
        vm.warp(block.timestamp + 100);
        (uint256 price0X112, uint256 price1X112) = pool.consult(60);
        uint256 priceAX112 = address(tokenA) < address(tokenC) ? price0X112 : price1X112;
        // In units: 10^8 of C for 10^18 of A.
        assertApprox(priceAX112, (uint256(1) << 112) / SCALE, ((uint256(1) << 112) / SCALE) / 1e6, "one for one");
    }

    /// @dev The mean is of the price at the margin: that of a small trade without its fee, in any state of balance.
    function testFuzz_MeanIsThePriceAtTheMargin(uint256 before, bool aToC) public {
        swapAt(pool, aToC ? tokenA : tokenC, bound(before, 1, aToC ? 2e24 : 2e14), BOB);
        vm.warp(block.timestamp + 100);
        (uint256 price0X112, uint256 price1X112) = pool.consult(60);
        uint256 priceAX112 = address(tokenA) < address(tokenC) ? price0X112 : price1X112;
        (uint256 a, uint256 c) = _scaled(pool);
        uint256 small = a / 1e4;
        uint256 out = StableMathLib.amountOutDown(small, a, c, 1, 1) / SCALE;
        uint256 expected = Math.mulDiv(small, priceAX112, 1 << 112);
        assertApprox(out, expected, expected / 1000 + 1, "price");
    }

    /* DONATIONS, CALLBACKS */

    function test_DonationMovesNothing() public {
        uint256 quote = pool.quoteOut(address(tokenA), 1e18);
        tokenA.mint(address(pool), 1e24);
        assertEq(pool.quoteOut(address(tokenA), 1e18), quote, "DONATION_NOT_PRICED: quote");
        uint256 part = pool.totalSupply() / 100;
        assertTrue(pool.transfer(address(pool), part), "transfer");
        pool.burn(ALICE);
        assertEq(tokenA.balanceOf(ALICE), 1e22, "DONATION_NOT_PRICED: burn");
    }

    function test_ViewsAnswerWithFinalStateInACallback() public {
        HookToken hook = new HookToken();
        Pool hooked = newStablePool(tokenA, hook, 100e18, 100e18);
        hook.arm(address(hooked), abi.encodeCall(IPool.quoteOut, (address(tokenA), 1e18)));
        swapAt(hooked, tokenA, 10e18, ALICE);
        assertEq(
            abi.decode(hook.answer(), (uint256)),
            hooked.quoteOut(address(tokenA), 1e18),
            "VIEWS_SAFE_IN_CALLBACK: quote"
        );
    }
}
