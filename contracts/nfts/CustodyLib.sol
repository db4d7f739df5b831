// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC4907} from "../interfaces/IERC4907.sol";
import {INftVault, ItemState} from "../interfaces/INftVault.sol";
import {LaneLib} from "../lanes/LaneLib.sol";
import {Item, ItemList, ItemListLib} from "./ItemListLib.sol";
import {NftVaultParts, NftVaultState} from "./NftVaultState.sol";

/// @title CustodyLib
/// @notice How a vault's items come in, go out, and are found.
library CustodyLib {
    using ItemListLib for ItemList;

    /// @notice Takes an item from its owner into the purse of `lane`, or finds it there.
    function takeIn(
        NftVaultState storage state,
        IERC721 collection,
        bool rentable,
        address from,
        uint256 id,
        uint256 lane,
        ItemState itemState
    ) internal {
        require(state.items[id].state == ItemState.None, INftVault.ItemHeld(id));
        markMoved(id);
        // A lane is below 64.
        state.items[id] = Item(itemState, false, uint8(lane), 0, 0, address(0));
        address purse = address(LaneLib.purseOf(lane));
        if (from != purse) collection.transferFrom(from, purse, id);
        _requireOwner(collection, id, purse);
        if (!rentable) return;
        // Some collections keep a user over a transfer: who brought the item would keep its use.
        address user = IERC4907(address(collection)).userOf(id);
        require(user == address(0), INftVault.ItemHasUser(id, user));
    }

    /// @notice Sends an item that the vault has forgotten to `to`.
    function sendOut(IERC721 collection, uint256 id, uint256 lane, address to) internal {
        markMoved(id);
        LaneLib.purseOf(lane).payNft(collection, to, id);
        _requireOwner(collection, id, to);
    }

    /// @notice Takes an item of the pool off the books.
    function forget(NftVaultState storage state, uint256 id, Item memory item) internal {
        state.lists[item.lane].remove(state.items, item.place);
        if (item.fresh) delete state.deposited[id];
        delete state.items[id];
    }

    function heldItem(NftVaultState storage state, uint256 id) internal view returns (Item memory item) {
        item = state.items[id];
        require(item.state != ItemState.None, INftVault.ItemNotHeld(id));
    }

    /// @dev Whether any lane has a free item; looks into the lane `own` first, and most often no further.
    function hasFree(NftVaultState storage state, uint256 own, uint256 lanes) internal view returns (bool) {
        for (uint256 i = 0; i < lanes; ++i) {
            if (state.lists[(own + i) & (lanes - 1)].free() != 0) return true;
        }
        return false;
    }

    /// @dev RENTED_ID_STAYS: whatever moves a named item of the pool out, or frees it, gets it from here.
    function unrentedItem(NftVaultState storage state, uint256 id) internal view returns (Item memory item) {
        item = heldItem(state, id);
        require(item.state == ItemState.Pooled, INftVault.ItemNotPooled(id));
        require(!isOnRent(item), INftVault.ItemOnRent(id, item.rentedUntil));
    }

    /// @dev Whatever uses a receipt gets its item from here.
    function reservedItem(
        NftVaultState storage state,
        NftVaultParts memory parts,
        uint256 id
    ) internal view returns (Item memory item) {
        item = state.items[id];
        require(item.state == ItemState.Reserved || item.state == ItemState.Recalled, INftVault.ItemNotReserved(id));
        require(parts.receipts.isAuthorized(msg.sender, id), INftVault.NotReceiptHolder(id, msg.sender));
    }

    /// @dev USER_EXPIRES_INCLUSIVE: the second `rentedUntil` still belongs to the user.
    function isOnRent(Item memory item) internal view returns (bool) {
        return block.timestamp <= item.rentedUntil;
    }

    /* ONE TRANSACTION */

    /// @notice Reverts where the item moved within this transaction, and notes that it does.
    /// @dev Transient, so it is forgotten with the transaction; the time tells transactions of different blocks apart
    /// where a simulation runs them as one.
    function markMoved(uint256 id) internal {
        requireUnmoved(id);
        bytes32 slot = _movedSlot(id);
        assembly ("memory-safe") {
            tstore(slot, timestamp())
        }
    }

    function requireUnmoved(uint256 id) internal view {
        bytes32 slot = _movedSlot(id);
        uint256 moved;
        assembly ("memory-safe") {
            moved := tload(slot)
        }
        require(moved != block.timestamp, INftVault.ItemMovedInTransaction(id));
    }

    /// @dev A hash, so that no id meets the slot of the reentrancy guard.
    function _movedSlot(uint256 id) private pure returns (bytes32) {
        return keccak256(abi.encode(id, "NftVault.moved"));
    }

    function _requireOwner(IERC721 collection, uint256 id, address expected) private view {
        address owner = collection.ownerOf(id);
        require(owner == expected, INftVault.ItemNotMoved(id, expected, owner));
    }
}
