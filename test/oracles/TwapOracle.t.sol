// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IOracle} from "../../contracts/interfaces/IOracle.sol";
import {IPool} from "../../contracts/interfaces/IPool.sol";
import {TwapOracle} from "../../contracts/oracles/TwapOracle.sol";
import {Pool} from "../../contracts/pools/Pool.sol";
import {PoolsBase} from "../pools/PoolsBase.sol";

/// @notice tokenA has 18 decimals and tokenC 8; one A is worth 4 C.
contract TwapOracleTest is PoolsBase {
    uint256 private constant WINDOW = 1800;
    uint256 private constant MIN_RESERVE = 100e8;

    Pool private pool;
    TwapOracle private oracle;

    function setUp() public override {
        super.setUp();
        pool = newPool(tokenA, tokenC, 1000e18, 4000e8);
        oracle = new TwapOracle(pool, address(tokenA), WINDOW, MIN_RESERVE);
        vm.warp(block.timestamp + WINDOW);
    }

    function test_PriceIsInUnitsEitherWay() public {
        assertApprox(oracle.price(), 4e26, 4e20, "DECIMALS_8_VS_18_CORRECT: A in C");
        TwapOracle inverse = new TwapOracle(pool, address(tokenC), WINDOW, 1e18);
        assertApprox(inverse.price(), 0.25e46, 0.25e40, "DECIMALS_8_VS_18_CORRECT: C in A");
        assertEq(address(inverse.collateral()), address(tokenC), "collateral");
    }

    function test_PriceOfAStablePool() public {
        Pool stable = newStablePool(tokenA, tokenC, 1000e18, 1000e8);
        vm.warp(block.timestamp + WINDOW);
        TwapOracle of_ = new TwapOracle(stable, address(tokenA), WINDOW, MIN_RESERVE);
        assertApprox(of_.price(), 1e26, 1e20, "one for one");
    }

    function test_SwapInABlockMovesNothing() public {
        uint256 before = oracle.price();
        swapAt(pool, tokenC, 100_000e8, ALICE);
        assertEq(oracle.price(), before, "SPOT_MOVE_NO_BORROW_POWER: spot");
        vm.warp(block.timestamp + 2);
        // Off by a factor of about 670 for two seconds of 1,800.
        assertLe(oracle.price(), (before * 1008) / 1000, "SPOT_MOVE_NO_BORROW_POWER: a block");
    }

    function test_RevertWhen_ThePoolIsYoung() public {
        Pool young = newStablePool(tokenA, tokenC, 1000e18, 1000e8);
        TwapOracle of_ = new TwapOracle(young, address(tokenA), WINDOW, MIN_RESERVE);
        vm.warp(block.timestamp + 60);
        swapAt(young, tokenA, 1e18, ALICE);
        vm.expectRevert(abi.encodeWithSelector(IPool.NoObservation.selector, WINDOW, 60));
        of_.price();
    }

    function test_RevertWhen_ThePoolIsShallow() public {
        uint256 all = pool.balanceOf(address(this));
        // 3 % stay: 30 A and 120 C.
        assertTrue(pool.transfer(address(pool), (all * 97) / 100), "transfer");
        pool.burn(address(this));
        assertGt(oracle.price(), 0, "deep enough");
        assertTrue(pool.transfer(address(pool), all / 100), "transfer");
        pool.burn(address(this));
        vm.expectPartialRevert(IOracle.PoolTooShallow.selector);
        oracle.price();
    }

    /// @dev Pushing the spot price deepens one side only: the other one's worth, by the mean, falls.
    function test_RevertWhen_OneSideIsShallow() public {
        swapAt(pool, tokenC, 200_000e8, ALICE);
        vm.expectPartialRevert(IOracle.PoolTooShallow.selector);
        oracle.price();
    }

    /// @dev Even of the smallest ratio the price has digits; where the mean has none, the pool counts as shallow.
    function test_PriceOfTheSmallestRatioIsNotZero() public {
        Pool lopsided = newPool(tokenB, tokenC, 5e33, 1000);
        TwapOracle smallest = new TwapOracle(lopsided, address(tokenB), WINDOW, 1);
        vm.warp(block.timestamp + WINDOW);
        assertApprox(smallest.price(), 2e5, 2e2, "2e-31 units of C for a unit of B");
        vm.mockCall(address(lopsided), abi.encodeCall(IPool.consult, (uint32(WINDOW))), abi.encode(0, 0));
        vm.expectRevert(abi.encodeWithSelector(IOracle.PoolTooShallow.selector, 0, 1));
        smallest.price();
    }

    function test_RevertWhen_AParameterIsOutOfBounds() public {
        vm.expectRevert(abi.encodeWithSelector(IOracle.ParameterOutOfBounds.selector, 299, 300, 3825));
        new TwapOracle(pool, address(tokenA), 299, 1);
        vm.expectRevert(abi.encodeWithSelector(IOracle.ParameterOutOfBounds.selector, 3826, 300, 3825));
        new TwapOracle(pool, address(tokenA), 3826, 1);
        vm.expectRevert(abi.encodeWithSelector(IOracle.ParameterOutOfBounds.selector, 0, 1, type(uint112).max));
        new TwapOracle(pool, address(tokenA), WINDOW, 0);
        vm.expectRevert(abi.encodeWithSelector(IPool.ForeignToken.selector, address(tokenB)));
        new TwapOracle(pool, address(tokenB), WINDOW, 1);
    }

    function test_TheLongestWindowIsWhatTheRingCovers() public {
        assertEq(oracle.MAX_WINDOW(), (pool.RING_SIZE() - 1) * pool.OBSERVATION_INTERVAL(), "of the pool's constants");
        TwapOracle longest = new TwapOracle(pool, address(tokenA), oracle.MAX_WINDOW(), MIN_RESERVE);
        // A trade in every second for an hour and more can't push the window's start out of the ring.
        for (uint256 i = 0; i < 300; ++i) {
            swapAt(pool, i % 2 == 0 ? tokenA : tokenC, i % 2 == 0 ? 1e18 : 4e8, ALICE);
            vm.warp(block.timestamp + 15);
        }
        assertGt(longest.price(), 0, "covered");
        assertEq(uint256(longest.window()), 3825, "window");
        assertEq(longest.minReserve(), MIN_RESERVE, "depth");
        assertEq(address(longest.pool()), address(pool), "pool");
    }
}
