// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {Eligibility, INftVault} from "../../contracts/interfaces/INftVault.sol";
import {NftVaultBase} from "./NftVaultBase.sol";

/// @notice Which ids a vault takes, and what each costs to rent: by list, range or Merkle tree.
contract NftVaultTermsTest is NftVaultBase {
    uint128 private constant RARE_WAD = 5e18;

    function setUp() public override {
        super.setUp();
        _deposit(alice, 10, 4);
        _deposit(bob, 20, 4);
    }

    /* ELIGIBILITY */

    function test_RangeBoundsWhatComesIn() public {
        vm.expectEmit(true, true, true, true, address(vault));
        emit INftVault.SetEligibility(10, 30, 0);
        vault.setEligibility(Eligibility(10, 30, 0));
        assertTrue(vault.isEligible(10) && vault.isEligible(30), "both ends");
        assertFalse(vault.isEligible(9) || vault.isEligible(31), "none outside");
        _deposit(alice, 30, 1);
        uint256[] memory ids = _mintApproved(alice, 31, 1);
        bytes memory refused = abi.encodeWithSelector(INftVault.ItemNotEligible.selector, 31);
        vm.startPrank(alice);
        vm.expectRevert(refused);
        vault.deposit(ids, alice);
        vm.expectRevert(refused);
        vault.swap(ids, _ids(10), alice, ITEM);
        vault.redeemTargeted(_ids(30), alice, ITEM);
        vm.stopPrank();
        Eligibility memory set = vault.eligibility();
        assertEq(set.minId * 100 + set.maxId, 1_030, "as set");
    }

    function test_TreeBoundsWhatComesIn() public {
        (bytes32 root, bytes32[][] memory proofs) = _tree(_leaf(abi.encode(40)), _leaf(abi.encode(41)));
        vault.setEligibility(Eligibility(0, type(uint256).max, root));
        uint256[] memory ids = _mintApproved(alice, 40, 3);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(INftVault.ItemNotEligible.selector, 40));
        vault.deposit(ids, alice);

        vm.expectEmit(true, true, true, true, address(vault));
        emit INftVault.AdmitItems(_ids(40, 2));
        vault.admit(_ids(40, 2), proofs);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(INftVault.ItemNotEligible.selector, 42));
        vault.deposit(ids, alice);
        vm.prank(alice);
        vault.deposit(_ids(40, 2), alice);
        _assertBacked();
    }

    function test_RevertWhen_ProofIsOfAnother() public {
        (bytes32 root, bytes32[][] memory proofs) = _tree(_leaf(abi.encode(40)), _leaf(abi.encode(41)));
        vm.expectRevert(abi.encodeWithSelector(INftVault.BadProof.selector, 40));
        vault.admit(_ids(40, 2), proofs);
        vault.setEligibility(Eligibility(0, 100, root));
        vm.expectRevert(abi.encodeWithSelector(INftVault.BadProof.selector, 41));
        vault.admit(_ids(41, 2), proofs);
        vm.expectRevert(abi.encodeWithSelector(INftVault.UnequalLists.selector, 1, 2));
        vault.admit(_ids(40), proofs);
    }

    function test_RevertWhen_EligibilityIsSetAgainOrEmpty() public {
        vm.expectRevert(abi.encodeWithSelector(INftVault.EmptyEligibility.selector, 2, 1));
        vault.setEligibility(Eligibility(2, 1, 0));
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, alice));
        vault.setEligibility(Eligibility(1, 1, 0));
        vault.setEligibility(Eligibility(1, 1, 0));
        vm.expectRevert(INftVault.EligibilityIsSet.selector);
        vault.setEligibility(Eligibility(1, 1, 0));
    }

    /* RENTS */

    function test_IdsHaveRentsOfTheirOwn() public {
        uint256 common = vault.rentPrice(11, 600);
        vm.expectEmit(true, true, true, true, address(vault));
        emit INftVault.SetRentPrice(10, RARE_WAD);
        vault.setRentPrices(_ids(10), RARE_WAD);
        assertEq(vault.rentPrice(10, 600), 3_000, "its own");
        assertEq(vault.rentPrice(11, 600), common, "the collection's");
        (uint256 paid, ) = _rent(carol, 10, 600);
        assertEq(paid, 3_000, "paid");
        vault.setRentPrices(_ids(10), 1);
        assertEq(vault.rentPrice(10, 600), 1, "be it the least");
        vault.setRentPrices(_ids(10), 0);
        assertEq(vault.rentPrice(10, 600), common, "the collection's again");
    }

    function test_ListSetsRents() public {
        vault.setRentPrices(_ids(12), RARE_WAD);
        (bytes32 root, bytes32[][] memory proofs) = _tree(
            _leaf(abi.encode(10, uint256(RARE_WAD))),
            _leaf(abi.encode(11, uint256(2e18)))
        );
        vm.expectEmit(true, true, true, true, address(vault));
        emit INftVault.SetPriceRoot(root);
        vault.setPriceRoot(root);
        assertEq(vault.priceRoot(), root, "root");
        for (uint256 id = 10; id < 13; ++id) {
            vm.expectRevert(abi.encodeWithSelector(INftVault.PriceNotProven.selector, id));
            vault.rentPrice(id, 600);
        }
        vm.prank(carol);
        vm.expectRevert(abi.encodeWithSelector(INftVault.PriceNotProven.selector, 10));
        vault.rent(10, carol, 600, ITEM);

        uint128[] memory prices = new uint128[](2);
        (prices[0], prices[1]) = (RARE_WAD, 2e18);
        vm.prank(carol);
        vault.provePrices(_ids(10, 2), prices, proofs);
        assertEq(vault.rentPrice(10, 600), 3_000, "the trait's");
        assertEq(vault.rentPrice(11, 600), 1_200, "the other's");
        vault.setRentPrices(_ids(10), 1e18);
        vault.provePrices(_ids(10, 2), prices, proofs);
        assertEq(vault.rentPrice(10, 600), 600, "what the curator set since stands");
        vault.setRentPrices(_ids(10), 0);
        vault.provePrices(_ids(10, 2), prices, proofs);
        assertEq(vault.rentPrice(10, 600), 3_000, "until the curator gives it back to the list");
        vault.setPriceRoot(0);
        assertEq(vault.rentPrice(10, 600), 200, "void with the list");
    }

    function test_RevertWhen_RentIsNotOnTheList() public {
        (bytes32 root, bytes32[][] memory proofs) = _tree(
            _leaf(abi.encode(10, uint256(RARE_WAD))),
            _leaf(abi.encode(11, uint256(0)))
        );
        vault.setPriceRoot(root);
        uint128[] memory prices = new uint128[](2);
        (prices[0], prices[1]) = (1, 0);
        vm.expectRevert(abi.encodeWithSelector(INftVault.BadProof.selector, 10));
        vault.provePrices(_ids(10, 2), prices, proofs);
        prices[0] = RARE_WAD;
        vm.expectRevert(abi.encodeWithSelector(INftVault.ZeroPrice.selector, 11));
        vault.provePrices(_ids(10, 2), prices, proofs);
        vm.expectRevert(abi.encodeWithSelector(INftVault.UnequalLists.selector, 1, 2));
        vault.provePrices(_ids(10), prices, proofs);
        vm.expectRevert(abi.encodeWithSelector(INftVault.UnequalLists.selector, 2, 1));
        vault.provePrices(_ids(10, 2), new uint128[](1), proofs);
        vm.expectRevert(abi.encodeWithSelector(INftVault.UnequalLists.selector, 2, 1));
        vault.provePrices(_ids(10, 2), prices, new bytes32[][](1));
    }

    function test_RevertWhen_AStrangerSetsRents() public {
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, alice));
        vault.setRentPrices(_ids(10), 1);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, alice));
        vault.setPriceRoot(0);
        vm.stopPrank();
    }

    /* PERMIT */

    /// @dev A permit and a rental in one call, as a wallet without allowance sends them, and again with the permit used.
    function test_PermitAndRentInOneCall() public {
        uint256 key = 0xbeef;
        address renter = vm.addr(key);
        quote.mint(renter, ITEM);
        (uint8 v, bytes32 r, bytes32 s) = _signPermit(key, address(vault), 400);
        bytes[] memory calls = new bytes[](2);
        for (uint256 id = 10; id < 12; ++id) {
            calls[0] = abi.encodeCall(INftVault.selfPermit, (address(quote), 400, START, v, r, s));
            calls[1] = abi.encodeCall(INftVault.rent, (id, renter, 600, 200));
            vm.prank(renter);
            vault.multicall(calls);
            assertEq(collection.userOf(id), renter, "rented, though the permit may be used already");
        }
        assertEq(quote.allowance(renter, address(vault)), 0, "what was permitted is paid");
    }

    /* TREES */

    function _leaf(bytes memory data) private pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(data)));
    }

    function _tree(bytes32 a, bytes32 b) private pure returns (bytes32 root, bytes32[][] memory proofs) {
        root = a < b ? keccak256(abi.encode(a, b)) : keccak256(abi.encode(b, a));
        proofs = new bytes32[][](2);
        (proofs[0], proofs[1]) = (new bytes32[](1), new bytes32[](1));
        (proofs[0][0], proofs[1][0]) = (b, a);
    }
}
