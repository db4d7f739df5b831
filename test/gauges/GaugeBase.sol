// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {DevnetToken} from "../../contracts/devnet/DevnetToken.sol";
import {Gauge} from "../../contracts/gauges/Gauge.sol";
import {GaugeParams, RewardParams} from "../../contracts/interfaces/IGauge.sol";
import {Test} from "../helpers/Test.sol";

/// @notice A gauge of eight lanes with two rewards, the second of which is the stake token itself.
abstract contract GaugeBase is Test {
    uint256 internal constant P = 1e36;
    uint256 internal constant PERIOD = 7 days;
    uint256 internal constant LANES = 8;

    address internal alice = address(0xA11CE);
    address internal bob = address(0xB0B);
    address internal carol = address(0xCA401);

    AccessManager internal manager;
    DevnetToken internal lp;
    DevnetToken internal usd;
    Gauge internal gauge;

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        manager = new AccessManager(address(this));
        lp = new DevnetToken("LP", "LP", 18);
        usd = new DevnetToken("Dollar", "USD", 6);
        gauge = createGauge(IERC20(address(lp)), IERC20(address(usd)), IERC20(address(lp)));
        fund(alice);
        fund(bob);
        fund(carol);
        fund(address(this));
    }

    function createGauge(IERC20 stakeToken, IERC20 reward0, IERC20 reward1) internal returns (Gauge) {
        RewardParams[] memory rewards = new RewardParams[](2);
        rewards[0] = RewardParams(reward0, PERIOD);
        rewards[1] = RewardParams(reward1, PERIOD);
        return new Gauge(GaugeParams("LP gauge", "gLP", stakeToken, LANES, address(manager), 1, rewards));
    }

    /// @dev Gives an account of both tokens, and the gauge its allowance.
    function fund(address account) internal {
        lp.mint(account, 1e30);
        usd.mint(account, 1e30);
        vm.startPrank(account);
        lp.approve(address(gauge), type(uint256).max);
        usd.approve(address(gauge), type(uint256).max);
        vm.stopPrank();
    }

    function stakeAs(address account, uint256 amount) internal returns (uint256 id) {
        vm.prank(account);
        return gauge.stake(amount, account);
    }

    function claimAs(address account, uint256 id) internal returns (uint256[] memory) {
        vm.prank(account);
        return gauge.claim(id, account);
    }

    function unstakeAs(address account, uint256 id, uint256 amount) internal {
        vm.prank(account);
        gauge.unstake(id, amount, account);
    }

    function wait(uint256 elapsedSeconds) internal {
        vm.warp(block.timestamp + elapsedSeconds);
    }

    function waitAndSettle(uint256 elapsedSeconds) internal {
        wait(elapsedSeconds);
        gauge.settle();
    }

    function idsOf(uint256 id) internal pure returns (uint256[] memory ids) {
        ids = new uint256[](1);
        ids[0] = id;
    }
}
