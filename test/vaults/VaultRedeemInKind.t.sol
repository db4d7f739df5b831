// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IVault, ReportResult} from "../../contracts/interfaces/IVault.sol";
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

    /// @dev What went with the shares is neither a gain nor a loss of the others.
    function test_TheRestStaysAccounted() public {
        _deposit(alice, 100e6);
        _deposit(bob, 300e6);
        _allocate(first, 400e6);
        vm.prank(alice);
        vault.redeemInKind(100e6, alice, alice);
        _skip(1 hours);
        vm.prank(keeper);
        ReportResult memory result = vault.report();
        assertEq(result.assets, 300e6, "assets");
        assertEq(result.gain, 0, "gain");
        assertEq(result.loss, 0, "loss");
    }

    /// @dev Worth nothing by any price, but maybe something one day.
    function test_TheLastShareTakesWhatHasNoValue() public {
        _deposit(alice, 1);
        _allocate(first, 1);
        first.lose(1);
        vm.prank(alice);
        assertEq(vault.redeemInKind(1, alice, alice), 0, "no cash");
        assertEq(first.balanceOf(alice), 1, "EXIT_UNBLOCKABLE");
    }

    function test_TheLastShareTakesTheLastUnit() public {
        _deposit(alice, 1);
        vm.prank(alice);
        assertEq(vault.redeemInKind(1, alice, alice), 1, "assets");
    }

    function test_RevertWhen_NobodyHasAShare() public {
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, alice, 0, 1));
        vm.prank(alice);
        vault.redeemInKind(1, alice, alice);
    }

    /// @dev What a report has not found is not paid out, and does not lessen what is.
    function test_AGiftToTheVaultChangesNoPart() public {
        _deposit(alice, 100);
        _deposit(bob, 100);
        token.mint(address(vault), 100);
        vm.prank(alice);
        assertEq(vault.redeemInKind(100, alice, alice), 100, "DONATION_INERT");
    }

    /// @dev A hundred shares are worth 101.5 units, and their part of all would be 103.
    function test_RoundsDownWhileAProfitStreams() public {
        vault = _newVault(address(token), 0, 0);
        _deposit(alice, 1000);
        token.mint(address(vault), 30);
        _skip(1 hours);
        _report();
        _skip(STREAM / 2);
        vm.prank(alice);
        assertEq(vault.redeemInKind(100, alice, alice), 101, "ROUND_AGAINST_USER");
    }

    /// @dev A strategy that paid out a unit more than it got, and says nothing any more, holds nobody up.
    function test_AStrategyThatIsOwedAUnitHoldsNobodyUp() public {
        _deposit(alice, 100);
        _allocate(first, 50);
        token.mint(address(first), 3);
        vm.prank(keeper);
        vault.deallocate(address(first), 51);
        vm.mockCallRevert(address(first), abi.encodeWithSelector(first.convertToAssets.selector), "");
        assertEq(vault.actualAssets(), 100, "a unit more in the buffer, a unit less in the strategy");
        vm.prank(alice);
        assertEq(vault.redeemInKind(100, alice, alice), 101, "EXIT_UNBLOCKABLE");
    }
}
