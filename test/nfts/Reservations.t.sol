// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {INftReceipts} from "../../contracts/interfaces/INftReceipts.sol";
import {INftVault, ItemState} from "../../contracts/interfaces/INftVault.sol";
import {NftReceipts} from "../../contracts/nfts/NftReceipts.sol";
import {NftVault} from "../../contracts/nfts/NftVault.sol";
import {NftVaultBase} from "./NftVaultBase.sol";

/// @notice Items that are kept for their receipts, beside those of the pool.
contract NftVaultReservationsTest is NftVaultBase {
    INftReceipts private receipts;

    function setUp() public override {
        super.setUp();
        receipts = vault.receipts();
        _reserve(alice, 10, 2);
        _deposit(bob, 20, 4);
    }

    function test_KeepsTheItemForItsReceipt() public {
        assertEq(receipts.ownerOf(10), alice, "receipt");
        assertTrue(vault.stateOf(10) == ItemState.Reserved, "state");
        assertEq(collection.ownerOf(10), address(vault.purseOf(1)), "in the lane's purse");
        assertEq(vault.balanceOf(alice), 0, "no item tokens");
        (uint256 held, ) = vault.laneItems(1);
        assertEq(held, 0, "not in the pool");
        _assertBacked();

        bytes memory notPooled = abi.encodeWithSelector(INftVault.ItemNotPooled.selector, 10);
        vm.startPrank(bob);
        vm.expectRevert(notPooled);
        vault.redeemTargeted(_ids(10), bob, ITEM);
        vm.expectRevert(notPooled);
        vault.claimRented(_ids(10), bob, ITEM);
        vm.expectRevert(abi.encodeWithSelector(INftVault.NotReceiptHolder.selector, 10, bob));
        vault.withdraw(_ids(10), bob);
        vm.expectRevert(abi.encodeWithSelector(INftVault.NotReceiptHolder.selector, 10, bob));
        vault.claimRent(_ids(10), bob);
        vm.expectRevert(abi.encodeWithSelector(INftVault.NotReceiptHolder.selector, 10, bob));
        vault.recall(_ids(10), true);
        vm.expectRevert(abi.encodeWithSelector(INftVault.ItemNotReserved.selector, 20));
        vault.withdraw(_ids(20), bob);
        vm.stopPrank();
        vm.expectRevert(notPooled);
        vault.release(_ids(10));
    }

    function test_HolderTakesThatVeryItem() public {
        vm.prank(alice);
        receipts.transferFrom(alice, carol, 10);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(INftVault.NotReceiptHolder.selector, 10, alice));
        vault.withdraw(_ids(10), alice);
        vm.expectEmit(true, true, true, true, address(vault));
        emit INftVault.WithdrawItems(carol, bob, _ids(10));
        vm.prank(carol);
        vault.withdraw(_ids(10), bob);
        assertEq(collection.ownerOf(10), bob, "RECEIPT_EQ_ITEM");
        assertTrue(vault.stateOf(10) == ItemState.None, "gone");
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 10));
        receipts.ownerOf(10);
        vm.prank(carol);
        vm.expectRevert(abi.encodeWithSelector(INftVault.ItemNotReserved.selector, 10));
        vault.withdraw(_ids(10), bob);
    }

    function test_ApprovedMayWithdraw() public {
        vm.prank(alice);
        receipts.approve(carol, 10);
        vm.prank(carol);
        vault.withdraw(_ids(10), carol);
        assertEq(collection.ownerOf(10), carol, "withdrawn");
    }

    function test_EarnsItsRentBySecond() public {
        vault.setRentPrices(_ids(10), 1e18);
        (uint256 paid, uint64 until) = _rent(carol, 10, 1_000);
        assertEq(paid, 1_000, "a unit a second");
        assertEq(vault.claimableRent(10), 0, "RENT_EARNED_IN_TIME: nothing yet");
        vm.warp(START + 250);
        assertEq(vault.claimableRent(10), 250, "RENT_EARNED_IN_TIME: a quarter");
        vm.expectEmit(true, true, true, true, address(vault));
        emit INftVault.ClaimRent(10, bob, 250);
        vm.prank(alice);
        assertEq(vault.claimRent(_ids(10, 2), bob), 250, "claimed");
        assertEq(quote.balanceOf(bob), 250, "paid");
        (uint256 income, ) = vault.laneIncome(1);
        assertEq(income, 0, "none of it is the stakers'");

        // Half of what is left is still pending when the rental is made longer.
        vm.warp(START + 500);
        _rent(carol, 10, 500);
        assertEq(vault.claimableRent(10), 250, "earned before");
        vm.warp(START + 1_000);
        assertEq(vault.claimableRent(10), 750, "RENT_EARNED_IN_TIME: 1,000 over the 1,000 seconds left");

        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(INftVault.ItemOnRent.selector, 10, until + 500));
        vault.withdraw(_ids(10), alice);
        vm.warp(until + 501);
        vm.expectEmit(true, true, true, true, address(vault));
        emit INftVault.ClaimRent(10, alice, 1_250);
        vm.prank(alice);
        assertEq(vault.withdraw(_ids(10), alice), 1_250, "the rest comes with the item");
        assertEq(quote.balanceOf(address(vault.purseOf(1))), 0, "to the unit");
    }

    /// @dev What was earned before a rental was made longer is owed once, like all else.
    function test_RentIsClaimedOnce() public {
        vault.setRentPrices(_ids(10), 1e18);
        _reserve(carol, 12, 1);
        vault.setRentPrices(_ids(12), 1e18);
        _rent(bob, 10, 1_000);
        _rent(bob, 12, 1_000);
        vm.warp(START + 500);
        _rent(bob, 10, 500);
        vm.startPrank(alice);
        assertEq(vault.claimRent(_ids(10), alice), 500, "half of the first rental");
        assertEq(vault.claimRent(_ids(10), alice), 0, "CLAIM_ONCE_DUP_IDS");
        assertEq(vault.claimableRent(10), 0, "and none is said to be left");
        vm.stopPrank();
        assertEq(vault.claimableRent(12), 500, "of another receipt's in the same purse, all is there");
    }

    /// @dev Asking too often takes nothing from who asks: a unit comes when all of it is earned.
    function test_UnitsAreEarnedWhole() public {
        vault.setRentPrices(_ids(10), 0.01e18);
        vault.setRentPrices(_ids(11), 1);
        (uint256 paid, uint64 until) = _rent(carol, 10, 1_000);
        assertEq(paid, 10, "a unit in 100 seconds");
        (paid, ) = _rent(carol, 11, 1_000);
        assertEq(paid, 1, "a unit in all");
        vm.startPrank(alice);
        vm.warp(START + 50);
        assertEq(vault.claimRent(_ids(10, 2), alice), 0, "ROUND_AGAINST_USER: half a unit is none");
        vm.warp(START + 100);
        assertEq(vault.claimRent(_ids(10, 2), alice), 1, "the first");
        vm.warp(START + 199);
        assertEq(vault.claimableRent(10), 0, "ROUND_AGAINST_USER: nearly one is none");
        vm.warp(until - 1);
        assertEq(vault.claimableRent(11), 0, "RENT_EARNED_IN_TIME: not before");
        vm.warp(until);
        assertEq(vault.claimRent(_ids(10, 2), alice), 10, "the other nine, and the one");
        vm.stopPrank();
        assertEq(quote.balanceOf(address(vault.purseOf(1))), 0, "to the unit");
        quote.mint(address(vault.purseOf(1)), 5);
        (uint256 income, ) = vault.laneIncome(1);
        assertEq(income, 5, "and nothing is held back for receipts any more");
    }

    function test_RentComesWithTheItems() public {
        vault.setRentPrices(_ids(10), 0.01e18);
        vault.setRentPrices(_ids(11), 1);
        _rent(carol, 10, 1_000);
        (, uint64 until) = _rent(carol, 11, 1_000);
        vm.warp(until + 1);
        vm.prank(alice);
        assertEq(vault.withdraw(_ids(10, 2), bob), 11, "of both");
        assertEq(quote.balanceOf(bob), 11, "paid");
        assertEq(quote.balanceOf(address(vault.purseOf(1))), 0, "to the unit");
    }

    function test_NothingEarnedIsNothingSaid() public {
        vm.recordLogs();
        vm.prank(alice);
        assertEq(vault.claimRent(_ids(10, 2), alice), 0, "nothing");
        assertEq(vm.getRecordedLogs().length, 0, "and no word of it");
        vm.prank(alice);
        vault.withdraw(_ids(10), alice);
        assertEq(vm.getRecordedLogs().length, 3, "the receipt, the item and the withdrawal");
    }

    function test_TellsOfReservingAndRecalling() public {
        uint256[] memory ids = _mintApproved(alice, 30, 2);
        vm.startPrank(alice);
        vm.expectEmit(true, true, true, true, address(vault));
        emit INftVault.ReserveItems(alice, bob, 2, ids);
        vault.reserve(ids, bob);
        vm.stopPrank();
        for (uint256 i = 0; i < 2; ++i) {
            vm.expectEmit(true, true, true, true, address(vault));
            emit INftVault.RecallItem(30, i == 0);
            vm.expectEmit(true, true, true, true, address(vault));
            emit INftVault.RecallItem(31, i == 0);
            vm.prank(bob);
            vault.recall(ids, i == 0);
            assertTrue(vault.stateOf(31) == (i == 0 ? ItemState.Recalled : ItemState.Reserved), "state");
        }
    }

    /// @dev The share of a lane on rent is for those who redeem from its pool, and says nothing of what is reserved.
    function test_IsRentedWhateverThePoolHasOnRent() public {
        _deposit(alice, 30, 2);
        _rent(carol, 30, MAX_SECONDS);
        vm.prank(bob);
        vault.transfer(alice, ITEM);
        vm.prank(alice);
        vault.redeem(1, alice);
        (uint256 held, uint256 rented) = vault.laneItems(1);
        assertEq(held * 10 + rented, 11, "all of the lane's pool is out");
        (, uint64 until) = _rent(carol, 10, 100);
        assertEq(collection.userOf(10), carol, "and the reserved one too");
        assertEq(until, START + 100, "for its time");
    }

    function test_RentGoesWithTheReceipt() public {
        vault.setRentPrices(_ids(10), 1e18);
        _rent(carol, 10, 100);
        vm.warp(START + 200);
        vm.prank(alice);
        receipts.transferFrom(alice, bob, 10);
        vm.prank(bob);
        assertEq(vault.claimRent(_ids(10), bob), 100, "TRANSFER_CARRIES_CREDIT");
    }

    /// @dev Or a renter who makes its rental longer for ever would keep the item for ever.
    function test_RecalledItemIsNotRented() public {
        (, uint64 until) = _rent(carol, 10, 100);
        vm.prank(alice);
        vault.recall(_ids(10), true);
        quote.mint(carol, ITEM);
        vm.startPrank(carol);
        quote.approve(address(vault), ITEM);
        vm.expectRevert(abi.encodeWithSelector(INftVault.ItemIsRecalled.selector, 10));
        vault.rent(10, carol, 100, ITEM);
        vm.stopPrank();
        assertEq(collection.userOf(10), carol, "RENTER_KEEPS_PAID_TIME");
        vm.warp(until + 1);
        vm.startPrank(alice);
        vault.recall(_ids(10), false);
        vm.stopPrank();
        _rent(carol, 10, 100);
        vm.prank(alice);
        vault.recall(_ids(10), true);
        vm.warp(block.timestamp + 101);
        vm.prank(alice);
        vault.withdraw(_ids(10), alice);
    }

    /* CLAIMING RENTED ITEMS */

    /// @dev The last items of a lane are out on rent, and whoever holds their tokens gets a receipt at par.
    function test_WhoFindsAllOnRentGetsAReceipt() public {
        _rent(carol, 20, MAX_SECONDS);
        _rent(carol, 21, MAX_SECONDS);
        vm.startPrank(bob);
        vault.redeem(2, bob);
        (uint256 held, uint256 rented) = vault.laneItems(2);
        assertEq(held * 10 + rented, 22, "all that is left is on rent");
        vm.expectRevert(abi.encodeWithSelector(INftVault.NotEnoughItems.selector, 1, 0));
        vault.redeem(1, bob);
        vm.expectEmit(true, true, true, true, address(vault));
        emit INftVault.ClaimRented(bob, bob, _ids(20), ITEM, 0);
        assertEq(vault.claimRented(_ids(20), bob, 0), 0, "REDEEM_SOME_ALWAYS: at par");
        vm.expectRevert(abi.encodeWithSelector(INftVault.ItemNotPooled.selector, 20));
        vault.claimRented(_ids(20), bob, 0);
        vm.stopPrank();
        assertEq(receipts.ownerOf(20), bob, "the receipt");
        assertEq(collection.userOf(20), carol, "RENTER_KEEPS_PAID_TIME");
        assertEq(vault.claimableRent(20), 0, "what was paid before is the stakers'");
        _assertBacked();
        vm.warp(block.timestamp + MAX_SECONDS + 1);
        vm.prank(bob);
        vault.withdraw(_ids(20), bob);
        assertEq(collection.ownerOf(20), bob, "and the item");
    }

    function test_ClaimingACertainOneCostsTheFee() public {
        _rent(carol, 21, 100);
        vm.startPrank(bob);
        vm.expectRevert(abi.encodeWithSelector(INftVault.ItemNotOnRent.selector, 20));
        vault.claimRented(_ids(20), bob, ITEM);
        vm.expectRevert(
            abi.encodeWithSelector(INftVault.FeeAboveMax.selector, uint256(TARGETED_FEE), TARGETED_FEE - 1)
        );
        vault.claimRented(_ids(21), bob, TARGETED_FEE - 1);
        uint256 balance = vault.balanceOf(bob);
        (, uint256 income) = vault.laneIncome(2);
        vm.expectEmit(true, true, true, true, address(vault));
        emit INftVault.ClaimRented(bob, bob, _ids(21), ITEM + TARGETED_FEE, TARGETED_FEE);
        assertEq(vault.claimRented(_ids(21), bob, TARGETED_FEE), TARGETED_FEE, "fee");
        assertEq(vault.balanceOf(bob), balance - ITEM - TARGETED_FEE, "burned");
        (, uint256 then) = vault.laneIncome(2);
        assertEq(then, income + TARGETED_FEE, "the fee is income");
        vm.expectRevert(abi.encodeWithSelector(INftVault.ItemNotHeld.selector, 99));
        vault.claimRented(_ids(99), bob, ITEM);
        vm.expectRevert(INftVault.NoItems.selector);
        vault.claimRented(new uint256[](0), bob, ITEM);
        vm.stopPrank();
        _assertBacked();
    }

    /// @dev One item that is free, in whatever lane, and there is something to redeem instead.
    function test_ClaimingCostsTheFeeWhileAnyLaneHasAFreeOne() public {
        _rent(carol, 20, MAX_SECONDS);
        _rent(carol, 21, MAX_SECONDS);
        vm.prank(bob);
        vault.redeem(2, bob);
        for (uint256 lane = 0; lane < LANES; ++lane) {
            uint256 state = vm.snapshotState();
            _deposit(_accountIn(lane, 0xfee), 40, 1);
            vm.prank(bob);
            assertEq(vault.claimRented(_ids(20), bob, ITEM), TARGETED_FEE, "fee");
            vm.revertToState(state);
        }
        vm.prank(bob);
        assertEq(vault.claimRented(_ids(20), bob, ITEM), 0, "REDEEM_SOME_ALWAYS: at par");
    }

    /* BAD INPUT */

    function test_RevertWhen_NothingIsNamedOrPaused() public {
        vm.startPrank(alice);
        vm.expectRevert(INftVault.NoItems.selector);
        vault.reserve(new uint256[](0), alice);
        vm.expectRevert(INftVault.NoItems.selector);
        vault.withdraw(new uint256[](0), alice);
        vm.stopPrank();
        vault.setPaused(true);
        uint256[] memory ids = _mintApproved(alice, 30, 1);
        vm.startPrank(alice);
        vm.expectRevert(INftVault.VaultPaused.selector);
        vault.reserve(ids, alice);
        vault.withdraw(_ids(10), alice);
        vm.stopPrank();
        assertEq(collection.ownerOf(10), alice, "EXIT_UNBLOCKABLE");
    }

    function test_RevertWhen_ReservedAndWithdrawnInOneTransaction() public {
        uint256[] memory ids = _mintApproved(alice, 30, 1);
        vm.startPrank(alice);
        vault.reserve(ids, alice);
        vm.expectRevert(abi.encodeWithSelector(INftVault.ItemMovedInTransaction.selector, 30));
        vault.withdraw(ids, alice);
        vm.stopPrank();
    }

    /* RECEIPTS */

    function test_ReceiptsShowTheirItems() public view {
        assertEq(receipts.tokenURI(10), collection.tokenURI(10), "looks");
        (address receiver, uint256 amount) = receipts.royaltyInfo(10, 1_000);
        assertEq(receiver, address(this), "royalties");
        assertEq(amount, 50, "royalties");
        assertEq(address(receipts.collection()), address(collection), "collection");
        assertEq(receipts.vault(), address(vault), "vault");
        assertEq(receipts.name(), "Land item receipt", "name");
        assertEq(receipts.symbol(), "iLAND-R", "symbol");
        assertTrue(receipts.supportsInterface(0x80ac58cd) && receipts.supportsInterface(0x2a55205a), "interfaces");
    }

    /// @dev Receipts of different vaults have one code, and nothing else in common.
    function test_ReceiptsAreTheirVaultsAlone() public {
        NftVault other = _newVault(IERC721(address(collection)));
        assertEq(other.receipts().vault(), address(other), "a vault has receipts of its own");
        vm.expectRevert(abi.encodeWithSelector(INftReceipts.NotVault.selector, address(other)));
        vm.prank(address(other));
        receipts.mint(alice, _ids(99));
        assertEq(other.receipts().balanceOf(alice), 0, "and no balance of another's");
        assertTrue(receipts.balanceOf(alice) != 0, "though the other has");
    }

    function test_RevertWhen_TheCodeOfReceiptsIsUsedItself() public {
        vm.expectRevert();
        receiptsCode.mint(alice, _ids(99));
        vm.expectRevert();
        receiptsCode.vault();
    }

    function test_RevertWhen_ReceiptsHaveNoCode() public {
        receiptsCode = NftReceipts(address(0xdead));
        vm.expectRevert(abi.encodeWithSelector(INftVault.NotReceipts.selector, address(0xdead)));
        _newVault(IERC721(address(collection)));
    }

    function test_RevertWhen_AnyoneButTheVaultMintsOrBurns() public {
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(INftReceipts.NotVault.selector, alice));
        receipts.mint(alice, _ids(99));
        vm.expectRevert(abi.encodeWithSelector(INftReceipts.NotVault.selector, alice));
        receipts.burn(_ids(10));
        vm.stopPrank();
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 99));
        receipts.tokenURI(99);
        assertFalse(receipts.isAuthorized(address(0), 99), "nobody has what is not there");
    }

    /// @dev A quote token that stops moving keeps no item in.
    function test_ItemLeavesThoughTheQuoteTokenIsStuck() public {
        vault.setRentPrices(_ids(10), 1e18);
        _rent(carol, 10, 100);
        vm.warp(START + 200);
        vm.mockCallRevert(address(quote), abi.encodeWithSelector(quote.transfer.selector), "stuck");
        vm.startPrank(alice);
        vm.expectRevert();
        vault.claimRent(_ids(10), alice);
        assertEq(vault.withdraw(_ids(10), alice), 0, "without its rent");
        vm.stopPrank();
        vm.clearMockedCalls();
        assertEq(collection.ownerOf(10), alice, "EXIT_UNBLOCKABLE");
        (uint256 income, ) = vault.laneIncome(1);
        assertEq(income, 100, "which is the stakers' then");
    }
}
