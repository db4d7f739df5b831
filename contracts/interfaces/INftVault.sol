// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {ILaneERC20} from "./ILaneERC20.sol";
import {IGauge} from "./IGauge.sol";

/// @notice Fees in WAD of an item token (1e18), for each item.
struct NftFees {
    uint64 depositFeeWad;
    uint64 targetedRedeemFeeWad;
    uint64 swapFeeWad;
}

/// @notice What rent costs and how long it may last.
/// @dev Price in units of the quote token a second, scaled by 1e18; durations in seconds; share in WAD of a lane's items.
struct RentTerms {
    uint128 pricePerSecondWad;
    uint32 minSeconds;
    uint32 maxSeconds;
    uint64 maxRentedWad;
}

/// @title INftVault
/// @notice Pools the items of one collection: each is worth 1e18 item tokens; the vault rents out what it holds.
/// @dev An item is in the lane of who brought it. A rented item stays until its rental is over.
interface INftVault is ILaneERC20 {
    /* EVENTS */

    /// @notice Emitted when items come in; `lane` is where they are, `minted` what the receiver got, `fee` what was kept.
    event DepositItems(
        address indexed sender,
        address indexed to,
        uint256 indexed lane,
        uint256[] ids,
        uint256 minted,
        uint256 fee
    );
    /// @notice Emitted when items leave; `burned` includes `fee`, both in item tokens.
    event RedeemItems(address indexed sender, address indexed to, uint256[] ids, uint256 burned, uint256 fee);
    /// @notice Emitted when items are exchanged one for one; `lane` is where those that came in are.
    event SwapItems(
        address indexed sender,
        address indexed to,
        uint256 indexed lane,
        uint256[] idsIn,
        uint256[] idsOut,
        uint256 fee
    );
    /// @notice Emitted when an item is rented or its rental made longer; `paid` in units of the quote token.
    event RentItem(
        uint256 indexed id,
        address indexed payer,
        address indexed user,
        uint256 lane,
        uint64 expires,
        uint256 paid
    );
    /// @notice Emitted when a lane's rent and fees go to the gauge.
    event Collect(uint256 indexed lane, uint256 rent, uint256 fees);
    event SetFees(uint256 depositFeeWad, uint256 targetedRedeemFeeWad, uint256 swapFeeWad);
    event SetRentTerms(uint256 pricePerSecondWad, uint256 minSeconds, uint256 maxSeconds, uint256 maxRentedWad);
    event SetGauge(address indexed gauge);
    event SetPaused(bool paused);

    /* VIEWS */

    function collection() external view returns (IERC721);

    /// @notice What rent is paid in.
    function quoteToken() external view returns (IERC20);

    /// @notice Where rent and fees go; its stake token is this vault's item token.
    function gauge() external view returns (IGauge);

    /// @notice Whether the collection has the ERC-4907 user role, so that items can be rented.
    function rentable() external view returns (bool);

    function fees() external view returns (NftFees memory);

    function rentTerms() external view returns (RentTerms memory);

    /// @notice Where an item is and until when, inclusive, it is rented (0 where it never was); `held` is false for
    /// an item that is not in this vault.
    function itemOf(uint256 id) external view returns (bool held, uint256 lane, uint64 rentedUntil);

    /// @notice How many items a lane holds, and how many of them are out on rent as the lane counts: an ended rental
    /// counts until the item is touched or `release`d.
    function laneItems(uint256 lane) external view returns (uint256 held, uint256 rented);

    /// @notice Up to `count` ids of a lane that can be redeemed now, from position `from` on.
    function redeemable(uint256 lane, uint256 from, uint256 count) external view returns (uint256[] memory ids);

    /// @notice What a lane owes to the gauge: rent in units of the quote token, fees in item tokens.
    function laneIncome(uint256 lane) external view returns (uint256 rent, uint256 itemFees);

    /// @notice What renting an item for `durationSeconds` costs, in units of the quote token, rounded up.
    function rentPrice(uint256 id, uint256 durationSeconds) external view returns (uint256);

    function paused() external view returns (bool);

    /* HOLDER */

    /// @notice Takes the caller's items and mints item tokens to `to`.
    function deposit(uint256[] calldata ids, address to) external returns (uint256 minted);

    /// @notice Burns `count` * 1e18 of the caller's item tokens for any items, of its own lane first. Never paused.
    function redeem(uint256 count, address to) external returns (uint256[] memory ids);

    /// @notice Burns the caller's item tokens for these very items, and a fee. Never paused.
    function redeemTargeted(uint256[] calldata ids, address to, uint256 maxFee) external returns (uint256 fee);

    /// @notice Exchanges the caller's items for others of the vault, for a fee in item tokens.
    function swap(
        uint256[] calldata idsIn,
        uint256[] calldata idsOut,
        address to,
        uint256 maxFee
    ) external returns (uint256 fee);

    /// @notice Makes `user` the user of an item for `durationSeconds`, or the caller's own rental that much longer.
    function rent(
        uint256 id,
        address user,
        uint256 durationSeconds,
        uint256 maxPrice
    ) external returns (uint256 paid, uint64 expires);

    /// @notice Makes items whose rental is over redeemable again. Open to anyone.
    function release(uint256[] calldata ids) external;

    /* SETTLEMENT */

    /// @notice Sends rent and fees of the given lanes to the gauge. Open to anyone.
    function collect(uint256[] calldata lanes_) external returns (uint256 rent_, uint256 fees_);
}
