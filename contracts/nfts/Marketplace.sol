// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {ERC165Checker} from "@openzeppelin/contracts/utils/introspection/ERC165Checker.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IGauge} from "../interfaces/IGauge.sol";
import {Fill, IMarketplace, Order, OrderKind} from "../interfaces/IMarketplace.sol";
import {IRentalWrapper} from "../interfaces/IRentalWrapper.sol";
import {LaneLib} from "../lanes/LaneLib.sol";
import {RoyaltyLanes} from "./RoyaltyLanes.sol";

/// @title Marketplace
/// @notice Fills orders that makers signed.
/// @dev STATE. Of a maker a counter and used bits. Royalties and fees are in the lane of the taker until they are paid
/// out, so fills of different takers, makers and items write nothing in common; those in the native coin share this
/// contract's balance.
/// @dev SIGNATURES. EIP-712 over every field, for this chain and contract. A maker's key is tried first, so that an account
/// with code (EIP-7702) may sign as before; then its ERC-1271.
/// @dev MONEY. What a seller gets is the price less royalty and fee, and at least what it asked for. The buyer's tokens go
/// to the seller and to a purse without a stop here. Tokens that charge for transfers are refused where a royalty or a
/// fee is due, for the purse must get all of it.
/// @dev ITEMS. Moved by `transferFrom`, without a call to the receiver, and checked after. A hostile collection spoils its
/// own trades alone: no other is under way while it is called. Where users keep their time (IRentalWrapper), an item is
/// not sold while it has one, for a seller could have named one for ever.
/// @dev RENTALS. Only of collections that say they are IRentalWrapper. One that lies cheats its own renters.
/// @dev ROLES. The authority sets the fee, within MAX_FEE_BPS, and its recipient.
contract Marketplace is IMarketplace, RoyaltyLanes, AccessManaged, EIP712 {
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    /// @dev What a fill comes down to. `royalty`, `fee` and `proceeds` add up to `price`.
    struct Deal {
        bytes32 orderHash;
        uint256 id;
        address seller;
        address buyer;
        address to;
        uint256 price;
        uint256 royalty;
        address royaltyReceiver;
        uint256 fee;
        uint256 proceeds;
        uint256 lane;
    }

    /// @dev One slot.
    struct FeeTerms {
        address recipient;
        uint16 feeBps;
    }

    /// @notice The bound of the fee, in ten-thousandths: 2 %.
    uint256 public constant MAX_FEE_BPS = 200;

    uint256 private constant WAD = 1e18;

    /// @dev What a seller may use to receive the native coin.
    uint256 private constant NATIVE_GAS = 100_000;

    /// @dev What a batch keeps to itself: for the note of a last fill that burned all its gas, and for the refund.
    uint256 private constant BATCH_GAS = 50_000;

    /// @dev How much of a failing fill's reason is kept.
    uint256 private constant MAX_REASON = 256;

    bytes32 private constant ORDER_TYPEHASH = keccak256(
        "Order(uint8 kind,address maker,address taker,address collection,uint256 id,address currency,uint256 price,"
        "uint256 minProceeds,uint256 minStake,uint32 minSeconds,uint32 maxSeconds,uint64 start,uint64 end,"
        "uint256 nonce,uint256 counter)"
    );

    /// @inheritdoc IMarketplace
    mapping(address maker => uint256 counter) public counterOf;

    /// @inheritdoc IMarketplace
    mapping(address maker => mapping(uint256 word => uint256 bits)) public usedBits;

    /// @inheritdoc IMarketplace
    mapping(uint256 lane => mapping(address token => uint256 amount)) public laneFees;

    FeeTerms private _feeTerms;

    constructor(
        address authority,
        uint256 lanes_,
        address feeRecipient_,
        uint256 feeBps_
    ) RoyaltyLanes(lanes_) AccessManaged(authority) EIP712("Millrace Marketplace", "1") {
        _setFeeRecipient(feeRecipient_);
        _setFee(feeBps_);
    }

    /* VIEWS */

    /// @inheritdoc IMarketplace
    function feeBps() external view returns (uint256) {
        return _feeTerms.feeBps;
    }

    /// @inheritdoc IMarketplace
    function feeRecipient() external view returns (address) {
        return _feeTerms.recipient;
    }

    /// @inheritdoc IMarketplace
    function isUsed(address maker, uint256 nonce) public view returns (bool) {
        return (usedBits[maker][nonce >> 8] >> (nonce & 0xff)) & 1 == 1;
    }

    /// @inheritdoc IMarketplace
    function hashOrder(Order calldata order) public view returns (bytes32) {
        // All members are words, so the struct's encoding is that of EIP-712.
        return _hashTypedDataV4(keccak256(abi.encode(ORDER_TYPEHASH, order)));
    }

    /// @inheritdoc IMarketplace
    function quote(Fill calldata fill_) external view returns (uint256 price, bool open) {
        Order calldata order = fill_.order;
        price = _priceUp(order, fill_.durationSeconds);
        open =
            block.timestamp >= order.start &&
            block.timestamp <= order.end &&
            order.counter == counterOf[order.maker] &&
            !isUsed(order.maker, order.nonce) &&
            _isSigned(order.maker, hashOrder(order), fill_.signature);
    }

    /* TRADERS */

    /// @inheritdoc IMarketplace
    function fill(Fill calldata fill_) external payable nonReentrant returns (uint256 price) {
        uint256 spent;
        (price, spent) = _fill(fill_, msg.sender, msg.value);
        require(spent == msg.value, WrongValue(msg.value, spent));
    }

    /// @inheritdoc IMarketplace
    /// @dev Each fill is a call of its own with an equal part of the gas left but BATCH_GAS, so that none starves those
    /// after it, nor the batch.
    function fillBatch(Fill[] calldata fills) external payable nonReentrant returns (bool[] memory filled) {
        require(fills.length != 0, NoOrders());
        filled = new bool[](fills.length);
        uint256 left = msg.value;
        for (uint256 i = 0; i < fills.length; ++i) {
            (bool success, bytes memory answer) = _attempt(
                (gasleft() - BATCH_GAS) / (fills.length - i),
                abi.encodeCall(this.fillStep, (fills[i], msg.sender, left))
            );
            if (success) {
                filled[i] = true;
                left -= abi.decode(answer, (uint256));
            } else {
                emit FillSkipped(i, answer);
            }
        }
        if (left != 0) _sendNative(msg.sender, left, gasleft());
    }

    /// @inheritdoc IMarketplace
    function cancel(uint256[] calldata nonces) external {
        for (uint256 i = 0; i < nonces.length; ++i) {
            usedBits[msg.sender][nonces[i] >> 8] |= 1 << (nonces[i] & 0xff);
        }
        emit CancelOrders(msg.sender, nonces);
    }

    /// @inheritdoc IMarketplace
    function cancelAll() external returns (uint256 counter) {
        counter = ++counterOf[msg.sender];
        emit CancelAll(msg.sender, counter);
    }

    /* SETTLEMENT */

    /// @inheritdoc IMarketplace
    function payFees(address token, uint256[] calldata lanes_) external nonReentrant returns (uint256 amount) {
        address recipient = _feeTerms.recipient;
        for (uint256 i = 0; i < lanes_.length; ++i) {
            uint256 owed = laneFees[lanes_[i]][token];
            if (owed == 0) continue;
            laneFees[lanes_[i]][token] = 0;
            amount += owed;
            if (token != address(0)) LaneLib.purseOf(lanes_[i]).pay(IERC20(token), recipient, owed);
        }
        if (amount == 0) return 0;
        if (token == address(0)) _payNative(recipient, amount);
        emit PayFees(token, recipient, amount);
    }

    /* ROLE */

    /// @inheritdoc IMarketplace
    function setFee(uint256 feeBps_) external restricted {
        _setFee(feeBps_);
    }

    /// @inheritdoc IMarketplace
    function setFeeRecipient(address recipient) external restricted {
        _setFeeRecipient(recipient);
    }

    /* STEPS OF ITS OWN */

    /// @notice Fills one order of a batch with at most `value` of the native coin; a step of `fillBatch`.
    function fillStep(Fill calldata fill_, address taker, uint256 value) external returns (uint256 spent) {
        require(msg.sender == address(this), NotSelf(msg.sender));
        (, spent) = _fill(fill_, taker, value);
    }

    /* FILLING */

    /// @dev Checks, marks the order used, moves the money, then the item.
    function _fill(Fill calldata fill_, address taker, uint256 value) private returns (uint256 price, uint256 spent) {
        Order calldata order = fill_.order;
        Deal memory deal = _open(fill_, taker);
        usedBits[order.maker][order.nonce >> 8] |= 1 << (order.nonce & 0xff);

        if (order.currency == address(0)) spent = _payInNative(deal, value);
        else _payInTokens(deal, order.currency);
        _leaveInLane(deal, order);
        if (order.kind == OrderKind.Rental) _lend(fill_, deal);
        else _move(order, deal);

        _emitFill(order, deal, taker);
        return (deal.price, spent);
    }

    /// @dev All that can be said of a fill before anything moves.
    function _open(Fill calldata fill_, address taker) private view returns (Deal memory deal) {
        Order calldata order = fill_.order;
        require(order.price != 0, ZeroPrice());
        require(block.timestamp >= order.start && block.timestamp <= order.end, OrderNotOpen(order.start, order.end));
        require(order.taker == address(0) || order.taker == taker, WrongTaker(taker));
        require(order.maker != taker, SelfTrade(taker));
        uint256 counter = counterOf[order.maker];
        require(order.counter == counter, CounterPassed(order.counter, counter));
        require(!isUsed(order.maker, order.nonce), OrderUsed(order.maker, order.nonce));

        deal.orderHash = hashOrder(order);
        require(_isSigned(order.maker, deal.orderHash, fill_.signature), BadSignature(order.maker));
        deal.lane = laneOf(taker);
        deal.id = fill_.id;
        deal.price = _priceUp(order, fill_.durationSeconds);
        uint256 minProceeds = order.minProceeds;
        if (order.kind == OrderKind.Sale || order.kind == OrderKind.Rental) {
            require(fill_.id == order.id, BadOrder());
            (deal.seller, deal.buyer, deal.to) = (order.maker, taker, fill_.to);
        } else {
            // Nobody can be made to send the native coin.
            require(order.currency != address(0), BadOrder());
            require(order.kind == OrderKind.CollectionOffer ? order.id == 0 : fill_.id == order.id, BadOrder());
            (deal.seller, deal.buyer, deal.to) = (taker, order.maker, order.maker);
            minProceeds = fill_.minProceeds;
        }
        require(deal.to != address(0), BadReceiver());
        if (order.kind == OrderKind.Rental) {
            minProceeds = Math.mulDiv(fill_.durationSeconds, minProceeds, WAD);
        } else {
            (deal.royaltyReceiver, deal.royalty) = royaltyFor(order.collection, deal.id, deal.price);
        }
        // Both are rounded down, and their bounds add up to 12 %.
        deal.fee = (deal.price * _feeTerms.feeBps) / 10_000;
        deal.proceeds = deal.price - deal.royalty - deal.fee;
        require(deal.proceeds >= minProceeds, ProceedsBelowMin(deal.proceeds, minProceeds));
    }

    /// @dev A rental's is rounded up, in favour of its maker.
    function _priceUp(Order calldata order, uint256 durationSeconds) private pure returns (uint256) {
        if (order.kind != OrderKind.Rental) {
            require(durationSeconds == 0 && order.minSeconds == 0 && order.maxSeconds == 0, BadOrder());
            return order.price;
        }
        require(
            order.minSeconds != 0 && durationSeconds >= order.minSeconds && durationSeconds <= order.maxSeconds,
            RentalOutOfBounds(durationSeconds, order.minSeconds, order.maxSeconds)
        );
        return Math.mulDiv(durationSeconds, order.price, WAD, Math.Rounding.Ceil);
    }

    function _isSigned(address maker, bytes32 hash, bytes calldata signature) private view returns (bool) {
        (address signer, ECDSA.RecoverError error, ) = ECDSA.tryRecoverCalldata(hash, signature);
        if (error == ECDSA.RecoverError.NoError && signer == maker) return true;
        return maker.code.length != 0 && SignatureChecker.isValidERC1271SignatureNow(maker, hash, signature);
    }

    /* MONEY */

    function _payInNative(Deal memory deal, uint256 value) private returns (uint256 spent) {
        spent = deal.price;
        require(value >= spent, WrongValue(value, spent));
        _sendNative(deal.seller, deal.proceeds, NATIVE_GAS);
    }

    function _payInTokens(Deal memory deal, address currency) private {
        IERC20 token = IERC20(currency);
        uint256 kept = deal.royalty + deal.fee;
        if (kept != 0) {
            address purse = address(LaneLib.purseOf(deal.lane));
            uint256 before = token.balanceOf(purse);
            token.safeTransferFrom(deal.buyer, purse, kept);
            uint256 received = token.balanceOf(purse) - before;
            require(received == kept, WrongValue(received, kept));
        }
        token.safeTransferFrom(deal.buyer, deal.seller, deal.proceeds);
    }

    function _leaveInLane(Deal memory deal, Order calldata order) private {
        if (deal.fee != 0) laneFees[deal.lane][order.currency] += deal.fee;
        _accrueRoyalty(deal.lane, order.currency, deal.royaltyReceiver, order.collection, deal.id, deal.royalty);
    }

    function _sendNative(address to, uint256 amount, uint256 gas_) private {
        bool sent;
        // Nothing of an answer is copied, so none can make the caller pay for it.
        assembly ("memory-safe") {
            sent := call(gas_, to, amount, 0, 0, 0, 0)
        }
        require(sent, NativeRefused(to, amount));
    }

    /* ITEMS */

    function _move(Order calldata order, Deal memory deal) private {
        IERC721 collection = IERC721(order.collection);
        require(collection.ownerOf(deal.id) == deal.seller, NotOwner(deal.id, deal.seller));
        collection.transferFrom(deal.seller, deal.to, deal.id);
        address owner = collection.ownerOf(deal.id);
        require(owner == deal.to, ItemNotMoved(deal.id, deal.to, owner));
        // What follows is asked after the move, when the seller can change nothing any more.
        if (_keepsUsers(order.collection)) _requireUnused(order.collection, deal.id);
        if (order.minStake == 0) return;
        uint256 stake = IGauge(order.collection).stakeOf(deal.id);
        require(stake >= order.minStake, StakeBelowMin(deal.id, stake, order.minStake));
    }

    function _lend(Fill calldata fill_, Deal memory deal) private {
        Order calldata order = fill_.order;
        require(_keepsUsers(order.collection), UserNotKept(order.collection));
        IRentalWrapper collection = IRentalWrapper(order.collection);
        require(collection.ownerOf(deal.id) == deal.seller, NotOwner(deal.id, deal.seller));
        _requireUnused(order.collection, deal.id);
        uint64 expires = (block.timestamp + fill_.durationSeconds).toUint64();
        collection.setUser(deal.id, deal.to, expires);
        address user = collection.userOf(deal.id);
        require(user == deal.to && collection.userExpires(deal.id) == expires, UserNotSet(deal.id, deal.to, user));
        emit RentOrder(deal.orderHash, deal.to, expires);
    }

    /// @dev Whether users of a collection's items keep their time, whoever owns the item then.
    function _keepsUsers(address collection) private view returns (bool) {
        return ERC165Checker.supportsERC165InterfaceUnchecked(collection, type(IRentalWrapper).interfaceId);
    }

    function _requireUnused(address collection, uint256 id) private view {
        address user = IRentalWrapper(collection).userOf(id);
        require(user == address(0), ItemInUse(id, user, IRentalWrapper(collection).userExpires(id)));
    }

    function _emitFill(Order calldata order, Deal memory deal, address taker) private {
        emit FillOrder(
            deal.orderHash,
            order.maker,
            taker,
            order.kind,
            order.collection,
            deal.id,
            order.currency,
            deal.price,
            deal.royalty,
            deal.fee,
            order.nonce
        );
    }

    /* INTERNALS */

    /// @dev Calls itself with at most `gas_`, and keeps at most `MAX_REASON` bytes of the answer.
    function _attempt(uint256 gas_, bytes memory data) private returns (bool success, bytes memory answer) {
        uint256 maxReason = MAX_REASON;
        // Memory-safe: writes from the free memory pointer on, and moves it behind what was written.
        assembly ("memory-safe") {
            success := call(gas_, address(), 0, add(data, 0x20), mload(data), 0, 0)
            answer := mload(0x40)
            let size := returndatasize()
            if gt(size, maxReason) {
                size := maxReason
            }
            mstore(answer, size)
            returndatacopy(add(answer, 0x20), 0, size)
            mstore(0x40, add(add(answer, 0x20), and(add(size, 0x1f), not(0x1f))))
        }
    }

    function _setFee(uint256 feeBps_) private {
        require(feeBps_ <= MAX_FEE_BPS, FeeOutOfBounds(feeBps_, MAX_FEE_BPS));
        // At most 200.
        _feeTerms.feeBps = uint16(feeBps_);
        emit SetFee(feeBps_);
    }

    function _setFeeRecipient(address recipient) private {
        require(recipient != address(0), ZeroRecipient());
        _feeTerms.recipient = recipient;
        emit SetFeeRecipient(recipient);
    }
}
