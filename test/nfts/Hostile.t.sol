// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {INftVault, NftFees, RentTerms} from "../../contracts/interfaces/INftVault.sol";
import {NftVault, NftVaultParams} from "../../contracts/nfts/NftVault.sol";
import {Purse} from "../../contracts/lanes/Purse.sol";
import {HostileCollection} from "../mocks/HostileCollection.sol";
import {HostileQuote} from "../mocks/HostileQuote.sol";
import {NftVaultBase} from "./NftVaultBase.sol";

contract NftVaultHostileTest is NftVaultBase {
    HostileCollection private hostile;
    HostileQuote private hostileQuote;
    NftVault private target;

    function setUp() public override {
        super.setUp();
        hostile = new HostileCollection();
        hostileQuote = new HostileQuote();
        target = new NftVault(
            NftVaultParams({
                collection: IERC721(address(hostile)),
                quoteToken: hostileQuote,
                receipts: receiptsCode,
                name: "Hostile item",
                symbol: "iHOSTILE",
                lanes: LANES,
                authority: address(authority),
                fees: NftFees(0, 0, 0),
                rentTerms: RentTerms(1e18, MIN_SECONDS, MAX_SECONDS, 0.5e18)
            })
        );
        for (uint256 id = 1; id <= 8; ++id) {
            hostile.mint(address(this), id);
        }
        hostile.setApprovalForAll(address(target), true);
        hostileQuote.mint(address(this), 1e9);
        hostileQuote.approve(address(target), 1e9);
        target.deposit(_ids(1, 4), address(this));
        vm.warp(block.timestamp + 1);
    }

    /* RE-ENTRY */

    function test_RevertWhen_CollectionReenters() public {
        bytes[] memory entries = _entries();
        for (uint256 i = 0; i < entries.length; ++i) {
            hostile.callBack(address(target), entries[i]);
            vm.warp(block.timestamp + 1);
            target.deposit(_ids(5), address(this));
            vm.warp(block.timestamp + 1);
            _assertShut(hostile.calls(), 1, hostile.callResult());
            target.rent(1, address(this), MIN_SECONDS, 1e9);
            _assertShut(hostile.calls(), 2, hostile.callResult());
            target.swap(_ids(6), _ids(5), address(this), 0);
            _assertShut(hostile.calls(), 4, hostile.callResult());
            vm.warp(block.timestamp + 1);
            target.redeemTargeted(_ids(6), address(this), 0);
            _assertShut(hostile.calls(), 5, hostile.callResult());
            uint256[] memory ids = target.redeem(1, address(this));
            _assertShut(hostile.calls(), 6, hostile.callResult());
            vm.warp(block.timestamp + MIN_SECONDS + 1);
            target.deposit(ids, address(this));
        }
    }

    function test_RevertWhen_QuoteTokenReenters() public {
        bytes[] memory entries = _entries();
        for (uint256 i = 0; i < entries.length; ++i) {
            hostileQuote.callBack(address(target), entries[i]);
            target.rent(1, address(this), MIN_SECONDS, 1e9);
            _assertShut(hostileQuote.calls(), i + 1, hostileQuote.callResult());
            vm.warp(block.timestamp + MIN_SECONDS + 1);
        }
    }

    /// @dev The receiver's own hook is never called, so it neither re-enters nor blocks.
    function test_ReceiverHasNoSay() public {
        target.redeem(1, address(target.collection()));
        assertEq(hostile.balanceOf(address(hostile)), 1, "ON_RECEIVED_REENTRY_SAFE: no hook is asked");
    }

    /* LIES */

    function test_RevertWhen_ItemDoesNotComeIn() public {
        hostile.keepItems(true);
        address purse = address(target.purseOf(target.laneOf(address(this))));
        vm.expectRevert(abi.encodeWithSelector(INftVault.ItemNotMoved.selector, 5, purse, address(this)));
        target.deposit(_ids(5), address(this));
        vm.expectRevert(abi.encodeWithSelector(INftVault.ItemNotMoved.selector, 5, purse, address(this)));
        target.swap(_ids(5), _ids(1), address(this), 0);
    }

    function test_RevertWhen_ItemDoesNotGoOut() public {
        hostile.keepItems(true);
        address purse = address(target.purseOf(target.laneOf(address(this))));
        vm.expectRevert(abi.encodeWithSelector(INftVault.ItemNotMoved.selector, 1, alice, purse));
        target.redeem(1, alice);
        vm.expectRevert(abi.encodeWithSelector(INftVault.ItemNotMoved.selector, 1, alice, purse));
        target.redeemTargeted(_ids(1), alice, 0);
    }

    function test_RevertWhen_ItemGoesElsewhere() public {
        hostile.divert(bob);
        vm.expectRevert(abi.encodeWithSelector(INftVault.ItemNotMoved.selector, 1, alice, bob));
        target.redeem(1, alice);
    }

    function test_RevertWhen_CollectionSetsNoUser() public {
        hostile.keepUser(true);
        vm.expectRevert(abi.encodeWithSelector(INftVault.UserNotSet.selector, 1, carol, address(0)));
        target.rent(1, carol, MIN_SECONDS, 1e9);
        hostile.keepUser(false);
        target.rent(1, address(this), MIN_SECONDS, 1e9);
        hostile.keepUser(true);
        vm.expectRevert(abi.encodeWithSelector(INftVault.UserNotSet.selector, 1, address(this), address(this)));
        target.rent(1, address(this), MIN_SECONDS, 1e9);
    }

    /// @dev This collection keeps the user over a transfer, so a user set before would outlive the deposit.
    function test_RevertWhen_DepositorKeepsTheUse() public {
        hostile.setUser(5, carol, uint64(block.timestamp + 1_000));
        vm.expectRevert(abi.encodeWithSelector(INftVault.ItemHasUser.selector, 5, carol));
        target.deposit(_ids(5), address(this));
    }

    function test_RevertWhen_QuoteTokenKeepsAPart() public {
        hostileQuote.keep(100);
        vm.expectRevert(abi.encodeWithSelector(INftVault.RentNotReceived.selector, 600, 594));
        target.rent(1, carol, 600, 1e9);
    }

    /// @dev A collection that is upgraded between deposit and redemption harms its own items, not the others' backing.
    function test_CollectionThatStopsMovingHoldsUpItsItemsAlone() public {
        vm.mockCallRevert(
            address(hostile),
            abi.encodeWithSignature("transferFrom(address,address,uint256)", _purse(), address(this), 1),
            "frozen"
        );
        vm.expectRevert();
        target.redeem(1, address(this));
        target.redeemTargeted(_ids(2), address(this), 0);
        vm.mockCall(address(hostile), abi.encodeWithSelector(hostile.ownerOf.selector, 3), abi.encode(address(this)));
        vm.prank(alice);
        vm.expectRevert();
        target.redeemTargeted(_ids(3), alice, 0);
        vm.clearMockedCalls();
        target.redeem(1, address(this));
        assertEq(hostile.balanceOf(_purse()), 2, "the rest is there");
        assertEq(target.totalSupply(), 2 * ITEM, "NFT_BACKING_EQ_CLAIMS");
    }

    function _purse() private view returns (address) {
        return address(target.purseOf(target.laneOf(address(this))));
    }

    /* CUSTODY */

    function test_RevertWhen_AnyoneOrdersAPurse() public {
        Purse purse = target.purseOf(0);
        bytes memory refused = abi.encodeWithSelector(Purse.NotParent.selector, address(this));
        vm.expectRevert(refused);
        purse.payNft(IERC721(address(hostile)), address(this), 1);
        vm.expectRevert(refused);
        purse.pay(hostileQuote, address(this), 1);
        vm.expectRevert(refused);
        purse.lend(hostile, 1, address(this), type(uint64).max);
    }

    function _entries() private view returns (bytes[] memory entries) {
        entries = new bytes[](13);
        entries[0] = abi.encodeCall(INftVault.deposit, (_ids(8), address(this)));
        entries[1] = abi.encodeCall(INftVault.redeem, (1, address(this)));
        entries[2] = abi.encodeCall(INftVault.redeemTargeted, (_ids(1), address(this), 0));
        entries[3] = abi.encodeCall(INftVault.swap, (_ids(8), _ids(1), address(this), 0));
        entries[4] = abi.encodeCall(INftVault.rent, (2, address(this), MIN_SECONDS, 1e9));
        entries[5] = abi.encodeCall(INftVault.release, (_ids(1)));
        entries[6] = abi.encodeCall(INftVault.collect, (_allLanes()));
        entries[7] = abi.encodeCall(INftVault.depositArrived, (_ids(8), address(this), address(this)));
        entries[8] = abi.encodeCall(INftVault.reserve, (_ids(8), address(this)));
        entries[9] = abi.encodeCall(INftVault.withdraw, (_ids(7), address(this)));
        entries[10] = abi.encodeCall(INftVault.claimRent, (_ids(7), address(this)));
        entries[11] = abi.encodeCall(INftVault.claimRented, (_ids(1), address(this), 0));
        entries[12] = abi.encodeCall(INftVault.recall, (_ids(7), true));
    }

    function _assertShut(uint256 calls, uint256 expected, bytes memory result) private pure {
        assertEq(calls, expected, "it did call back");
        assertEq(
            result,
            abi.encodeWithSelector(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector),
            "ON_RECEIVED_REENTRY_SAFE"
        );
    }
}
