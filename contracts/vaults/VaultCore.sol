// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {SignedMath} from "@openzeppelin/contracts/utils/math/SignedMath.sol";
import {ILaneERC20} from "../interfaces/ILaneERC20.sol";
import {VaultSettings} from "../interfaces/IVault.sol";
import {LaneBook} from "../lanes/LaneBook.sol";
import {Rate, RateLib} from "../lanes/RateLib.sol";
import {PriceLib} from "./PriceLib.sol";
import {StrategyLib} from "./StrategyLib.sol";

/// @title VaultCore
/// @notice The storage of a vault, and what both its halves do with it: `Vault` has the flows, `VaultSettlement` the
/// settlement and the settings, to which the vault delegates calls, as all of it does not fit one contract.
/// @dev LANE SLOT. From its low end: shares 104 bits, cash 104, the price of entering 45 (PriceLib), and a bit each for
/// closed, watched and wide. The price is there, and in all lanes the same, so that an entry reads no slot that it does
/// not write: 2,100 gas, for one write a lane at a report, which reads them all anyway. Amounts that do not fit are in
/// a second slot, 128 bits each, and the lane is wide.
/// @dev SHARES. A lane's shares are never negative: where an owner's lane has fewer than are burned, having got them by
/// transfers, the next lanes give the rest. So there are no shares if and only if no lane has any.
/// @dev WATCHED. Since the first settlement there may be something left where no shares are; from then on an entry into
/// a lane without shares looks whether there are any at all, and settles first if not.
abstract contract VaultCore is LaneBook, AccessManaged, ReentrancyGuardTransient {
    using Math for uint256;
    using RateLib for Rate;
    using SafeCast for *;
    using SafeERC20 for IERC20;
    using StrategyLib for address;

    /// @dev `accounted` in asset units. Two slots: 128 + 128 bits; 64 + 8 bits.
    struct Strategy {
        uint128 absoluteCap;
        int128 accounted;
        uint64 relativeCapWad;
        bool listed;
    }

    /// @dev What moves have lost since `start`, in asset units. One slot.
    struct MoveLoss {
        uint128 assets;
        uint40 start;
    }

    /// @dev The highest full price so far, and since when the management fee is due. One slot.
    struct HighWater {
        uint128 ray;
        uint40 feesFrom;
    }

    /// @dev Health limits that hold from `from` on, a Unix time in seconds; none where it is 0. One slot.
    struct PendingLimits {
        uint64 maxGainWad;
        uint64 maxLossWad;
        uint40 from;
    }

    uint256 internal constant LANE_BITS = 104;
    uint256 internal constant LANE_MASK = (1 << LANE_BITS) - 1;
    uint256 internal constant PRICE_OFFSET = 2 * LANE_BITS;
    uint256 internal constant CLOSED = 1 << 253;
    uint256 internal constant WATCHED = 1 << 254;
    uint256 internal constant WIDE = 1 << 255;
    /// @dev What lanes have in common: the price, closed and watched.
    uint256 private constant HEAD_MASK = (~uint256(0) << PRICE_OFFSET) & ~WIDE;

    /// @dev Below a billionth of the first price its 27 decimals give less than 18 digits.
    uint256 internal constant MIN_ENTRY_PRICE_RAY = RateLib.RAY / 1e9;

    /// @dev As LaneLib's; the length of an array must be a literal.
    uint256 internal constant MAX_LANES = 64;

    IERC20 internal immutable _asset;

    uint256[MAX_LANES] internal _words;
    uint256[MAX_LANES] private _wideWords;
    Rate internal _rate;
    VaultSettings internal _settings;
    PendingLimits internal _pendingLimits;
    uint256 internal _buffer;
    HighWater internal _highWater;
    MoveLoss internal _moveLoss;
    address[] internal _order;
    mapping(address strategy => Strategy state) internal _strategies;
    mapping(bytes4 selector => bool given) internal _abdicated;

    constructor(IERC20 asset_, uint256 lanes_, address authority_) LaneBook(lanes_) AccessManaged(authority_) {
        _asset = asset_;
    }

    /* INTERNALS: LANES */

    function _readLane(uint256 lane) internal view returns (uint256 shares, uint256 cash) {
        uint256 word = _words[lane];
        if (word & WIDE == 0) return (word & LANE_MASK, (word >> LANE_BITS) & LANE_MASK);
        word = _wideWords[lane];
        return (uint128(word), word >> 128);
    }

    function _writeLane(uint256 lane, uint256 shares, uint256 cash) internal {
        uint256 word = _words[lane];
        uint256 head = word & HEAD_MASK;
        if ((shares | cash) >> LANE_BITS == 0) {
            if (word & WIDE != 0) delete _wideWords[lane];
            _words[lane] = head | shares | (cash << LANE_BITS);
        } else {
            require((shares | cash) >> 128 == 0, ILaneERC20.LaneOverflow(shares.toInt256(), cash));
            _wideWords[lane] = shares | (cash << 128);
            _words[lane] = head | WIDE;
        }
    }

    /// @dev Writes to every lane what it should know of the rate, where that has changed.
    function _writeHeads(uint256 watched) internal {
        uint256 fullRay = _rate.full;
        uint256 head = (PriceLib.pack(fullRay) << PRICE_OFFSET) | watched;
        if (_rate.closed || fullRay < MIN_ENTRY_PRICE_RAY) head |= CLOSED;
        if (_words[0] & HEAD_MASK == head) return;
        for (uint256 lane = 0; lane < lanes; ++lane) {
            _words[lane] = (_words[lane] & ~HEAD_MASK) | head;
        }
    }

    /// @dev Mints shares for which no cash came.
    function _mint(address to, uint256 shares) internal {
        uint256 lane = laneOf(to);
        (uint256 held, uint256 cash) = _readLane(lane);
        _writeLane(lane, held + shares, cash);
        _increaseBalance(to, shares);
    }

    function _supply() internal view returns (uint256 shares) {
        for (uint256 lane = 0; lane < lanes; ++lane) {
            (uint256 held, ) = _readLane(lane);
            shares += held;
        }
    }

    function _totalCash() internal view returns (uint256 cash) {
        for (uint256 lane = 0; lane < lanes; ++lane) {
            (, uint256 held) = _readLane(lane);
            cash += held;
        }
    }

    /// @dev Whether what there is, if anything, has no owner: as a supply of 0, but no lane is read after one with shares.
    function _isOwnerless() internal view returns (bool) {
        for (uint256 lane = 0; lane < lanes; ++lane) {
            (uint256 shares, ) = _readLane(lane);
            if (shares != 0) return false;
        }
        return true;
    }

    /* INTERNALS: ASSETS */

    /// @dev What the vault has, by strategy too, gifts to the vault included, which `given` are.
    function _actual() internal view returns (uint256 assets, int256[] memory values, uint256 given) {
        given = _asset.balanceOf(address(this)).saturatingSub(_buffer);
        int256 sum = (_totalCash() + _buffer + given).toInt256();
        values = new int256[](_order.length);
        for (uint256 i = 0; i < values.length; ++i) {
            (bool ok, uint256 value) = _order[i].tryValue();
            values[i] = ok ? value.toInt256() : _strategies[_order[i]].accounted;
            sum += values[i];
        }
        // Not negative, as gifts aren't.
        assets = uint256(SignedMath.max(sum, given.toInt256()));
    }
}
