// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @notice What a lane was paid and has not earned yet, as a line in time: base - rate * time, scaled. One slot, and one
/// for each hour in which the line bends.
/// @dev `hour` is the last one that is in the line, `last` the last one in which it bends.
struct RentStream {
    uint80 rate;
    int128 base;
    uint24 hour;
    uint24 last;
    mapping(uint256 hour => Bend) bends;
}

/// @notice How a line changes at an hour. One slot.
struct Bend {
    int80 rate;
    int176 base;
}

/// @title RentStreamLib
/// @notice Rent that is earned second by second between the start and the end of each rental, counted by whole hours.
/// @dev EXACTNESS. A rental of amount a from s to e, with rate r = floor(a / (e - s)), adds a - r * (t - s) from s on and
/// takes it away, all that is left of it, at e. At a whole hour the line is therefore the sum of what each rental has not
/// earned then, each up to e - s units of scale too high before its end, and exactly nothing after it. A rental that is
/// shorter than an hour is earned at its end.
/// @dev WITHIN THE HOUR. A rental that begins at once runs back to the last whole hour, so until the next one the line is
/// too high by r * (s - hour), less than a: a rental holds back at most its own price of what others earned. A shorter one
/// than an hour would hold back more, hence the rule above.
/// @dev COST. Only hours in which a rental begins late or ends are written, and an advance reads the hours since the last
/// one: none after the end of the last rental.
/// @dev BOUNDS. All rates of a lane stay below 2^64 units a second, some 18 of a token of 18 decimals; what is above makes
/// renting revert, never collecting.
library RentStreamLib {
    using SafeCast for *;

    /// @notice The scale of rates and amounts.
    uint256 internal constant SCALE = 1 << 16;

    uint256 private constant HOUR = 1 hours;

    /// @notice Adds `amount` units that are earned from `start` to `end`, Unix times in seconds.
    function add(RentStream storage stream, uint256 amount, uint256 start, uint256 end) internal {
        advance(stream);
        uint256 scaled = amount * SCALE;
        uint256 rate = end - start < HOUR ? 0 : scaled / (end - start);
        // Products of times and rates are bounded by the casts.
        int256 slope = (rate * start).toInt256();
        int256 whole = scaled.toInt256();
        if (start <= block.timestamp) {
            stream.rate = (stream.rate + rate).toUint80();
            stream.base = (stream.base + whole + slope).toInt128();
        } else {
            stream.base = (stream.base + whole).toInt128();
            _bend(stream, start, rate.toInt256(), slope);
        }
        _bend(stream, end, -rate.toInt256(), -whole - slope);
    }

    /// @notice Sets `amount` units aside until they are dropped.
    function hold(RentStream storage stream, uint256 amount) internal {
        stream.base = (stream.base + (amount * SCALE).toInt256()).toInt128();
    }

    /// @notice Gives up what was held.
    function drop(RentStream storage stream, uint256 amount) internal {
        stream.base = (stream.base - (amount * SCALE).toInt256()).toInt128();
    }

    /// @notice What is not earned at the last whole hour, in units, rounded up.
    function unearnedUp(RentStream storage stream) internal view returns (uint256) {
        (uint256 rate, int256 base) = (stream.rate, stream.base);
        (uint256 now_, uint256 until) = _span(stream);
        for (uint256 hour = uint256(stream.hour) + 1; hour <= until; ++hour) {
            Bend memory bend = stream.bends[hour];
            rate = (rate.toInt256() + bend.rate).toUint256();
            base += bend.base;
        }
        return Math.ceilDiv((base - (rate * now_ * HOUR).toInt256()).toUint256(), SCALE);
    }

    /// @notice Takes the bends up to now into the line.
    function advance(RentStream storage stream) internal {
        (uint256 rate, int256 base) = (stream.rate, stream.base);
        (uint256 now_, uint256 until) = _span(stream);
        for (uint256 hour = uint256(stream.hour) + 1; hour <= until; ++hour) {
            Bend memory bend = stream.bends[hour];
            if (bend.rate == 0 && bend.base == 0) continue;
            rate = (rate.toInt256() + bend.rate).toUint256();
            base += bend.base;
            delete stream.bends[hour];
        }
        (stream.rate, stream.base, stream.hour) = (rate.toUint80(), base.toInt128(), now_.toUint24());
    }

    /// @dev The hour that has begun, and the last bend up to it.
    function _span(RentStream storage stream) private view returns (uint256 now_, uint256 until) {
        now_ = block.timestamp / HOUR;
        until = Math.min(now_, stream.last);
    }

    /// @dev The bend of a time counts from the first whole hour that is not before it.
    function _bend(RentStream storage stream, uint256 time, int256 rate, int256 base) private {
        uint256 hour = Math.ceilDiv(time, HOUR);
        Bend memory bend = stream.bends[hour];
        stream.bends[hour] = Bend((bend.rate + rate).toInt80(), (bend.base + base).toInt176());
        if (hour > stream.last) stream.last = hour.toUint24();
    }
}
