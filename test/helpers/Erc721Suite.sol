// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {Erc721Receiver} from "../mocks/Erc721Receiver.sol";
import {Test} from "./Test.sol";

/// @title Erc721Suite
/// @notice The cases of OpenZeppelin's published `shouldBehaveLikeERC721` that need no mint of the suite's own, for any
/// ERC-721 that reverts with ERC-6093 errors.
/// @dev https://github.com/OpenZeppelin/openzeppelin-contracts/blob/v5.7.0/test/token/ERC721/ERC721.behavior.js
/// @dev An heir's `setUp` hands over a collection of which one owner has exactly two ids.
abstract contract Erc721Suite is Test {
    IERC721 private _token;
    address private _owner;
    uint256 private _firstId;
    uint256 private _secondId;
    address private _to = address(0x70);
    address private _approved = address(0xa9);
    address private _operator = address(0x09);
    address private _other = address(0x07);
    uint256 private constant UNKNOWN = uint256(keccak256("no such id"));

    function _subject(IERC721 token, address owner, uint256 firstId, uint256 secondId) internal {
        (_token, _owner, _firstId, _secondId) = (token, owner, firstId, secondId);
    }

    modifier prepared() {
        vm.startPrank(_owner);
        _token.approve(_approved, _firstId);
        _token.setApprovalForAll(_operator, true);
        vm.stopPrank();
        _;
    }

    /* BALANCES AND OWNERS */

    function test_ERC721_BalanceOf() public {
        assertEq(_token.balanceOf(_owner), 2, "balanceOf: of the owner");
        assertEq(_token.balanceOf(_other), 0, "balanceOf: of an account without any");
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InvalidOwner.selector, address(0)));
        _token.balanceOf(address(0));
    }

    function test_ERC721_OwnerOf() public {
        assertEq(_token.ownerOf(_firstId), _owner, "ownerOf");
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, UNKNOWN));
        _token.ownerOf(UNKNOWN);
    }

    function test_ERC721_Interfaces() public view {
        assertTrue(_token.supportsInterface(0x01ffc9a7), "ERC-165");
        assertTrue(_token.supportsInterface(0x80ac58cd), "ERC-721");
        assertTrue(_token.supportsInterface(0x5b5e139f), "ERC-721 metadata");
        assertFalse(_token.supportsInterface(0xffffffff), "ERC-165: the invalid id");
    }

    /* TRANSFERS */

    function test_ERC721_TransferByOwnerApprovedAndOperator() public prepared {
        address[3] memory callers = [_owner, _approved, _operator];
        for (uint256 i = 0; i < 3; ++i) {
            for (uint256 kind = 0; kind < 3; ++kind) {
                uint256 state = vm.snapshotState();
                _expectTransfer(_owner, _to, _firstId);
                _transfer(kind, callers[i], _owner, _to, _firstId);
                assertEq(_token.ownerOf(_firstId), _to, "transfers the ownership");
                assertEq(_token.getApproved(_firstId), address(0), "clears the approval");
                assertEq(_token.balanceOf(_owner), 1, "adjusts owners' balances");
                assertEq(_token.balanceOf(_to), 1, "adjusts owners' balances");
                vm.revertToState(state);
            }
        }
    }

    function test_ERC721_TransferByOperatorWithoutApproval() public prepared {
        vm.prank(_owner);
        _token.approve(address(0), _firstId);
        _expectTransfer(_owner, _to, _firstId);
        _transfer(0, _operator, _owner, _to, _firstId);
    }

    function test_ERC721_TransferToTheOwnerItself() public prepared {
        _expectTransfer(_owner, _owner, _firstId);
        _transfer(0, _owner, _owner, _owner, _firstId);
        assertEq(_token.ownerOf(_firstId), _owner, "keeps ownership");
        assertEq(_token.getApproved(_firstId), address(0), "clears the approval");
        assertEq(_token.balanceOf(_owner), 2, "keeps the owner's balance");
    }

    function test_ERC721_RevertWhen_TransferIsWrong() public prepared {
        for (uint256 kind = 0; kind < 3; ++kind) {
            vm.expectRevert(
                abi.encodeWithSelector(IERC721Errors.ERC721IncorrectOwner.selector, _other, _firstId, _owner)
            );
            _transfer(kind, _owner, _other, _to, _firstId);
            vm.expectRevert(
                abi.encodeWithSelector(IERC721Errors.ERC721InsufficientApproval.selector, _other, _firstId)
            );
            _transfer(kind, _other, _owner, _to, _firstId);
            vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, UNKNOWN));
            _transfer(kind, _owner, _owner, _to, UNKNOWN);
            vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InvalidReceiver.selector, address(0)));
            _transfer(kind, _owner, _owner, address(0), _firstId);
        }
    }

    function test_ERC721_SafeTransferAsksTheReceiver() public prepared {
        Erc721Receiver receiver = new Erc721Receiver();
        vm.expectEmit(true, true, true, true, address(receiver));
        emit Erc721Receiver.Received(_operator, _owner, _firstId, "42");
        vm.prank(_operator);
        _token.safeTransferFrom(_owner, address(receiver), _firstId, "42");
        vm.expectEmit(true, true, true, true, address(receiver));
        emit Erc721Receiver.Received(_owner, _owner, _secondId, "");
        vm.prank(_owner);
        _token.safeTransferFrom(_owner, address(receiver), _secondId);
    }

    function test_ERC721_RevertWhen_ReceiverRefuses() public prepared {
        Erc721Receiver receiver = new Erc721Receiver();
        receiver.set(0xdeadbeef, false);
        bytes memory invalid = abi.encodeWithSelector(IERC721Errors.ERC721InvalidReceiver.selector, address(receiver));
        vm.startPrank(_owner);
        vm.expectRevert(invalid);
        _token.safeTransferFrom(_owner, address(receiver), _firstId);
        receiver.set(0xdeadbeef, true);
        vm.expectRevert(Erc721Receiver.Unwanted.selector);
        _token.safeTransferFrom(_owner, address(receiver), _firstId);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InvalidReceiver.selector, address(this)));
        _token.safeTransferFrom(_owner, address(this), _firstId);
        vm.stopPrank();
    }

    /* APPROVALS */

    function test_ERC721_ApproveSetsChangesAndClears() public {
        address[3] memory approvals = [_approved, _other, address(0)];
        for (uint256 i = 0; i < 3; ++i) {
            vm.expectEmit(true, true, true, true, address(_token));
            emit IERC721.Approval(_owner, approvals[i], _firstId);
            vm.prank(_owner);
            _token.approve(approvals[i], _firstId);
            assertEq(_token.getApproved(_firstId), approvals[i], "approve");
        }
    }

    function test_ERC721_ApproveByOperatorOnly() public prepared {
        vm.expectEmit(true, true, true, true, address(_token));
        emit IERC721.Approval(_owner, _other, _secondId);
        vm.prank(_operator);
        _token.approve(_other, _secondId);
        vm.prank(_approved);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InvalidApprover.selector, _approved));
        _token.approve(_other, _firstId);
        vm.prank(_other);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InvalidApprover.selector, _other));
        _token.approve(_approved, _secondId);
        vm.prank(_operator);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, UNKNOWN));
        _token.approve(_other, UNKNOWN);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, UNKNOWN));
        _token.getApproved(UNKNOWN);
    }

    function test_ERC721_SetApprovalForAll() public {
        bool[3] memory values = [true, true, false];
        for (uint256 i = 0; i < 3; ++i) {
            vm.expectEmit(true, true, true, true, address(_token));
            emit IERC721.ApprovalForAll(_owner, _operator, values[i]);
            vm.prank(_owner);
            _token.setApprovalForAll(_operator, values[i]);
            assertTrue(_token.isApprovedForAll(_owner, _operator) == values[i], "setApprovalForAll");
        }
        vm.prank(_owner);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InvalidOperator.selector, address(0)));
        _token.setApprovalForAll(address(0), true);
    }

    /* HELPERS */

    function _transfer(uint256 kind, address caller, address from, address to, uint256 id) private {
        vm.prank(caller);
        if (kind == 0) _token.transferFrom(from, to, id);
        else if (kind == 1) _token.safeTransferFrom(from, to, id);
        else _token.safeTransferFrom(from, to, id, "data");
    }

    function _expectTransfer(address from, address to, uint256 id) private {
        vm.expectEmit(true, true, true, true, address(_token));
        emit IERC721.Transfer(from, to, id);
    }
}
