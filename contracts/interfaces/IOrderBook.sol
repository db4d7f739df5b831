// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order} from "./IMarketplace.sol";

/// @title IOrderBook
/// @notice Where makers make their signed orders known, as events alone: there is no server to ask, nothing is stored, and
/// two that publish share no slot.
/// @dev An order need not be published to be filled, and a published one says nothing of the item: see
/// `IMarketplace.quote`. What makes an order void shows in the marketplace's events.
interface IOrderBook {
    /// @notice Emitted when an order is made known, `signature` being its maker's.
    event PublishOrder(
        bytes32 indexed orderHash,
        address indexed maker,
        address indexed collection,
        Order order,
        bytes signature
    );

    /// @notice Thrown where the marketplace would not fill the order now: see `IMarketplace.quote`.
    error OrderNotOpen(bytes32 orderHash);

    /// @notice The marketplace whose orders these are.
    function marketplace() external view returns (address);

    /// @notice Makes an open order known. Anyone may publish anyone's, for the signature is what counts.
    /// @return orderHash What the maker signed.
    function publish(Order calldata order, bytes calldata signature) external returns (bytes32 orderHash);
}
