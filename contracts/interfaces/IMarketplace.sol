// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IRoyaltyLanes} from "./IRoyaltyLanes.sol";

/// @notice What a maker wants: to sell an item, to buy a certain one, to buy any of a collection, to rent one out.
enum OrderKind {
    Sale,
    Offer,
    CollectionOffer,
    Rental
}

/// @notice What a maker signs (EIP-712). Times are Unix times in seconds, inclusive.
/// @dev `id` is 0 for a CollectionOffer. `currency` 0 is the native coin, for Sale and Rental only. `price` is in units of
/// the currency, for a Rental a second and scaled by 1e18. `minProceeds`, in units of the currency (for a Rental a second
/// and scaled by 1e18), is the least that a selling maker gets after royalty and fee. `minStake` is for gauge positions:
/// the least that one must have staked. `taker` 0 is anyone. `minSeconds` and `maxSeconds` are 0 but for a Rental.
/// `nonce` is the bit of the maker's that the order uses, `counter` must be the maker's counter.
struct Order {
    OrderKind kind;
    address maker;
    address taker;
    address collection;
    uint256 id;
    address currency;
    uint256 price;
    uint256 minProceeds;
    uint256 minStake;
    uint32 minSeconds;
    uint32 maxSeconds;
    uint64 start;
    uint64 end;
    uint256 nonce;
    uint256 counter;
}

/// @notice What a taker adds. `to` gets the item, or becomes its user; who sells into an offer gets the money itself.
/// @dev `id` is the item given to a CollectionOffer, else the order's. `durationSeconds` is 0 but for a Rental.
/// `minProceeds`, in units of the currency, is the least that a selling taker gets.
struct Fill {
    Order order;
    bytes signature;
    uint256 id;
    uint256 durationSeconds;
    uint256 minProceeds;
    address to;
}

/// @title IMarketplace
/// @notice Trades that makers sign off chain: sales, offers, offers for any item of a collection, and rentals, of any
/// ERC-721 and of gauge positions, with royalties on every sale.
/// @dev Nothing is held for anyone but royalties and fees. All that it keeps of a maker is a counter and used bits.
/// Rentals are of items whose users keep their time (IRentalWrapper), so that no owner can take back what was paid for.
interface IMarketplace is IRoyaltyLanes {
    /* EVENTS */

    /// @notice Emitted when an order is filled; `price` includes `royalty` and `fee`, all in units of the currency.
    event FillOrder(
        bytes32 indexed orderHash,
        address indexed maker,
        address indexed taker,
        OrderKind kind,
        address collection,
        uint256 id,
        address currency,
        uint256 price,
        uint256 royalty,
        uint256 fee,
        uint256 nonce
    );
    /// @notice Emitted with FillOrder for a rental; `expires` is a Unix time in seconds, inclusive.
    event RentOrder(bytes32 indexed orderHash, address indexed user, uint64 expires);
    /// @notice Emitted when one of a batch could not be filled.
    event FillSkipped(uint256 index, bytes reason);
    /// @notice Emitted when a maker makes orders with these nonces void.
    event CancelOrders(address indexed maker, uint256[] nonces);
    /// @notice Emitted when a maker makes all orders with a counter below `counter` void.
    event CancelAll(address indexed maker, uint256 counter);
    event SetFee(uint256 feeBps);
    event SetFeeRecipient(address indexed recipient);
    event PayFees(address indexed token, address indexed recipient, uint256 amount);

    /* ERRORS */

    /// @notice Thrown for an order for nothing.
    error ZeroPrice();
    /// @notice Thrown where a seller would get less than it accepts, in units of the currency.
    error ProceedsBelowMin(uint256 proceeds, uint256 minProceeds);
    /// @notice Thrown where no order is given.
    error NoOrders();
    /// @notice Thrown outside of the time in which an order holds.
    error OrderNotOpen(uint64 start, uint64 end);
    /// @notice Thrown where an order was filled or cancelled.
    error OrderUsed(address maker, uint256 nonce);
    /// @notice Thrown where the maker has cancelled all orders of this counter.
    error CounterPassed(uint256 orderCounter, uint256 makerCounter);
    /// @notice Thrown where an order is not for `taker`.
    error WrongTaker(address taker);
    /// @notice Thrown where the maker would trade with itself.
    error SelfTrade(address maker);
    /// @notice Thrown where the maker did not sign, by key or by ERC-1271.
    error BadSignature(address maker);
    /// @notice Thrown where fields of an order, or of its fill, do not go with its kind.
    error BadOrder();
    /// @notice Thrown where the item goes to the zero address.
    error BadReceiver();
    /// @notice Thrown where a collection did not move an item: it says that `owner` has it.
    error ItemNotMoved(uint256 id, address expected, address owner);
    /// @notice Thrown where the seller does not have the item.
    error NotOwner(uint256 id, address seller);
    /// @notice Thrown where users of a collection's items do not keep their time.
    error UserNotKept(address collection);
    /// @notice Thrown where the collection did not make `expected` the user of an item.
    error UserNotSet(uint256 id, address expected, address user);
    /// @notice Thrown where a rental is shorter or longer than its order says, in seconds.
    error RentalOutOfBounds(uint256 durationSeconds, uint256 minSeconds, uint256 maxSeconds);
    /// @notice Thrown where an item has a user already, until `expires`.
    error ItemInUse(uint256 id, address user, uint256 expires);
    /// @notice Thrown where a position has less staked than the order asks for, in units of the stake token.
    error StakeBelowMin(uint256 id, uint256 stake, uint256 minStake);
    /// @notice Thrown where the native coin sent is not what the order costs, or is less.
    error WrongValue(uint256 value, uint256 due);
    /// @notice Thrown where the maker, or who is refunded, refuses the native coin.
    error NativeRefused(address receiver, uint256 amount);
    /// @notice Thrown where the fee, in ten-thousandths, is above its bound.
    error FeeOutOfBounds(uint256 feeBps, uint256 maxBps);
    /// @notice Thrown for a fee recipient of zero.
    error ZeroRecipient();
    /// @notice Thrown when anyone but the marketplace calls one of its own steps.
    error NotSelf(address caller);

    /* VIEWS */

    /// @notice The fee, in ten-thousandths of the price, rounded down, which the seller bears.
    function feeBps() external view returns (uint256);

    function feeRecipient() external view returns (address);

    /// @notice What a lane holds of fees, in units of the token.
    function laneFees(uint256 lane, address token) external view returns (uint256);

    /// @notice What orders of a maker must name as counter.
    function counterOf(address maker) external view returns (uint256);

    /// @notice Whether an order with this nonce was filled or cancelled.
    function isUsed(address maker, uint256 nonce) external view returns (bool);

    /// @notice The 256 bits of nonces from `word` * 256 on.
    function usedBits(address maker, uint256 word) external view returns (uint256);

    /// @notice What the maker of an order signs.
    function hashOrder(Order calldata order) external view returns (bytes32);

    /// @notice What filling costs, in units of the currency, and whether the maker's signature, time, counter and bit
    /// allow it; says nothing of the item.
    function quote(Fill calldata fill) external view returns (uint256 price, bool open);

    /* TRADERS */

    /// @notice Fills one order, or reverts. For the native coin exactly its price must be sent.
    function fill(Fill calldata fill_) external payable returns (uint256 price);

    /// @notice Fills what can be filled, in order, and skips the rest; what was not needed of the native coin goes back.
    function fillBatch(Fill[] calldata fills) external payable returns (bool[] memory filled);

    /// @notice Makes the caller's orders with these nonces void.
    function cancel(uint256[] calldata nonces) external;

    /// @notice Makes all orders of the caller void that were signed so far.
    function cancelAll() external returns (uint256 counter);

    /* SETTLEMENT */

    /// @notice Sends the fees of the given lanes to the recipient. Open to anyone.
    function payFees(address token, uint256[] calldata lanes_) external returns (uint256 amount);

    /* ROLE */

    /// @notice Sets the fee, in ten-thousandths, within the bound in the code.
    function setFee(uint256 feeBps_) external;

    function setFeeRecipient(address recipient) external;
}
