// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMarketplace, Fill, Order} from "../interfaces/IMarketplace.sol";
import {IOrderBook} from "../interfaces/IOrderBook.sol";

/// @title OrderBook
/// @notice Makes signed orders known by events.
contract OrderBook is IOrderBook {
    /// @inheritdoc IOrderBook
    address public immutable marketplace;

    constructor(address marketplace_) {
        marketplace = marketplace_;
    }

    /// @inheritdoc IOrderBook
    function publish(Order calldata order, bytes calldata signature) external returns (bytes32 orderHash) {
        IMarketplace market = IMarketplace(marketplace);
        orderHash = market.hashOrder(order);
        // Of a fill, only what the maker said is looked at: the least duration stands for any.
        Fill memory fill = Fill({
            order: order,
            signature: signature,
            id: order.id,
            durationSeconds: order.minSeconds,
            minProceeds: 0,
            to: order.maker
        });
        (, bool open) = market.quote(fill);
        require(open, OrderNotOpen(orderHash));
        emit PublishOrder(orderHash, order.maker, order.collection, order, signature);
    }
}
