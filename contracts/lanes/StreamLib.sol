// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @notice Tokens that are released linearly over time. Three slots.
/// @dev Scaled quantities are units times `StreamLib.PRECISION`. Every unit ever added is in `remainingScaled`, in
/// `releasedScaled`, or was taken out by the caller who credited it.
struct Stream {
    uint128 funded;
    uint40 updated;
    uint40 finish;
    uint256 remainingScaled;
    uint256 releasedScaled;
}

/// @title StreamLib
/// @notice A stream whose amounts are scaled before they are divided, so that no rounding leaves dust behind.
/// @dev ADDING. A tiny amount must neither stretch nor dilute what is streaming, for anyone may add. With r streaming
/// over another t seconds, an amount a that would take p >= t by itself makes the time left
/// (r * t + a * p) / (r + a): adding delays what streams by less than p * a / (r + a), and that at the price of a.
/// @dev BOUNDS. All that is ever added stays below 2^128 units, see `room`, so every scaled quantity stays below 2^248.
library StreamLib {
    using Math for uint256;
    using SafeCast for uint256;

    /// @notice The scale of what is streamed and credited.
    uint256 internal constant PRECISION = 1e36;

    /// @notice The longest period, two years.
    uint256 internal constant MAX_PERIOD = 730 days;

    /// @notice All that is released and not yet taken out at `time`, scaled, rounded down in favour of the stream.
    function releasable(Stream storage stream, uint256 time) internal view returns (uint256) {
        return stream.releasedScaled + _flow(stream, time);
    }

    /// @notice How many units can be added after another `amount`.
    function room(Stream storage stream, uint256 amount) internal view returns (uint256) {
        return type(uint128).max - stream.funded - amount;
    }

    /// @notice Moves what time has released out of what remains.
    function advance(Stream storage stream) internal {
        uint256 flow = _flow(stream, block.timestamp);
        stream.updated = uint40(block.timestamp);
        if (flow == 0) return;
        stream.remainingScaled -= flow;
        stream.releasedScaled += flow;
    }

    /// @notice Adds `amount` units that would take `period` seconds by themselves; see ADDING.
    /// @dev The time left is rounded down: at worst the stream ends a second early. It is never made shorter, as it is
    /// at most `period`.
    function add(Stream storage stream, uint256 amount, uint256 period) internal {
        advance(stream);
        stream.funded = (stream.funded + amount).toUint128();
        uint256 left = _timeLeft(stream);
        uint256 scaled = amount * PRECISION;
        uint256 total = stream.remainingScaled + scaled;
        left += scaled.mulDiv(period - left, total);
        stream.remainingScaled = total;
        stream.finish = uint40(block.timestamp + Math.max(left, 1));
    }

    /// @notice Puts back what was released since `start`, as if no time had passed: for an epoch nobody had stake in.
    /// @dev To be called after `advance`. The time left grows by the time in which it was released, so that the rate
    /// stays what it was; the period bounds it.
    function putBack(Stream storage stream, uint256 start, uint256 period) internal {
        uint256 released = stream.releasedScaled;
        if (released == 0) return;
        uint256 ran = Math.min(stream.finish, block.timestamp).saturatingSub(start);
        stream.remainingScaled += released;
        stream.releasedScaled = 0;
        stream.finish = uint40(block.timestamp + Math.min(_timeLeft(stream) + ran, period));
    }

    /// @dev What runs from `updated` to `time`, scaled.
    function _flow(Stream storage stream, uint256 time) private view returns (uint256) {
        uint256 remaining = stream.remainingScaled;
        (uint256 updated, uint256 finish) = (stream.updated, stream.finish);
        if (remaining == 0 || time >= finish) return remaining;
        return remaining.mulDiv(time - updated, finish - updated);
    }

    function _timeLeft(Stream storage stream) private view returns (uint256) {
        return uint256(stream.finish).saturatingSub(block.timestamp);
    }
}
