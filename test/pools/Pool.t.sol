// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {DevnetToken} from "../../contracts/devnet/DevnetToken.sol";
import {Curve, IPool} from "../../contracts/interfaces/IPool.sol";
import {Pool} from "../../contracts/pools/Pool.sol";
import {HookToken} from "../mocks/HookToken.sol";
import {PoolsBase} from "./PoolsBase.sol";

contract PoolTest is PoolsBase {
    Pool private pool;

    function setUp() public override {
        super.setUp();
        pool = newPool(tokenA, tokenB, 100e18, 400e18);
    }

    function _k() private view returns (uint256) {
        (uint256 a, uint256 b) = reservesAB(pool);
        return a * b;
    }

    function _out(uint256 amountA, uint256 amountB) private view returns (uint256 amount0Out, uint256 amount1Out) {
        return address(tokenA) < address(tokenB) ? (amountA, amountB) : (amountB, amountA);
    }

    /* MINT */

    function test_FirstMintLocksTheMinimum() public view {
        assertEq(pool.totalSupply(), 200e18, "sqrt of the product");
        assertEq(pool.balanceOf(address(this)), 200e18 - 1000, "provider");
        assertEq(pool.balanceOf(address(0xdEaD)), 1000, "locked");
    }

    function test_DecimalsAreTheMeanOfBothSides() public {
        assertEq(uint256(pool.decimals()), 18, "18 and 18");
        IPool mixed = IPool(factory.createPool(address(tokenA), address(tokenC), 3000, 0, Curve.Product));
        assertEq(uint256(mixed.decimals()), 13, "18 and 8");
        DevnetToken six = new DevnetToken("Six", "SIX", 6);
        DevnetToken seven = new DevnetToken("Seven", "SEVEN", 7);
        assertEq(
            uint256(IPool(factory.createPool(address(six), address(seven), 3000, 0, Curve.Product)).decimals()),
            7,
            "rounded up"
        );
        // A contract without the function counts as 18.
        assertEq(
            uint256(IPool(factory.createPool(address(six), address(factory), 3000, 0, Curve.Product)).decimals()),
            12,
            "untold"
        );
        // So does one that tells nonsense.
        vm.mockCall(address(seven), abi.encodeWithSignature("decimals()"), abi.encode(uint256(256)));
        IPool nonsense = IPool(factory.createPool(address(six), address(seven), 500, 0, Curve.Product));
        assertEq(uint256(nonsense.decimals()), 12, "nonsense");
    }

    function test_RevertWhen_FirstMintIsTooSmall() public {
        Pool other = Pool(factory.createPool(address(tokenA), address(tokenC), FEE, 0, Curve.Product));
        tokenA.mint(address(other), 1000);
        tokenC.mint(address(other), 1000);
        vm.expectRevert(abi.encodeWithSelector(IPool.TooLittleLiquidity.selector, 1000));
        other.mint(ALICE);
    }

    function test_RevertWhen_NothingIsMinted() public {
        tokenA.mint(address(pool), 1e18);
        vm.expectRevert(abi.encodeWithSelector(IPool.TooLittleLiquidity.selector, 0));
        pool.mint(ALICE);
    }

    function testFuzz_MintTakesTheRatioAndLeavesTheRest(uint256 a, uint256 b) public {
        (a, b) = (bound(a, 1e6, 1e30), bound(b, 1e6, 1e30));
        tokenA.mint(address(pool), a);
        tokenB.mint(address(pool), b);
        uint256 supply = pool.totalSupply();
        uint256 liquidity = pool.mint(ALICE);
        assertEq(liquidity, Math.min((a * supply) / 100e18, (b * supply) / 400e18), "liquidity");
        (uint256 reserveA, uint256 reserveB) = reservesAB(pool);
        assertApprox(reserveB, reserveA * 4, 4, "DONATION_NOT_PRICED: the ratio moved");
        // What was too much is still there for its sender.
        pool.skim(BOB);
        assertEq(tokenA.balanceOf(BOB), a - (reserveA - 100e18), "rest of A");
        assertEq(tokenB.balanceOf(BOB), b - (reserveB - 400e18), "rest of B");
    }

    /* BURN */

    function testFuzz_BurnPaysTheShareRoundedDown(uint256 liquidity) public {
        liquidity = bound(liquidity, 2, pool.balanceOf(address(this)));
        assertTrue(pool.transfer(address(pool), liquidity), "transfer");
        pool.burn(ALICE);
        assertEq(tokenA.balanceOf(ALICE), (liquidity * 100e18) / 200e18, "A");
        assertEq(tokenB.balanceOf(ALICE), (liquidity * 400e18) / 200e18, "B");
    }

    function test_RevertWhen_NothingIsBurned() public {
        vm.expectRevert(abi.encodeWithSelector(IPool.TooLittleLiquidity.selector, 0));
        pool.burn(ALICE);
    }

    /* SWAP */

    function testFuzz_SwapAgainstTheModel(uint256 amountIn, bool aToB) public {
        amountIn = bound(amountIn, 1e6, 1e32);
        (uint256 rIn, uint256 rOut) = aToB ? (uint256(100e18), uint256(400e18)) : (uint256(400e18), uint256(100e18));
        uint256 net = amountIn - Math.ceilDiv(amountIn * FEE, 1e6);
        uint256 expected = (net * rOut) / (rIn + net);
        uint256 out = swapAt(pool, aToB ? tokenA : tokenB, amountIn, ALICE);
        assertEq(out, expected, "model");
        assertEq((aToB ? tokenB : tokenA).balanceOf(ALICE), expected, "paid");
        assertGe(_k(), uint256(100e18) * 400e18, "K_NON_DECREASING");
    }

    function testFuzz_RevertWhen_OneUnitMoreIsAsked(uint256 amountIn) public {
        amountIn = bound(amountIn, 1, 1e30);
        uint256 out = pool.quoteOut(address(tokenA), amountIn) + 1;
        tokenA.mint(address(pool), amountIn);
        (uint256 amount0Out, uint256 amount1Out) = _out(0, out);
        vm.expectPartialRevert(IPool.KDecreased.selector);
        pool.swap(amount0Out, amount1Out, ALICE);
    }

    function test_RevertWhen_NothingIsAsked() public {
        vm.expectRevert(IPool.ZeroOutput.selector);
        pool.swap(0, 0, ALICE);
    }

    function test_RevertWhen_TheWholeReserveIsAsked() public {
        (uint256 amount0Out, uint256 amount1Out) = _out(0, 400e18);
        tokenA.mint(address(pool), 1e30);
        vm.expectRevert(abi.encodeWithSelector(IPool.InsufficientReserve.selector, address(tokenB), 400e18, 400e18));
        pool.swap(amount0Out, amount1Out, ALICE);
        vm.expectRevert(abi.encodeWithSelector(IPool.InsufficientReserve.selector, address(tokenB), 400e18, 400e18));
        pool.quoteIn(address(tokenB), 400e18);
    }

    function test_RevertWhen_AReserveWouldOverflow() public {
        uint256 amount = type(uint112).max;
        tokenA.mint(address(pool), amount);
        (uint256 amount0Out, uint256 amount1Out) = _out(0, 1);
        vm.expectRevert(abi.encodeWithSelector(IPool.ReserveOverflow.selector, amount + 100e18));
        pool.swap(amount0Out, amount1Out, ALICE);
        // Nobody is stuck behind a donation that large.
        pool.skim(ALICE);
        swapAt(pool, tokenA, 1e18, ALICE);
    }

    function test_RevertWhen_TheOtherReserveWouldOverflow() public {
        uint256 amount = type(uint112).max;
        tokenB.mint(address(pool), amount);
        (uint256 amount0Out, uint256 amount1Out) = _out(1, 0);
        vm.expectRevert(abi.encodeWithSelector(IPool.ReserveOverflow.selector, amount + 400e18));
        pool.swap(amount0Out, amount1Out, ALICE);
    }

    function test_RevertWhen_TheTokenIsForeign() public {
        vm.expectRevert(abi.encodeWithSelector(IPool.ForeignToken.selector, address(tokenC)));
        pool.quoteOut(address(tokenC), 1);
        vm.expectRevert(abi.encodeWithSelector(IPool.ForeignToken.selector, address(tokenC)));
        pool.quoteIn(address(tokenC), 1);
    }

    function testFuzz_RoundTripNeverProfits(uint256 amount, bool aFirst) public {
        amount = bound(amount, 1, 1e32);
        (DevnetToken first, DevnetToken second) = aFirst ? (tokenA, tokenB) : (tokenB, tokenA);
        uint256 there = swapAt(pool, first, amount, ALICE);
        uint256 back = swapAt(pool, second, there, ALICE);
        assertLt(back, amount, "NO_ROUNDTRIP_PROFIT");
    }

    function testFuzz_AddAndRemoveNeverProfits(uint256 a, uint256 before) public {
        // The reserves are in any state, the provider adds at their ratio and leaves at once.
        swapAt(pool, tokenA, bound(before, 1e6, 1e24), BOB);
        (uint256 reserveA, uint256 reserveB) = reservesAB(pool);
        a = bound(a, 1e9, 1e24);
        uint256 b = Math.mulDiv(a, reserveB, reserveA, Math.Rounding.Ceil);
        tokenA.mint(address(pool), a);
        tokenB.mint(address(pool), b);
        uint256 liquidity = pool.mint(ALICE);
        vm.prank(ALICE);
        assertTrue(pool.transfer(address(pool), liquidity), "transfer");
        pool.burn(ALICE);
        assertLe(tokenA.balanceOf(ALICE), a, "NO_ROUNDTRIP_PROFIT: A");
        assertLe(tokenB.balanceOf(ALICE), b, "NO_ROUNDTRIP_PROFIT: B");
    }

    /* TINY BALANCES */

    /// @dev Balancer v2, 2025: rounding at balances of a few units, repeated in one transaction.
    function testFuzz_TinyReservesKeepTheProduct(uint256 seed) public {
        Pool tiny = newPool(tokenA, tokenC, 2000, 2000);
        // All but the locked thousandth leaves: the reserves fall to a few units after trades that drain one side.
        uint256 mine = tiny.balanceOf(address(this));
        assertTrue(tiny.transfer(address(tiny), mine), "transfer");
        tiny.burn(address(this));
        uint256 big = 1000 * (1 + (seed % 50));
        swapAt(tiny, tokenA, big * 20, BOB);

        uint256 paidA;
        uint256 paidC;
        (uint256 r0, uint256 r1, ) = tiny.reserves();
        uint256 k = r0 * r1;
        uint256 gotA = tokenA.balanceOf(ALICE);
        uint256 gotC = tokenC.balanceOf(ALICE);
        for (uint256 i = 0; i < 80; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            uint256 amount = 1 + (seed % 20);
            bool a = seed & (1 << 200) != 0;
            uint256 out = tiny.quoteOut(address(a ? tokenA : tokenC), amount);
            if (out == 0) continue;
            swapAt(tiny, a ? tokenA : tokenC, amount, ALICE);
            if (a) paidA += amount;
            else paidC += amount;
            (r0, r1, ) = tiny.reserves();
            assertGe(r0 * r1, k, "TINY_BALANCE_SAFE: k fell");
            k = r0 * r1;
        }
        gotA = tokenA.balanceOf(ALICE) - gotA;
        gotC = tokenC.balanceOf(ALICE) - gotC;
        assertFalse(gotA >= paidA && gotC >= paidC && gotA + gotC > paidA + paidC, "TINY_BALANCE_SAFE: profit");
    }

    /* PROTOCOL FEE */

    function test_CollectFeesPaysThePartOfTheGrowth() public {
        // Trades that return to the price they started from leave their fees alone as growth.
        for (uint256 i = 0; i < 10; ++i) {
            swapAt(pool, tokenB, swapAt(pool, tokenA, 10e18, ALICE), ALICE);
        }
        (uint256 reserveA, uint256 reserveB) = reservesAB(pool);
        uint256 growth = Math.sqrt(reserveA * reserveB) - 200e18;
        pool.collectFees();
        uint256 value = Math.sqrt(tokenA.balanceOf(TREASURY) * tokenB.balanceOf(TREASURY));
        assertApprox(value, (growth * PROTOCOL_FEE_BPS) / 10_000, 10, "a tenth of the growth of sqrt(k)");
        assertGt(value, 0, "something was earned");
        (uint256 again0, uint256 again1) = pool.collectFees();
        assertEq(again0 + again1, 0, "collected twice");
    }

    function test_FeesAccrueAcrossMintsAndBurns() public {
        uint256 rate = Math.sqrt(_k());
        swapAt(pool, tokenA, 50e18, ALICE);
        (uint256 reserveA, uint256 reserveB) = reservesAB(pool);
        tokenA.mint(address(pool), reserveA);
        tokenB.mint(address(pool), reserveB);
        pool.mint(BOB);
        assertGt(pool.balanceOf(address(factory)), 0, "minted at the change of liquidity");
        rate = pool.balanceOf(address(factory));
        pool.collectFees();
        assertEq(pool.balanceOf(address(factory)), 0, "all of it was turned into tokens");
        assertGt(tokenA.balanceOf(TREASURY), 0, "A");
        assertGt(tokenB.balanceOf(TREASURY), 0, "B");
    }

    function test_NoProtocolFeeWhenItIsZero() public {
        factory.setProtocolFee(0);
        swapAt(pool, tokenA, 50e18, ALICE);
        (uint256 amount0, uint256 amount1) = pool.collectFees();
        assertEq(amount0 + amount1, 0, "nothing");
    }

    /* DONATIONS */

    function test_DonationMovesNothing() public {
        uint256 quote = pool.quoteOut(address(tokenA), 1e18);
        vm.warp(block.timestamp + 100);
        (uint256 price, ) = pool.consult(60);
        tokenA.mint(address(pool), 1e24);
        assertEq(pool.quoteOut(address(tokenA), 1e18), quote, "DONATION_NOT_PRICED: quote");
        (uint256 priceAfter, ) = pool.consult(60);
        assertEq(priceAfter, price, "DONATION_NOT_PRICED: mean");
        assertTrue(pool.transfer(address(pool), 1e18), "transfer");
        pool.burn(ALICE);
        assertEq(tokenA.balanceOf(ALICE), 0.5e18, "DONATION_NOT_PRICED: burn");
    }

    /* CALLBACKS */

    function test_ViewsAnswerWithFinalStateInACallback() public {
        HookToken hook = new HookToken();
        Pool hooked = newPool(tokenA, hook, 100e18, 400e18);
        hook.arm(address(hooked), abi.encodeCall(IPool.quoteOut, (address(tokenA), 1e18)));
        swapAt(hooked, tokenA, 10e18, ALICE);
        assertEq(hook.calls(), 1, "the hook ran");
        assertEq(
            abi.decode(hook.answer(), (uint256)),
            hooked.quoteOut(address(tokenA), 1e18),
            "VIEWS_SAFE_IN_CALLBACK: quote"
        );

        hook.arm(address(hooked), abi.encodeCall(IPool.reserves, ()));
        assertTrue(hooked.transfer(address(hooked), 1e18), "transfer");
        hooked.burn(ALICE);
        (uint112 r0, uint112 r1, uint32 time) = hooked.reserves();
        assertEq(hook.answer(), abi.encode(r0, r1, time), "VIEWS_SAFE_IN_CALLBACK: reserves");
    }

    function test_EveryEntryIsShutInACallback() public {
        HookToken hook = new HookToken();
        Pool hooked = newPool(tokenA, hook, 100e18, 400e18);
        bytes[5] memory entries = [
            abi.encodeCall(IPool.mint, (BOB)),
            abi.encodeCall(IPool.burn, (BOB)),
            abi.encodeCall(IPool.swap, (1, 0, BOB)),
            abi.encodeCall(IPool.skim, (BOB)),
            abi.encodeCall(IPool.collectFees, ())
        ];
        for (uint256 i = 0; i < entries.length; ++i) {
            hook.arm(address(hooked), entries[i]);
            swapAt(hooked, tokenA, 1e18, ALICE);
            assertFalse(hook.succeeded(), "re-entered");
            assertEq(
                hook.answer(),
                abi.encodeWithSelector(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector),
                "by the guard"
            );
        }
    }
}
