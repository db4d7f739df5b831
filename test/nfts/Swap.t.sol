// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {INftVault} from "../../contracts/interfaces/INftVault.sol";
import {Vm} from "../helpers/Vm.sol";
import {NftVaultBase} from "./NftVaultBase.sol";

contract NftVaultSwapTest is NftVaultBase {
    function setUp() public override {
        super.setUp();
        _deposit(alice, 10, 2);
        _deposit(bob, 20, 2);
        collection.mint(alice, _ids(30, 2));
    }

    function test_ExchangesOneForOne() public {
        uint256 balance = vault.balanceOf(alice);
        vm.expectEmit(true, true, true, true, address(vault));
        emit INftVault.SwapItems(alice, carol, 1, _ids(30, 2), _ids(20, 2), 2 * SWAP_FEE);
        vm.prank(alice);
        uint256 fee = vault.swap(_ids(30, 2), _ids(20, 2), carol, 2 * SWAP_FEE);
        assertEq(fee, 2 * SWAP_FEE, "fee");
        assertEq(vault.balanceOf(alice), balance - fee, "the fee is burned");
        assertEq(collection.ownerOf(21), carol, "out");
        assertEq(collection.ownerOf(31), address(vault.purseOf(1)), "in, to the caller's lane");
        (, uint256 lane, ) = vault.itemOf(30);
        assertEq(lane, 1, "lane");
        _assertBacked();
    }

    function test_WithoutFeeNeedsNoTokens() public {
        vault.setFees(_fees(0, 0, 0));
        collection.mint(carol, _ids(40));
        vm.startPrank(carol);
        collection.setApprovalForAll(address(vault), true);
        vm.recordLogs();
        vault.swap(_ids(40), _ids(20), carol, 0);
        vm.stopPrank();
        assertEq(collection.ownerOf(20), carol, "swapped");
        Vm.Log[] memory logs = vm.getRecordedLogs();
        uint256 told;
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].emitter == address(vault)) ++told;
        }
        assertEq(told, 1, "of the swap alone: no tokens moved");
        _assertBacked();
    }

    function test_TheLeastFeeIsPaidToo() public {
        vault.setFees(_fees(0, 0, 1));
        (, uint256 income) = vault.laneIncome(1);
        uint256 balance = vault.balanceOf(alice);
        vm.prank(alice);
        assertEq(vault.swap(_ids(30), _ids(20), alice, 1), 1, "fee");
        assertEq(vault.balanceOf(alice), balance - 1, "burned");
        (, uint256 then) = vault.laneIncome(1);
        assertEq(then, income + 1, "income");
        _assertBacked();
    }

    function test_RevertWhen_NoItemsOrUnequal() public {
        vm.startPrank(alice);
        vm.expectRevert(INftVault.NoItems.selector);
        vault.swap(new uint256[](0), new uint256[](0), alice, ITEM);
        vm.expectRevert(abi.encodeWithSelector(INftVault.UnequalSwap.selector, 1, 2));
        vault.swap(_ids(30), _ids(20, 2), alice, ITEM);
        vm.stopPrank();
    }

    function test_RevertWhen_FeeIsAboveMaxOrNotThere() public {
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(INftVault.FeeAboveMax.selector, SWAP_FEE, 0));
        vault.swap(_ids(30), _ids(20), alice, 0);
        collection.mint(carol, _ids(40));
        vm.startPrank(carol);
        collection.setApprovalForAll(address(vault), true);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, carol, 0, SWAP_FEE));
        vault.swap(_ids(40), _ids(20), carol, SWAP_FEE);
        vm.stopPrank();
    }

    function test_RevertWhen_WantedIsNotHeldOnRentOrTwice() public {
        (, uint64 until) = _rent(carol, 20, MIN_SECONDS);
        uint256[] memory twice = new uint256[](2);
        (twice[0], twice[1]) = (21, 21);
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(INftVault.ItemNotHeld.selector, 99));
        vault.swap(_ids(30), _ids(99), alice, ITEM);
        vm.expectRevert(abi.encodeWithSelector(INftVault.ItemOnRent.selector, 20, until));
        vault.swap(_ids(30), _ids(20), alice, ITEM);
        vm.expectRevert(abi.encodeWithSelector(INftVault.ItemNotHeld.selector, 21));
        vault.swap(_ids(30, 2), twice, alice, ITEM);
        vm.stopPrank();
    }

    function test_RevertWhen_Paused() public {
        vault.setPaused(true);
        vm.prank(alice);
        vm.expectRevert(INftVault.VaultPaused.selector);
        vault.swap(_ids(30), _ids(20), alice, ITEM);
    }
}
