// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IERC4907} from "../interfaces/IERC4907.sol";
import {INftVault, ItemState, RentTerms} from "../interfaces/INftVault.sol";
import {LaneLib} from "../lanes/LaneLib.sol";
import {CustodyLib} from "./CustodyLib.sol";
import {Item, ItemList, ItemListLib} from "./ItemListLib.sol";
import {NftVaultParts, NftVaultState} from "./NftVaultState.sol";
import {RentStream, RentStreamLib} from "./RentStreamLib.sol";
import {ReservedRent, ReservedRentLib} from "./ReservedRentLib.sol";
import {TermsLib} from "./TermsLib.sol";

/// @title RentalsLib
/// @notice A vault's rentals, and the items that it keeps for receipts. Linked, as the vault has no room.
/// @dev The vault's guard and pause are around every call.
library RentalsLib {
    using CustodyLib for NftVaultState;
    using ItemListLib for ItemList;
    using RentStreamLib for RentStream;
    using ReservedRentLib for ReservedRent;
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    /// @dev What a redemption has found so far.
    struct Choice {
        uint256[] ids;
        uint256[] from;
        uint256 found;
        uint256 own;
        uint256 lanes;
    }

    uint256 private constant WAD = 1e18;

    /* RENT */

    /// @dev See `INftVault.rent`.
    function rent(
        NftVaultState storage state,
        NftVaultParts memory parts,
        uint256 id,
        address user,
        uint256 durationSeconds,
        uint256 maxPrice
    ) external returns (uint256 paid, uint64 expires) {
        require(parts.rentable, INftVault.NotRentable(address(parts.collection)));
        require(user != address(0), INftVault.NoUser(id));
        Item memory item = state.heldItem(id);
        require(item.state != ItemState.Recalled, INftVault.ItemIsRecalled(id));
        CustodyLib.requireUnmoved(id);
        uint256 start = block.timestamp;
        if (CustodyLib.isOnRent(item)) {
            require(msg.sender == item.user && user == item.user, INftVault.ItemOnRent(id, item.rentedUntil));
            start = item.rentedUntil;
        } else if (item.state == ItemState.Pooled && item.place < ItemListLib.RENTED) {
            state.lists[item.lane].toRented(state.items, id, item.place);
        }
        expires = _rentalEnd(state, start, durationSeconds);
        uint256 price = TermsLib.rentPriceUp(state, id, durationSeconds);
        require(price <= maxPrice, INftVault.PriceAboveMax(price, maxPrice));
        if (item.state == ItemState.Pooled) _checkRentedShare(state, item.lane);
        // The place in the list may have changed, so the rest of the slot is written where it is.
        state.items[id].user = user;
        state.items[id].rentedUntil = uint256(expires).toUint40();

        paid = _receiveRent(parts.quoteToken, item.lane, price);
        if (item.state == ItemState.Pooled) {
            state.streams[item.lane].add(paid, start, expires);
        } else {
            state.streams[item.lane].hold(paid);
            state.reservedRents[id].add(paid, expires);
        }
        _lend(IERC4907(address(parts.collection)), item.lane, id, user, expires);
        emit INftVault.RentItem(id, msg.sender, user, item.lane, expires, paid);
    }

    /// @dev See `INftVault.release`.
    function release(NftVaultState storage state, uint256[] calldata ids) external {
        for (uint256 i = 0; i < ids.length; ++i) {
            Item memory item = state.unrentedItem(ids[i]);
            if (item.place < ItemListLib.RENTED) continue;
            ItemList storage list = state.lists[item.lane];
            list.remove(state.items, item.place);
            list.push(state.items, ids[i]);
        }
    }

    /// @notice What a lane's purse has beyond what is not earned, rounded down; zero where a rental of this hour is not yet
    /// in the line.
    function earnedDown(NftVaultState storage state, IERC20 quoteToken, uint256 lane) external view returns (uint256) {
        return
            Math.saturatingSub(quoteToken.balanceOf(address(LaneLib.purseOf(lane))), state.streams[lane].unearnedUp());
    }

    /// @notice What a lane's purse has of rent not earned, or owed to receipts, rounded up.
    function unearnedUp(NftVaultState storage state, IERC20 quoteToken, uint256 lane) external view returns (uint256) {
        return Math.min(quoteToken.balanceOf(address(LaneLib.purseOf(lane))), state.streams[lane].unearnedUp());
    }

    /// @notice Brings a lane's line to the last whole hour.
    function advance(NftVaultState storage state, uint256 lane) external {
        state.streams[lane].advance();
    }

    /// @dev See `INftVault.redeemable`. The free items come first, then those whose rental is over; O(items on rent) where
    /// it reaches these.
    function redeemable(
        NftVaultState storage state,
        uint256 lane,
        uint256 from,
        uint256 count
    ) external view returns (uint256[] memory ids) {
        ItemList storage list = state.lists[lane];
        ids = new uint256[](Math.min(count, list.held()));
        uint256 found;
        uint256 skipped;
        uint256 end = ItemListLib.RENTED + list.rented;
        for (uint256 place = list.head; place < end && found < ids.length; ++place) {
            if (place == list.tail) place = ItemListLib.RENTED;
            uint256 id = list.ids[place];
            if (place == end || (place >= ItemListLib.RENTED && CustodyLib.isOnRent(state.items[id]))) continue;
            if (skipped < from) ++skipped;
            else ids[found++] = id;
        }
        assembly ("memory-safe") {
            // Shortens the array: found is at most its length.
            mstore(ids, found)
        }
    }

    /* REDEEMING */

    /// @notice Takes `count` items off the books and says in which lanes they are: free ones of the lane `own`, then of the
    /// next lanes, first up to a head that a premium is asked for; where all these are too few, those whose rental is over.
    function choose(
        NftVaultState storage state,
        uint256 count,
        uint256 own,
        uint256 lanes
    ) external returns (uint256[] memory ids, uint256[] memory from) {
        Choice memory choice = Choice(new uint256[](count), new uint256[](count), 0, own, lanes);
        if (state.settings.asksPremium) _chooseFree(state, choice, true);
        _chooseFree(state, choice, false);
        for (uint256 i = 0; i < lanes && choice.found < count; ++i) {
            ItemList storage list = state.lists[(own + i) & (lanes - 1)];
            // The one that fills a gap was looked at before.
            for (uint256 place = ItemListLib.RENTED + list.rented; place > ItemListLib.RENTED; --place) {
                if (choice.found == count) break;
                uint256 id = list.ids[place - 1];
                if (!CustodyLib.isOnRent(state.items[id])) _take(state, choice, id);
            }
        }
        require(choice.found == count, INftVault.NotEnoughItems(count, choice.found));
        return (choice.ids, choice.from);
    }

    /// @dev Takes from the heads of the lines; with `seasoned` only as long as no premium is asked for the head.
    function _chooseFree(NftVaultState storage state, Choice memory choice, bool seasoned) private {
        for (uint256 i = 0; i < choice.lanes; ++i) {
            ItemList storage list = state.lists[(choice.own + i) & (choice.lanes - 1)];
            while (choice.found < choice.ids.length && list.free() != 0) {
                uint256 id = list.ids[list.head];
                if (seasoned && TermsLib.asksPremiumFor(state, id)) break;
                _take(state, choice, id);
            }
        }
    }

    function _take(NftVaultState storage state, Choice memory choice, uint256 id) private {
        Item memory item = state.items[id];
        state.forget(id, item);
        (choice.ids[choice.found], choice.from[choice.found]) = (id, item.lane);
        ++choice.found;
    }

    /* RESERVATIONS */

    /// @dev See `INftVault.reserve`.
    function reserve(
        NftVaultState storage state,
        NftVaultParts memory parts,
        uint256[] calldata ids,
        address to,
        uint256 lane
    ) external {
        require(ids.length != 0, INftVault.NoItems());
        for (uint256 i = 0; i < ids.length; ++i) {
            state.takeIn(parts.collection, parts.rentable, msg.sender, ids[i], lane, ItemState.Reserved);
        }
        parts.receipts.mint(to, ids);
        emit INftVault.ReserveItems(msg.sender, to, lane, ids);
    }

    /// @dev See `INftVault.recall`.
    function recall(
        NftVaultState storage state,
        NftVaultParts memory parts,
        uint256[] calldata ids,
        bool recalled
    ) external {
        for (uint256 i = 0; i < ids.length; ++i) {
            state.reservedItem(parts, ids[i]);
            state.items[ids[i]].state = recalled ? ItemState.Recalled : ItemState.Reserved;
            emit INftVault.RecallItem(ids[i], recalled);
        }
    }

    /// @dev See `INftVault.claimRent`.
    function claimRent(
        NftVaultState storage state,
        NftVaultParts memory parts,
        uint256[] calldata ids,
        address to
    ) external returns (uint256 amount) {
        for (uint256 i = 0; i < ids.length; ++i) {
            uint256 lane = state.reservedItem(parts, ids[i]).lane;
            uint256 earned = _takeRent(state, ids[i], lane);
            if (earned == 0) continue;
            amount += earned;
            LaneLib.purseOf(lane).pay(parts.quoteToken, to, earned);
            emit INftVault.ClaimRent(ids[i], to, earned);
        }
    }

    /// @dev See `INftVault.withdraw`.
    function withdraw(
        NftVaultState storage state,
        NftVaultParts memory parts,
        uint256[] calldata ids,
        address to
    ) external returns (uint256 amount) {
        require(ids.length != 0, INftVault.NoItems());
        uint256[] memory earned = new uint256[](ids.length);
        uint256[] memory from = new uint256[](ids.length);
        for (uint256 i = 0; i < ids.length; ++i) {
            Item memory item = state.reservedItem(parts, ids[i]);
            require(!CustodyLib.isOnRent(item), INftVault.ItemOnRent(ids[i], item.rentedUntil));
            from[i] = item.lane;
            earned[i] = _takeRent(state, ids[i], item.lane);
            delete state.items[ids[i]];
            delete state.reservedRents[ids[i]];
        }
        parts.receipts.burn(ids);
        for (uint256 i = 0; i < ids.length; ++i) {
            if (earned[i] != 0) {
                // Where the quote token does not move, the item leaves without its rent, which is the lane's then.
                try LaneLib.purseOf(from[i]).pay(parts.quoteToken, to, earned[i]) {
                    amount += earned[i];
                    emit INftVault.ClaimRent(ids[i], to, earned[i]);
                } catch {}
            }
            CustodyLib.sendOut(parts.collection, ids[i], from[i], to);
        }
        emit INftVault.WithdrawItems(msg.sender, to, ids);
    }

    /* INTERNALS */

    function _rentalEnd(
        NftVaultState storage state,
        uint256 start,
        uint256 durationSeconds
    ) private view returns (uint64) {
        RentTerms memory terms = state.rentTerms;
        require(
            // The first bound keeps the sum from overflowing.
            durationSeconds >= terms.minSeconds &&
                durationSeconds <= terms.maxSeconds &&
                start + durationSeconds <= block.timestamp + terms.maxSeconds,
            INftVault.RentalOutOfBounds(durationSeconds, terms.minSeconds, terms.maxSeconds)
        );
        return (start + durationSeconds).toUint64();
    }

    /// @dev The limit is rounded down, in favour of redemptions.
    function _checkRentedShare(NftVaultState storage state, uint256 lane) private view {
        ItemList storage list = state.lists[lane];
        uint256 limit = Math.mulDiv(list.held(), state.rentTerms.maxRentedWad, WAD);
        require(list.rented <= limit, INftVault.LaneRentedOut(lane, list.rented, limit));
    }

    function _receiveRent(IERC20 quoteToken, uint256 lane, uint256 price) private returns (uint256 received) {
        address purse = address(LaneLib.purseOf(lane));
        uint256 before = quoteToken.balanceOf(purse);
        quoteToken.safeTransferFrom(msg.sender, purse, price);
        received = quoteToken.balanceOf(purse) - before;
        require(received >= price, INftVault.RentNotReceived(price, received));
    }

    function _lend(IERC4907 lendable, uint256 lane, uint256 id, address user, uint64 expires) private {
        LaneLib.purseOf(lane).lend(lendable, id, user, expires);
        address set = lendable.userOf(id);
        require(set == user && lendable.userExpires(id) == expires, INftVault.UserNotSet(id, user, set));
    }

    /// @dev Takes what a reserved item has earned off the books, to be paid by the caller.
    function _takeRent(NftVaultState storage state, uint256 id, uint256 lane) private returns (uint256 earned) {
        earned = state.reservedRents[id].take();
        if (earned != 0) state.streams[lane].drop(earned);
    }
}
