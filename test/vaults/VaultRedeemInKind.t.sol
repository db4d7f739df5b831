// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IVault} from "../../contracts/interfaces/IVault.sol";
import {VaultBase} from "./VaultBase.sol";

/// @notice The exit in kind, to the last unit and past what fails. What it is worth is in VaultExit.
contract VaultRedeemInKindTest is VaultBase {
    /// @dev A token that refuses transfers of nothing could hold it up.
    function test_NothingIsMovedFromWhereNothingIs() public {
        _deposit(alice, 100);
        vm.recordLogs();
        vm.prank(alice);
        assertEq(vault.redeemInKind(40, bob, alice), 40, "assets");
        assertEq(vm.getRecordedLogs().length, 3, "the burn, the purse's payment, and the exit");
        assertEq(token.balanceOf(bob), 40, "paid");
    }

    function test_TheBuffersLastUnitIsPaid() public {
        _deposit(alice, 100);
        _allocate(first, 99);
        assertEq(vault.buffer(), 1, "a unit");
        vm.prank(alice);
        assertEq(vault.redeemInKind(100, bob, alice), 1, "assets");
        assertEq(token.balanceOf(bob), 1, "paid");
        assertEq(vault.buffer(), 0, "LANE_SUM");
        assertEq(first.balanceOf(bob), 99, "and the strategy's shares");
    }

    /// @dev A strategy that doesn't say how many shares the vault has can't hand any over.
    function test_AStrategyWithoutAnAnswerIsPassedOver() public {
        _deposit(alice, 100);
        _allocate(first, 40);
        vm.prank(keeper);
        vault.allocate(address(second), 50);
        vm.mockCallRevert(address(first), abi.encodeCall(IERC20.balanceOf, (address(vault))), "");
        vm.expectEmit(true, true, true, true, address(vault));
        emit IVault.InKindSkipped(address(first), alice, 0);
        vm.prank(alice);
        assertEq(vault.redeemInKind(100, alice, alice), 10, "EXIT_UNBLOCKABLE the buffer");
        assertEq(second.balanceOf(alice), 50, "EXIT_UNBLOCKABLE the other strategy");
        assertEq(vault.balanceOf(alice), 0, "what is skipped is forfeited");
    }
}
