// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {DevnetToken} from "../../../contracts/devnet/DevnetToken.sol";
import {Gauge} from "../../../contracts/gauges/Gauge.sol";
import {GaugeParams, RewardParams} from "../../../contracts/interfaces/IGauge.sol";
import {GaugeStrategyParams} from "../../../contracts/interfaces/IGaugeStrategy.sol";
import {Pool} from "../../../contracts/pools/Pool.sol";
import {GaugeStrategy} from "../../../contracts/vaults/strategies/GaugeStrategy.sol";
import {PoolsBase} from "../../pools/PoolsBase.sol";

/// @notice A strategy's surroundings: the pools A/B and A/C, and real gauges that pay A and C for a day.
abstract contract StrategyBase is PoolsBase {
    uint32 internal constant WINDOW = 600;
    uint16 internal constant SLIPPAGE_BPS = 100;
    uint32 internal constant STREAM = 6 hours;
    address internal constant KEEPER = address(0x1EE7);
    uint64 internal constant KEEPER_ROLE = 1;

    Pool internal ab;
    Pool internal ac;

    function setUp() public virtual override {
        super.setUp();
        ab = newPool(tokenA, tokenB, 1e24, 4e24);
        ac = newPool(tokenA, tokenC, 1e24, 2e14);
        vm.warp(block.timestamp + WINDOW);
    }

    function newGauge(IERC20 stakeToken) internal returns (Gauge) {
        RewardParams[] memory rewards = new RewardParams[](2);
        rewards[0] = RewardParams(IERC20(address(tokenC)), 1 days);
        rewards[1] = RewardParams(IERC20(address(tokenA)), 1 days);
        return new Gauge(GaugeParams("G", "G", stakeToken, 4, address(manager), 1, rewards));
    }

    function paramsFor(Gauge gauge) internal view returns (GaugeStrategyParams memory) {
        return GaugeStrategyParams(address(manager), gauge, router, WINDOW, SLIPPAGE_BPS, STREAM, "S", "S");
    }

    function authorise(GaugeStrategy strategy) internal {
        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = GaugeStrategy.harvest.selector;
        manager.setTargetFunctionRole(address(strategy), selectors, KEEPER_ROLE);
        manager.grantRole(KEEPER_ROLE, KEEPER, 0);
    }

    /// @dev Rewards arrive, a fifth of the stream's period passes and the gauge settles.
    function accrue(Gauge gauge, DevnetToken token, uint256 amount) internal {
        token.mint(address(this), amount);
        token.approve(address(gauge), amount);
        gauge.notify(address(token), amount);
        vm.warp(block.timestamp + 1 days / 5);
        gauge.settle();
    }

    function harvest(GaugeStrategy strategy) internal returns (uint256) {
        vm.prank(KEEPER);
        return strategy.harvest(0);
    }

    function assertNoApprovals(GaugeStrategy strategy) internal view {
        IERC20[4] memory tokens = [
            IERC20(address(tokenA)),
            IERC20(address(tokenB)),
            IERC20(address(tokenC)),
            IERC20(strategy.asset())
        ];
        for (uint256 i = 0; i < tokens.length; ++i) {
            assertEq(tokens[i].allowance(address(strategy), address(router)), 0, "RESIDUAL_APPROVAL_ZERO: router");
            assertEq(
                tokens[i].allowance(address(strategy), address(strategy.gauge())),
                0,
                "RESIDUAL_APPROVAL_ZERO: gauge"
            );
        }
    }

    /// @dev supply * full <= stake * RAY.
    function assertSolvent(GaugeStrategy strategy) internal view {
        uint256 id = strategy.position();
        uint256 staked = id == 0 ? 0 : strategy.gauge().stakeOf(id);
        assertLe((strategy.totalSupply() * strategy.fullPriceRay()) / 1e27, staked, "SOLVENT");
    }
}
