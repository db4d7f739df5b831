// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {DevnetPlainCollection} from "../../contracts/devnet/DevnetPlainCollection.sol";
import {DevnetRentableCollection} from "../../contracts/devnet/DevnetRentableCollection.sol";
import {Style} from "../../contracts/devnet/DevnetArtLib.sol";
import {Test} from "../helpers/Test.sol";

contract DevnetCollectionsTest is Test {
    address private constant ALICE = address(0xa11ce);
    address private constant BOB = address(0xb0b);
    address private constant ARTIST = address(0xa47);

    DevnetRentableCollection private land = new DevnetRentableCollection("Land", "LAND", ARTIST, 500, Style.Land);
    DevnetRentableCollection private art = new DevnetRentableCollection("Art", "ART", ARTIST, 750, Style.Art);
    DevnetPlainCollection private plain = new DevnetPlainCollection("Badges", "BADGE");

    function setUp() public {
        vm.warp(1_000);
        land.mint(ALICE, _ids());
        art.mint(ALICE, _ids());
        plain.mint(ALICE, _ids());
    }

    function test_AnyoneMintsExplicitIds() public view {
        assertEq(land.ownerOf(7), ALICE, "land");
        assertEq(plain.ownerOf(type(uint256).max), ALICE, "plain");
    }

    function test_SaysWhatItSupports() public view {
        assertTrue(land.supportsInterface(0xad092b5c), "ERC-4907");
        assertTrue(land.supportsInterface(0x2a55205a), "ERC-2981");
        assertTrue(land.supportsInterface(0x80ac58cd), "ERC-721");
        assertFalse(plain.supportsInterface(0xad092b5c), "the plain one has no users");
        (address receiver, uint256 royalty) = land.royaltyInfo(7, 10_000);
        assertEq(receiver, ARTIST, "royalty receiver");
        assertEq(royalty, 500, "royalty");
    }

    function test_UserIsUserUntilExpiryInclusive() public {
        vm.prank(ALICE);
        land.setUser(7, BOB, 1_100);
        vm.warp(1_100);
        assertEq(land.userOf(7), BOB, "USER_EXPIRES_INCLUSIVE: the last second counts");
        vm.warp(1_101);
        assertEq(land.userOf(7), address(0), "USER_EXPIRES_INCLUSIVE: and none after it");
        assertEq(land.userExpires(7), 1_100, "expiry");
    }

    function test_TransferEndsTheUse() public {
        vm.startPrank(ALICE);
        land.setUser(7, BOB, 1_100);
        land.transferFrom(ALICE, BOB, 7);
        vm.stopPrank();
        assertEq(land.userOf(7), address(0), "a new owner starts without a user");
    }

    function test_RevertWhen_UserIsSetByAnother() public {
        vm.prank(BOB);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InsufficientApproval.selector, BOB, 7));
        land.setUser(7, BOB, 1_100);
    }

    function test_ReceiverOfRoyaltiesNamesAnother() public {
        vm.expectRevert(abi.encodeWithSelector(DevnetRentableCollection.NotRoyaltyReceiver.selector, ALICE));
        vm.prank(ALICE);
        land.setRoyalty(ALICE, 500);
        vm.prank(ARTIST);
        land.setRoyalty(BOB, 100);
        (address receiver, uint256 royalty) = land.royaltyInfo(7, 10_000);
        assertEq(receiver, BOB, "receiver");
        assertEq(royalty, 100, "royalty");
    }

    function test_PicturesDifferByStyleAndId() public {
        bytes32 picture = keccak256(bytes(land.tokenURI(7)));
        assertTrue(picture != keccak256(bytes(land.tokenURI(8))), "by id");
        assertTrue(picture != keccak256(bytes(art.tokenURI(7))), "by style");
        assertTrue(bytes(plain.tokenURI(7)).length > 500, "the plain one has a picture too");
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 9));
        land.tokenURI(9);
    }

    function _ids() private pure returns (uint256[] memory ids) {
        ids = new uint256[](3);
        (ids[0], ids[1], ids[2]) = (7, 8, type(uint256).max);
    }
}
