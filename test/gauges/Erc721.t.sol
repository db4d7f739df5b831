// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IGauge, Payout} from "../../contracts/interfaces/IGauge.sol";
import {NftReceiver} from "../mocks/NftReceiver.sol";
import {GaugeBase} from "./GaugeBase.sol";

/// @notice Positions as ERC-721s: ownership, approvals, transfers, receivers, interfaces, each error.
contract GaugeErc721Test is GaugeBase {
    uint256 private id;
    NftReceiver private receiver;

    function setUp() public override {
        super.setUp();
        id = stakeAs(alice, 10e18);
        receiver = new NftReceiver();
    }

    /* VIEWS */

    function test_BalancesAndOwners() public {
        assertEq(gauge.balanceOf(alice), 1, "one");
        assertEq(gauge.balanceOf(bob), 0, "none");
        assertEq(gauge.ownerOf(id), alice, "owner");
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InvalidOwner.selector, address(0)));
        gauge.balanceOf(address(0));
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 77));
        gauge.ownerOf(77);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 77));
        gauge.tokenURI(77);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 77));
        gauge.getApproved(77);
    }

    function test_Interfaces() public view {
        assertEq(gauge.name(), "LP gauge", "name");
        assertEq(gauge.symbol(), "gLP", "symbol");
        assertTrue(gauge.supportsInterface(0x01ffc9a7), "ERC-165");
        assertTrue(gauge.supportsInterface(0x80ac58cd), "ERC-721");
        assertTrue(gauge.supportsInterface(0x5b5e139f), "metadata");
        assertFalse(gauge.supportsInterface(0xffffffff), "what ERC-165 says is none");
        assertFalse(gauge.supportsInterface(0x780e9d63), "not enumerable: that would be shared slots");
    }

    /* APPROVALS */

    function test_ApproveAndClear() public {
        vm.expectEmit(true, true, true, true);
        emit IERC721.Approval(alice, bob, id);
        vm.prank(alice);
        gauge.approve(bob, id);
        assertEq(gauge.getApproved(id), bob, "approved");
        vm.prank(alice);
        gauge.approve(address(0), id);
        assertEq(gauge.getApproved(id), address(0), "cleared");
    }

    function test_OperatorApprovesAndMoves() public {
        vm.expectEmit(true, true, true, true);
        emit IERC721.ApprovalForAll(alice, bob, true);
        vm.prank(alice);
        gauge.setApprovalForAll(bob, true);
        assertTrue(gauge.isApprovedForAll(alice, bob), "operator");
        vm.startPrank(bob);
        gauge.approve(carol, id);
        gauge.transferFrom(alice, carol, id);
        vm.stopPrank();
        assertEq(gauge.ownerOf(id), carol, "moved");
        vm.prank(alice);
        gauge.setApprovalForAll(bob, false);
        assertFalse(gauge.isApprovedForAll(alice, bob), "no longer");
    }

    function test_RevertWhen_ApprovingBadly() public {
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InvalidApprover.selector, bob));
        vm.prank(bob);
        gauge.approve(carol, id);
        vm.prank(alice);
        gauge.approve(bob, id);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InvalidApprover.selector, bob));
        vm.prank(bob);
        gauge.approve(carol, id);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 77));
        gauge.approve(carol, 77);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InvalidOperator.selector, address(0)));
        vm.prank(alice);
        gauge.setApprovalForAll(address(0), true);
    }

    /* TRANSFERS */

    function test_TransferClearsApproval() public {
        vm.prank(alice);
        gauge.approve(bob, id);
        vm.expectEmit(true, true, true, true);
        emit IERC721.Transfer(alice, carol, id);
        vm.prank(bob);
        gauge.transferFrom(alice, carol, id);
        assertEq(gauge.getApproved(id), address(0), "cleared");
        assertEq(gauge.balanceOf(alice), 0, "from");
        assertEq(gauge.balanceOf(carol), 1, "to");
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InsufficientApproval.selector, bob, id));
        vm.prank(bob);
        gauge.unstake(id, 1, bob);
    }

    function test_TransferToOneself() public {
        vm.startPrank(alice);
        gauge.approve(bob, id);
        gauge.transferFrom(alice, alice, id);
        vm.stopPrank();
        assertEq(gauge.ownerOf(id), alice, "owner");
        assertEq(gauge.balanceOf(alice), 1, "balance");
        assertEq(gauge.getApproved(id), address(0), "cleared");
    }

    function test_RevertWhen_TransferringBadly() public {
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721IncorrectOwner.selector, bob, id, alice));
        gauge.transferFrom(bob, carol, id);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InvalidReceiver.selector, address(0)));
        gauge.transferFrom(alice, address(0), id);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 77));
        gauge.transferFrom(alice, bob, 77);
        vm.stopPrank();
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InsufficientApproval.selector, bob, id));
        vm.prank(bob);
        gauge.transferFrom(alice, bob, id);
    }

    /* RECEIVERS */

    function test_SafeTransferTellsTheReceiver() public {
        vm.prank(alice);
        gauge.approve(bob, id);
        vm.prank(bob);
        gauge.safeTransferFrom(alice, address(receiver), id, hex"42");
        assertEq(receiver.received(), abi.encode(bob, alice, id, hex"42"), "what it is told");
        assertEq(gauge.ownerOf(id), address(receiver), "moved");
        uint256 other = stakeAs(alice, 1);
        vm.prank(alice);
        gauge.safeTransferFrom(alice, address(receiver), other);
        assertEq(receiver.received(), abi.encode(alice, alice, other, bytes("")), "without data");
        uint256 third = stakeAs(alice, 1);
        vm.prank(alice);
        gauge.safeTransferFrom(alice, carol, third);
        assertEq(gauge.ownerOf(third), carol, "accounts without code are not asked");
    }

    function test_RevertWhen_ReceiverRefuses() public {
        bytes memory invalid = abi.encodeWithSelector(IERC721Errors.ERC721InvalidReceiver.selector, address(receiver));
        _expectRefusal(NftReceiver.Answer.Wrong, invalid);
        _expectRefusal(NftReceiver.Answer.RevertSilently, invalid);
        _expectRefusal(NftReceiver.Answer.Revert, abi.encodeWithSelector(NftReceiver.Refused.selector));
        _expectRefusal(NftReceiver.Answer.Panic, abi.encodeWithSignature("Panic(uint256)", 1));
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InvalidReceiver.selector, address(lp)));
        vm.prank(alice);
        gauge.safeTransferFrom(alice, address(lp), id);
        assertEq(gauge.ownerOf(id), alice, "it stays");
    }

    /// @dev The receiver is the owner by then: what it may do, it may do at once, and the books stay right.
    function test_ReceiverMayUseThePositionAtOnce() public {
        gauge.notify(address(usd), 7e6);
        waitAndSettle(1 days);
        uint256 owed = gauge.claimable(id)[0];
        bytes[5] memory calls = [
            abi.encodeCall(IGauge.unstake, (id, 10e18, address(receiver))),
            abi.encodeCall(IGauge.claim, (id, address(receiver))),
            abi.encodeCall(IGauge.split, (id, 4e18)),
            abi.encodeCall(IGauge.setPayout, (id, Payout.Pay, address(receiver))),
            abi.encodeCall(IERC721.transferFrom, (address(receiver), alice, id))
        ];
        for (uint256 i = 0; i < calls.length; ++i) {
            uint256 state = vm.snapshotState();
            receiver.setCallBack(address(gauge), calls[i]);
            vm.prank(alice);
            gauge.safeTransferFrom(alice, address(receiver), id);
            assertTrue(receiver.succeeded(), "ON_RECEIVED_REENTRY_SAFE: it owns the position");
            uint256 left = gauge.claimable(id)[0] + usd.balanceOf(address(receiver));
            if (i == 2) left += gauge.claimable(abi.decode(receiver.result(), (uint256)))[0];
            assertApprox(left, owed, 1, "ON_RECEIVED_REENTRY_SAFE: TRANSFER_CARRIES_CREDIT");
            assertEq(gauge.totalStake() + lp.balanceOf(address(receiver)), 10e18, "LANE_SUM");
            vm.revertToState(state);
        }
    }

    /* BURNS */

    function test_MergedPositionIsGone() public {
        uint256 into = stakeAs(alice, 1);
        vm.startPrank(alice);
        gauge.approve(bob, id);
        gauge.merge(id, into);
        vm.stopPrank();
        bytes memory gone = abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, id);
        vm.expectRevert(gone);
        gauge.ownerOf(id);
        vm.expectRevert(gone);
        gauge.getApproved(id);
        vm.expectRevert(gone);
        vm.prank(bob);
        gauge.transferFrom(alice, bob, id);
        assertEq(gauge.balanceOf(alice), 1, "the other");
        assertTrue(stakeAs(alice, 1) != id, "ids are not used again");
    }

    function _expectRefusal(NftReceiver.Answer answer, bytes memory reason) private {
        receiver.setAnswer(answer);
        vm.expectRevert(reason);
        vm.prank(alice);
        gauge.safeTransferFrom(alice, address(receiver), id);
    }
}
