// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {DevnetToken} from "../../contracts/devnet/DevnetToken.sol";
import {Gauge} from "../../contracts/gauges/Gauge.sol";
import {RebasingToken} from "../mocks/RebasingToken.sol";
import {SilentToken} from "../mocks/SilentToken.sol";
import {GaugeBase} from "./GaugeBase.sol";

/// @notice What happens with tokens that are not plain, as stake and as reward. Fees on transfers, freezes and callbacks
/// are in Hostile.t.sol.
contract GaugeBadTokensTest is GaugeBase {
    /// @dev A stake token that shrinks leaves its lane short: who leaves first is paid whole, who comes last is not.
    /// Other lanes and all rewards are untouched. That is why such a token must not be staked.
    function test_StakeThatShrinksLeavesItsLaneShort() public {
        RebasingToken stakeToken = new RebasingToken();
        gauge = createGauge(IERC20(address(stakeToken)), IERC20(address(usd)), IERC20(address(lp)));
        _endow(stakeToken, alice);
        _endow(stakeToken, bob);
        fund(address(this));
        uint256 first = stakeAs(alice, 10e18);
        uint256 second = stakeAs(alice, 10e18);
        uint256 elsewhere = stakeAs(bob, 10e18);
        gauge.notify(address(usd), 21e6);
        address purse = address(gauge.purseOf(gauge.laneOf(first)));
        stakeToken.rebase(purse, 15e18);
        waitAndSettle(1 days);
        unstakeAs(alice, first, 10e18);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, purse, 5e18, 10e18));
        gauge.unstake(second, 10e18, alice);
        unstakeAs(alice, second, 5e18);
        unstakeAs(bob, elsewhere, 10e18);
        assertApprox(claimAs(alice, second)[0], 1e6, 1, "rewards are of another token");
    }

    /// @dev A stake token that grows: the surplus is nobody's, and no stake changes.
    function test_StakeThatGrowsIsADonation() public {
        RebasingToken stakeToken = new RebasingToken();
        gauge = createGauge(IERC20(address(stakeToken)), IERC20(address(usd)), IERC20(address(lp)));
        _endow(stakeToken, alice);
        uint256 id = stakeAs(alice, 10e18);
        address purse = address(gauge.purseOf(gauge.laneOf(id)));
        stakeToken.rebase(purse, 30e18);
        assertEq(gauge.stakeOf(id), 10e18, "DONATION_INERT");
        unstakeAs(alice, id, 10e18);
        assertEq(stakeToken.balanceOf(purse), 20e18, "the surplus stays");
    }

    /// @dev A reward that shrinks in the gauge: once it can't be moved, its epochs credit nothing and other rewards go on.
    function test_RewardThatShrinksDelaysItselfAlone() public {
        RebasingToken reward = new RebasingToken();
        gauge = createGauge(IERC20(address(lp)), IERC20(address(reward)), IERC20(address(usd)));
        fund(alice);
        fund(address(this));
        _endow(reward, address(this));
        uint256 id = stakeAs(alice, 1e18);
        gauge.notify(address(reward), 7e18);
        gauge.notify(address(usd), 7e6);
        reward.rebase(address(gauge), 0.5e18);
        waitAndSettle(1 days);
        assertEq(gauge.claimable(id)[0], 0, "carried over");
        assertApprox(gauge.claimable(id)[1], 1e6, 1, "the other as ever");
        reward.rebase(address(gauge), 7e18);
        waitAndSettle(1 days);
        assertApprox(gauge.claimable(id)[0], 2e18, 1, "PAID_LE_FUNDED: whole again, all of it");
    }

    function test_SilentTokenAsStakeAndReward() public {
        SilentToken silent = new SilentToken();
        gauge = createGauge(IERC20(address(silent)), IERC20(address(silent)), IERC20(address(usd)));
        silent.mint(alice, 5e8);
        vm.prank(alice);
        silent.approve(address(gauge), 5e8);
        silent.mint(address(this), 7e8);
        silent.approve(address(gauge), 7e8);
        uint256 id = stakeAs(alice, 5e8);
        gauge.notify(address(silent), 7e8);
        waitAndSettle(1 days);
        uint256 had = silent.balanceOf(alice);
        uint256 paid = claimAs(alice, id)[0];
        unstakeAs(alice, id, 5e8);
        assertApprox(paid, 1e8, 1, "a seventh");
        assertEq(silent.balanceOf(alice), had + paid + 5e8, "LANE_CUSTODY: all of it left");
    }

    /// @dev Whatever the decimals of stake and reward, one unit each or a supply of billions, shares are exact.
    function testFuzz_AnyDecimals(uint256 stakeDecimals, uint256 rewardDecimals, uint256 small, uint256 large) public {
        stakeDecimals = [uint256(6), 8, 18][stakeDecimals % 3];
        rewardDecimals = [uint256(6), 8, 18][rewardDecimals % 3];
        small = bound(small, 1, 1_000);
        large = bound(large, 1, 1e9 * 10 ** stakeDecimals);
        DevnetToken stakeToken = new DevnetToken("S", "S", uint8(stakeDecimals));
        DevnetToken reward = new DevnetToken("R", "R", uint8(rewardDecimals));
        gauge = createGauge(IERC20(address(stakeToken)), IERC20(address(reward)), IERC20(address(usd)));
        _endow(stakeToken, alice);
        _endow(stakeToken, bob);
        _endow(reward, address(this));
        uint256 a = stakeAs(alice, small);
        uint256 b = stakeAs(bob, large);
        uint256 amount = 7 * 10 ** rewardDecimals;
        gauge.notify(address(reward), amount);
        waitAndSettle(PERIOD);
        assertApprox(gauge.claimable(a)[0], (amount * small) / (small + large), 1, "PRO_RATA_BY_STAKE_TIME");
        assertApprox(gauge.claimable(b)[0], (amount * large) / (small + large), 1, "PRO_RATA_BY_STAKE_TIME");
        claimAs(alice, a);
        claimAs(bob, b);
        unstakeAs(alice, a, small);
        unstakeAs(bob, b, large);
        assertEq(stakeToken.balanceOf(alice) + stakeToken.balanceOf(bob), 2e36, "all of it back");
    }

    function _endow(DevnetToken token, address account) private {
        token.mint(account, 1e36);
        vm.prank(account);
        token.approve(address(gauge), type(uint256).max);
    }
}
