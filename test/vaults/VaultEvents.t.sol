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
}
