// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {DevnetToken} from "../../../contracts/devnet/DevnetToken.sol";
import {Gauge} from "../../../contracts/gauges/Gauge.sol";
import {Pool} from "../../../contracts/pools/Pool.sol";
import {TokenGaugeStrategy} from "../../../contracts/vaults/strategies/TokenGaugeStrategy.sol";
import {Test} from "../../helpers/Test.sol";
import {StrategyBase} from "./StrategyBase.sol";

/// @notice Three vaults that share a strategy, gifts, trades, and a keeper that harvests when it suits it.
contract StrategyHandler is Test {
    address[3] private _vaults = [address(0xA1), address(0xA2), address(0xA3)];

    TokenGaugeStrategy public immutable strategy;
    Gauge public immutable gauge;
    Pool public immutable pool;
    DevnetToken public immutable asset;
    DevnetToken public immutable reward;
    address public immutable keeper;
    string public broken;

    constructor(TokenGaugeStrategy strategy_, Pool pool_, DevnetToken reward_, address keeper_) {
        (strategy, pool, reward, keeper) = (strategy_, pool_, reward_, keeper_);
        gauge = Gauge(address(strategy_.gauge()));
        asset = DevnetToken(strategy_.asset());
    }

    /// @dev No action lowers the price of leaving, and none but a harvest raises the full price.
    modifier lawful(bool isHarvest) {
        uint256 unlocked = strategy.unlockedPriceRay();
        uint256 full = strategy.fullPriceRay();
        _;
        if (strategy.unlockedPriceRay() < unlocked) _break("PPS_MONOTONE_EXCEPT_LOSS");
        uint256 limit = isHarvest ? full + (full * strategy.MAX_GAIN_WAD()) / 1e18 : full;
        if (strategy.fullPriceRay() < full || strategy.fullPriceRay() > limit) _break("HEALTH_LIMITS_HOLD");
    }

    function enter(uint256 seed, uint256 assets) external lawful(false) {
        _enter(_vaults[seed % 3], _amount(assets));
    }

    function exit(uint256 seed, uint256 part) external lawful(false) {
        address vault = _vaults[seed % 3];
        uint256 shares = strategy.maxRedeem(vault);
        if (shares == 0) return;
        shares = bound(part, 1, shares);
        uint256 expected = strategy.previewRedeem(shares);
        vm.prank(vault);
        if (strategy.redeem(shares, vault, vault) != expected) _break("PREVIEW_EXACT");
    }

    function exitAll() external lawful(false) {
        for (uint256 i = 0; i < 3; ++i) {
            uint256 shares = strategy.balanceOf(_vaults[i]);
            vm.prank(_vaults[i]);
            try strategy.redeem(shares, _vaults[i], _vaults[i]) {} catch {
                _break("EXIT_UNBLOCKABLE");
            }
        }
    }

    function harvest() external lawful(true) {
        vm.prank(keeper);
        strategy.harvest(0);
    }

    /// @dev A vault in league with the keeper.
    function enterHarvestLeave(uint256 assets) external lawful(true) {
        assets = _amount(assets);
        address vault = address(0xBAD);
        uint256 shares = _enter(vault, assets);
        vm.prank(keeper);
        strategy.harvest(0);
        vm.prank(vault);
        if (strategy.redeem(shares, vault, vault) > assets) _break("JIT_PROFIT_LE_ZERO");
    }

    function accrue(uint256 amount) external lawful(false) {
        amount = bound(amount, 1e6, 1e12);
        reward.mint(address(this), amount);
        reward.approve(address(gauge), amount);
        gauge.notify(address(reward), amount);
    }

    function settle(uint256 time) external {
        vm.warp(block.timestamp + bound(time, 1, 1 days));
        gauge.settle();
    }

    function gift(uint256 amount, bool toPosition) external lawful(false) {
        amount = _amount(amount);
        asset.mint(address(this), amount);
        if (!toPosition) {
            asset.transfer(address(strategy), amount);
        } else if (strategy.position() != 0) {
            asset.approve(address(gauge), amount);
            gauge.increase(strategy.position(), amount);
        }
    }

    function trade(uint256 amount, bool sell) external lawful(false) {
        amount = bound(amount, 1e6, sell ? 2e12 : 1e22);
        DevnetToken token = sell ? reward : asset;
        uint256 out = pool.quoteOut(address(token), amount);
        token.mint(address(pool), amount);
        bool zero = address(token) == pool.token0();
        pool.swap(zero ? 0 : out, zero ? out : 0, address(0xB0B));
    }

    function redeemable() external view returns (uint256 sum) {
        for (uint256 i = 0; i < 3; ++i) {
            sum += strategy.maxWithdraw(_vaults[i]);
        }
    }

    function _enter(address vault, uint256 assets) private returns (uint256 shares) {
        asset.mint(vault, assets);
        vm.startPrank(vault);
        asset.approve(address(strategy), assets);
        shares = strategy.deposit(assets, vault);
        vm.stopPrank();
    }

    function _amount(uint256 seed) private pure returns (uint256) {
        return seed & 1 == 0 ? 1 + ((seed >> 1) % 20) : bound(seed >> 1, 1, 1e24);
    }

    function _break(string memory law) private {
        if (bytes(broken).length == 0) broken = law;
    }
}

contract GaugeStrategyInvariantTest is StrategyBase {
    TokenGaugeStrategy private strategy;
    StrategyHandler private handler;

    function setUp() public override {
        super.setUp();
        strategy = new TokenGaugeStrategy(paramsFor(newGauge(IERC20(address(tokenA)))));
        authorise(strategy);
        strategy.setRoute(address(tokenC), hops(tokenA));
        handler = new StrategyHandler(strategy, ac, tokenC, KEEPER);
        targetContract(address(handler));
    }

    /// hardhat-config: default.invariant.runs = 16
    /// hardhat-config: default.invariant.depth = 100
    function invariant_NoLawBreaks() public view {
        assertEq(handler.broken(), "", "a law broke");
        assertSolvent(strategy);
        assertNoApprovals(strategy);
        uint256 id = strategy.position();
        uint256 staked = id == 0 ? 0 : strategy.gauge().stakeOf(id);
        assertLe(handler.redeemable(), staked, "SOLVENT: redeemable");
    }
}
