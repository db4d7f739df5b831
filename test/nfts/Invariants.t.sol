// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DevnetRentableCollection} from "../../contracts/devnet/DevnetRentableCollection.sol";
import {DevnetToken} from "../../contracts/devnet/DevnetToken.sol";
import {INftVault, ItemState, NftFees, RentTerms} from "../../contracts/interfaces/INftVault.sol";
import {NftVault} from "../../contracts/nfts/NftVault.sol";
import {Test} from "../helpers/Test.sol";
import {NftVaultBase} from "./NftVaultBase.sol";

contract NftVaultInvariantsTest is NftVaultBase {
    NftVaultHandler private handler;
    uint256 private items;

    function setUp() public override {
        super.setUp();
        _setGauge();
        address[] memory actors = new address[](4);
        (actors[0], actors[1], actors[2], actors[3]) = (alice, bob, carol, _accountIn(3, 0xdae));
        handler = new NftVaultHandler(vault, collection, quote, actors);
        items = handler.ITEMS();
        authority.grantRole(authority.ADMIN_ROLE(), address(handler), 0);
        targetContract(address(handler));
    }

    /// @dev One function, so that one series of random calls checks all of it.
    /// hardhat-config: default.invariant.runs = 16
    /// hardhat-config: default.invariant.depth = 100
    function invariant_NFT_VAULT() public {
        assertEq(handler.failure(), "", "the model and the vault agree call by call");
        _assertBacked();
        _assertLanes();
        _assertItems();
        _assertRent();
        _assertAllCanLeave();
    }

    /// @dev The invariant is worth as much as the calls that succeed, so a fixed series must make every one succeed.
    function test_HandlerReachesEveryAction() public {
        for (uint256 i = 0; i < 900; ++i) {
            uint256 a = uint256(keccak256(abi.encode(i, "a")));
            uint256 b = uint256(keccak256(abi.encode(i, "b")));
            uint256 c = uint256(keccak256(abi.encode(i, "c")));
            uint256 action = a % 16;
            if (action < 2) handler.deposit(b, c, a);
            else if (action == 2) handler.redeem(b, c);
            else if (action == 3) handler.redeemTargeted(b, c, a >> 8);
            else if (action == 4) handler.swap(b, c);
            else if (action < 7) handler.rent(b, c, a >> 8);
            else if (action == 7) handler.release(b);
            else if (action == 8) handler.collect(b, c % 2 == 0);
            else if (action == 9) handler.transfer(b, c, a >> 8);
            else if (action == 11) handler.reserve(b, c);
            else if (action == 12) handler.withdraw(b, c % 3 == 0);
            else if (action == 13) handler.claimRented(b, c);
            else if (action == 14) handler.claimRent(b);
            else if (action == 15) handler.rentReserved(b, c, a >> 8);
            else handler.wait(b % 6 hours);
        }
        string[13] memory actions = [
            "deposit",
            "redeem",
            "redeemTargeted",
            "swap",
            "rent",
            "longer",
            "release",
            "collect",
            "reserve",
            "withdraw",
            "claimRented",
            "claimRent",
            "recall"
        ];
        for (uint256 i = 0; i < actions.length; ++i) {
            assertGt(handler.done(actions[i]), 0, actions[i]);
        }
        invariant_NFT_VAULT();
    }

    function _assertLanes() private view {
        int256 shares;
        uint256 balances = vault.balanceOf(address(gauge)) + vault.balanceOf(address(vault));
        for (uint256 lane = 0; lane < LANES; ++lane) {
            shares += vault.laneShares(lane);
        }
        for (uint256 i = 0; i < handler.actorCount(); ++i) {
            balances += vault.balanceOf(handler.actors(i));
        }
        assertEq(shares, int256(balances), "LANE_SUM");
        assertEq(vault.totalSupply(), balances, "LANE_SUM: the supply is what all have");
    }

    function _assertItems() private view {
        uint256[LANES] memory heldIn;
        uint256[LANES] memory onRentIn;
        for (uint256 id = 0; id < items; ++id) {
            (bool held, uint256 lane, uint64 rentedUntil) = vault.itemOf(id);
            (bool modelHeld, uint256 modelLane, uint256 modelUntil, address user) = handler.model(id);
            assertTrue(held == modelHeld && lane == modelLane, "NFT_SINGLE_OWNER_SINGLE_LISTING");
            if (!held) continue;
            assertEq(collection.ownerOf(id), address(vault.purseOf(lane)), "LANE_CUSTODY: its lane's purse has it");
            assertEq(rentedUntil, modelUntil, "rentedUntil");
            bool reserved = handler.reservedFor(id) != address(0);
            assertTrue(reserved == _isReserved(id), "RECEIPT_EQ_ITEM: reserved or pooled");
            if (reserved) assertEq(vault.receipts().ownerOf(id), handler.reservedFor(id), "RECEIPT_EQ_ITEM");
            else ++heldIn[lane];
            if (block.timestamp > modelUntil) continue;
            if (!reserved) ++onRentIn[lane];
            assertEq(collection.userOf(id), user, "RENTER_KEEPS_PAID_TIME");
            assertEq(collection.userExpires(id), modelUntil, "RENTER_KEEPS_PAID_TIME");
        }
        for (uint256 lane = 0; lane < LANES; ++lane) {
            _assertList(lane, heldIn[lane], onRentIn[lane]);
        }
    }

    /// @dev All that a lane can redeem are different items, and all of its held ones but those on rent.
    function _assertList(uint256 lane, uint256 modelHeld, uint256 modelOnRent) private view {
        (uint256 held, uint256 rented) = vault.laneItems(lane);
        assertEq(held, modelHeld, "LANE_SUM: items of a lane");
        assertGe(rented, modelOnRent, "a lane counts at least what is on rent");
        assertLe(rented, held, "and at most what it has");
        uint256[] memory ids = vault.redeemable(lane, 0, items);
        assertEq(ids.length, held - modelOnRent, "redeemable");
        uint256 seen;
        for (uint256 i = 0; i < ids.length; ++i) {
            (, uint256 lane_, ) = vault.itemOf(ids[i]);
            assertEq(lane_, lane, "an item is in its lane's list");
            assertEq((seen >> ids[i]) & 1, 0, "NFT_SINGLE_OWNER_SINGLE_LISTING: once in a list");
            seen |= 1 << ids[i];
        }
    }

    function _assertRent() private view {
        uint256 income;
        uint256 inPurses;
        for (uint256 lane = 0; lane < LANES; ++lane) {
            (uint256 rent, ) = vault.laneIncome(lane);
            income += rent;
            uint256 balance = quote.balanceOf(address(vault.purseOf(lane)));
            inPurses += balance;
            uint256 unearned = vault.laneUnearned(lane);
            assertEq(rent, balance > unearned ? balance - unearned : 0, "LANE_CUSTODY: income is what is not owed");
        }
        uint256 received = handler.rentPaid() + handler.gifts();
        uint256 paidOut = handler.rentCollected() + handler.rentClaimed();
        assertEq(inPurses + paidOut, received, "rent is there or paid out, to the unit");
        assertEq(quote.balanceOf(address(gauge)), handler.rentCollected(), "what is collected is the gauge's");
        _assertEarnedInTime(income + handler.rentCollected());
        for (uint256 id = 0; id < items; ++id) {
            if (vault.claimableRent(id) != 0) assertTrue(_isReserved(id), "a receipt's rent is a reserved item's");
        }
    }

    /// @dev What stakers got or can get is at most what rentals earned until now, and at least what they did until the last
    /// whole hour, but for rounding, for what began within this hour, and for rentals of less than one.
    function _assertEarnedInTime(uint256 stakers) private view {
        uint256 hour = block.timestamp - (block.timestamp % 1 hours);
        (uint256 now_, uint256 thisHour) = handler.earned(block.timestamp);
        assertLe(stakers, now_ + handler.gifts() + handler.forfeited(), "RENT_EARNED_IN_TIME: not before");
        (uint256 then, ) = handler.earned(hour);
        assertGe(
            stakers + thisHour + handler.rounding() + LANES,
            then + handler.gifts(),
            "RENT_EARNED_IN_TIME: and not later"
        );
    }

    function _isReserved(uint256 id) private view returns (bool) {
        ItemState state = vault.stateOf(id);
        return state == ItemState.Reserved || state == ItemState.Recalled;
    }

    /// @dev With every rental over, whoever has an item's worth gets an item, by name or not, though the vault is paused.
    function _assertAllCanLeave() private {
        uint256 state = vm.snapshotState();
        vm.warp(block.timestamp + vault.MAX_RENT_SECONDS() + 1);
        vault.setPaused(true);
        vault.setFees(_fees(0, 0, 0));
        vault.collect(_allLanes());
        _releaseAll();
        for (uint256 i = 0; i < handler.actorCount(); ++i) {
            address who = handler.actors(i);
            for (uint256 left = vault.balanceOf(who) / ITEM; left != 0; --left) {
                bytes memory exit =
                    left % 2 == 0
                        ? abi.encodeCall(INftVault.redeem, (1, who))
                        : abi.encodeCall(INftVault.redeemTargeted, (_someItem(left), who, 0));
                vm.prank(who);
                (bool success, ) = address(vault).call(exit);
                assertTrue(success, "REDEEM_SOME_ALWAYS: all leave when the rentals are over");
                _assertBacked();
            }
        }
        for (uint256 id = 0; id < items; ++id) {
            address holder = handler.reservedFor(id);
            if (holder == address(0)) continue;
            vm.prank(holder);
            vault.withdraw(_ids(id), holder);
            assertEq(collection.ownerOf(id), holder, "RECEIPT_EQ_ITEM: who reserved an item gets that very one");
        }
        vm.revertToState(state);
    }

    function _releaseAll() private {
        for (uint256 id = 0; id < items; ++id) {
            if (vault.stateOf(id) == ItemState.Pooled) vault.release(_ids(id));
        }
        for (uint256 lane = 0; lane < LANES; ++lane) {
            (, uint256 rented) = vault.laneItems(lane);
            assertEq(rented, 0, "all are released");
        }
        _assertItems();
    }

    /// @dev An item that is held, from the middle of its lane's list.
    function _someItem(uint256 seed) private view returns (uint256[] memory) {
        for (uint256 i = 0; i < LANES; ++i) {
            uint256[] memory ids = vault.redeemable((seed + i) % LANES, 0, items);
            if (ids.length != 0) return _ids(ids[ids.length / 2]);
        }
        return _ids(items);
    }
}

/// @notice Drives a vault by random calls and keeps its own, unsharded account of every item.
/// @dev In this file, since the runner fuzzes only contracts of the test files that it was given.
/// @dev The runner forgets a call that reverts, so nothing here reverts: what should not be is written to `failure`.
contract NftVaultHandler is Test {
    /// @notice What the model knows of an item.
    struct Model {
        bool held;
        uint256 lane;
        uint256 rentedUntil;
        address user;
    }

    struct Rental {
        uint256 paid;
        uint256 start;
        uint256 end;
        bool reserved;
    }

    uint256 public constant ITEMS = 24;
    uint256 private constant ITEM = 1e18;

    NftVault private immutable vault;
    DevnetRentableCollection private immutable collection;
    DevnetToken private immutable quote;

    address[] public actors;
    mapping(uint256 id => Model) public model;
    string public failure;
    uint256 public rentPaid;
    uint256 public rentCollected;
    uint256 public rentClaimed;
    uint256 public forfeited;
    uint256 public gifts;
    mapping(uint256 id => address holder) public reservedFor;
    Rental[] private _rentals;
    mapping(string action => uint256 times) public done;

    constructor(NftVault vault_, DevnetRentableCollection collection_, DevnetToken quote_, address[] memory actors_) {
        (vault, collection, quote, actors) = (vault_, collection_, quote_, actors_);
        for (uint256 id = 0; id < ITEMS; ++id) {
            uint256[] memory ids = new uint256[](1);
            ids[0] = id;
            collection.mint(actors_[id % actors_.length], ids);
        }
        for (uint256 i = 0; i < actors_.length; ++i) {
            vm.startPrank(actors_[i]);
            collection.setApprovalForAll(address(vault), true);
            quote.approve(address(vault), type(uint256).max);
            vm.stopPrank();
        }
    }

    /// @dev Each action is of a transaction of its own.
    modifier later() {
        vm.warp(block.timestamp + 1);
        _;
    }

    /* ACTIONS */

    function deposit(uint256 actor, uint256 to, uint256 most) external later {
        address who = _actor(actor);
        address receiver = _actor(to);
        uint256[] memory ids = _ownedBy(who, bound(most, 1, 5));
        if (ids.length == 0) return;
        vm.prank(who);
        try vault.deposit(ids, receiver) returns (uint256 minted) {
            _check(minted == ids.length * (ITEM - vault.fees().depositFeeWad), "minted less fee");
            _comeIn(ids, vault.laneOf(receiver));
            ++done["deposit"];
        } catch {
            _check(vault.paused(), "a deposit fails only where paused");
        }
    }

    function redeem(uint256 actor, uint256 count) external later {
        address who = _actor(actor);
        count = bound(count, 1, 6);
        bool payable_ = vault.balanceOf(who) >= count * ITEM;
        bool there = redeemableItems() >= count;
        vm.prank(who);
        try vault.redeem(count, who) returns (uint256[] memory ids) {
            _check(payable_ && there && ids.length == count, "redeem burns and gives");
            _goOut(ids, who);
            ++done["redeem"];
        } catch {
            _check(!payable_ || !there, "LANE_FALLTHROUGH: a holder redeems what the vault has");
        }
    }

    function redeemTargeted(uint256 actor, uint256 id, uint256 other) external later {
        address who = _actor(actor);
        uint256[] memory ids = new uint256[](2);
        (ids[0], ids[1]) = (id % ITEMS, other % ITEMS);
        uint256 burned = 2 * (ITEM + vault.fees().targetedRedeemFeeWad);
        bool free =
            _isRedeemable(ids[0]) && _isRedeemable(ids[1]) && ids[0] != ids[1] && vault.balanceOf(who) >= burned;
        vm.prank(who);
        try vault.redeemTargeted(ids, who, type(uint256).max) {
            _check(free, "RENTED_ID_STAYS: what is on rent, or is not there, does not go");
            _goOut(ids, who);
            ++done["redeemTargeted"];
        } catch {
            _check(!free, "a free item goes to who pays for it");
        }
    }

    function swap(uint256 actor, uint256 wanted) external later {
        address who = _actor(actor);
        uint256[] memory idsIn = _ownedBy(who, 1);
        if (idsIn.length == 0) return;
        uint256[] memory idsOut = new uint256[](1);
        idsOut[0] = wanted % ITEMS;
        bool free = _isRedeemable(idsOut[0]);
        bool can = free && vault.balanceOf(who) >= vault.fees().swapFeeWad && !vault.paused();
        vm.prank(who);
        try vault.swap(idsIn, idsOut, who, type(uint256).max) {
            _check(can, "RENTED_ID_STAYS: in swaps too");
            _comeIn(idsIn, vault.laneOf(who));
            _goOut(idsOut, who);
            ++done["swap"];
        } catch {
            _check(!can, "a free item can be swapped for");
        }
    }

    function rent(uint256 actor, uint256 id, uint256 durationSeconds) external later {
        address who = _actor(actor);
        _rent(who, id % ITEMS, durationSeconds);
    }

    function rentReserved(uint256 actor, uint256 id, uint256 durationSeconds) external later {
        for (uint256 i = 0; i < ITEMS; ++i) {
            if (reservedFor[(id + i) % ITEMS] == address(0)) continue;
            _rent(_actor(actor), (id + i) % ITEMS, durationSeconds);
            return;
        }
    }

    function reserve(uint256 actor, uint256 to) external later {
        address who = _actor(actor);
        address receiver = _actor(to);
        uint256[] memory ids = _ownedBy(who, 1);
        if (ids.length == 0) return;
        vm.prank(who);
        try vault.reserve(ids, receiver) {
            _comeIn(ids, vault.laneOf(receiver));
            reservedFor[ids[0]] = receiver;
            ++done["reserve"];
        } catch {
            _check(vault.paused(), "a reservation fails only where paused");
        }
    }

    /// @dev The holder withdraws, after calling back now and then; nobody else can.
    function withdraw(uint256 seed, bool recall) external later {
        uint256[] memory ids = new uint256[](1);
        ids[0] = seed % ITEMS;
        address holder = reservedFor[ids[0]];
        if (holder == address(0)) return;
        address other = _actor(seed >> 8);
        if (other != holder) {
            vm.prank(other);
            try vault.withdraw(ids, other) {
                _check(false, "RECEIPT_EQ_ITEM: another took a reserved item");
            } catch {}
        }
        vm.startPrank(holder);
        if (recall) {
            vault.recall(ids, (seed >> 16) % 4 != 0);
            ++done["recall"];
        }
        try vault.withdraw(ids, holder) returns (uint256 amount) {
            _check(block.timestamp > model[ids[0]].rentedUntil, "RENTED_ID_STAYS: for receipts too");
            rentClaimed += amount;
            reservedFor[ids[0]] = address(0);
            _goOut(ids, holder);
            ++done["withdraw"];
        } catch {
            _check(block.timestamp <= model[ids[0]].rentedUntil, "EXIT_UNBLOCKABLE: a free item is its receipt's");
        }
        vm.stopPrank();
    }

    function claimRent(uint256 seed) external later {
        uint256[] memory ids = new uint256[](1);
        ids[0] = seed % ITEMS;
        address holder = reservedFor[ids[0]];
        if (holder == address(0)) return;
        vm.prank(holder);
        uint256 amount = vault.claimRent(ids, holder);
        rentClaimed += amount;
        if (amount != 0) ++done["claimRent"];
    }

    function claimRented(uint256 actor, uint256 id) external later {
        address who = _actor(actor);
        uint256[] memory ids = new uint256[](1);
        ids[0] = id % ITEMS;
        bool onRent = model[ids[0]].held && !_isFree(ids[0]) && reservedFor[ids[0]] == address(0);
        uint256 highest = vault.balanceOf(who) >= ITEM ? vault.balanceOf(who) - ITEM : 0;
        bool solvent = vault.balanceOf(who) >= ITEM + vault.fees().targetedRedeemFeeWad;
        bool someFree;
        for (uint256 lane = 0; lane < vault.lanes(); ++lane) {
            someFree = someFree || vault.redeemable(lane, 0, 1).length != 0;
        }
        vm.prank(who);
        try vault.claimRented(ids, who, highest) returns (uint256 fee) {
            _check(onRent, "only what is on rent is claimed");
            _check(fee == 0 || someFree, "REDEEM_SOME_ALWAYS: at par where none is free");
            reservedFor[ids[0]] = who;
            ++done["claimRented"];
        } catch {
            _check(!onRent || !solvent, "REDEEM_SOME_ALWAYS: who finds an item on rent gets its receipt");
        }
    }

    function _rent(address who, uint256 id, uint256 durationSeconds) private {
        if (!model[id].held) return;
        RentTerms memory terms = vault.rentTerms();
        durationSeconds = bound(durationSeconds, terms.minSeconds, terms.maxSeconds);
        uint256 price = vault.rentPrice(id, durationSeconds);
        quote.mint(who, price);
        uint256 until = model[id].rentedUntil;
        bool longer = block.timestamp <= until;
        vm.prank(who);
        try vault.rent(id, who, durationSeconds, price) returns (uint256 paid, uint64 expires) {
            _check(paid == price && price != 0, "ZERO_QTY_OR_PRICE_REVERTS");
            _check(!longer || who == model[id].user, "RENTER_KEEPS_PAID_TIME: nobody else takes it");
            _check(expires == (longer ? until : block.timestamp) + durationSeconds, "paid time");
            (model[id].rentedUntil, model[id].user) = (expires, who);
            rentPaid += paid;
            bool reserved = reservedFor[id] != address(0);
            _rentals.push(Rental(paid, longer ? until : block.timestamp, expires, reserved));
            _check(reserved || vault.redeemable(model[id].lane, 0, 1).length == 1, "REDEEM_SOME_ALWAYS");
            ++done[longer ? "longer" : "rent"];
        } catch {}
    }

    function release(uint256 first) external {
        uint256[] memory ids = new uint256[](2);
        (ids[0], ids[1]) = (first % ITEMS, (first + 1) % ITEMS);
        bool free = _isRedeemable(ids[0]) && _isRedeemable(ids[1]);
        try vault.release(ids) {
            _check(free, "RENTED_ID_STAYS: release frees nothing early");
            ++done["release"];
        } catch {
            _check(!free, "release works for free items");
        }
    }

    function collect(uint256 lane, bool all) external {
        uint256 lanes = vault.lanes();
        uint256[] memory chosen = new uint256[](all ? lanes : 1);
        for (uint256 i = 0; i < chosen.length; ++i) {
            chosen[i] = (lane + i) % lanes;
        }
        try vault.collect(chosen) returns (uint256 rent_, uint256) {
            rentCollected += rent_;
            ++done["collect"];
        } catch {
            _check(false, "collect never fails");
        }
    }

    function transfer(uint256 from, uint256 to, uint256 amount) external {
        address who = _actor(from);
        amount = bound(amount, 0, vault.balanceOf(who));
        vm.prank(who);
        vault.transfer(_actor(to), amount);
    }

    function donate(uint256 lane, uint256 amount) external {
        amount = bound(amount, 0, 1e9);
        quote.mint(address(vault.purseOf(lane % vault.lanes())), amount);
        gifts += amount;
    }

    function wait(uint256 elapsedSeconds) external {
        vm.warp(block.timestamp + bound(elapsedSeconds, 1, 2 days));
    }

    function waitUntilTheEndOf(uint256 id) external {
        uint256 until = model[id % ITEMS].rentedUntil;
        if (until > block.timestamp) vm.warp(until);
    }

    function setFees(uint64 feeWad) external {
        feeWad = uint64(bound(feeWad, 0, 0.1e18));
        vault.setFees(NftFees(feeWad, feeWad / 2, feeWad / 3));
    }

    function setRentTerms(uint256 maxRentedWad) external {
        RentTerms memory terms = vault.rentTerms();
        terms.maxRentedWad = uint64(bound(maxRentedWad, 0, 0.8e18));
        vault.setRentTerms(terms);
    }

    function setPaused(uint256 roll) external {
        vault.setPaused(roll % 4 == 0);
    }

    /* MODEL */

    function actorCount() external view returns (uint256) {
        return actors.length;
    }

    /// @notice How many items the model says can be redeemed now.
    function redeemableItems() public view returns (uint256 count) {
        for (uint256 id = 0; id < ITEMS; ++id) {
            if (_isRedeemable(id)) ++count;
        }
    }

    /// @notice What the scale of a lane's line may hold back: a unit for each 2^16 seconds of a rental begun.
    function rounding() external view returns (uint256 sum) {
        for (uint256 i = 0; i < _rentals.length; ++i) {
            sum += 1 + (_rentals[i].end - _rentals[i].start) / 65_536;
        }
    }

    /// @notice What rentals of the pool's items earned until `time`, and what the last ones may hold back of it.
    function earned(uint256 time) external view returns (uint256 sum, uint256 lastHour) {
        uint256 hour = time - (time % 1 hours);
        for (uint256 i = 0; i < _rentals.length; ++i) {
            if (_rentals[i].reserved) continue;
            sum += _earnedOf(_rentals[i], time);
            // A rental that began within the hour holds back at most its price, and a short one is earned at its end.
            bool isShort = _rentals[i].end - _rentals[i].start < 1 hours;
            if (_rentals[i].start > hour || (isShort && _rentals[i].end > hour)) lastHour += _rentals[i].paid;
        }
    }

    function _earnedOf(Rental memory rental, uint256 time) private pure returns (uint256) {
        if (time >= rental.end) return rental.paid;
        if (time <= rental.start) return 0;
        return (rental.paid * (time - rental.start)) / (rental.end - rental.start) + 1;
    }

    function _isRedeemable(uint256 id) private view returns (bool) {
        return _isFree(id) && reservedFor[id] == address(0);
    }

    function _isFree(uint256 id) private view returns (bool) {
        return model[id].held && block.timestamp > model[id].rentedUntil;
    }

    function _comeIn(uint256[] memory ids, uint256 lane) private {
        for (uint256 i = 0; i < ids.length; ++i) {
            _check(!model[ids[i]].held, "NFT_SINGLE_OWNER_SINGLE_LISTING: comes in once");
            model[ids[i]] = Model(true, lane, 0, address(0));
        }
    }

    function _goOut(uint256[] memory ids, address to) private {
        for (uint256 i = 0; i < ids.length; ++i) {
            _check(_isFree(ids[i]), "RENTED_ID_STAYS");
            _check(collection.ownerOf(ids[i]) == to, "goes to the receiver");
            delete model[ids[i]];
        }
    }

    function _ownedBy(address who, uint256 most) private view returns (uint256[] memory ids) {
        ids = new uint256[](most);
        uint256 found;
        for (uint256 id = 0; id < ITEMS && found < most; ++id) {
            if (collection.ownerOf(id) == who) ids[found++] = id;
        }
        assembly ("memory-safe") {
            // Shortens the array: found is at most its length.
            mstore(ids, found)
        }
    }

    function _actor(uint256 seed) private view returns (address) {
        return actors[seed % actors.length];
    }

    function _check(bool condition, string memory message) private {
        if (!condition && bytes(failure).length == 0) failure = message;
    }
}
