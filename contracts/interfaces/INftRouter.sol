// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {INftVault} from "./INftVault.sol";
import {Curve} from "./IPool.sol";
import {IRoyaltyLanes} from "./IRoyaltyLanes.sol";

/// @notice A trade of items for a vault's quote token, through the pool of the two at a fee, shard and curve.
/// @dev Buying: `ids` are the wanted ones, or none and `count` says how many of any. Selling: `ids` only. `limit`, in
/// units of the quote token, is the most that buying costs or the least that selling brings, royalties included.
struct ItemTrade {
    INftVault vault;
    uint24 feePips;
    uint8 shard;
    Curve curve;
    uint256[] ids;
    uint256 count;
    uint256 limit;
    address to;
    uint256 deadline;
}

/// @title INftRouter
/// @notice Buys items out of NftVaults, and sells into them, for the quote token in one transaction, and pays royalties.
/// @dev It holds royalties only. Each trade also writes the reserves of the pool it goes through.
interface INftRouter is IRoyaltyLanes {
    /// @notice Emitted when items are bought; `paid` includes `royalty`, in units of the quote token.
    event BuyItems(
        address indexed vault,
        address indexed buyer,
        address indexed to,
        uint256[] ids,
        uint256 paid,
        uint256 royalty
    );
    /// @notice Emitted when items are sold; `received` is what is left after `royalty`, in units of the quote token.
    event SellItems(
        address indexed vault,
        address indexed seller,
        address indexed to,
        uint256[] ids,
        uint256 received,
        uint256 royalty
    );

    /// @notice Thrown after the deadline of a call.
    error DeadlineExpired(uint256 deadline, uint256 time);
    /// @notice Thrown where buying would cost more than the limit, in units of the quote token.
    error TooMuchIn(uint256 amountIn, uint256 limit);
    /// @notice Thrown where selling would bring less than the limit, in units of the quote token.
    error TooLittleOut(uint256 amountOut, uint256 limit);
    /// @notice Thrown where a trade names no item, or both ids and a count.
    error NoItems();
    /// @notice Thrown where there is no pool of the item token and the quote token.
    error NoSuchPool(address pool);
    /// @notice Thrown where the caller neither has a position nor is approved for it.
    error NotAuthorized(uint256 position, address caller);

    /// @notice What `buy` would cost now, royalties included, in units of the quote token.
    function quoteBuy(ItemTrade calldata trade) external view returns (uint256 amountIn);

    /// @notice What `sell` would bring now, royalties taken off, in units of the quote token.
    function quoteSell(ItemTrade calldata trade) external view returns (uint256 amountOut);

    /// @notice Buys items with the caller's quote tokens: a swap, a redemption and the royalty.
    function buy(ItemTrade calldata trade) external returns (uint256[] memory ids, uint256 paid);

    /// @notice Sells the caller's items: a deposit, a swap and the royalty.
    function sell(ItemTrade calldata trade) external returns (uint256 received);

    /// @notice Buys item tokens for `count` items with the caller's quote tokens, and stakes them for `to`.
    function buyAndStake(ItemTrade calldata trade) external returns (uint256 position, uint256 paid);

    /// @notice Deposits the caller's items, and stakes the item tokens for `to`.
    function depositAndStake(INftVault vault, uint256[] calldata ids, address to) external returns (uint256 position);

    /// @notice Unstakes from a position of the caller's, for which this contract must be approved, and redeems `count`
    /// items for `to`.
    function unstakeAndRedeem(
        INftVault vault,
        uint256 position,
        uint256 count,
        address to
    ) external returns (uint256[] memory ids);

    /// @notice Unstakes from a position of the caller's, for which this contract must be approved, and sells `stake` units
    /// of the item token for at least `limit` of the quote token.
    function unstakeAndSell(
        ItemTrade calldata trade,
        uint256 position,
        uint256 stake
    ) external returns (uint256 received);

    /// @notice Uses an ERC-2612 permit for the router, without failing where it was used already; for `multicall`.
    function selfPermit(address token, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external;
}
