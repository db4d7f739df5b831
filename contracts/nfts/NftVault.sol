// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {ERC165Checker} from "@openzeppelin/contracts/utils/introspection/ERC165Checker.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IERC4907} from "../interfaces/IERC4907.sol";
import {IGauge} from "../interfaces/IGauge.sol";
import {INftVault, NftFees, RentTerms} from "../interfaces/INftVault.sol";
import {LaneERC20} from "../lanes/LaneERC20.sol";
import {LaneLib} from "../lanes/LaneLib.sol";
import {Purse} from "../lanes/Purse.sol";

/// @notice What an NftVault is created with.
struct NftVaultParams {
    IERC721 collection;
    IERC20 quoteToken;
    string name;
    string symbol;
    uint256 lanes;
    address authority;
    NftFees fees;
    RentTerms rentTerms;
}

/// @title NftVault
/// @notice Pools the items of one collection against item tokens, and rents them out for the tokens' stakers.
///
/// @dev BACKING. Items held * 1e18 = supply + fees not collected, exactly and always. A fee is the part of an item's
/// 1e18 that is not minted, or is burned beyond it; `collect` mints it for the gauge. Rent never enters this equation.
///
/// @dev LANES. A deposit writes the lane of `to`: its shares, its list of items, its purse. A redemption burns in the
/// lane of the caller and takes items from there; only where that lane has none left does it go on to the next ones. A
/// swap brings items into the caller's lane. A rental writes the lane where the item is. Nothing counts over all lanes.
///
/// @dev LISTS. A lane's items are one array in two parts: first those that are free, then those out on rent, so an item
/// moves between the parts by one exchange. How many are out is in the lane's `cash`, beside the fees not collected. An
/// ended rental stays in the second part until the item is touched, and redemptions find it there.
///
/// @dev RENTALS. An item out on rent can't leave before the second after `rentedUntil`, so no renter loses time paid
/// for, and nobody can end a rental. Of a lane's items at most `maxRentedWad`, always below all, are out when a rental
/// begins or is made longer, and none is out longer than MAX_RENT_SECONDS from now. Holders who redeem the free items
/// can leave a lane with more than this share on rent; its rentals then can't be made longer, so the rest waits for
/// `maxSeconds` at most.
///
/// @dev FUNGIBILITY. All items count alike. `redeem` gives the last come first; who wants a certain one pays the targeted
/// fee. A curator should not pool a collection whose items differ by more than that.
///
/// @dev COLLECTION AND TOKEN REQUIREMENTS. The collection must move and lend what the purse owns, without a burn or a
/// transfer by others: the vault checks the owner after each transfer and the user after each rental, and can't do more
/// against a collection that lies. Items that can't be moved for themselves block `redeem` when their turn comes, and
/// `redeemTargeted` goes around them. Items and tokens sent to the vault's own address are not found; quote tokens sent
/// to a purse count as rent. Quote tokens that charge on transfer are refused.
///
/// @dev LIVENESS. Pausing stops deposits, swaps and rentals. Nothing stops redemptions, releases or collecting.
///
/// @dev ROLES. By the authority: `setFees`, `setRentTerms` within the bounds below, `setGauge` once, `setPaused`. No role
/// can move an item or its backing.
contract NftVault is INftVault, LaneERC20, AccessManaged, ReentrancyGuardTransient {
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    /// @dev One slot. `laneAfter` is the lane plus one, zero for an item that is not held; `index` is in the lane's list.
    /// `user` and `rentedUntil` are those of the last rental since the item came in. 40 bits of time last 34,000 years.
    struct Item {
        uint8 laneAfter;
        uint32 index;
        uint40 rentedUntil;
        address user;
    }

    /// @dev One slot.
    struct Settings {
        NftFees fees;
        bool paused;
    }

    /// @notice The item tokens of one item.
    uint256 public constant ITEM = 1e18;

    /// @notice The bound of each fee, in WAD of an item: 10 %.
    uint256 public constant MAX_FEE_WAD = 0.1e18;

    /// @notice The bound of a lane's part on rent, in WAD: 80 %, so that of any lane some item stays free.
    uint256 public constant MAX_RENTED_WAD = 0.8e18;

    /// @notice The bound of how far ahead a rental may end.
    uint256 public constant MAX_RENT_SECONDS = 30 days;

    uint256 private constant WAD = 1e18;

    /// @dev A lane's `cash` is this times the number of its items on rent, plus the fees not collected.
    uint128 private constant ONE_RENTED = 1 << 96;

    /// @inheritdoc INftVault
    IERC721 public immutable collection;

    /// @inheritdoc INftVault
    IERC20 public immutable quoteToken;

    /// @inheritdoc INftVault
    bool public immutable rentable;

    /// @inheritdoc INftVault
    IGauge public gauge;

    Settings private _settings;
    RentTerms private _rentTerms;
    mapping(uint256 id => Item item) private _items;
    mapping(uint256 lane => uint256[] ids) private _lists;

    modifier whenNotPaused() {
        _requireNotPaused();
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
        _setFees(params.fees);
        _setRentTerms(params.rentTerms);
    }

    /* VIEWS */

    /// @inheritdoc INftVault
    function fees() external view returns (NftFees memory) {
        return _settings.fees;
    }

    /// @inheritdoc INftVault
    function rentTerms() external view returns (RentTerms memory) {
        return _rentTerms;
    }

    /// @inheritdoc INftVault
    function paused() external view returns (bool) {
        return _settings.paused;
    }

    /// @inheritdoc INftVault
    function itemOf(uint256 id) external view returns (bool held, uint256 lane, uint64 rentedUntil) {
        Item memory item = _items[id];
        held = item.laneAfter != 0;
        if (held) lane = item.laneAfter - 1;
        rentedUntil = item.rentedUntil;
    }

    /// @inheritdoc INftVault
    function laneItems(uint256 lane) external view returns (uint256 held, uint256 rented) {
        LaneLib.check(lane, lanes);
        return (_lists[lane].length, _rented(lane));
    }

    /// @inheritdoc INftVault
    /// @dev The free items come first, then those whose rental is over; O(items on rent) where it reaches these.
    function redeemable(uint256 lane, uint256 from, uint256 count) external view returns (uint256[] memory ids) {
        LaneLib.check(lane, lanes);
        uint256[] storage list = _lists[lane];
        uint256 held = list.length;
        uint256 free = _free(lane);
        ids = new uint256[](Math.min(count, held));
        uint256 found;
        uint256 skipped = Math.min(from, free);
        for (uint256 i = skipped; i < held && found < ids.length; ++i) {
            uint256 id = list[i];
            if (i >= free && _isOnRent(_items[id])) continue;
            if (skipped < from) ++skipped;
            else ids[found++] = id;
        }
        assembly ("memory-safe") {
            // Shortens the array: found is at most its length.
            mstore(ids, found)
        }
    }

    /// @inheritdoc INftVault
    /// @dev The rent of a lane is what its purse has of the quote token, whoever sent it.
    function laneIncome(uint256 lane) external view returns (uint256 rent_, uint256 itemFees) {
        return (quoteToken.balanceOf(address(purseOf(lane))), _feesOf(lane));
    }

    /// @inheritdoc INftVault
    function rentPrice(uint256 id, uint256 durationSeconds) external view returns (uint256) {
        _heldItem(id);
        return _rentPriceUp(durationSeconds);
    }

    /// @inheritdoc LaneERC20
    function nonces(address owner) public view override(IERC20Permit, LaneERC20) returns (uint256) {
        return super.nonces(owner);
    }

    /* HOLDER */

    /// @inheritdoc INftVault
    function deposit(uint256[] calldata ids, address to) external nonReentrant whenNotPaused returns (uint256 minted) {
        require(ids.length != 0, NoItems());
        uint256 lane = laneOf(to);
        uint256 fee = ids.length * _settings.fees.depositFeeWad;
        // Not negative: a fee is below 1e18 an item.
        minted = ids.length * ITEM - fee;

        _takeIn(ids, lane);
        _mint(to, minted);
        _addFees(lane, fee);
        emit DepositItems(msg.sender, to, lane, ids, minted, fee);
    }

    /// @inheritdoc INftVault
    function redeem(uint256 count, address to) external nonReentrant returns (uint256[] memory ids) {
        require(count != 0, NoItems());
        uint256 burned = count * ITEM;

        _burn(msg.sender, burned);
        ids = new uint256[](count);
        uint256[] memory from = new uint256[](count);
        _choose(ids, from);
        for (uint256 i = 0; i < count; ++i) {
            _sendOut(ids[i], from[i], to);
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
        fee = ids.length * _settings.fees.targetedRedeemFeeWad;
        require(fee <= maxFee, FeeAboveMax(fee, maxFee));
        uint256 burned = ids.length * ITEM + fee;

        _burn(msg.sender, burned);
        _addFees(laneOf(msg.sender), fee);
        _takeOut(ids, to);
        emit RedeemItems(msg.sender, to, ids, burned, fee);
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
        fee = idsIn.length * _settings.fees.swapFeeWad;
        require(fee <= maxFee, FeeAboveMax(fee, maxFee));
        uint256 lane = laneOf(msg.sender);

        _takeIn(idsIn, lane);
        if (fee != 0) _burn(msg.sender, fee);
        _addFees(lane, fee);
        _takeOut(idsOut, to);
        emit SwapItems(msg.sender, to, lane, idsIn, idsOut, fee);
    }

    /// @inheritdoc INftVault
    function rent(
        uint256 id,
        address user,
        uint256 durationSeconds,
        uint256 maxPrice
    ) external nonReentrant whenNotPaused returns (uint256 paid, uint64 expires) {
        require(rentable, NotRentable(address(collection)));
        require(user != address(0), NoUser(id));
        Item memory item = _heldItem(id);
        uint256 lane = item.laneAfter - 1;
        uint256 start = block.timestamp;
        if (_isOnRent(item)) {
            require(msg.sender == item.user && user == item.user, ItemOnRent(id, item.rentedUntil));
            start = item.rentedUntil;
        } else if (!_isInRentedPart(lane, item.index)) {
            _moveToRented(lane, item.index);
        }
        expires = _rentalEnd(start, durationSeconds);
        uint256 price = _rentPriceUp(durationSeconds);
        require(price <= maxPrice, PriceAboveMax(price, maxPrice));
        _checkRentedShare(lane);
        // The place in the list may have changed, so the rest of the slot is written where it is.
        _items[id].user = user;
        _items[id].rentedUntil = uint256(expires).toUint40();

        paid = _receiveRent(lane, price);
        _lend(lane, id, user, expires);
        emit RentItem(id, msg.sender, user, lane, expires, paid);
    }

    /// @inheritdoc INftVault
    /// @dev Skips items that are free already, so that two callers don't stop each other.
    function release(uint256[] calldata ids) external nonReentrant {
        for (uint256 i = 0; i < ids.length; ++i) {
            Item memory item = _unrentedItem(ids[i]);
            uint256 lane = item.laneAfter - 1;
            if (_isInRentedPart(lane, item.index)) _moveToFree(lane, item.index);
        }
    }

    /* SETTLEMENT */

    /// @inheritdoc INftVault
    /// @dev All or nothing: where the gauge refuses either token, both stay the lanes' income.
    function collect(uint256[] calldata lanes_) external nonReentrant returns (uint256 rent_, uint256 fees_) {
        require(address(gauge) != address(0), NoGauge());
        uint256 quoteBefore = quoteToken.balanceOf(address(this));
        uint256 itemBefore = balanceOf(address(this));
        for (uint256 i = 0; i < lanes_.length; ++i) {
            fees_ += _collectLane(lanes_[i]);
        }
        rent_ = quoteToken.balanceOf(address(this)) - quoteBefore;
        if (fees_ != 0) _mint(address(this), fees_);

        _notify(quoteToken, rent_, quoteBefore);
        _notify(IERC20(address(this)), fees_, itemBefore);
    }

    /* ROLES */

    /// @notice Sets the fees, each at most MAX_FEE_WAD.
    function setFees(NftFees calldata fees_) external restricted {
        _setFees(fees_);
    }

    /// @notice Sets what new rentals and longer ones cost and how long they may last; running ones keep their time.
    function setRentTerms(RentTerms calldata terms) external restricted {
        _setRentTerms(terms);
    }

    /// @notice Sets the gauge, for ever. It must stake this token, and accept it and the quote token as rewards.
    function setGauge(IGauge gauge_) external restricted {
        require(address(gauge) == address(0), GaugeIsSet(address(gauge)));
        require(address(gauge_.stakeToken()) == address(this), GaugeDoesNotFit(address(gauge_), address(this)));
        address[] memory rewards = gauge_.rewardTokens();
        _requireReward(gauge_, rewards, address(this));
        _requireReward(gauge_, rewards, address(quoteToken));
        gauge = gauge_;
        emit SetGauge(address(gauge_));
    }

    /// @notice Stops or allows deposits, swaps and rentals.
    function setPaused(bool paused_) external restricted {
        _settings.paused = paused_;
        emit SetPaused(paused_);
    }

    /* ITEMS */

    /// @dev Takes the caller's items into the purse of `lane`, as free items.
    function _takeIn(uint256[] calldata ids, uint256 lane) private {
        address purse = address(LaneLib.purseOf(lane));
        for (uint256 i = 0; i < ids.length; ++i) {
            uint256 id = ids[i];
            require(_items[id].laneAfter == 0, ItemHeld(id));
            _insert(lane, id);
            collection.transferFrom(msg.sender, purse, id);
            _requireOwner(id, purse);
            if (!rentable) continue;
            // Some collections keep a user over a transfer: who brought the item would keep its use.
            address user = IERC4907(address(collection)).userOf(id);
            require(user == address(0), ItemHasUser(id, user));
        }
    }

    /// @dev Sends these items to `to`; they must be held, and free or their rental over.
    function _takeOut(uint256[] calldata ids, address to) private {
        for (uint256 i = 0; i < ids.length; ++i) {
            uint256 id = ids[i];
            Item memory item = _unrentedItem(id);
            uint256 lane = item.laneAfter - 1;
            _remove(lane, item.index);
            _sendOut(id, lane, to);
        }
    }

    /// @dev Fills `ids`, and the lanes they come `from`, with items and removes them from the lists: free ones of the
    /// caller's lane, then of the next lanes, and where all these are too few, those whose rental is over.
    function _choose(uint256[] memory ids, uint256[] memory from) private {
        uint256 own = laneOf(msg.sender);
        uint256 chosen;
        for (uint256 i = 0; i < lanes && chosen < ids.length; ++i) {
            uint256 lane = (own + i) & (lanes - 1);
            for (uint256 free = _free(lane); free != 0 && chosen < ids.length; --free) {
                (ids[chosen], from[chosen]) = (_remove(lane, free - 1), lane);
                ++chosen;
            }
        }
        for (uint256 i = 0; i < lanes && chosen < ids.length; ++i) {
            uint256 lane = (own + i) & (lanes - 1);
            // No free items are left, and the one that fills a gap was looked at before.
            for (uint256 end = _lists[lane].length; end != 0 && chosen < ids.length; --end) {
                if (_isOnRent(_items[_lists[lane][end - 1]])) continue;
                (ids[chosen], from[chosen]) = (_remove(lane, end - 1), lane);
                ++chosen;
            }
        }
        require(chosen == ids.length, NotEnoughItems(ids.length, chosen));
    }

    function _sendOut(uint256 id, uint256 lane, address to) private {
        LaneLib.purseOf(lane).payNft(collection, to, id);
        _requireOwner(id, to);
    }

    function _requireOwner(uint256 id, address expected) private view {
        address owner = collection.ownerOf(id);
        require(owner == expected, ItemNotMoved(id, expected, owner));
    }

    function _heldItem(uint256 id) private view returns (Item memory item) {
        item = _items[id];
        require(item.laneAfter != 0, ItemNotHeld(id));
    }

    /// @dev RENTED_ID_STAYS: whatever moves a named item out, or frees it, gets it from here.
    function _unrentedItem(uint256 id) private view returns (Item memory item) {
        item = _heldItem(id);
        require(!_isOnRent(item), ItemOnRent(id, item.rentedUntil));
    }

    /* LISTS */

    /// @dev Adds an item to the free part: the first item of the rented part, where there is one, makes room.
    function _insert(uint256 lane, uint256 id) private {
        uint256[] storage list = _lists[lane];
        uint256 end = list.length;
        uint256 free = _free(lane);
        list.push(id);
        if (free != end) _put(list, end, list[free]);
        list[free] = id;
        // A lane can't reach 2^32 items: each takes two slots, so some 50,000 gas.
        _items[id] = Item((lane + 1).toUint8(), free.toUint32(), 0, address(0));
    }

    /// @dev Removes the item at `index` of either part: the last of its part fills the gap, and the last of all that one's.
    function _remove(uint256 lane, uint256 index) private returns (uint256 id) {
        uint256[] storage list = _lists[lane];
        uint256 last = list.length - 1;
        uint256 free = _free(lane);
        id = list[index];
        if (index >= free) {
            _lanes[lane].cash -= ONE_RENTED;
        } else {
            if (index != free - 1) _put(list, index, list[free - 1]);
            index = free - 1;
        }
        if (index != last) _put(list, index, list[last]);
        list.pop();
        delete _items[id];
    }

    /// @dev Moves a free item to the rented part: it changes places with the last free one.
    function _moveToRented(uint256 lane, uint256 index) private {
        _exchange(lane, index, _free(lane) - 1);
        _lanes[lane].cash += ONE_RENTED;
    }

    /// @dev Moves an item of the rented part to the free one: it changes places with the first one rented.
    function _moveToFree(uint256 lane, uint256 index) private {
        _exchange(lane, index, _free(lane));
        _lanes[lane].cash -= ONE_RENTED;
    }

    function _exchange(uint256 lane, uint256 a, uint256 b) private {
        if (a == b) return;
        uint256[] storage list = _lists[lane];
        (uint256 idA, uint256 idB) = (list[a], list[b]);
        _put(list, a, idB);
        _put(list, b, idA);
    }

    function _put(uint256[] storage list, uint256 index, uint256 id) private {
        list[index] = id;
        _items[id].index = index.toUint32();
    }

    function _isInRentedPart(uint256 lane, uint256 index) private view returns (bool) {
        return index >= _free(lane);
    }

    /// @dev The number of free items of a lane, which are the first of its list.
    function _free(uint256 lane) private view returns (uint256) {
        return _lists[lane].length - _rented(lane);
    }

    /* LANE STATE */

    function _rented(uint256 lane) private view returns (uint256) {
        return _lanes[lane].cash / ONE_RENTED;
    }

    function _feesOf(uint256 lane) private view returns (uint256) {
        return _lanes[lane].cash % ONE_RENTED;
    }

    /// @dev The sum stays below 2^96, so that it never reaches the number on rent: it would take 790 thousand million
    /// items with the highest fee, and no collecting.
    function _addFees(uint256 lane, uint256 fee) private {
        if (fee != 0) _lanes[lane].cash += fee.toUint128();
    }

    /* RENT */

    /// @dev USER_EXPIRES_INCLUSIVE: the second `rentedUntil` still belongs to the user.
    function _isOnRent(Item memory item) private view returns (bool) {
        return block.timestamp <= item.rentedUntil;
    }

    /// @dev Rounded up, in favour of the stakers, so it is at least one unit.
    function _rentPriceUp(uint256 durationSeconds) private view returns (uint256) {
        return Math.mulDiv(durationSeconds, _rentTerms.pricePerSecondWad, WAD, Math.Rounding.Ceil);
    }

    function _rentalEnd(uint256 start, uint256 durationSeconds) private view returns (uint64) {
        RentTerms memory terms = _rentTerms;
        require(
            // The first bound keeps the sum from overflowing.
            durationSeconds >= terms.minSeconds &&
                durationSeconds <= terms.maxSeconds &&
                start + durationSeconds <= block.timestamp + terms.maxSeconds,
            RentalOutOfBounds(durationSeconds, terms.minSeconds, terms.maxSeconds)
        );
        return (start + durationSeconds).toUint64();
    }

    /// @dev The limit is rounded down, in favour of redemptions.
    function _checkRentedShare(uint256 lane) private view {
        uint256 rented = _rented(lane);
        uint256 limit = Math.mulDiv(_lists[lane].length, _rentTerms.maxRentedWad, WAD);
        require(rented <= limit, LaneRentedOut(lane, rented, limit));
    }

    function _receiveRent(uint256 lane, uint256 price) private returns (uint256 received) {
        address purse = address(LaneLib.purseOf(lane));
        uint256 before = quoteToken.balanceOf(purse);
        quoteToken.safeTransferFrom(msg.sender, purse, price);
        received = quoteToken.balanceOf(purse) - before;
        require(received >= price, RentNotReceived(price, received));
    }

    function _lend(uint256 lane, uint256 id, address user, uint64 expires) private {
        IERC4907 lendable = IERC4907(address(collection));
        LaneLib.purseOf(lane).lend(lendable, id, user, expires);
        address set = lendable.userOf(id);
        require(set == user && lendable.userExpires(id) == expires, UserNotSet(id, user, set));
    }

    /* INCOME */

    /// @dev Moves a lane's rent to this contract and takes its fees off its books, to be minted by the caller.
    function _collectLane(uint256 lane) private returns (uint256 fees_) {
        Purse purse = purseOf(lane);
        uint256 rent_ = quoteToken.balanceOf(address(purse));
        fees_ = _feesOf(lane);
        if (rent_ == 0 && fees_ == 0) return 0;
        if (fees_ != 0) _lanes[lane].cash -= fees_.toUint128();
        if (rent_ != 0) purse.pay(quoteToken, address(this), rent_);
        emit Collect(lane, rent_, fees_);
    }

    /// @dev What this contract had of the token before is nobody's income and stays.
    function _notify(IERC20 token, uint256 amount, uint256 balanceBefore) private {
        if (amount == 0) return;
        token.forceApprove(address(gauge), amount);
        gauge.notify(address(token), amount);
        uint256 balance = token.balanceOf(address(this));
        require(balance == balanceBefore, GaugeTookLess(address(token), balance - balanceBefore));
    }

    function _requireReward(IGauge gauge_, address[] memory rewards, address token) private pure {
        for (uint256 i = 0; i < rewards.length; ++i) {
            if (rewards[i] == token) return;
        }
        revert GaugeDoesNotFit(address(gauge_), token);
    }

    /* SETTINGS */

    function _requireNotPaused() private view {
        require(!_settings.paused, VaultPaused());
    }

    function _setFees(NftFees memory fees_) private {
        uint256 highest = Math.max(fees_.depositFeeWad, Math.max(fees_.targetedRedeemFeeWad, fees_.swapFeeWad));
        require(highest <= MAX_FEE_WAD, FeeOutOfBounds(highest, MAX_FEE_WAD));
        _settings.fees = fees_;
        emit SetFees(fees_.depositFeeWad, fees_.targetedRedeemFeeWad, fees_.swapFeeWad);
    }

    function _setRentTerms(RentTerms memory terms) private {
        require(
            terms.pricePerSecondWad != 0 &&
                terms.minSeconds != 0 &&
                terms.minSeconds <= terms.maxSeconds &&
                terms.maxSeconds <= MAX_RENT_SECONDS &&
                terms.maxRentedWad <= MAX_RENTED_WAD,
            RentTermsOutOfBounds(terms)
        );
        _rentTerms = terms;
        emit SetRentTerms(terms.pricePerSecondWad, terms.minSeconds, terms.maxSeconds, terms.maxRentedWad);
    }
}
