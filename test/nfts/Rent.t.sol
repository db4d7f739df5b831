// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {DevnetPlainCollection} from "../../contracts/devnet/DevnetPlainCollection.sol";
import {INftVault, RentTerms} from "../../contracts/interfaces/INftVault.sol";
import {NftVault} from "../../contracts/nfts/NftVault.sol";
import {NftVaultBase} from "./NftVaultBase.sol";

contract NftVaultRentTest is NftVaultBase {
    function setUp() public override {
        super.setUp();
        _deposit(alice, 10, 4);
        _deposit(bob, 20, 4);
    }

    function test_LendsAndIsPaid() public {
        uint256 price = vault.rentPrice(10, 100);
        assertEq(price, 34, "100 seconds at a third, rounded up");
        quote.mint(carol, price);
        vm.startPrank(carol);
        quote.approve(address(vault), price);
        vm.expectEmit(true, true, true, true, address(vault));
        emit INftVault.RentItem(10, carol, bob, 1, uint64(START + 100), price);
        (uint256 paid, uint64 expires) = vault.rent(10, bob, 100, price);
        vm.stopPrank();

        assertEq(paid, price, "paid");
        assertEq(expires, START + 100, "expires");
        assertEq(collection.userOf(10), bob, "user");
        assertEq(collection.userExpires(10), expires, "the collection's expiry");
        assertEq(quote.balanceOf(address(vault.purseOf(1))), price, "LANE_CUSTODY: rent is in the item's lane");
        (uint256 rent, ) = vault.laneIncome(1);
        assertEq(rent, 0, "RENT_EARNED_IN_TIME: nothing yet");
        assertEq(vault.laneUnearned(1), price, "all of it is for time to come");
        (uint256 held, uint256 rented) = vault.laneItems(1);
        assertEq(held * 10 + rented, 41, "held and on rent");
        (, , uint64 rentedUntil) = vault.itemOf(10);
        assertEq(rentedUntil, expires, "rentedUntil");
    }

    function test_ExpiryIsInclusive() public {
        (, uint64 until) = _rent(carol, 10, 100);
        vm.warp(until);
        assertEq(collection.userOf(10), carol, "USER_EXPIRES_INCLUSIVE: user in the last second");
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(INftVault.ItemOnRent.selector, 10, until));
        vault.redeemTargeted(_ids(10), alice, ITEM);
        vm.expectRevert(abi.encodeWithSelector(INftVault.ItemOnRent.selector, 10, until));
        vault.release(_ids(10));
        vm.warp(until + 1);
        assertEq(collection.userOf(10), address(0), "USER_EXPIRES_INCLUSIVE: none after it");
        vm.prank(alice);
        vault.redeemTargeted(_ids(10), alice, ITEM);
        assertEq(collection.ownerOf(10), alice, "redeemed without a release");
        (uint256 held, uint256 rented) = vault.laneItems(1);
        assertEq(held * 10 + rented, 30, "and counted so");
        _assertBacked();
    }

    function test_ItemOnRentStaysWhateverIsRedeemed() public {
        (, uint64 until) = _rent(carol, 13, MAX_SECONDS);
        vm.prank(alice);
        uint256[] memory ids = vault.redeem(3, alice);
        for (uint256 i = 0; i < 3; ++i) {
            assertTrue(ids[i] != 13, "RENTED_ID_STAYS");
        }
        assertEq(collection.userOf(13), carol, "RENTER_KEEPS_PAID_TIME");
        assertEq(collection.userExpires(13), until, "RENTER_KEEPS_PAID_TIME");
    }

    /// @dev FLASH_SAFE: an item that came in neither leaves nor is rented in the same transaction, one that left is not back.
    function test_RevertWhen_AnItemIsUsedWithinItsTransaction() public {
        vault.setFees(_fees(0, 0, 0));
        uint256 before = vault.totalSupply();
        uint256[] memory ids = _mintApproved(carol, 50, 1);
        quote.mint(carol, ITEM);
        vm.startPrank(carol);
        quote.approve(address(vault), ITEM);
        vault.deposit(ids, carol);
        bytes memory moved = abi.encodeWithSelector(INftVault.ItemMovedInTransaction.selector, 50);
        vm.expectRevert(moved);
        vault.rent(50, carol, MIN_SECONDS, ITEM);
        vm.expectRevert(moved);
        vault.redeemTargeted(ids, carol, 0);
        ids = vault.redeem(1, carol);
        collection.approve(address(vault), ids[0]);
        vm.expectRevert(abi.encodeWithSelector(INftVault.ItemMovedInTransaction.selector, ids[0]));
        vault.deposit(ids, carol);
        vm.stopPrank();
        assertTrue(ids[0] != 50, "FLASH_SAFE: another one leaves");
        assertEq(vault.totalSupply(), before, "no claim is left");
        assertEq(quote.balanceOf(carol), ITEM, "and nothing is earned or paid");
        _assertBacked();
    }

    /* LONGER RENTALS */

    function test_UserMakesItLonger() public {
        (, uint64 first) = _rent(carol, 10, 100);
        vm.warp(START + 50);
        (uint256 paid, uint64 second) = _rent(carol, 10, 200);
        assertEq(second, first + 200, "from the end of the first");
        assertEq(paid, 67, "for the time added");
        (, uint256 rented) = vault.laneItems(1);
        assertEq(rented, 1, "still one");
    }

    function test_RevertWhen_AnotherTakesOrMakesItLonger() public {
        (, uint64 until) = _rent(carol, 10, 100);
        bytes memory onRent = abi.encodeWithSelector(INftVault.ItemOnRent.selector, 10, until);
        vm.prank(bob);
        vm.expectRevert(onRent);
        vault.rent(10, bob, 100, ITEM);
        vm.prank(bob);
        vm.expectRevert(onRent);
        vault.rent(10, carol, 100, ITEM);
        vm.prank(carol);
        vm.expectRevert(onRent);
        vault.rent(10, bob, 100, ITEM);
    }

    function test_AnyoneRentsAfterTheEnd() public {
        (, uint64 until) = _rent(carol, 10, 100);
        vm.warp(until + 1);
        (, uint64 next) = _rent(bob, 10, 100);
        assertEq(next, until + 101, "from now");
        assertEq(collection.userOf(10), bob, "user");
        (, uint256 rented) = vault.laneItems(1);
        assertEq(rented, 1, "the ended one is not counted twice");
    }

    /// @dev Whoever rents an item that is still among those out changes nothing for those who wait for the others.
    function test_RentingAgainKeepsItsPlace() public {
        _rent(carol, 10, 100);
        (, uint64 until) = _rent(carol, 11, 100);
        vm.warp(until + 1);
        uint256[] memory line = vault.redeemable(1, 0, 9);
        (, until) = _rent(bob, 10, 100);
        vm.warp(until + 1);
        assertEq(abi.encode(vault.redeemable(1, 0, 9)), abi.encode(line), "LINE_IN_ORDER");
    }

    function test_RevertWhen_ItWouldEndTooFarAhead() public {
        _rent(carol, 10, MAX_SECONDS);
        vm.prank(carol);
        vm.expectRevert(
            abi.encodeWithSelector(
                INftVault.RentalOutOfBounds.selector,
                uint256(MIN_SECONDS),
                uint256(MIN_SECONDS),
                uint256(MAX_SECONDS)
            )
        );
        vault.rent(10, carol, MIN_SECONDS, ITEM);
        vm.warp(START + MIN_SECONDS);
        _rent(carol, 10, MIN_SECONDS);
    }

    /// @dev A renter can't lock in by renewing those who wait for the last items.
    function test_RevertWhen_MadeLongerAboveTheShare() public {
        _rent(carol, 10, 100);
        _rent(carol, 11, 100);
        vm.prank(alice);
        vault.redeem(1, alice);
        vm.prank(carol);
        vm.expectRevert(abi.encodeWithSelector(INftVault.LaneRentedOut.selector, 1, 2, 1));
        vault.rent(10, carol, 100, ITEM);
    }

    /* SHARE */

    function test_RevertWhen_ShareIsOut() public {
        _rent(carol, 10, 100);
        _rent(carol, 11, 100);
        vm.prank(carol);
        vm.expectRevert(abi.encodeWithSelector(INftVault.LaneRentedOut.selector, 1, 3, 2));
        vault.rent(12, carol, 100, ITEM);
        vm.warp(START + 101);
        vm.expectRevert(abi.encodeWithSelector(INftVault.LaneRentedOut.selector, 1, 3, 2));
        vm.prank(carol);
        vault.rent(12, carol, 100, ITEM);
        vault.release(_ids(10, 2));
        _rent(carol, 12, 100);
    }

    function test_SomeStayFreeAtTheHighestShare() public {
        vault.setRentTerms(RentTerms(PRICE_WAD, MIN_SECONDS, MAX_SECONDS, uint64(vault.MAX_RENTED_WAD())));
        for (uint256 id = 10; id < 13; ++id) {
            _rent(carol, id, MAX_SECONDS);
        }
        vm.prank(carol);
        vm.expectRevert(abi.encodeWithSelector(INftVault.LaneRentedOut.selector, 1, 4, 3));
        vault.rent(13, carol, 100, ITEM);
        assertEq(vault.redeemable(1, 0, 9).length, 1, "REDEEM_SOME_ALWAYS");
    }

    function test_ReleaseSkipsFreeItems() public {
        _rent(carol, 10, 100);
        vm.warp(START + 101);
        vault.release(_ids(10, 2));
        vault.release(_ids(10, 2));
        (, uint256 rented) = vault.laneItems(1);
        assertEq(rented, 0, "released once");
        uint256[] memory line = vault.redeemable(1, 0, 9);
        vault.release(_ids(line[0]));
        assertEq(abi.encode(vault.redeemable(1, 0, 9)), abi.encode(line), "LINE_IN_ORDER: nobody is sent to its end");
        vm.expectRevert(abi.encodeWithSelector(INftVault.ItemNotHeld.selector, 99));
        vault.release(_ids(99));
    }

    /* BAD INPUT */

    function test_RevertWhen_DurationIsOutOfBounds() public {
        uint256[4] memory durations = [uint256(0), MIN_SECONDS - 1, MAX_SECONDS + 1, type(uint256).max];
        for (uint256 i = 0; i < durations.length; ++i) {
            vm.prank(carol);
            vm.expectRevert(
                abi.encodeWithSelector(
                    INftVault.RentalOutOfBounds.selector,
                    durations[i],
                    uint256(MIN_SECONDS),
                    uint256(MAX_SECONDS)
                )
            );
            vault.rent(10, carol, durations[i], ITEM);
        }
    }

    function test_RevertWhen_PriceIsAboveMax() public {
        vm.prank(carol);
        vm.expectRevert(abi.encodeWithSelector(INftVault.PriceAboveMax.selector, 34, 33));
        vault.rent(10, carol, 100, 33);
    }

    function test_RevertWhen_RentIsNotThere() public {
        vm.startPrank(carol);
        quote.approve(address(vault), 34);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, carol, 0, 34));
        vault.rent(10, carol, 100, 34);
        vm.stopPrank();
    }

    function test_RevertWhen_UserIsZeroOrItemUnknown() public {
        vm.startPrank(carol);
        vm.expectRevert(abi.encodeWithSelector(INftVault.NoUser.selector, 10));
        vault.rent(10, address(0), 100, ITEM);
        vm.expectRevert(abi.encodeWithSelector(INftVault.ItemNotHeld.selector, 99));
        vault.rent(99, carol, 100, ITEM);
        vm.expectRevert(abi.encodeWithSelector(INftVault.ItemNotHeld.selector, 99));
        vault.rentPrice(99, 100);
        vm.stopPrank();
    }

    function test_RevertWhen_Paused() public {
        vault.setPaused(true);
        vm.prank(carol);
        vm.expectRevert(INftVault.VaultPaused.selector);
        vault.rent(10, carol, 100, ITEM);
    }

    function test_RevertWhen_CollectionHasNoUsers() public {
        DevnetPlainCollection plain = new DevnetPlainCollection("Badges", "BADGE");
        NftVault badges = _newVault(IERC721(address(plain)));
        plain.mint(alice, _ids(1, 2));
        vm.startPrank(alice);
        plain.setApprovalForAll(address(badges), true);
        badges.deposit(_ids(1, 2), alice);
        vm.warp(START + 1);
        vm.expectRevert(abi.encodeWithSelector(INftVault.NotRentable.selector, address(plain)));
        badges.rent(1, alice, 100, ITEM);
        badges.redeem(1, alice);
        vm.stopPrank();
        assertFalse(badges.rentable(), "not rentable");
    }

    function testFuzz_PriceIsTheLeastThatCovers(uint256 durationSeconds, uint128 priceWad) public {
        durationSeconds = bound(durationSeconds, MIN_SECONDS, MAX_SECONDS);
        priceWad = uint128(bound(priceWad, 1, type(uint128).max));
        vault.setRentTerms(RentTerms(priceWad, MIN_SECONDS, MAX_SECONDS, 0.5e18));
        uint256 price = vault.rentPrice(10, durationSeconds);
        assertGt(price, 0, "ZERO_QTY_OR_PRICE_REVERTS: never free");
        assertGe(price * 1e18, durationSeconds * priceWad, "ROUND_AGAINST_USER");
        assertLt((price - 1) * 1e18, durationSeconds * priceWad, "by less than a unit");
    }
}
