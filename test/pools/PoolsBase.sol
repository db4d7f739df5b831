// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {DevnetToken} from "../../contracts/devnet/DevnetToken.sol";
import {Curve} from "../../contracts/interfaces/IPool.sol";
import {Hop, LiquidityParams, SwapParams} from "../../contracts/interfaces/IRouter.sol";
import {Pool} from "../../contracts/pools/Pool.sol";
import {PoolFactory} from "../../contracts/pools/PoolFactory.sol";
import {Router} from "../../contracts/pools/Router.sol";
import {Test} from "../helpers/Test.sol";

/// @notice The actors, tokens and shorthands of the pool tests.
abstract contract PoolsBase is Test {
    uint24 internal constant FEE = 3000;
    uint256 internal constant PROTOCOL_FEE_BPS = 1000;
    address internal constant ALICE = address(0xA11CE);
    address internal constant BOB = address(0xB0B);
    address internal constant TREASURY = address(0x7EA5);

    AccessManager internal manager;
    PoolFactory internal factory;
    Router internal router;
    DevnetToken internal tokenA;
    DevnetToken internal tokenB;
    DevnetToken internal tokenC;

    function setUp() public virtual {
        vm.warp(1_700_000_000);
        manager = new AccessManager(address(this));
        factory = new PoolFactory(address(manager), TREASURY, PROTOCOL_FEE_BPS);
        router = new Router(factory);
        tokenA = new DevnetToken("A", "A", 18);
        tokenB = new DevnetToken("B", "B", 18);
        tokenC = new DevnetToken("C", "C", 8);
    }

    /// @dev A pool of `a` and `b` with the given reserves, its liquidity owned by the test.
    function newPool(DevnetToken a, DevnetToken b, uint256 amountA, uint256 amountB) internal returns (Pool pool) {
        pool = Pool(factory.createPool(address(a), address(b), FEE, 0, Curve.Product));
        a.mint(address(pool), amountA);
        b.mint(address(pool), amountB);
        pool.mint(address(this));
    }

    /// @dev As `newPool`, on the stable curve.
    function newStablePool(
        DevnetToken a,
        DevnetToken b,
        uint256 amountA,
        uint256 amountB
    ) internal returns (Pool pool) {
        pool = Pool(factory.createPool(address(a), address(b), FEE, 0, Curve.Stable));
        a.mint(address(pool), amountA);
        b.mint(address(pool), amountB);
        pool.mint(address(this));
    }

    function fund(DevnetToken token, address account, uint256 amount) internal {
        token.mint(account, amount);
        vm.prank(account);
        token.approve(address(router), type(uint256).max);
    }

    /// @dev Swaps at the pool itself for what the quote says, as `account`, who needs no allowance.
    function swapAt(Pool pool, DevnetToken tokenIn, uint256 amountIn, address account) internal returns (uint256 out) {
        out = pool.quoteOut(address(tokenIn), amountIn);
        tokenIn.mint(address(pool), amountIn);
        if (out == 0) {
            // The pool gives nothing for so little: the input stays for whoever calls next.
            pool.skim(account);
            return 0;
        }
        bool zero = address(tokenIn) == pool.token0();
        pool.swap(zero ? 0 : out, zero ? out : 0, account);
    }

    function hop(DevnetToken tokenOut) internal pure returns (Hop memory) {
        return Hop(address(tokenOut), FEE, 0, Curve.Product);
    }

    function hops(DevnetToken tokenOut) internal pure returns (Hop[] memory list) {
        list = new Hop[](1);
        list[0] = hop(tokenOut);
    }

    function hops(DevnetToken first, DevnetToken second) internal pure returns (Hop[] memory list) {
        list = new Hop[](2);
        list[0] = hop(first);
        list[1] = hop(second);
    }

    function swapParams(
        DevnetToken tokenIn,
        Hop[] memory list,
        uint256 amountIn,
        uint256 amountOut,
        address to
    ) internal view returns (SwapParams memory) {
        return SwapParams(address(tokenIn), list, amountIn, amountOut, to, block.timestamp);
    }

    function liquidityParams(
        uint256 amountA,
        uint256 amountB,
        address to
    ) internal view returns (LiquidityParams memory) {
        return
            LiquidityParams(
                address(tokenA),
                address(tokenB),
                FEE,
                0,
                Curve.Product,
                amountA,
                amountB,
                0,
                0,
                to,
                block.timestamp
            );
    }

    /// @dev Reserves of `pool` in the order of (tokenA, tokenB).
    function reservesAB(Pool pool) internal view returns (uint256 reserveA, uint256 reserveB) {
        (reserveA, reserveB, ) = pool.reserves();
        if (address(tokenB) < address(tokenA)) (reserveA, reserveB) = (reserveB, reserveA);
    }

    function assertNothingHeld(address account) internal view {
        assertEq(tokenA.balanceOf(account), 0, "holds A");
        assertEq(tokenB.balanceOf(account), 0, "holds B");
        assertEq(tokenC.balanceOf(account), 0, "holds C");
    }
}
