// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ItemState} from "../interfaces/INftVault.sol";

/// @notice What a vault knows of an item. One slot.
/// @dev `place` is in its lane's list, for an item of the pool. `user` and `rentedUntil` are those of the last rental
/// since the item came in; 40 bits of time last 34,000 years. `fresh`: a depositor is known for it.
struct Item {
    ItemState state;
    bool fresh;
    uint8 lane;
    uint32 place;
    uint40 rentedUntil;
    address user;
}

/// @notice A lane's items of the pool. One slot, and one for each item.
/// @dev Free items are at the places from `head` up to below `tail`, those out on rent at the `rented` places from
/// `ItemListLib.RENTED` on.
struct ItemList {
    uint32 head;
    uint32 tail;
    uint32 rented;
    mapping(uint256 place => uint256 id) ids;
}

/// @title ItemListLib
/// @notice A line of free items, which are served from its head, beside a heap of those out on rent.
/// @dev ORDER. An item comes in at the tail. One that is taken from the middle leaves its place to the head of the line,
/// so nobody behind that place is served earlier for it, and taking one costs two moves whatever the length.
/// @dev BOUNDS. Places of free items are used once: 2^31 of them take 10^14 gas to use up.
library ItemListLib {
    /// @dev The first place of an item on rent.
    uint32 internal constant RENTED = 1 << 31;

    /// @notice Thrown when a lane has used up its places.
    error LaneIsFull();

    function free(ItemList storage list) internal view returns (uint256) {
        return list.tail - list.head;
    }

    function held(ItemList storage list) internal view returns (uint256) {
        return uint256(list.tail) - list.head + list.rented;
    }

    /// @notice Puts an item at the end of the line.
    function push(ItemList storage list, mapping(uint256 id => Item) storage items, uint256 id) internal {
        uint32 place = list.tail;
        require(place < RENTED - 1, LaneIsFull());
        list.tail = place + 1;
        _put(list, items, place, id);
    }

    /// @notice Takes the item at `place` out of its part.
    function remove(ItemList storage list, mapping(uint256 id => Item) storage items, uint32 place) internal {
        if (place < RENTED) {
            uint32 head = list.head;
            if (place != head) _put(list, items, place, list.ids[head]);
            delete list.ids[head];
            list.head = head + 1;
        } else {
            uint32 last = RENTED + list.rented - 1;
            if (place != last) _put(list, items, place, list.ids[last]);
            delete list.ids[last];
            --list.rented;
        }
    }

    /// @notice Moves a free item to those on rent.
    function toRented(
        ItemList storage list,
        mapping(uint256 id => Item) storage items,
        uint256 id,
        uint32 place
    ) internal {
        remove(list, items, place);
        uint32 rented = list.rented++;
        _put(list, items, RENTED + rented, id);
    }

    function _put(ItemList storage list, mapping(uint256 id => Item) storage items, uint32 place, uint256 id) private {
        list.ids[place] = id;
        items[id].place = place;
    }
}
