// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {ERC165Checker} from "@openzeppelin/contracts/utils/introspection/ERC165Checker.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IERC4907} from "../interfaces/IERC4907.sol";
import {IGauge} from "../interfaces/IGauge.sol";
import {INftReceipts} from "../interfaces/INftReceipts.sol";
import {IRewardSource} from "../interfaces/IRewardSource.sol";
import {Eligibility, INftVault, ItemState, NftFees, Premium, RentTerms} from "../interfaces/INftVault.sol";
import {LaneERC20} from "../lanes/LaneERC20.sol";
import {LaneLib} from "../lanes/LaneLib.sol";
import {CustodyLib} from "./CustodyLib.sol";
import {Item, ItemList, ItemListLib} from "./ItemListLib.sol";
import {Deposited, NftVaultParts, NftVaultState} from "./NftVaultState.sol";
import {RentalsLib} from "./RentalsLib.sol";
import {ReservedRent, ReservedRentLib} from "./ReservedRentLib.sol";
import {TermsLib} from "./TermsLib.sol";

/// @notice What an NftVault is created with.
struct NftVaultParams {
    IERC721 collection;
    IERC20 quoteToken;
    /// The `NftReceipts` that the vault's own are a clone of; one serves all vaults.
    INftReceipts receipts;
    string name;
    string symbol;
    uint256 lanes;
    address authority;
    NftFees fees;
    RentTerms rentTerms;
}

/// @title NftVault
/// @notice Pools the items of one collection against item tokens, rents them out for the tokens' stakers, and keeps items
/// for those who want theirs back.
///
/// @dev BACKING. Items of the pool * 1e18 = supply + fees not collected, exactly and always. A fee is the part of an
/// item's 1e18 that is not minted, or is burned beyond it; `collect` mints it for the gauge. Rent never enters this
/// equation, and neither do reserved items: each is its receipt's.
///
/// @dev LANES. A deposit writes the lane of `to`: its shares, its list of items, its purse. A redemption burns in the
/// lane of the caller and takes items from there; only where that lane has none left does it go on to the next ones. A
/// swap brings items into the caller's lane. A rental writes the lane where the item is. Nothing counts over all lanes.
///
/// @dev LINE. A lane serves its items in the order in which they came, but for those that take the place of one taken from
/// the middle, see ItemListLib. Who redeems gets the first of a lane, and can't pass by the fee for a certain item but by
/// redeeming or renting all before it. A lane is passed over as long as a premium is still asked for its first item and
/// another lane has one without.
///
/// @dev RENTALS. An item out on rent can't leave before the second after `rentedUntil`, so no renter loses time paid
/// for, and nobody can end a rental. Of a lane's items at most `maxRentedWad`, always below all, are out when a rental
/// begins or is made longer, and none is out longer than MAX_RENT_SECONDS from now. Holders who redeem the free items
/// can leave a lane with more than this share on rent; its rentals then can't be made longer, and `claimRented` gives who
/// finds all on rent the receipt of one.
///
/// @dev RENT. What a renter pays is earned between the start and the end of the rental: a lane's stakers' by whole hours,
/// or at its end where it is shorter than one, see RentStreamLib, and a receipt's by the second. Until then it is in the purse.
///
/// @dev ONE TRANSACTION. An item that came in can't go out or be rented within the same transaction, and one that went
/// out can't come back: no item is borrowed, and none is used while it is.
///
/// @dev FUNGIBILITY. All items of the pool count alike. Who wants a certain one pays the targeted fee, and a premium
/// that falls with the time since it came in. A curator should not pool a collection whose items differ by more.
///
/// @dev COLLECTION AND TOKEN REQUIREMENTS. The collection must move and lend what the purse owns, without a burn or a
/// transfer by others: the vault checks the owner after each transfer and the user after each rental, and can't do more
/// against a collection that lies. Items that can't be moved for themselves block `redeem` when their turn comes, and
/// `redeemTargeted` goes around them. Items sent to the vault's own address are not found, those sent to a purse are
/// `depositArrived` by whoever comes first; quote tokens sent to a purse count as rent. Quote tokens that charge on
/// transfer are refused.
///
/// @dev LIVENESS. Pausing stops deposits, swaps, reservations and rentals. Nothing stops redemptions, withdrawals,
/// releases or collecting. A quote token that does not move leaves the rent of a withdrawn item to the stakers.
///
/// @dev ROLES. By the authority: `setFees`, `setPremium` and `setRentTerms` within the bounds below, `setRentPrices`,
/// `setPriceRoot`, `setGauge` and `setEligibility` once, `setPaused`. No role can move an item or its backing.
contract NftVault is INftVault, LaneERC20, AccessManaged, Multicall, ReentrancyGuardTransient {
    using CustodyLib for NftVaultState;
    using ItemListLib for ItemList;
    using RentalsLib for NftVaultState;
    using ReservedRentLib for ReservedRent;
    using TermsLib for NftVaultState;
    using SafeCast for uint256;

    /// @notice The item tokens of one item.
    uint256 public constant ITEM = 1e18;

    /// @notice The bound of each fee, in WAD of an item: 10 %.
    uint256 public constant MAX_FEE_WAD = TermsLib.MAX_FEE_WAD;

    /// @notice The bound of the premium, in WAD of an item: 100 %.
    uint256 public constant MAX_PREMIUM_WAD = TermsLib.MAX_PREMIUM_WAD;

    /// @notice The bound of how long a premium is asked for.
    uint256 public constant MAX_PREMIUM_SECONDS = TermsLib.MAX_PREMIUM_SECONDS;

    /// @notice The bound of a lane's part on rent, in WAD: 80 %, so that of any lane some item stays free.
    uint256 public constant MAX_RENTED_WAD = TermsLib.MAX_RENTED_WAD;

    /// @notice The bound of how far ahead a rental may end.
    uint256 public constant MAX_RENT_SECONDS = TermsLib.MAX_RENT_SECONDS;

    uint256 private constant WAD = 1e18;

    /// @inheritdoc INftVault
    IERC721 public immutable collection;

    /// @inheritdoc INftVault
    IERC20 public immutable quoteToken;

    /// @inheritdoc INftVault
    INftReceipts public immutable receipts;

    /// @inheritdoc INftVault
    bool public immutable rentable;

    /// @inheritdoc INftVault
    IGauge public gauge;

    NftVaultState private _state;

    /// @dev The payment that the gauge may ask for at this moment, as a hash.
    bytes32 private transient _due;

    modifier whenNotPaused() {
        require(!_state.settings.paused, VaultPaused());
        _;
    }

    constructor(
        NftVaultParams memory params
    ) LaneERC20(params.name, params.symbol, params.lanes) AccessManaged(params.authority) {
        collection = params.collection;
        quoteToken = params.quoteToken;
        require(
            ERC165Checker.supportsInterface(address(params.collection), type(IERC721).interfaceId),
            NotACollection(address(params.collection))
        );
        rentable = ERC165Checker.supportsInterface(address(params.collection), type(IERC4907).interfaceId);
        // A clone of nothing accepts every call, and items reserved there would have no receipts.
        require(address(params.receipts).code.length != 0, NotReceipts(address(params.receipts)));
        receipts = INftReceipts(
            Clones.cloneWithImmutableArgs(address(params.receipts), abi.encode(address(this), params.collection))
        );
        _state.eligibility.maxId = type(uint256).max;
        _state.setFees(params.fees);
        _state.setRentTerms(params.rentTerms);
    }

    /* VIEWS */

    /// @inheritdoc INftVault
    function fees() external view returns (NftFees memory) {
        return NftFees(_state.settings.depositFeeWad, _state.settings.targetedRedeemFeeWad, _state.settings.swapFeeWad);
    }

    /// @inheritdoc INftVault
    function premium() external view returns (Premium memory) {
        return _state.premium;
    }

    /// @inheritdoc INftVault
    function eligibility() external view returns (Eligibility memory) {
        return _state.eligibility;
    }

    /// @inheritdoc INftVault
    function rentTerms() external view returns (RentTerms memory) {
        return _state.rentTerms;
    }

    /// @inheritdoc INftVault
    function paused() external view returns (bool) {
        return _state.settings.paused;
    }

    /// @inheritdoc INftVault
    function isEligible(uint256 id) public view returns (bool) {
        return !_state.settings.limited || _state.isEligible(id);
    }

    /// @inheritdoc INftVault
    function priceRoot() external view returns (bytes32) {
        return _state.priceRoot;
    }

    /// @inheritdoc INftVault
    function premiumOf(uint256 id) external view returns (uint256 premium_, address depositor) {
        (premium_, , depositor) = _state.premiumOf(id);
    }

    /// @inheritdoc INftVault
    function targetedFee(uint256[] calldata ids) external view returns (uint256 fee) {
        (fee, ) = _feesFor(ids, _state.settings.targetedRedeemFeeWad);
    }

    /// @inheritdoc INftVault
    function stateOf(uint256 id) external view returns (ItemState) {
        return _state.items[id].state;
    }

    /// @inheritdoc INftVault
    function itemOf(uint256 id) external view returns (bool held, uint256 lane, uint64 rentedUntil) {
        Item memory item = _state.items[id];
        return (item.state != ItemState.None, item.lane, item.rentedUntil);
    }

    /// @inheritdoc INftVault
    function laneItems(uint256 lane) external view returns (uint256 held, uint256 rented) {
        LaneLib.check(lane, lanes);
        return (_state.lists[lane].held(), _state.lists[lane].rented);
    }

    /// @inheritdoc INftVault
    function redeemable(uint256 lane, uint256 from, uint256 count) external view returns (uint256[] memory ids) {
        LaneLib.check(lane, lanes);
        return _state.redeemable(lane, from, count);
    }

    /// @inheritdoc INftVault
    /// @dev The rent of a lane is what its purse has of the quote token, whoever sent it, beyond what is not earned.
    function laneIncome(uint256 lane) external view returns (uint256 rent_, uint256 itemFees) {
        LaneLib.check(lane, lanes);
        return (_state.earnedDown(quoteToken, lane), _lanes[lane].cash);
    }

    /// @inheritdoc INftVault
    function laneUnearned(uint256 lane) external view returns (uint256) {
        LaneLib.check(lane, lanes);
        return _state.unearnedUp(quoteToken, lane);
    }

    /// @inheritdoc INftVault
    function claimableRent(uint256 id) external view returns (uint256) {
        return _state.reservedRents[id].claimable();
    }

    /// @inheritdoc INftVault
    function rentPrice(uint256 id, uint256 durationSeconds) external view returns (uint256) {
        _state.heldItem(id);
        return _state.rentPriceUp(id, durationSeconds);
    }

    /// @inheritdoc LaneERC20
    function nonces(address owner) public view override(IERC20Permit, LaneERC20) returns (uint256) {
        return super.nonces(owner);
    }

    /* HOLDER */

    /// @inheritdoc INftVault
    function deposit(uint256[] calldata ids, address to) external nonReentrant whenNotPaused returns (uint256 minted) {
        return _deposit(msg.sender, ids, to, to);
    }

    /// @inheritdoc INftVault
    function depositArrived(
        uint256[] calldata ids,
        address to,
        address depositor
    ) external nonReentrant whenNotPaused returns (uint256 minted) {
        return _deposit(address(LaneLib.purseOf(laneOf(to))), ids, to, depositor);
    }

    /// @inheritdoc INftVault
    function redeem(uint256 count, address to) external nonReentrant returns (uint256[] memory ids) {
        require(count != 0, NoItems());
        uint256 burned = count * ITEM;

        _burn(msg.sender, burned);
        uint256[] memory from;
        (ids, from) = _state.choose(count, laneOf(msg.sender), lanes);
        for (uint256 i = 0; i < count; ++i) {
            CustodyLib.sendOut(collection, ids[i], from[i], to);
        }
        emit RedeemItems(msg.sender, to, ids, burned, 0);
    }

    /// @inheritdoc INftVault
    function redeemTargeted(
        uint256[] calldata ids,
        address to,
        uint256 maxFee
    ) external nonReentrant returns (uint256 fee) {
        require(ids.length != 0, NoItems());
        uint256 kept;
        (fee, kept) = _feesFor(ids, _state.settings.targetedRedeemFeeWad);
        require(fee <= maxFee, FeeAboveMax(fee, maxFee));
        uint256 burned = ids.length * ITEM + kept;

        _burn(msg.sender, burned);
        _addFees(laneOf(msg.sender), kept);
        _takeOut(ids, to);
        emit RedeemItems(msg.sender, to, ids, burned, kept);
    }

    /// @inheritdoc INftVault
    function swap(
        uint256[] calldata idsIn,
        uint256[] calldata idsOut,
        address to,
        uint256 maxFee
    ) external nonReentrant whenNotPaused returns (uint256 fee) {
        require(idsIn.length != 0, NoItems());
        require(idsIn.length == idsOut.length, UnequalSwap(idsIn.length, idsOut.length));
        uint256 kept;
        (fee, kept) = _feesFor(idsOut, _state.settings.swapFeeWad);
        require(fee <= maxFee, FeeAboveMax(fee, maxFee));
        uint256 lane = laneOf(msg.sender);

        _takeInPooled(msg.sender, idsIn, lane, msg.sender);
        if (kept != 0) _burn(msg.sender, kept);
        _addFees(lane, kept);
        _takeOut(idsOut, to);
        emit SwapItems(msg.sender, to, lane, idsIn, idsOut, kept);
    }

    /// @inheritdoc INftVault
    function rent(
        uint256 id,
        address user,
        uint256 durationSeconds,
        uint256 maxPrice
    ) external nonReentrant whenNotPaused returns (uint256 paid, uint64 expires) {
        return _state.rent(_parts(), id, user, durationSeconds, maxPrice);
    }

    /// @inheritdoc INftVault
    /// @dev Skips items that are free already, so that two callers don't stop each other. Who had to wait goes to the end
    /// of the line.
    function release(uint256[] calldata ids) external nonReentrant {
        _state.release(ids);
    }

    /* RESERVATIONS */

    /// @inheritdoc INftVault
    function reserve(uint256[] calldata ids, address to) external nonReentrant whenNotPaused {
        _state.reserve(_parts(), ids, to, laneOf(to));
    }

    /// @inheritdoc INftVault
    function recall(uint256[] calldata ids, bool recalled) external nonReentrant {
        _state.recall(_parts(), ids, recalled);
    }

    /// @inheritdoc INftVault
    function claimRent(uint256[] calldata ids, address to) external nonReentrant returns (uint256 amount) {
        return _state.claimRent(_parts(), ids, to);
    }

    /// @inheritdoc INftVault
    function withdraw(uint256[] calldata ids, address to) external nonReentrant returns (uint256 amount) {
        return _state.withdraw(_parts(), ids, to);
    }

    /// @inheritdoc INftVault
    function claimRented(
        uint256[] calldata ids,
        address to,
        uint256 maxFee
    ) external nonReentrant returns (uint256 fee) {
        require(ids.length != 0, NoItems());
        uint256 kept;
        // A redemption finds what any lane has free: else emptying one would be the way around fee and premium.
        bool isChoice = _state.hasFree(laneOf(msg.sender), lanes);
        for (uint256 i = 0; i < ids.length; ++i) {
            Item memory item = _state.heldItem(ids[i]);
            require(item.state == ItemState.Pooled, ItemNotPooled(ids[i]));
            require(CustodyLib.isOnRent(item), ItemNotOnRent(ids[i]));
            if (isChoice) {
                (uint256 premium_, uint256 toDepositor) = _payPremium(ids[i]);
                fee += _state.settings.targetedRedeemFeeWad + premium_;
                kept += _state.settings.targetedRedeemFeeWad + premium_ - toDepositor;
            }
            _state.lists[item.lane].remove(_state.items, item.place);
            (_state.items[ids[i]].state, _state.items[ids[i]].fresh) = (ItemState.Reserved, false);
        }
        require(fee <= maxFee, FeeAboveMax(fee, maxFee));
        uint256 burned = ids.length * ITEM + kept;
        _burn(msg.sender, burned);
        _addFees(laneOf(msg.sender), kept);
        receipts.mint(to, ids);
        emit ClaimRented(msg.sender, to, ids, burned, kept);
    }

    /* PROOFS */

    /// @inheritdoc INftVault
    function admit(uint256[] calldata ids, bytes32[][] calldata proofs) external {
        _state.admit(ids, proofs);
    }

    /// @inheritdoc INftVault
    function provePrices(
        uint256[] calldata ids,
        uint128[] calldata pricesPerSecondWad,
        bytes32[][] calldata proofs
    ) external {
        _state.provePrices(ids, pricesPerSecondWad, proofs);
    }

    /// @inheritdoc INftVault
    function selfPermit(address token, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external {
        // Anyone who saw the signature can use it first; the allowance is there then.
        try IERC20Permit(token).permit(msg.sender, address(this), value, deadline, v, r, s) {} catch {}
    }

    /* SETTLEMENT */

    /// @inheritdoc INftVault
    /// @dev All or nothing: where the gauge refuses either token, all stays the lanes' income.
    function collect(uint256[] calldata lanes_) external nonReentrant returns (uint256 rent_, uint256 fees_) {
        require(address(gauge) != address(0), NoGauge());
        for (uint256 i = 0; i < lanes_.length; ++i) {
            (uint256 laneRent, uint256 laneFees) = _collectLane(lanes_[i]);
            rent_ += laneRent;
            fees_ += laneFees;
        }
    }

    /// @inheritdoc IRewardSource
    /// @dev A step of `collect`, for the gauge. It gets no allowance: what it may take is said before each call, and taken
    /// back by the payment.
    function payReward(address token, uint256 lane, address to, uint256 amount) external {
        bytes32 payment = keccak256(abi.encode(msg.sender, token, lane, amount));
        require(_due == payment, IncomeNotDue(token, lane, amount));
        _due = 0;
        if (token == address(this)) _mintFromCash(lane, to, amount);
        else LaneLib.purseOf(lane).pay(quoteToken, to, amount);
    }

    /* ROLES */

    /// @notice Sets the fees, each at most MAX_FEE_WAD.
    function setFees(NftFees calldata fees_) external restricted {
        _state.setFees(fees_);
    }

    /// @notice Sets the premium of items that come in from now on, and of those that came in while there was one.
    function setPremium(Premium calldata premium_) external restricted {
        _state.setPremium(premium_);
    }

    /// @notice Says which ids are taken in from now on, for ever.
    function setEligibility(Eligibility calldata eligibility_) external restricted {
        _state.setEligibility(eligibility_);
    }

    /// @notice Sets what new rentals and longer ones cost and how long they may last; running ones keep their time.
    function setRentTerms(RentTerms calldata terms) external restricted {
        _state.setRentTerms(terms);
    }

    /// @notice Sets the rent of ids, such as those with a trait, in units of the quote token a second, scaled by 1e18; with
    /// 0 they have the collection's, or their proven one, again.
    function setRentPrices(uint256[] calldata ids, uint128 pricePerSecondWad) external restricted {
        _state.setRentPrices(ids, pricePerSecondWad);
    }

    /// @notice Sets a list of rents by its Merkle root, and voids all rents of ids. While there is one, an id is rented at
    /// what was proven or set for it since, and not before; with 0 at the collection's price.
    function setPriceRoot(bytes32 root) external restricted {
        _state.setPriceRoot(root);
    }

    /// @notice Sets the gauge, for ever. It must stake this token, and accept it and the quote token as rewards.
    function setGauge(IGauge gauge_) external restricted {
        require(address(gauge) == address(0), GaugeIsSet(address(gauge)));
        TermsLib.requireGaugeFits(address(gauge_), address(quoteToken));
        gauge = gauge_;
        emit SetGauge(address(gauge_));
    }

    /// @notice Stops or allows deposits, swaps, reservations and rentals.
    function setPaused(bool paused_) external restricted {
        _state.settings.paused = paused_;
        emit SetPaused(paused_);
    }

    /* ITEMS */

    function _deposit(
        address from,
        uint256[] calldata ids,
        address to,
        address depositor
    ) private returns (uint256 minted) {
        require(ids.length != 0, NoItems());
        uint256 lane = laneOf(to);
        uint256 fee = ids.length * _state.settings.depositFeeWad;
        // Not negative: a fee is below 1e18 an item.
        minted = ids.length * ITEM - fee;

        _takeInPooled(from, ids, lane, depositor);
        _mintWithCash(to, minted, fee);
        emit DepositItems(msg.sender, to, lane, ids, minted, fee);
    }

    /// @dev Takes items into the pool of `lane`, at the end of its line.
    function _takeInPooled(address from, uint256[] calldata ids, uint256 lane, address depositor) private {
        bool asksPremium = _state.settings.asksPremium && depositor != address(0);
        for (uint256 i = 0; i < ids.length; ++i) {
            uint256 id = ids[i];
            require(isEligible(id), ItemNotEligible(id));
            _state.takeIn(collection, rentable, from, id, lane, ItemState.Pooled);
            _state.lists[lane].push(_state.items, id);
            if (!asksPremium) continue;
            _state.items[id].fresh = true;
            _state.deposited[id] = Deposited(depositor, uint40(block.timestamp));
        }
    }

    /// @dev Sends these items of the pool to `to`, and their depositors their part; they must be free or their rental over.
    function _takeOut(uint256[] calldata ids, address to) private {
        for (uint256 i = 0; i < ids.length; ++i) {
            uint256 id = ids[i];
            Item memory item = _state.unrentedItem(id);
            _payPremium(id);
            _state.forget(id, item);
            CustodyLib.sendOut(collection, id, item.lane, to);
        }
    }

    function _parts() private view returns (NftVaultParts memory) {
        return NftVaultParts(collection, quoteToken, receipts, rentable);
    }

    /* FEES */

    /// @dev What naming these items costs: in all, and of that what the vault keeps.
    function _feesFor(uint256[] calldata ids, uint256 feeWad) private view returns (uint256 fee, uint256 kept) {
        if (_state.settings.asksPremium) return _state.feesWithPremium(ids, feeWad);
        fee = ids.length * feeWad;
        return (fee, fee);
    }

    /// @dev Sends the depositor its part of an item's premium; no more than the caller has.
    function _payPremium(uint256 id) private returns (uint256 premium_, uint256 toDepositor) {
        if (!_state.settings.asksPremium) return (0, 0);
        address depositor;
        (premium_, toDepositor, depositor) = _state.premiumOf(id);
        if (premium_ == 0) return (0, 0);
        transfer(depositor, toDepositor);
        emit PayPremium(id, msg.sender, depositor, premium_, toDepositor);
    }

    /// @dev A lane's `cash` is its fees not collected, in item tokens.
    function _addFees(uint256 lane, uint256 fee) private {
        if (fee != 0) _lanes[lane].cash += fee.toUint128();
    }

    /* INCOME */

    /// @dev Rent goes from purse to purse, and fees are minted into one: no slot of another lane, nor of this contract's own
    /// balances, is written.
    function _collectLane(uint256 lane) private returns (uint256 rent_, uint256 fees_) {
        LaneLib.check(lane, lanes);
        _state.advance(lane);
        rent_ = _state.earnedDown(quoteToken, lane);
        fees_ = _lanes[lane].cash;
        if (rent_ == 0 && fees_ == 0) return (0, 0);
        _notify(address(quoteToken), lane, rent_);
        _notify(address(this), lane, fees_);
        emit Collect(lane, rent_, fees_);
    }

    function _notify(address token, uint256 lane, uint256 amount) private {
        if (amount == 0) return;
        _due = keccak256(abi.encode(gauge, token, lane, amount));
        gauge.notifyLane(token, lane, amount);
        require(_due == 0, IncomeNotTaken(token, lane, amount));
    }
}
