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
/// @dev A deposited item is in the lane of who got its tokens, a swapped one in the lane of who brought it. A rented item
/// stays until its rental is over.
interface INftVault is ILaneERC20 {
    /* ERRORS */

    /// @notice Thrown where no item is named or asked for.
    error NoItems();
    /// @notice Thrown where a swap names more items of one side than of the other.
    error UnequalSwap(uint256 idsIn, uint256 idsOut);
    /// @notice Thrown where an item is brought that is in the vault already.
    error ItemHeld(uint256 id);
    /// @notice Thrown where an item is not in the vault.
    error ItemNotHeld(uint256 id);
    /// @notice Thrown where an item is out on rent until `rentedUntil`, a Unix time in seconds, inclusive.
    error ItemOnRent(uint256 id, uint64 rentedUntil);
    /// @notice Thrown where an item that is brought has an ERC-4907 user already.
    error ItemHasUser(uint256 id, address user);
    /// @notice Thrown where the collection did not move an item to `expected`: it says that `owner` has it.
    error ItemNotMoved(uint256 id, address expected, address owner);
    /// @notice Thrown where fewer items can be redeemed than asked for.
    error NotEnoughItems(uint256 requested, uint256 available);
    /// @notice Thrown where a fee, in item tokens, is above what the caller accepts.
    error FeeAboveMax(uint256 fee, uint256 maxFee);
    /// @notice Thrown where the collection has no ERC-4907 user role.
    error NotRentable(address collection);
    /// @notice Thrown where an item is rented for the zero address.
    error NoUser(uint256 id);
    /// @notice Thrown where the collection did not make `expected` the user of an item: it says that `user` is.
    error UserNotSet(uint256 id, address expected, address user);
    /// @notice Thrown where a rental is shorter than the least, or would end later from now than the most, in seconds.
    error RentalOutOfBounds(uint256 durationSeconds, uint256 minSeconds, uint256 maxSeconds);
    /// @notice Thrown where more than `limit` items of a lane would be out on rent.
    error LaneRentedOut(uint256 lane, uint256 rented, uint256 limit);
    /// @notice Thrown where rent, in units of the quote token, is above what the caller accepts.
    error PriceAboveMax(uint256 price, uint256 maxPrice);
    /// @notice Thrown where less rent arrived than was due: quote tokens that charge a fee on transfers are refused.
    error RentNotReceived(uint256 due, uint256 received);
    /// @notice Thrown where items would come in or be rented while the vault is paused.
    error VaultPaused();
    /// @notice Thrown where income is collected before a gauge is set.
    error NoGauge();
    /// @notice Thrown where a gauge is set for the second time.
    error GaugeIsSet(address gauge);
    /// @notice Thrown where a gauge does not stake this vault's token, or does not accept the token as a reward.
    error GaugeDoesNotFit(address gauge, address token);
    /// @notice Thrown where the gauge left some of what it was notified of.
    error GaugeTookLess(address token, uint256 left);
    /// @notice Thrown where a fee, in WAD, is above its bound.
    error FeeOutOfBounds(uint256 feeWad, uint256 maxWad);
    /// @notice Thrown where rent terms break the bounds that the vault's code sets.
    error RentTermsOutOfBounds(RentTerms terms);
    /// @notice Thrown where a collection is no ERC-721.
    error NotACollection(address collection);
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

    /// @notice Up to `count` ids of a lane that can be redeemed now, leaving out the first `from` of them.
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
