// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Item, ItemList, ItemListLib} from "../../contracts/nfts/ItemListLib.sol";
import {Test} from "../helpers/Test.sol";

/// @notice The end of a lane's places, which no vault comes to.
contract ItemListTest is Test {
    using ItemListLib for ItemList;

    ItemList private list;
    mapping(uint256 id => Item) private items;

    function test_RevertWhen_AllPlacesAreUsed() public {
        list.head = list.tail = ItemListLib.RENTED - 2;
        this.push(1);
        assertEq(list.free(), 1, "the last place");
        vm.expectRevert(ItemListLib.LaneIsFull.selector);
        this.push(2);
        list.toRented(items, 1, items[1].place);
        assertEq(list.held(), 1, "what is there can still be rented");
        list.remove(items, items[1].place);
        assertEq(list.held(), 0, "and taken out");
        vm.expectRevert(ItemListLib.LaneIsFull.selector);
        this.push(1);
    }

    function push(uint256 id) external {
        list.push(items, id);
    }
}
