// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {IVault} from "../../contracts/interfaces/IVault.sol";
import {LaneLib} from "../../contracts/lanes/LaneLib.sol";
import {Vault} from "../../contracts/vaults/Vault.sol";
import {HookToken} from "../mocks/HookToken.sol";
import {VaultBase} from "./VaultBase.sol";

/// @notice What a vault says of entries and exits, and that no exit can be entered again.
contract VaultEventsTest is VaultBase {
    function test_EntriesAndExitsAreSaid() public {
        token.mint(alice, 100);
        vm.startPrank(alice);
        token.approve(address(vault), 100);
        vm.expectEmit();
        emit IERC4626.Deposit(alice, bob, 100, 100);
        vault.deposit(100, bob);
        vm.stopPrank();
        vm.startPrank(bob);
        vm.expectEmit();
        emit IERC4626.Withdraw(bob, carol, bob, 30, 30);
        vault.withdraw(30, carol, bob);
        vm.expectEmit();
        emit IVault.RedeemInKind(bob, carol, bob, 20, 20);
        vault.redeemInKind(20, carol, bob);
        vm.stopPrank();
    }

    function test_RevertWhen_NoSuchLane() public {
        vm.expectRevert(abi.encodeWithSelector(LaneLib.NoSuchLane.selector, 64, 64));
        vault.laneShares(64);
        vm.expectRevert(abi.encodeWithSelector(LaneLib.NoSuchLane.selector, 64, 64));
        vault.laneCash(64);
    }

    /// @dev Whoever holds an allowance could act for a holder, but not from within the holder's own exit or entry.
    function test_NoExitWithinACall() public {
        HookToken hook = new HookToken();
        Vault over = _newVault(address(hook), 0, 0);
        hook.mint(alice, 1_000e18);
        vm.startPrank(alice);
        hook.approve(address(over), type(uint256).max);
        over.deposit(100e18, alice);
        over.approve(address(hook), type(uint256).max);
        vm.stopPrank();
        bytes[3] memory inner = [
            abi.encodeCall(IERC4626.withdraw, (1, alice, alice)),
            abi.encodeCall(IERC4626.redeem, (1, alice, alice)),
            abi.encodeCall(IVault.redeemInKind, (1, alice, alice))
        ];
        bytes[5] memory outer = [
            abi.encodeCall(IERC4626.mint, (1e18, alice)),
            abi.encodeCall(IERC4626.withdraw, (1e18, alice, alice)),
            abi.encodeCall(IERC4626.redeem, (1e18, alice, alice)),
            abi.encodeCall(IVault.redeemInKind, (1e18, alice, alice)),
            abi.encodeCall(IERC4626.deposit, (1e18, alice))
        ];
        // A deposit reads all it relies on after the token's call, so it is as if the exit had come before; it stays last.
        for (uint256 i = 0; i < 4; ++i) {
            for (uint256 j = 0; j < inner.length; ++j) {
                hook.arm(address(over), inner[j]);
                vm.prank(alice);
                (bool success, ) = address(over).call(outer[i]);
                assertTrue(success, "the outer call goes through");
                assertGt(hook.calls(), 0, "the token called back");
                assertEq(hook.entries(), 0, "HARVEST_REENTRY_SAFE");
            }
        }
        uint256 supply = over.totalSupply();
        hook.arm(address(over), inner[1]);
        vm.prank(alice);
        over.deposit(1e18, alice);
        assertEq(over.totalSupply(), supply + 1e18 - hook.entries(), "SHARES_EQ_SUM_BALANCES");
        assertEq(over.totalAssets(), over.totalSupply(), "SOLVENT");
    }

    function test_NothingIsRedeemableWhereNothingIsLiquid() public {
        _deposit(alice, 100);
        _allocate(first, 100);
        assertEq(vault.maxRedeem(alice), 100, "MAX_IS_ACHIEVABLE");
        first.setLiquidity(0);
        assertEq(vault.maxRedeem(alice), 0, "MAX_IS_ACHIEVABLE");
        assertEq(vault.maxWithdraw(alice), 0, "MAX_IS_ACHIEVABLE");
        first.setLiquidity(1);
        assertEq(vault.maxRedeem(alice), 1, "MAX_IS_ACHIEVABLE");
        assertEq(vault.highWaterRay(), RAY, "the highest price so far is the first");
    }

    /// @dev After a small loss a share is worth less than a unit, and every view rounds against who asks.
    function test_ViewsRoundAgainstTheCallerAfterALoss() public {
        _deposit(alice, 1000);
        _deposit(bob, 1);
        _allocate(first, 1001);
        first.lose(7);
        vault.report();
        uint256 price = vault.unlockedPriceRay();
        assertLt(price, RAY, "LOSS_SHOWS_AT_ONCE");
        assertEq(vault.totalAssets(), (1001 * price) / RAY, "ROUND_AGAINST_USER");
        assertEq(vault.convertToAssets(1), 0, "ROUND_AGAINST_USER a share is worth less than a unit");
        assertEq(vault.maxWithdraw(bob), 0, "MAX_IS_ACHIEVABLE: worth less than a unit");
        assertEq(vault.maxRedeem(bob), 0, "MAX_IS_ACHIEVABLE: worth less than a unit");
        vm.expectRevert(abi.encodeWithSelector(IVault.ZeroAmount.selector, 0, 1));
        vm.prank(bob);
        vault.redeem(1, bob, bob);
        uint256 worth = (1000 * price) / RAY;
        first.setLiquidity(worth);
        assertEq(vault.maxRedeem(alice), 1000, "MAX_IS_ACHIEVABLE: all, to the unit");
        first.setLiquidity(0);
        assertEq(vault.maxRedeem(alice), 0, "MAX_IS_ACHIEVABLE: nothing");
        uint256 room = type(uint128).max - 1000;
        assertEq(vault.maxDeposit(alice), (room * price) / RAY, "MAX_IS_ACHIEVABLE: the lane's room");
    }

    function test_MaxOfASingleUnit() public {
        _deposit(alice, 1);
        assertEq(vault.maxWithdraw(alice), 1, "MAX_IS_ACHIEVABLE");
        assertEq(vault.maxRedeem(alice), 1, "MAX_IS_ACHIEVABLE");
    }

    /// @dev Shares that came from another lane are more than the owner's lane counts, though its cash would do.
    function test_SharesBeyondTheLanesOwnAreBurnedFromTheNext() public {
        _deposit(bob, 100_000);
        _allocate(first, 100_000);
        _deposit(alice, 1000);
        first.lose(1000);
        vault.report();
        uint256 own = vault.balanceOf(alice);
        vm.prank(bob);
        vault.transfer(alice, 5);
        uint256 cash = vault.laneCash(vault.laneOf(alice));
        uint256 supply = vault.totalSupply();
        assertGe(cash, vault.previewRedeem(own + 5), "the lane could pay it all");
        uint256 paid = _redeem(alice, own + 5);
        assertEq(token.balanceOf(alice), paid, "paid");
        assertEq(vault.laneShares(vault.laneOf(alice)), 0, "LANE_SUM: no more than the lane had");
        assertEq(vault.laneCash(vault.laneOf(alice)), cash - paid, "LANE_CUSTODY");
        assertEq(vault.totalSupply(), supply - own - 5, "LANE_SUM");
    }

    /// @dev The shares of a lane outgrow 104 bits while its cash, which was swept, does not.
    function test_SharesAloneOutgrowTheSlot() public {
        uint256 most = (1 << 104) - 10;
        _deposit(alice, most);
        vm.prank(keeper);
        vault.sweep(_allLanes());
        uint256 left = vault.laneCash(vault.laneOf(alice));
        _deposit(alice, 20);
        assertEq(vault.laneShares(vault.laneOf(alice)), int256(most + 20), "LANE_SUM");
        assertEq(vault.laneCash(vault.laneOf(alice)), left + 20, "LANE_SUM");
        assertEq(vault.totalSupply(), most + 20, "SHARES_EQ_SUM_BALANCES");
    }
}
