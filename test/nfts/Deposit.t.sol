// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors, IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {INftVault} from "../../contracts/interfaces/INftVault.sol";
import {NftVaultBase} from "./NftVaultBase.sol";

contract NftVaultDepositTest is NftVaultBase {
    function test_MintsLessFeeAndTakesTheItems() public {
        collection.mint(alice, _ids(10, 3));
        vm.startPrank(alice);
        collection.setApprovalForAll(address(vault), true);
        vm.expectEmit(true, true, true, true, address(vault));
        emit INftVault.DepositItems(alice, alice, 1, _ids(10, 3), 3 * ITEM - 3 * DEPOSIT_FEE, 3 * DEPOSIT_FEE);
        uint256 minted = vault.deposit(_ids(10, 3), alice);
        vm.stopPrank();

        assertEq(minted, 3 * ITEM - 3 * DEPOSIT_FEE, "minted");
        assertEq(vault.balanceOf(alice), minted, "balance");
        (uint256 held, uint256 rented) = vault.laneItems(1);
        assertEq(held, 3, "held");
        assertEq(rented, 0, "none on rent");
        for (uint256 id = 10; id < 13; ++id) {
            (bool isHeld, uint256 lane, uint64 rentedUntil) = vault.itemOf(id);
            assertTrue(isHeld && lane == 1 && rentedUntil == 0, "item");
            assertEq(collection.ownerOf(id), address(vault.purseOf(1)), "LANE_CUSTODY: the lane's purse has it");
        }
        _assertBacked();
    }

    function test_GoesIntoTheLaneOfTheReceiver() public {
        collection.mint(alice, _ids(10, 2));
        vm.startPrank(alice);
        collection.setApprovalForAll(address(vault), true);
        vault.deposit(_ids(10, 2), bob);
        vm.stopPrank();
        (, uint256 lane, ) = vault.itemOf(10);
        assertEq(lane, 2, "bob's lane has the item");
        assertEq(vault.laneShares(2), int256(vault.balanceOf(bob)), "and the shares");
        (, uint256 itemFees) = vault.laneIncome(2);
        assertEq(itemFees, 2 * DEPOSIT_FEE, "and the fee");
        assertEq(vault.laneShares(1), int256(0), "alice's has nothing");
    }

    function test_RevertWhen_NoItems() public {
        vm.expectRevert(INftVault.NoItems.selector);
        vault.deposit(new uint256[](0), alice);
    }

    function test_RevertWhen_ItemIsTwiceInTheList() public {
        collection.mint(alice, _ids(10));
        uint256[] memory ids = new uint256[](2);
        (ids[0], ids[1]) = (10, 10);
        vm.startPrank(alice);
        collection.setApprovalForAll(address(vault), true);
        vm.expectRevert(abi.encodeWithSelector(INftVault.ItemHeld.selector, 10));
        vault.deposit(ids, alice);
        vm.stopPrank();
    }

    function test_RevertWhen_ItemIsHeld() public {
        _deposit(alice, 10, 1);
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(INftVault.ItemHeld.selector, 10));
        vault.deposit(_ids(10), bob);
    }

    function test_RevertWhen_ItemIsNotTheCallers() public {
        collection.mint(alice, _ids(10));
        vm.prank(alice);
        collection.setApprovalForAll(address(vault), true);
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721IncorrectOwner.selector, bob, 10, alice));
        vault.deposit(_ids(10), bob);
    }

    function test_RevertWhen_ItemHasAUserThatATransferKeeps() public {
        collection.mint(alice, _ids(10));
        vm.mockCall(address(collection), abi.encodeCall(collection.userOf, (10)), abi.encode(carol));
        vm.startPrank(alice);
        collection.setApprovalForAll(address(vault), true);
        vm.expectRevert(abi.encodeWithSelector(INftVault.ItemHasUser.selector, 10, carol));
        vault.deposit(_ids(10), alice);
        vm.stopPrank();
        vm.clearMockedCalls();
    }

    function test_RevertWhen_ReceiverIsZero() public {
        collection.mint(alice, _ids(10));
        vm.startPrank(alice);
        collection.setApprovalForAll(address(vault), true);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InvalidReceiver.selector, address(0)));
        vault.deposit(_ids(10), address(0));
        vm.stopPrank();
    }

    function test_RevertWhen_Paused() public {
        vault.setPaused(true);
        vm.prank(alice);
        vm.expectRevert(INftVault.VaultPaused.selector);
        vault.deposit(_ids(10), alice);
    }

    function test_RevertWhen_ItemIsSentToTheVaultItself() public {
        collection.mint(alice, _ids(10));
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InvalidReceiver.selector, address(vault)));
        collection.safeTransferFrom(alice, address(vault), 10);
    }

    /// @dev A gift is no deposit: it backs nothing, and moves no claim.
    function test_ItemSentToAPurseIsNotHeld() public {
        _deposit(alice, 10, 2);
        collection.mint(bob, _ids(20));
        address purse = address(vault.purseOf(1));
        vm.prank(bob);
        collection.transferFrom(bob, purse, 20);
        (bool held, , ) = vault.itemOf(20);
        assertFalse(held, "not held");
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(INftVault.ItemNotHeld.selector, 20));
        vault.redeemTargeted(_ids(20), alice, ITEM);
        _assertBacked();
    }

    function testFuzz_BackedForAnyFee(uint64 feeWad, uint8 count) public {
        feeWad = uint64(bound(feeWad, 0, vault.MAX_FEE_WAD()));
        count = uint8(bound(count, 1, 12));
        vault.setFees(_fees(feeWad, 0, 0));
        uint256 minted = _deposit(alice, 100, count);
        assertEq(minted + _itemFees(), count * ITEM, "NFT_BACKING_EQ_CLAIMS: minted and fee make up the items");
        _assertBacked();
    }
}
