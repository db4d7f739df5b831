// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {DevnetToken} from "../../contracts/devnet/DevnetToken.sol";
import {Curve} from "../../contracts/interfaces/IPool.sol";
import {Hop, IRouter, LiquidityParams, SwapParams} from "../../contracts/interfaces/IRouter.sol";
import {Pool} from "../../contracts/pools/Pool.sol";
import {FeeToken} from "../mocks/FeeToken.sol";
import {PoolsBase} from "./PoolsBase.sol";

contract RouterTest is PoolsBase {
    Pool private ab;
    Pool private bc;

    function setUp() public override {
        super.setUp();
        ab = newPool(tokenA, tokenB, 1000e18, 4000e18);
        bc = newPool(tokenB, tokenC, 4000e18, 100e8);
        fund(tokenA, ALICE, 1e30);
        fund(tokenB, ALICE, 1e30);
        fund(tokenC, ALICE, 1e30);
    }

    function _liquidity(uint256 amountA, uint256 amountB, address to) private view returns (LiquidityParams memory p) {
        return liquidityParams(amountA, amountB, to);
    }

    /* SWAPS */

    function testFuzz_ExactInPaysTheQuote(uint256 amountIn) public {
        amountIn = bound(amountIn, 1e12, 1e24);
        uint256 quote = router.quoteExactIn(address(tokenA), hops(tokenB, tokenC), amountIn);
        assertEq(
            quote,
            bc.quoteOut(address(tokenB), ab.quoteOut(address(tokenA), amountIn)),
            "quote is that of the pools"
        );
        vm.assume(quote != 0);
        vm.prank(ALICE);
        uint256 out = router.swapExactIn(swapParams(tokenA, hops(tokenB, tokenC), amountIn, quote, BOB));
        assertEq(out, quote, "returned");
        assertEq(tokenC.balanceOf(BOB), quote, "paid");
        assertEq(tokenA.balanceOf(ALICE), 1e30 - amountIn, "taken");
        assertNothingHeld(address(router));
    }

    function testFuzz_ExactOutTakesTheQuote(uint256 amountOut) public {
        amountOut = bound(amountOut, 1, 40e8);
        uint256 quote = router.quoteExactOut(address(tokenA), hops(tokenB, tokenC), amountOut);
        vm.prank(ALICE);
        uint256 taken = router.swapExactOut(swapParams(tokenA, hops(tokenB, tokenC), quote, amountOut, BOB));
        assertEq(taken, quote, "returned");
        assertEq(tokenC.balanceOf(BOB), amountOut, "MINOUT_AND_DEADLINE_HONOURED: exactly");
        assertEq(tokenA.balanceOf(ALICE), 1e30 - quote, "taken");
        assertNothingHeld(address(router));
    }

    function testFuzz_ExactInOfExactOutIsEnough(uint256 amountOut) public view {
        amountOut = bound(amountOut, 1, 40e8);
        uint256 amountIn = router.quoteExactOut(address(tokenA), hops(tokenB, tokenC), amountOut);
        uint256 out = router.quoteExactIn(address(tokenA), hops(tokenB, tokenC), amountIn);
        assertGe(out, amountOut, "EXACTIN_EXACTOUT_CONSISTENT");
    }

    function test_RevertWhen_LessComesOut() public {
        uint256 quote = router.quoteExactIn(address(tokenA), hops(tokenB), 1e18);
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IRouter.TooLittleOut.selector, quote, quote + 1));
        router.swapExactIn(swapParams(tokenA, hops(tokenB), 1e18, quote + 1, BOB));
    }

    function test_RevertWhen_MoreIsTaken() public {
        uint256 quote = router.quoteExactOut(address(tokenA), hops(tokenB), 1e18);
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IRouter.TooMuchIn.selector, quote, quote - 1));
        router.swapExactOut(swapParams(tokenA, hops(tokenB), quote - 1, 1e18, BOB));
    }

    function test_RevertWhen_TheDeadlineIsOver() public {
        uint256 deadline = block.timestamp;
        SwapParams memory swap = swapParams(tokenA, hops(tokenB), 1e18, 0, BOB);
        LiquidityParams memory change = _liquidity(1e18, 1e18, ALICE);
        vm.warp(deadline + 1);
        bytes memory expired = abi.encodeWithSelector(IRouter.DeadlineExpired.selector, deadline, deadline + 1);
        vm.startPrank(ALICE);
        vm.expectRevert(expired);
        router.swapExactIn(swap);
        vm.expectRevert(expired);
        router.swapExactOut(swap);
        vm.expectRevert(expired);
        router.addLiquidity(change);
        vm.expectRevert(expired);
        router.removeLiquidity(change, 1);
        vm.expectRevert(expired);
        router.zapIn(change, 0);
        vm.stopPrank();
    }

    function test_RevertWhen_TheRouteIsEmptyOrLeadsNowhere() public {
        SwapParams memory swap = swapParams(tokenA, new Hop[](0), 1e18, 0, BOB);
        vm.startPrank(ALICE);
        vm.expectRevert(IRouter.EmptyRoute.selector);
        router.swapExactIn(swap);
        vm.expectRevert(IRouter.EmptyRoute.selector);
        router.swapExactOut(swap);
        vm.expectRevert(IRouter.EmptyRoute.selector);
        router.quoteExactIn(address(tokenA), swap.hops, 1);
        address missing = factory.poolFor(address(tokenA), address(tokenC), FEE, 0, Curve.Product);
        vm.expectRevert(abi.encodeWithSelector(IRouter.NoSuchPool.selector, missing));
        router.swapExactIn(swapParams(tokenA, hops(tokenC), 1e18, 0, BOB));
        vm.stopPrank();
    }

    /// @dev The router takes from its caller only, whatever allowances others gave it.
    function test_RevertWhen_TheCallerHasNothing() public {
        vm.prank(BOB);
        vm.expectPartialRevert(IERC20Errors.ERC20InsufficientAllowance.selector);
        router.swapExactIn(swapParams(tokenA, hops(tokenB), 1e18, 0, BOB));
    }

    function test_ExactInMeasuresTokensWithATransferFee() public {
        FeeToken feeToken = new FeeToken();
        Pool pool = newPool(tokenA, feeToken, 1000e18, 1000e18);
        fund(feeToken, ALICE, 100e18);
        // Bought: what the receiver gets is measured, and the minimum holds for it.
        uint256 quote = pool.quoteOut(address(tokenA), 1e18);
        vm.startPrank(ALICE);
        vm.expectPartialRevert(IRouter.TooLittleOut.selector);
        router.swapExactIn(swapParams(tokenA, hops(feeToken), 1e18, quote, BOB));
        uint256 out = router.swapExactIn(swapParams(tokenA, hops(feeToken), 1e18, (quote * 99) / 100, BOB));
        assertEq(out, feeToken.balanceOf(BOB), "MINOUT_AND_DEADLINE_HONOURED: measured");
        // Sold: what the pool gets is measured.
        quote = pool.quoteOut(address(feeToken), 0.99e18);
        out = router.swapExactIn(swapParams(feeToken, hops(tokenA), 1e18, 0, BOB));
        assertEq(out, quote, "priced by what arrived");
        vm.stopPrank();
        (uint256 r0, uint256 r1, ) = pool.reserves();
        assertEq(r0, DevnetToken(pool.token0()).balanceOf(address(pool)), "RESERVES_LE_BALANCE: 0");
        assertEq(r1, DevnetToken(pool.token1()).balanceOf(address(pool)), "RESERVES_LE_BALANCE: 1");
    }

    /* LIQUIDITY */

    function test_AddCreatesThePool() public {
        LiquidityParams memory p = _liquidity(5e18, 7e18, BOB);
        p.shard = 9;
        vm.prank(ALICE);
        (uint256 a, uint256 b, uint256 liquidity) = router.addLiquidity(p);
        Pool pool = Pool(factory.poolFor(address(tokenA), address(tokenB), FEE, 9, Curve.Product));
        assertEq(a, 5e18, "all of A");
        assertEq(b, 7e18, "all of B");
        assertEq(liquidity, pool.balanceOf(BOB), "liquidity");
    }

    function testFuzz_AddTakesTheRatioExactly(uint256 a, uint256 b, uint256 trade) public {
        swapAt(ab, tokenA, bound(trade, 1e6, 1e24), BOB);
        (a, b) = (bound(a, 1e12, 1e27), bound(b, 1e12, 1e27));
        uint256 heldA = tokenA.balanceOf(ALICE);
        uint256 heldB = tokenB.balanceOf(ALICE);
        vm.prank(ALICE);
        (uint256 usedA, uint256 usedB, uint256 liquidity) = router.addLiquidity(_liquidity(a, b, ALICE));
        assertTrue(usedA == a || usedB == b, "one side is used up");
        assertLe(usedA, a, "A");
        assertLe(usedB, b, "B");
        assertEq(heldA - tokenA.balanceOf(ALICE), usedA, "taken of A");
        assertEq(heldB - tokenB.balanceOf(ALICE), usedB, "taken of B");
        assertEq(ab.balanceOf(ALICE), liquidity, "liquidity");
        (uint256 reserveA, uint256 reserveB) = reservesAB(ab);
        assertEq(tokenA.balanceOf(address(ab)), reserveA, "nothing is left in the pool: A");
        assertEq(tokenB.balanceOf(address(ab)), reserveB, "nothing is left in the pool: B");
    }

    function test_AddReturnsWhatATransferFeeLeftOver() public {
        FeeToken feeToken = new FeeToken();
        Pool pool = newPool(tokenA, feeToken, 1000e18, 1000e18);
        fund(feeToken, ALICE, 100e18);
        LiquidityParams memory p = _liquidity(10e18, 10e18, ALICE);
        p.tokenB = address(feeToken);
        uint256 held = tokenA.balanceOf(ALICE);
        vm.prank(ALICE);
        router.addLiquidity(p);
        assertApprox(held - tokenA.balanceOf(ALICE), 9.9e18, 2, "rest of A is back");
        assertEq(tokenA.balanceOf(address(pool)), 1000e18 + held - tokenA.balanceOf(ALICE), "pool");
    }

    function test_RevertWhen_AMinimumIsMissed() public {
        LiquidityParams memory p = _liquidity(1e18, 100e18, ALICE);
        p.minB = 4e18 + 1;
        vm.startPrank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IRouter.TooLittleOut.selector, 4e18, 4e18 + 1));
        router.addLiquidity(p);
        p = _liquidity(100e18, 4e18, ALICE);
        p.minA = 2e18;
        vm.expectRevert(abi.encodeWithSelector(IRouter.TooLittleOut.selector, 1e18, 2e18));
        router.addLiquidity(p);
        vm.stopPrank();
    }

    function testFuzz_RemovePaysTheShare(uint256 part) public {
        uint256 liquidity = bound(part, 1e6, ab.balanceOf(address(this)));
        uint256 supply = ab.totalSupply();
        ab.approve(address(router), liquidity);
        LiquidityParams memory p = _liquidity(0, 0, BOB);
        p.minA = (1000e18 * liquidity) / supply;
        p.minB = (4000e18 * liquidity) / supply;
        (uint256 a, uint256 b) = router.removeLiquidity(p, liquidity);
        assertEq(a, p.minA, "A");
        assertEq(b, p.minB, "B");
        assertEq(tokenA.balanceOf(BOB), a, "paid A");
        assertEq(tokenB.balanceOf(BOB), b, "paid B");
    }

    function test_RevertWhen_TheShareIsWorthLess() public {
        ab.approve(address(router), 1e18);
        LiquidityParams memory p = _liquidity(0, 0, BOB);
        p.minA = 0.5e18 + 1;
        vm.expectRevert(abi.encodeWithSelector(IRouter.TooLittleOut.selector, 0.5e18, 0.5e18 + 1));
        router.removeLiquidity(p, 1e18);
        (p.minA, p.minB) = (0.5e18, 2e18 + 1);
        vm.expectRevert(abi.encodeWithSelector(IRouter.TooLittleOut.selector, 2e18, 2e18 + 1));
        router.removeLiquidity(p, 1e18);
    }

    function testFuzz_ZapUsesAllButDust(uint256 amount, bool sideA, uint256 trade) public {
        swapAt(ab, tokenB, bound(trade, 1e6, 1e24), BOB);
        amount = bound(amount, 1e14, 1e24);
        LiquidityParams memory p = _liquidity(amount, 0, ALICE);
        if (!sideA) (p.tokenA, p.tokenB) = (p.tokenB, p.tokenA);
        DevnetToken token = sideA ? tokenA : tokenB;
        DevnetToken other = sideA ? tokenB : tokenA;
        (uint256 heldIn, uint256 heldOther) = (token.balanceOf(ALICE), other.balanceOf(ALICE));
        vm.prank(ALICE);
        uint256 liquidity = router.zapIn(p, 1);
        assertEq(ab.balanceOf(ALICE), liquidity, "liquidity");
        uint256 taken = heldIn - token.balanceOf(ALICE);
        assertLe(taken, amount, "taken");
        assertGe(taken + amount / 1e9 + 1e6, amount, "all but dust is put in");
        assertGe(other.balanceOf(ALICE), heldOther, "nothing of the other token is taken");
        assertLe(other.balanceOf(ALICE) - heldOther, 1e6, "dust");
        assertNothingHeld(address(router));
        assertEq(ab.balanceOf(address(router)), 0, "no liquidity either");
        (uint256 reserveA, uint256 reserveB) = reservesAB(ab);
        assertEq(tokenA.balanceOf(address(ab)), reserveA, "nothing is left in the pool: A");
        assertEq(tokenB.balanceOf(address(ab)), reserveB, "nothing is left in the pool: B");
    }

    /// @dev Swapping any other part of the input gives no more liquidity.
    function testFuzz_ZapIsOptimal(uint256 amount, uint256 part) public {
        amount = bound(amount, 1e15, 1e22);
        part = bound(part, 0, amount);
        uint256 state = vm.snapshotState();
        vm.prank(ALICE);
        uint256 best = router.zapIn(_liquidity(amount, 0, ALICE), 0);
        vm.revertToState(state);
        uint256 out = part == 0 ? 0 : swapAt(ab, tokenA, part, address(this));
        (uint256 reserveA, uint256 reserveB) = reservesAB(ab);
        uint256 supply = ab.totalSupply();
        uint256 other = Math.min(((amount - part) * supply) / reserveA, (out * supply) / reserveB);
        assertLe(other, best + best / 1e6, "not optimal");
    }

    function test_RevertWhen_AZapGivesLess() public {
        vm.prank(ALICE);
        vm.expectPartialRevert(IRouter.TooLittleOut.selector);
        router.zapIn(_liquidity(1e18, 0, ALICE), 1e18);
    }

    /* PERMIT */

    function test_PermitAndSwapInOneCall() public {
        uint256 key = 0xBEEF;
        address owner = vm.addr(key);
        tokenA.mint(owner, 1e18);
        (uint8 v, bytes32 r, bytes32 s) = _signPermit(key, 1e18);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(IRouter.selfPermit, (address(tokenA), 1e18, block.timestamp, v, r, s));
        calls[1] = abi.encodeCall(IRouter.swapExactIn, (swapParams(tokenA, hops(tokenB), 1e18, 1, owner)));
        // Someone uses the signature first; the calls still go through.
        tokenA.permit(owner, address(router), 1e18, block.timestamp, v, r, s);
        vm.prank(owner);
        router.multicall(calls);
        assertGt(tokenB.balanceOf(owner), 3.9e18, "swapped");
    }

    function _signPermit(uint256 key, uint256 value) private view returns (uint8 v, bytes32 r, bytes32 s) {
        bytes32 typehash = keccak256(
            "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
        );
        bytes32 hash = keccak256(abi.encode(typehash, vm.addr(key), address(router), value, 0, block.timestamp));
        return vm.sign(key, keccak256(abi.encodePacked("\x19\x01", tokenA.DOMAIN_SEPARATOR(), hash)));
    }
}
