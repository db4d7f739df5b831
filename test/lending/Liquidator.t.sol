// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {ILiquidator} from "../../contracts/interfaces/ILiquidator.sol";
import {IMarket} from "../../contracts/interfaces/IMarket.sol";
import {Curve} from "../../contracts/interfaces/IPool.sol";
import {Hop, IRouter} from "../../contracts/interfaces/IRouter.sol";
import {Liquidator} from "../../contracts/lending/Liquidator.sol";
import {Pool} from "../../contracts/pools/Pool.sol";
import {PoolFactory} from "../../contracts/pools/PoolFactory.sol";
import {Router} from "../../contracts/pools/Router.sol";
import {MarketBase} from "./MarketBase.sol";

/// @notice The keeper's liquidator: bob owes 40,000 for a bitcoin at 49,000, and a pool of 200 of them trades at 49,000.
contract LiquidatorTest is MarketBase {
    uint256 private constant ALL = type(uint256).max;
    uint64 private constant KEEPER = 2;

    address private keeper = address(0xC00002);
    address private treasury = address(0x7EA5);
    Router private router;
    Pool private pool;
    Liquidator private bot;

    function setUp() public override {
        super.setUp();
        PoolFactory factory = new PoolFactory(address(manager), feeRecipient, 1000);
        router = new Router(factory);
        pool = Pool(factory.createPool(address(btc), address(usd), 3000, 0, Curve.Product));
        btc.mint(address(pool), 200e8);
        usd.mint(address(pool), 200 * 49_000e6);
        pool.mint(address(this));
        bot = new Liquidator(address(manager), address(router), treasury, 300);
        bytes4[] memory kept = new bytes4[](1);
        kept[0] = ILiquidator.liquidate.selector;
        bytes4[] memory curated = new bytes4[](1);
        curated[0] = ILiquidator.setRoute.selector;
        manager.setTargetFunctionRole(address(bot), kept, KEEPER);
        manager.setTargetFunctionRole(address(bot), curated, CURATOR);
        manager.grantRole(KEEPER, keeper, 0);
        vm.prank(curator);
        bot.setRoute(address(market), _route(address(usd)));
        _open();
        oracle.set(49_000e34);
    }

    function _route(address tokenOut) private pure returns (Hop[] memory hops) {
        hops = new Hop[](1);
        hops[0] = Hop(tokenOut, 3000, 0, Curve.Product);
    }

    function test_ItLiquidatesWithoutFundsAndPaysTheRecipient() public {
        vm.expectEmit(true, true, false, false, address(bot));
        emit ILiquidator.LiquidateFor(address(market), bob, 20_000e6, 0, 0);
        vm.prank(keeper);
        uint256 profit = bot.liquidate(address(market), bob, ALL);
        assertGt(profit, 850e6, "5 % of 20,000 less the pool's fee and slippage");
        assertEq(usd.balanceOf(treasury), profit, "the recipient's");
        assertEq(market.debtOf(bob), 20_000e6, "half is repaid");
        assertEq(usd.balanceOf(address(bot)), 0, "nothing stays");
        assertEq(btc.balanceOf(address(bot)), 0, "nothing stays");
        assertEq(usd.allowance(address(bot), address(market)), 0, "RESIDUAL_APPROVAL_ZERO");
        assertEq(btc.allowance(address(bot), address(router)), 0, "RESIDUAL_APPROVAL_ZERO");
        assertEq(usd.balanceOf(keeper), 0, "HOSTILE_KEEPER_LOSS_LE_CAP the keeper gets nothing");
    }

    function test_AnInsolventPositionGoesWhole() public {
        oracle.set(41_000e34);
        _movePool(41_000);
        vm.prank(keeper);
        bot.liquidate(address(market), bob, ALL);
        assertEq(market.positionOf(bob).collateral, 0, "BAD_DEBT_MARKED_AT_ONCE");
        _checkSolvent();
    }

    /// @dev Sells bitcoin until the pool trades at about `dollars`.
    function _movePool(uint256 dollars) private {
        while (true) {
            (uint256 b, uint256 u, ) = pool.reserves();
            if (address(btc) != pool.token0()) (b, u) = (u, b);
            if (u * 100 <= b * dollars) return;
            btc.mint(address(pool), 1e8);
            uint256 out = pool.quoteOut(address(btc), 1e8);
            bool zero = address(btc) == pool.token0();
            pool.swap(zero ? 0 : out, zero ? out : 0, address(this));
        }
    }

    /// @dev A keeper that pushes the pool down before cannot have the collateral sold to itself for less.
    function test_RevertWhen_TheSaleIsSandwiched() public {
        _movePool(47_000);
        vm.prank(keeper);
        vm.expectPartialRevert(IRouter.TooLittleOut.selector);
        bot.liquidate(address(market), bob, ALL);
        assertEq(market.debtOf(bob), 40_000e6, "SWAP_MINOUT_ORACLE_BOUND");
    }

    function test_RevertWhen_AnyoneElseRunsIt() public {
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, alice));
        vm.prank(alice);
        bot.liquidate(address(market), bob, ALL);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, keeper));
        vm.prank(keeper);
        bot.setRoute(address(market), _route(address(usd)));
    }

    function test_RevertWhen_TheMarketIsNotListed() public {
        vm.prank(curator);
        bot.setRoute(address(market), new Hop[](0));
        assertEq(bot.routeOf(address(market)).length, 0, "delisted");
        vm.prank(keeper);
        vm.expectRevert(abi.encodeWithSelector(ILiquidator.NotListed.selector, address(market)));
        bot.liquidate(address(market), bob, ALL);
    }

    /// @dev Nobody but a listed market can make it sell or approve anything.
    function test_RevertWhen_AStrangerCallsBack() public {
        btc.mint(address(bot), 1e8);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(ILiquidator.NotListed.selector, alice));
        bot.onLiquidate(1, 1e8, "");
        assertEq(btc.balanceOf(address(bot)), 1e8, "TARGETS_ALLOWLISTED");
    }

    function test_RoutesAreSetByTheCurator() public {
        Hop[] memory route = _route(address(usd));
        vm.expectEmit(true, true, true, true, address(bot));
        emit ILiquidator.SetRoute(address(market), route);
        vm.startPrank(curator);
        bot.setRoute(address(market), route);
        vm.expectRevert(abi.encodeWithSelector(ILiquidator.BadRoute.selector, address(btc), address(usd)));
        bot.setRoute(address(market), _route(address(btc)));
        vm.stopPrank();
        assertEq(abi.encode(bot.routeOf(address(market))), abi.encode(route), "the last that was good");
    }

    function test_RevertWhen_AParameterIsOutOfBounds() public {
        vm.expectRevert(abi.encodeWithSelector(ILiquidator.SlippageTooHigh.selector, 1_001, 1_000));
        new Liquidator(address(manager), address(router), treasury, 1_001);
        vm.expectRevert(ILiquidator.ZeroRecipient.selector);
        new Liquidator(address(manager), address(router), address(0), 300);
        assertEq(bot.recipient(), treasury, "recipient");
        assertEq(bot.router(), address(router), "router");
        assertEq(bot.maxSlippageBps(), 300, "slippage");
    }

    function test_AGiftGoesToTheRecipientToo() public {
        usd.mint(address(bot), 7);
        vm.prank(keeper);
        uint256 profit = bot.liquidate(address(market), bob, 1_000e6);
        assertEq(usd.balanceOf(treasury), profit, "nothing stays");
    }

    function test_RevertWhen_ThePositionIsHealthy() public {
        oracle.set(PRICE);
        vm.prank(keeper);
        vm.expectPartialRevert(IMarket.Healthy.selector);
        bot.liquidate(address(market), bob, ALL);
    }
}
