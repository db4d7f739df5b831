// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {ILaneERC20} from "./ILaneERC20.sol";
import {IRewardSource} from "./IRewardSource.sol";
import {IGauge} from "./IGauge.sol";
import {INftReceipts} from "./INftReceipts.sol";

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

/// @notice What who names a certain item pays beyond the fee, if the item came in not long ago.
/// @dev `startWad`, in WAD of an item token, falls in equal steps of time to nothing over `decaySeconds`; the part
/// `depositorShareWad`, in WAD of the premium, is the depositor's, the rest a fee.
struct Premium {
    uint64 startWad;
    uint32 decaySeconds;
    uint64 depositorShareWad;
}

/// @notice Which ids a vault takes: from `minId` to `maxId`, and, where `root` is not zero, those in its Merkle tree.
/// @dev The tree's leaf of an id is keccak256(bytes.concat(keccak256(abi.encode(id)))), its pairs sorted.
struct Eligibility {
    uint256 minId;
    uint256 maxId;
    bytes32 root;
}

/// @notice Where an item stands: not here, in the pool, kept for who has its receipt, or kept and called back.
enum ItemState {
    None,
    Pooled,
    Reserved,
    Recalled
}

/// @title INftVault
/// @notice Pools the items of one collection: each is worth 1e18 item tokens; the vault rents out what it holds.
/// @dev A deposited item is in the lane of who got its tokens, a swapped one in the lane of who brought it. A rented item
/// stays until its rental is over. A reserved item is its receipt's and backs no item token.
interface INftVault is ILaneERC20, IRewardSource {
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
    /// @notice Thrown where the gauge did not take what it was notified of.
    error IncomeNotTaken(address token, uint256 lane, uint256 amount);
    /// @notice Thrown where anyone but the gauge asks for a lane's income, or the gauge for what is not being collected.
    error IncomeNotDue(address token, uint256 lane, uint256 amount);
    /// @notice Thrown where a fee, in WAD, is above its bound.
    error FeeOutOfBounds(uint256 feeWad, uint256 maxWad);
    /// @notice Thrown where rent terms break the bounds that the vault's code sets.
    error RentTermsOutOfBounds(RentTerms terms);
    /// @notice Thrown where a collection is no ERC-721.
    error NotACollection(address collection);
    /// @notice Thrown where what the vault's receipts would be a clone of has no code.
    error NotReceipts(address receipts);
    /// @notice Thrown where an item that came in within this transaction would go out or be rented, or one that went out
    /// would come back.
    error ItemMovedInTransaction(uint256 id);
    /// @notice Thrown where an item that is not in the pool is to be taken out of it.
    error ItemNotPooled(uint256 id);
    /// @notice Thrown where a receipt is used for an item that is not kept for one.
    error ItemNotReserved(uint256 id);
    /// @notice Thrown where a reserved item that was called back would be rented.
    error ItemIsRecalled(uint256 id);
    /// @notice Thrown where `caller` neither has the receipt of an item nor is approved for it.
    error NotReceiptHolder(uint256 id, address caller);
    /// @notice Thrown where a receipt is asked for an item that can be redeemed itself.
    error ItemNotOnRent(uint256 id);
    /// @notice Thrown where an id is outside of what the vault takes, or not yet proven to be inside.
    error ItemNotEligible(uint256 id);
    /// @notice Thrown where a proof does not lead from an id to the root.
    error BadProof(uint256 id);
    /// @notice Thrown where eligibility is set for the second time.
    error EligibilityIsSet();
    /// @notice Thrown where no id could be eligible.
    error EmptyEligibility(uint256 minId, uint256 maxId);
    /// @notice Thrown where the vault's rents come from a price list, and this id's was not proven yet.
    error PriceNotProven(uint256 id);
    /// @notice Thrown where lists that belong together are not of one length.
    error UnequalLists(uint256 length, uint256 otherLength);
    /// @notice Thrown where a premium breaks the bounds that the vault's code sets.
    error PremiumOutOfBounds(Premium premium);
    /// @notice Thrown where a rent of nothing is set for an id by proof.
    error ZeroPrice(uint256 id);

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
    /// @notice Emitted when a premium is paid for an item, in item tokens; `toDepositor` is a part of it.
    event PayPremium(
        uint256 indexed id,
        address indexed payer,
        address indexed depositor,
        uint256 premium,
        uint256 toDepositor
    );
    /// @notice Emitted when items are kept for the receipts that `to` gets; `lane` is where they are.
    event ReserveItems(address indexed sender, address indexed to, uint256 indexed lane, uint256[] ids);
    /// @notice Emitted when item tokens, `fee` included, are burned for the receipts of items that are out on rent.
    event ClaimRented(address indexed sender, address indexed to, uint256[] ids, uint256 burned, uint256 fee);
    /// @notice Emitted when receipts are given back for their items.
    event WithdrawItems(address indexed sender, address indexed to, uint256[] ids);
    /// @notice Emitted when a reserved item is taken off the rental market, or put back.
    event RecallItem(uint256 indexed id, bool recalled);
    /// @notice Emitted when a reserved item's rent, in units of the quote token, is paid to `to`.
    event ClaimRent(uint256 indexed id, address indexed to, uint256 amount);
    /// @notice Emitted when ids are proven to be eligible.
    event AdmitItems(uint256[] ids);
    /// @notice Emitted when an id gets a rent of its own, in units of the quote token a second, scaled by 1e18; with 0 it
    /// has the collection's again.
    event SetRentPrice(uint256 indexed id, uint256 pricePerSecondWad);
    /// @notice Emitted when a list of rents is set, or with 0 taken away; all rents of ids set before are void.
    event SetPriceRoot(bytes32 root);
    event SetEligibility(uint256 minId, uint256 maxId, bytes32 root);
    event SetPremium(uint256 startWad, uint256 decaySeconds, uint256 depositorShareWad);
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

    /// @notice The ERC-721 receipts of reserved items; a receipt has the id of its item.
    function receipts() external view returns (INftReceipts);

    function premium() external view returns (Premium memory);

    function eligibility() external view returns (Eligibility memory);

    /// @notice Whether the vault would take an id in now.
    function isEligible(uint256 id) external view returns (bool);

    /// @notice The root of the list of rents, 0 where there is none.
    function priceRoot() external view returns (bytes32);

    /// @notice What naming an item costs beyond the fee now, in item tokens, rounded up, and whose part of it is.
    function premiumOf(uint256 id) external view returns (uint256 premium_, address depositor);

    /// @notice What `redeemTargeted` of these items costs beyond 1e18 each, in item tokens.
    function targetedFee(uint256[] calldata ids) external view returns (uint256 fee);

    /// @notice Whether an item is in the pool, or kept for its receipt.
    function stateOf(uint256 id) external view returns (ItemState);

    /// @notice What `claimRent` would pay for a reserved item, in units of the quote token, rounded down.
    function claimableRent(uint256 id) external view returns (uint256);

    /// @notice What a lane was paid for time to come, and owes to receipts, in units of the quote token, rounded up.
    function laneUnearned(uint256 lane) external view returns (uint256);

    /// @notice Where an item is and until when, inclusive, it is rented (0 where it never was); `held` is false for
    /// an item that is not in this vault.
    function itemOf(uint256 id) external view returns (bool held, uint256 lane, uint64 rentedUntil);

    /// @notice How many items of the pool a lane holds, and how many of them are out on rent as the lane counts: an
    /// ended rental counts until the item is touched or `release`d.
    function laneItems(uint256 lane) external view returns (uint256 held, uint256 rented);

    /// @notice Up to `count` ids of a lane that can be redeemed now, those next in turn first, leaving out the first
    /// `from` of them.
    function redeemable(uint256 lane, uint256 from, uint256 count) external view returns (uint256[] memory ids);

    /// @notice What a lane owes to the gauge: rent earned in whole hours, in units of the quote token, rounded down, and
    /// fees in item tokens.
    function laneIncome(uint256 lane) external view returns (uint256 rent, uint256 itemFees);

    /// @notice What renting an item for `durationSeconds` costs, in units of the quote token, rounded up.
    function rentPrice(uint256 id, uint256 durationSeconds) external view returns (uint256);

    function paused() external view returns (bool);

    /* HOLDER */

    /// @notice Takes the caller's items and mints item tokens to `to`, who is their depositor.
    function deposit(uint256[] calldata ids, address to) external returns (uint256 minted);

    /// @notice As `deposit`, for items that are at the purse of the lane of `to` already; `depositor` gets its part of
    /// premiums.
    /// @dev Warning: whoever calls first gets the tokens, so move the items in the same transaction.
    function depositArrived(uint256[] calldata ids, address to, address depositor) external returns (uint256 minted);

    /// @notice Burns `count` * 1e18 of the caller's item tokens for the items first in line, of its own lane first; lanes
    /// at whose head is an item that a premium is still asked for come after all others. Never paused.
    function redeem(uint256 count, address to) external returns (uint256[] memory ids);

    /// @notice Burns the caller's item tokens for these very items, and pays a fee and the premium. Never paused.
    /// @return fee All that was paid beyond 1e18 an item.
    function redeemTargeted(uint256[] calldata ids, address to, uint256 maxFee) external returns (uint256 fee);

    /// @notice Exchanges the caller's items for others of the vault, for a fee and the premium in item tokens.
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

    /* RESERVATIONS */

    /// @notice Keeps the caller's items for the receipts that it mints to `to`; no item tokens, no fee.
    /// @dev The items are rented out on the vault's terms, and their rent is the receipts'.
    function reserve(uint256[] calldata ids, address to) external;

    /// @notice Takes reserved items off the rental market, or puts them back; a running rental keeps its time. Holder of
    /// the receipts, or approved.
    function recall(uint256[] calldata ids, bool recalled) external;

    /// @notice Sends the earned rent of reserved items to `to`. Holder of the receipts, or approved. Never paused.
    function claimRent(uint256[] calldata ids, address to) external returns (uint256 amount);

    /// @notice Burns receipts and sends their items and the rent they earned to `to`. Holder, or approved. Never paused.
    function withdraw(uint256[] calldata ids, address to) external returns (uint256 amount);

    /// @notice Burns the caller's item tokens for the receipts of pooled items that are out on rent, so that who finds all
    /// items on rent can leave. Never paused. The rent paid already stays the stakers'.
    /// @return fee The targeted fee and the premium of each, and nothing where no lane has a free item to redeem.
    function claimRented(uint256[] calldata ids, address to, uint256 maxFee) external returns (uint256 fee);

    /* PROOFS */

    /// @notice Shows that ids are in the tree of eligible ones, once for all. Open to anyone.
    function admit(uint256[] calldata ids, bytes32[][] calldata proofs) external;

    /// @notice Shows what the list of rents says of ids. Open to anyone.
    /// @dev A leaf is keccak256(bytes.concat(keccak256(abi.encode(id, pricePerSecondWad)))).
    function provePrices(
        uint256[] calldata ids,
        uint128[] calldata pricesPerSecondWad,
        bytes32[][] calldata proofs
    ) external;

    /// @notice Uses a permit of the caller for this vault, without failing where it was used already; for `multicall`.
    function selfPermit(address token, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external;

    /* SETTLEMENT */

    /// @notice Sends rent and fees of the given lanes to the same lanes of the gauge, which streams them to its stakers from
    /// its next settlement on. Open to anyone.
    /// @dev Lanes collected by different calls share no written slot.
    function collect(uint256[] calldata lanes_) external returns (uint256 rent_, uint256 fees_);
}
