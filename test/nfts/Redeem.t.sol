// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {INftVault} from "../../contracts/interfaces/INftVault.sol";
import {NftVaultBase} from "./NftVaultBase.sol";

contract NftVaultRedeemTest is NftVaultBase {
    function setUp() public override {
        super.setUp();
        vault.setFees(_fees(0, TARGETED_FEE, SWAP_FEE));
        _deposit(alice, 10, 3);
        _deposit(bob, 20, 2);
    }

    function test_GivesTheFirstOfTheOwnLaneFirst() public {
        uint256[] memory expected = new uint256[](2);
        (expected[0], expected[1]) = (10, 11);
        vm.expectEmit(true, true, true, true, address(vault));
        emit INftVault.RedeemItems(alice, carol, expected, 2 * ITEM, 0);
        vm.prank(alice);
        uint256[] memory ids = vault.redeem(2, carol);
        assertEq(abi.encode(ids), abi.encode(expected), "ids");
        assertEq(collection.ownerOf(11), carol, "the receiver has it");
        assertEq(vault.balanceOf(alice), ITEM, "burned");
        (bool held, , ) = vault.itemOf(11);
        assertFalse(held, "gone");
        _assertBacked();
    }

    function test_FallsThroughToOtherLanes() public {
        vm.prank(alice);
        vault.transfer(bob, 2 * ITEM);
        vm.prank(bob);
        uint256[] memory ids = vault.redeem(4, bob);
        assertEq(ids[0], 20, "own lane first");
        assertEq(ids[1], 21, "all of it");
        assertEq(ids[2], 10, "LANE_FALLTHROUGH: then another's");
        assertEq(ids[3], 11, "LANE_FALLTHROUGH: as many as needed");
        assertEq(vault.laneShares(2), -int256(2 * ITEM), "a lane may have burned more than it minted");
        assertEq(vault.totalSupply(), ITEM, "LANE_SUM");
        _assertBacked();
    }

    /// @dev An ended rental needs no one to release it.
    function test_FindsItemsWhoseRentalIsOver() public {
        _rent(carol, 11, MIN_SECONDS);
        vm.prank(alice);
        vault.redeem(2, alice);
        vm.prank(bob);
        vault.transfer(alice, 2 * ITEM);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(INftVault.NotEnoughItems.selector, 3, 2));
        vault.redeem(3, alice);
        vm.warp(block.timestamp + MIN_SECONDS + 1);
        vm.prank(alice);
        uint256[] memory ids = vault.redeem(3, alice);
        assertEq(ids[2], 11, "REDEEM_SOME_ALWAYS: the rental is over, so the item is there");
        _assertBacked();
    }

    function test_NeverPaused() public {
        vault.setPaused(true);
        vm.startPrank(alice);
        vault.redeem(1, alice);
        vault.transfer(bob, ITEM);
        vm.stopPrank();
        vm.prank(bob);
        vault.redeemTargeted(_ids(20), bob, TARGETED_FEE);
        _assertBacked();
    }

    function test_RevertWhen_CountIsZero() public {
        vm.prank(alice);
        vm.expectRevert(INftVault.NoItems.selector);
        vault.redeem(0, alice);
    }

    function test_RevertWhen_BalanceIsShort() public {
        vm.prank(alice);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, alice, 3 * ITEM, 4 * ITEM)
        );
        vault.redeem(4, alice);
    }

    function test_FindsEndedOnesInEveryLane() public {
        for (uint256 lane = 0; lane < LANES; ++lane) {
            address who = _accountIn(lane, uint160(0xd0 + lane));
            _deposit(who, 40 + 10 * lane, 2);
            _rent(carol, 40 + 10 * lane, MIN_SECONDS);
            vm.prank(who);
            vault.transfer(alice, 2 * ITEM);
        }
        vm.prank(bob);
        vault.transfer(alice, 2 * ITEM);
        vm.warp(block.timestamp + MIN_SECONDS + 1);
        vm.startPrank(alice);
        uint256[] memory ids = vault.redeem(13, alice);
        vm.stopPrank();
        assertEq(ids[9], 50, "the own lane's first");
        assertEq(ids[12], 40, "LANE_FALLTHROUGH: the last lane's last");
        assertEq(vault.totalSupply(), 0, "REDEEM_SOME_ALWAYS: all of them");
        _assertBacked();
    }

    /// @dev Whichever of the ended ones goes, the others of its lane are found.
    function test_FindsTheOtherEndedOnes() public {
        _deposit(alice, 30, 5);
        for (uint256 id = 30; id < 34; ++id) {
            _rent(carol, id, MIN_SECONDS);
        }
        vm.warp(block.timestamp + MIN_SECONDS + 1);
        for (uint256 gone = 30; gone < 34; ++gone) {
            uint256 state = vm.snapshotState();
            vm.prank(alice);
            vault.redeemTargeted(_ids(gone), alice, ITEM);
            uint256[] memory line = vault.redeemable(1, 0, 9);
            assertEq(line.length, 7, "the others");
            uint256 sum;
            for (uint256 i = 0; i < 7; ++i) {
                sum += 1 << line[i];
                vault.release(_ids(line[i]));
            }
            uint256 expected = (7 << 10) | (31 << 30);
            assertEq(sum, expected - (1 << gone), "each of them");
            (uint256 held, uint256 rented) = vault.laneItems(1);
            assertEq(held * 10 + rented, 70, "and none is left on rent");
            vm.prank(alice);
            assertEq(vault.redeem(6, alice).length, 6, "REDEEM_SOME_ALWAYS");
            vm.revertToState(state);
        }
    }

    /* TARGETED */

    function test_TargetedTakesThoseAndAFee() public {
        uint256[] memory ids = new uint256[](2);
        (ids[0], ids[1]) = (20, 10);
        vm.expectEmit(true, true, true, true, address(vault));
        emit INftVault.RedeemItems(alice, carol, ids, 2 * ITEM + 2 * TARGETED_FEE, 2 * TARGETED_FEE);
        vm.prank(alice);
        uint256 fee = vault.redeemTargeted(ids, carol, 2 * TARGETED_FEE);
        assertEq(fee, 2 * TARGETED_FEE, "fee");
        assertEq(vault.balanceOf(alice), ITEM - 2 * TARGETED_FEE, "burned with the fee");
        assertEq(collection.ownerOf(20), carol, "from any lane");
        (, uint256 itemFees) = vault.laneIncome(1);
        assertEq(itemFees, fee, "the fee is income of the caller's lane");
        _assertBacked();
    }

    function test_RevertWhen_FeeIsAboveMax() public {
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(INftVault.FeeAboveMax.selector, TARGETED_FEE, TARGETED_FEE - 1));
        vault.redeemTargeted(_ids(10), alice, TARGETED_FEE - 1);
    }

    function test_RevertWhen_TargetedIdIsTwice() public {
        uint256[] memory ids = new uint256[](2);
        (ids[0], ids[1]) = (10, 10);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(INftVault.ItemNotHeld.selector, 10));
        vault.redeemTargeted(ids, alice, ITEM);
    }

    function test_RevertWhen_TargetedIdIsUnknownOrNone() public {
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(INftVault.ItemNotHeld.selector, 99));
        vault.redeemTargeted(_ids(99), alice, ITEM);
        vm.expectRevert(INftVault.NoItems.selector);
        vault.redeemTargeted(new uint256[](0), alice, ITEM);
        vm.stopPrank();
    }

    /// @dev More have ended than are asked for.
    function test_TakesNoMoreOfTheEndedThanAsked() public {
        _rent(carol, 20, MIN_SECONDS);
        vm.prank(bob);
        vault.redeem(1, bob);
        vm.prank(alice);
        vault.redeem(3, bob);
        _deposit(alice, 30, 4);
        _rent(carol, 30, MIN_SECONDS);
        _rent(carol, 31, MIN_SECONDS);
        vm.prank(alice);
        vault.redeem(2, alice);
        vm.warp(block.timestamp + MIN_SECONDS + 1);
        vm.prank(alice);
        uint256[] memory ids = vault.redeem(1, alice);
        assertEq(ids.length, 1, "one");
        (uint256 held, ) = vault.laneItems(1);
        assertEq(held, 1, "the other stays");
        _assertBacked();
    }

    /* REDEEMABLE */

    function test_RedeemablePagesOverFreeAndEnded() public {
        _deposit(alice, 30, 3);
        _rent(carol, 11, MIN_SECONDS);
        _rent(carol, 31, MAX_SECONDS);
        assertEq(vault.redeemable(1, 0, 100).length, 4, "without those on rent");
        vm.warp(block.timestamp + MIN_SECONDS + 1);
        uint256[] memory all = vault.redeemable(1, 0, 100);
        assertEq(all.length, 5, "with the ended one");
        assertEq(all[4], 11, "at the end");
        for (uint256 from = 0; from < 6; ++from) {
            uint256[] memory page = vault.redeemable(1, from, 2);
            assertEq(page.length, from < 4 ? 2 : 5 - from, "size of a page");
            for (uint256 i = 0; i < page.length; ++i) {
                assertEq(page[i], all[from + i], "a page is a part of the whole");
            }
        }
        assertEq(vault.redeemable(1, 100, 100).length, 0, "none beyond the end");
        assertEq(vault.redeemable(3, 0, 100).length, 0, "an empty lane");
    }
}
