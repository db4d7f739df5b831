// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IOrderBook} from "../../contracts/interfaces/IOrderBook.sol";
import {Fill, Order} from "../../contracts/interfaces/IMarketplace.sol";
import {OrderBook} from "../../contracts/nfts/OrderBook.sol";
import {MarketplaceBase} from "./MarketplaceBase.sol";

contract OrderBookTest is MarketplaceBase {
    OrderBook internal book;

    function setUp() public override {
        super.setUp();
        book = new OrderBook(address(market));
    }

    function test_PublishTellsWhatIsNeededToFill() public {
        Fill memory fill = _sign(_sale(1));
        bytes32 orderHash = market.hashOrder(fill.order);
        vm.expectEmit(true, true, true, true, address(book));
        emit IOrderBook.PublishOrder(orderHash, maker, address(collection), fill.order, fill.signature);
        // Whoever publishes, the order is its maker's.
        vm.prank(carol);
        assertEq(book.publish(fill.order, fill.signature), orderHash, "hash");

        vm.prank(bob);
        market.fill(fill);
        assertEq(collection.ownerOf(1), bob, "the published order can be filled");
    }

    function test_PublishWritesNothing() public {
        Fill memory fill = _sign(_sale(1));
        vm.record();
        book.publish(fill.order, fill.signature);
        (, bytes32[] memory bookWrites) = vm.accesses(address(book));
        (, bytes32[] memory marketWrites) = vm.accesses(address(market));
        assertEq(bookWrites.length + marketWrites.length, 0, "LANE_INDEPENDENCE: publishing writes no slot");
    }

    function test_RevertWhen_SomeoneElseSigned() public {
        Fill memory fill = _signBy(KEY + 1, _sale(1));
        _refused(fill);
    }

    function test_RevertWhen_AFieldIsChanged() public {
        Fill memory fill = _sign(_sale(1));
        fill.order.price = 1;
        _refused(fill);
    }

    function test_RevertWhen_Cancelled() public {
        Fill memory fill = _sign(_sale(1));
        vm.prank(maker);
        market.cancel(_one(1));
        _refused(fill);
    }

    function test_RevertWhen_Expired() public {
        Fill memory fill = _sign(_sale(1));
        vm.warp(fill.order.end + 1);
        _refused(fill);
    }

    function test_RevertWhen_AllWereCancelled() public {
        Fill memory fill = _sign(_sale(1));
        vm.prank(maker);
        market.cancelAll();
        _refused(fill);
    }

    function _refused(Fill memory fill) internal {
        bytes32 orderHash = market.hashOrder(fill.order);
        vm.expectRevert(abi.encodeWithSelector(IOrderBook.OrderNotOpen.selector, orderHash));
        book.publish(fill.order, fill.signature);
    }
}
