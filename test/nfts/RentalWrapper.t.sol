// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {DevnetPlainCollection} from "../../contracts/devnet/DevnetPlainCollection.sol";
import {DevnetToken} from "../../contracts/devnet/DevnetToken.sol";
import {IERC4907} from "../../contracts/interfaces/IERC4907.sol";
import {IRentalWrapper} from "../../contracts/interfaces/IRentalWrapper.sol";
import {RentalWrapper} from "../../contracts/nfts/RentalWrapper.sol";
import {RoyaltyCollection} from "../mocks/RoyaltyCollection.sol";
import {NftVaultBase} from "./NftVaultBase.sol";

contract RentalWrapperTest is NftVaultBase {
    RoyaltyCollection private plain;
    RentalWrapper private wrapper;

    function setUp() public override {
        super.setUp();
        plain = new RoyaltyCollection(address(0xc0ffee), 500);
        wrapper = new RentalWrapper(IERC721(address(plain)), "Wrapped", "W", LANES);
        for (uint256 id = 1; id <= 4; ++id) {
            plain.mint(alice, id);
        }
        vm.startPrank(alice);
        plain.setApprovalForAll(address(wrapper), true);
        wrapper.wrap(_ids(1, 2), alice);
        vm.stopPrank();
    }

    function test_WrapsOneForOne() public {
        vm.expectEmit(true, true, true, true, address(wrapper));
        emit IRentalWrapper.Wrap(alice, bob, _ids(3));
        vm.prank(alice);
        wrapper.wrap(_ids(3), bob);
        assertEq(wrapper.ownerOf(3), bob, "same id");
        assertTrue(plain.ownerOf(3) != alice, "in custody");
        vm.expectEmit(true, true, true, true, address(wrapper));
        emit IRentalWrapper.Unwrap(bob, carol, _ids(3));
        vm.prank(bob);
        wrapper.unwrap(_ids(3), carol);
        assertEq(plain.ownerOf(3), carol, "back");
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 3));
        wrapper.ownerOf(3);
    }

    function test_InterfacesOfTheErcs() public view {
        assertTrue(wrapper.supportsInterface(0xad092b5c), "ERC-4907");
        assertTrue(wrapper.supportsInterface(0x2a55205a), "ERC-2981");
        assertTrue(wrapper.supportsInterface(0x80ac58cd), "ERC-721");
        assertTrue(wrapper.supportsInterface(type(IRentalWrapper).interfaceId), "its own");
        assertFalse(wrapper.supportsInterface(0xffffffff), "no other");
        assertEq(address(wrapper.collection()), address(plain), "collection");
    }

    function test_UserKeepsItsTime() public {
        vm.expectEmit(true, true, true, true, address(wrapper));
        emit IERC4907.UpdateUser(1, carol, uint64(START + 100));
        vm.startPrank(alice);
        wrapper.setUser(1, carol, uint64(START + 100));
        bytes memory inUse = abi.encodeWithSelector(IRentalWrapper.ItemInUse.selector, 1, carol, START + 100);
        vm.expectRevert(inUse);
        wrapper.setUser(1, bob, uint64(START + 200));
        vm.expectRevert(inUse);
        wrapper.setUser(1, carol, uint64(START + 99));
        vm.expectRevert(inUse);
        wrapper.setUser(1, address(0), 0);
        vm.expectRevert(inUse);
        wrapper.unwrap(_ids(1), alice);
        wrapper.setUser(1, carol, uint64(START + 100));
        wrapper.setUser(1, carol, uint64(START + 200));
        wrapper.transferFrom(alice, bob, 1);
        vm.stopPrank();
        assertEq(wrapper.userOf(1), carol, "RENTER_KEEPS_PAID_TIME: over a sale");
        assertEq(wrapper.userExpires(1), START + 200, "and longer");
        vm.warp(START + 200);
        assertEq(wrapper.userOf(1), carol, "USER_EXPIRES_INCLUSIVE");
        vm.warp(START + 201);
        assertEq(wrapper.userOf(1), address(0), "USER_EXPIRES_INCLUSIVE");
        vm.prank(bob);
        wrapper.unwrap(_ids(1), bob);
        assertEq(wrapper.userExpires(1), 0, "forgotten");
    }

    function test_PassesLooksAndRoyaltiesOn() public {
        DevnetPlainCollection badges = new DevnetPlainCollection("Badges", "BADGE");
        RentalWrapper wrapped = new RentalWrapper(IERC721(address(badges)), "W", "W", 1);
        badges.mint(alice, _ids(7));
        vm.startPrank(alice);
        badges.approve(address(wrapped), 7);
        wrapped.wrap(_ids(7), alice);
        vm.stopPrank();
        assertEq(wrapped.tokenURI(7), badges.tokenURI(7), "looks");
        (address receiver, uint256 amount) = wrapped.royaltyInfo(7, 1_000);
        assertEq(receiver, address(0), "none to pass on");
        (receiver, amount) = wrapper.royaltyInfo(1, 1_000);
        assertEq(receiver, address(0xc0ffee), "receiver");
        assertEq(amount, 50, "amount");
        plain.setRoyalty(address(1), 1, RoyaltyCollection.Mood.Short);
        (receiver, amount) = wrapper.royaltyInfo(1, 1_000);
        assertEq(receiver, address(0), "half an answer is none");
        assertEq(amount, 0, "and of nothing");
        vm.mockCallRevert(address(plain), abi.encodeWithSelector(plain.tokenURI.selector), "no");
        assertEq(wrapper.tokenURI(1), "", "a collection that can't draw");
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 99));
        wrapper.tokenURI(99);
    }

    /// @dev What a plain collection lacks, the wrapper has: its items earn rent in a vault.
    function test_WrappedItemsAreRentedOutByAVault() public {
        vault = _newVault(IERC721(address(wrapper)));
        assertTrue(vault.rentable(), "rentable");
        vm.startPrank(alice);
        wrapper.setApprovalForAll(address(vault), true);
        vault.deposit(_ids(1, 2), alice);
        vm.stopPrank();
        vm.warp(START + 1);
        (, uint64 until) = _rent(carol, 1, 100);
        assertEq(wrapper.userOf(1), carol, "user");
        _rent(carol, 1, 100);
        assertEq(wrapper.userExpires(1), until + 100, "made longer");
    }

    /* HOSTILITY */

    function test_RevertWhen_CollectionLiesOrReenters() public {
        plain.keepItems(true);
        vm.startPrank(alice);
        vm.expectPartialRevert(IRentalWrapper.ItemNotMoved.selector);
        wrapper.wrap(_ids(3), alice);
        vm.expectPartialRevert(IRentalWrapper.ItemNotMoved.selector);
        wrapper.unwrap(_ids(1), alice);
        plain.keepItems(false);
        bytes[2] memory entries = [
            abi.encodeCall(IRentalWrapper.wrap, (_ids(4), alice)),
            abi.encodeCall(IRentalWrapper.unwrap, (_ids(2), alice))
        ];
        for (uint256 i = 0; i < 2; ++i) {
            plain.callBack(address(wrapper), entries[i]);
            wrapper.unwrap(_ids(1), alice);
            _assertShut();
            wrapper.wrap(_ids(1), alice);
            _assertShut();
        }
        vm.stopPrank();
    }

    function _assertShut() private view {
        assertEq(
            plain.callResult(),
            abi.encodeWithSelector(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector),
            "ON_RECEIVED_REENTRY_SAFE"
        );
    }

    function test_RevertWhen_InputIsBad() public {
        vm.startPrank(bob);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InsufficientApproval.selector, bob, 1));
        wrapper.unwrap(_ids(1), bob);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InsufficientApproval.selector, bob, 1));
        wrapper.setUser(1, bob, 1);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 99));
        wrapper.setUser(99, bob, 1);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 99));
        wrapper.unwrap(_ids(99), bob);
        vm.expectRevert(IRentalWrapper.NoItems.selector);
        wrapper.wrap(new uint256[](0), bob);
        vm.expectRevert(IRentalWrapper.NoItems.selector);
        wrapper.unwrap(new uint256[](0), bob);
        vm.stopPrank();
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(IRentalWrapper.ExpiryTooFar.selector, uint64(1 << 40)));
        wrapper.setUser(1, bob, uint64(1 << 40));
        vm.prank(alice);
        wrapper.setUser(1, bob, type(uint40).max);
        assertEq(wrapper.userExpires(1), type(uint40).max, "the last second there is");
        DevnetToken token = new DevnetToken("T", "T", 18);
        vm.expectRevert(abi.encodeWithSelector(IRentalWrapper.NotACollection.selector, address(token)));
        new RentalWrapper(IERC721(address(token)), "W", "W", 1);
    }
}
