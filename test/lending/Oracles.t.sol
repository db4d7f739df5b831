// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAggregator} from "../../contracts/interfaces/IAggregator.sol";
import {IMarket, MarketParams} from "../../contracts/interfaces/IMarket.sol";
import {IOracle} from "../../contracts/interfaces/IOracle.sol";
import {Curve} from "../../contracts/interfaces/IPool.sol";
import {ChainlinkOracle, ChainlinkParams, Feed} from "../../contracts/oracles/ChainlinkOracle.sol";
import {TwapOracle} from "../../contracts/oracles/TwapOracle.sol";
import {Pool} from "../../contracts/pools/Pool.sol";
import {PoolFactory} from "../../contracts/pools/PoolFactory.sol";
import {MockAggregator} from "../mocks/MockAggregator.sol";
import {MarketBase} from "./MarketBase.sol";

/// @notice A market on the oracles that there are: a pool's mean, and a feed.
contract MarketOraclesTest is MarketBase {
    uint256 private constant WINDOW = 1800;
    uint256 private constant MAX_AGE = 1 hours;
    int256 private constant FLOOR = 1_000e8;

    Pool private pool;
    MockAggregator private feed;

    function _use(IOracle oracle_) private {
        MarketParams memory params = _params(address(usd), address(btc));
        params.terms.oracle = address(oracle_);
        market = _newMarket(params);
        _seed(market);
        _open();
    }

    function _useTwap() private {
        PoolFactory factory = new PoolFactory(address(manager), feeRecipient, 1000);
        pool = Pool(factory.createPool(address(btc), address(usd), 3000, 0, Curve.Product));
        btc.mint(address(pool), 10e8);
        usd.mint(address(pool), 600_000e6);
        pool.mint(address(this));
        _skip(WINDOW);
        _use(new TwapOracle(pool, address(btc), WINDOW, 10_000e6));
    }

    function _useFeed() private {
        feed = new MockAggregator(8);
        feed.set(60_000e8, block.timestamp);
        Feed memory none;
        Feed memory base = Feed(feed, MAX_AGE, FLOOR, 1_000_000e8);
        _use(new ChainlinkOracle(ChainlinkParams(base, none, IAggregator(address(0)), 0, 8, 6)));
    }

    /// @dev Buys bitcoin for `dollars` at the pool itself.
    function _push(uint256 dollars) private {
        uint256 out = pool.quoteOut(address(usd), dollars);
        usd.mint(address(pool), dollars);
        bool zero = address(usd) == pool.token0();
        pool.swap(zero ? 0 : out, zero ? out : 0, address(this));
    }

    function test_ASpotMoveGivesNoPowerToBorrow() public {
        _useTwap();
        uint256 limit = market.maxDebtOf(bob);
        assertApprox(limit, 48_000e6, 1e6, "by the mean");
        // Nine times the price, for this block.
        _push(1_200_000e6);
        assertEq(market.maxDebtOf(bob), limit, "SPOT_MOVE_NO_BORROW_POWER");
        _supply(alice, 1_000_000e6);
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IMarket.Unhealthy.selector, bob, limit + 1, limit));
        market.borrow(limit + 1 - 40_000e6, bob, bob);
    }

    function test_ASpotMoveMakesNobodyLiquidatable() public {
        _useTwap();
        uint256 health = market.healthOf(bob);
        // A tenth of the price, for this block.
        btc.mint(address(pool), 22e8);
        uint256 out = pool.quoteOut(address(btc), 22e8);
        bool zero = address(btc) == pool.token0();
        pool.swap(zero ? 0 : out, zero ? out : 0, address(this));
        assertEq(market.healthOf(bob), health, "SPOT_MOVE_NO_BORROW_POWER liquidation");
        vm.expectPartialRevert(IMarket.Healthy.selector);
        market.liquidate(bob, type(uint256).max, 0, liquidator, "");
    }

    function test_AStalePriceBlocksBorrowingOnly() public {
        _useFeed();
        uint256 updatedAt = block.timestamp;
        _borrow(bob, 1e6);
        _skip(MAX_AGE + 1);
        bytes memory stale = abi.encodeWithSelector(IOracle.StalePrice.selector, feed, updatedAt, MAX_AGE);
        _checkOnlyEntriesAreBlocked(stale);
    }

    function test_AFlooredPriceBlocksBorrowingOnly() public {
        _useFeed();
        // The feed is clamped: the market may be anywhere below.
        feed.set(FLOOR, block.timestamp);
        bytes memory floored = abi.encodeWithSelector(
            IOracle.PriceOutOfBounds.selector,
            feed,
            FLOOR,
            FLOOR,
            1_000_000e8
        );
        _checkOnlyEntriesAreBlocked(floored);
    }

    function _checkOnlyEntriesAreBlocked(bytes memory reason) private {
        _putUp(carol, 1e8);
        vm.prank(carol);
        vm.expectRevert(reason);
        market.borrow(1, carol, carol);
        vm.expectRevert(reason);
        market.liquidate(bob, 1e6, 0, liquidator, "");
        vm.prank(bob);
        vm.expectRevert(reason);
        market.withdrawCollateral(1, bob, bob);
        assertEq(market.debtOf(carol), 0, "STALE_OR_FLOORED_PRICE_BLOCKS_BORROW");
        // What must go on goes on.
        _repay(bob, type(uint256).max);
        vm.prank(bob);
        market.withdrawCollateral(1e8, bob, bob);
        _redeem(alice, market.balanceOf(alice));
        _supply(alice, 1e6);
        assertEq(btc.balanceOf(bob), 1e8, "REPAY_WITHOUT_ORACLE");
    }
}
