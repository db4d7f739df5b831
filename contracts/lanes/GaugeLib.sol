// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {StreamLib} from "./StreamLib.sol";

/// @dev The most rewards a gauge can have.
uint256 constant MAX_REWARDS = 4;

/// @notice The stake-time of one lane in the open epoch. One slot.
/// @dev `debt` is in token-seconds; see WEIGHT.
struct LaneStake {
    uint112 stake;
    int144 debt;
}

/// @notice The stake-time of one position in the epoch in which it was last touched. One slot.
struct PositionStake {
    uint96 stake;
    uint32 epoch;
    int128 debt;
}

/// @notice What one closed epoch credited of one reward token: see CREDIT. Two slots.
struct Mark {
    uint256 perWeight;
    uint256 cumulative;
}

/// @title GaugeLib
/// @notice Stake-time accounting in lanes: rewards pro rata to stake and time, credited when an epoch is closed.
/// @dev EPOCHS. Epoch n runs from T[n] to T[n+1], the times of two settlements; the first is number 1, and one is
/// always open.
/// @dev WEIGHT. The weight of a position or lane is the integral of its stake over the epoch, in token-seconds. It is
/// kept as what the stake of this moment lacks of a whole epoch: weight(t) = stake * (t - T[n]) - debt, so that a
/// change of stake by d at time t adds d * (t - T[n]) to debt, and an epoch without a change has no debt. The debts of
/// a lane's positions add up to the lane's, hence so do the weights, exactly.
/// @dev CREDIT. Closing epoch k releases R[k] of a stream and, with W[k] the weight of all lanes,
///   perWeight[k]  = floor(R[k] / W[k]),  cumulative[k] = cumulative[k-1] + perWeight[k] * (T[k+1] - T[k]),
/// R and both of these scaled by `StreamLib.PRECISION`; cumulative[0] = 0. What the division leaves stays released for
/// the next epoch. A position last touched in epoch e < n, the open one, has earned since then
///   stake * (cumulative[n-1] - cumulative[e-1]) - debt * perWeight[e],
/// which is its weight in epoch e times perWeight[e], and its whole stake for the epochs after. This is added to its
/// credit, still scaled, at the next touch (then e = n, debt = 0); a claim pays floor(credit / PRECISION) and keeps the
/// rest. Nothing but perWeight is ever rounded, so it doesn't matter when or how often a position is touched, and
/// anyone can recompute `claimable` to the unit from the events Stake, Unstake, Split, Merge, Claim, PayBounty, Settle and
/// Distribute.
/// @dev SPLIT AND MERGE. Weight and credit are linear in stake and debt, so a position may be split into two whose
/// stakes, debts and credits add up to its own, or two merged into their sum, without any other noticing. A split moves
/// trunc(debt * amount / stake) of the debt and floor(credit * amount / stake) of each scaled credit.
/// @dev SOLVENCY. A lane is credited weight * perWeight an epoch, the sum of its positions' credits; its purse has been
/// paid floor(credit / PRECISION) of the running total, at least the sum of what its positions may claim.
/// @dev MODULO. `cumulative` is kept modulo 2^256: an epoch with a weight of 1 could make it wrap. What a position has
/// earned is less than all that was ever funded, scaled, < 2^248, so products and differences modulo 2^256 are exact.
/// @dev BOUNDS. A position holds less than 2^96 units, a lane less than 2^112. With an epoch of less than 2^31 seconds
/// (68 years) the debts fit their 128 and 144 bits; beyond that, settling comes first.
/// @dev Warning: weight is stake * time within an epoch. Who stakes for the last hour of a week nobody settled shares
/// the rewards of that week by weight, and who is first in an empty gauge gets what was released since the settlement
/// before. Settlements should be frequent, and anyone who would lose may call one first.
library GaugeLib {
    using SafeCast for int256;
    using SafeCast for uint256;

    /// @notice The most units a position can hold.
    uint256 internal constant MAX_STAKE = type(uint96).max;

    /// @notice The weight of a lane, in token-seconds, `elapsedSeconds` into the epoch.
    function weight(LaneStake memory lane, uint256 elapsedSeconds) internal pure returns (uint256) {
        unchecked {
            // The integral of an unsigned stake is not negative, and is below 2^112 * 2^40.
            return uint256(int256(uint256(lane.stake) * elapsedSeconds) - lane.debt);
        }
    }

    /// @notice Counts stake that came `elapsedSeconds` into the epoch. The position is touched before, and `amount` is
    /// at most `MAX_STAKE`.
    function increase(
        PositionStake storage position,
        LaneStake storage lane,
        uint256 amount,
        uint256 elapsedSeconds
    ) internal {
        int256 debt = int256(amount * elapsedSeconds);
        position.stake = (position.stake + amount).toUint96();
        position.debt = (position.debt + debt).toInt128();
        lane.stake = (lane.stake + amount).toUint112();
        lane.debt = (lane.debt + debt).toInt144();
    }

    /// @notice Counts stake that left `elapsedSeconds` into the epoch. The position is touched before, and holds it.
    function decrease(
        PositionStake storage position,
        LaneStake storage lane,
        uint256 amount,
        uint256 elapsedSeconds
    ) internal {
        int256 debt = int256(amount * elapsedSeconds);
        unchecked {
            // amount <= position.stake <= lane.stake.
            position.stake = uint96(position.stake - amount);
            lane.stake = uint112(lane.stake - amount);
        }
        position.debt = (position.debt - debt).toInt128();
        lane.debt = (lane.debt - debt).toInt144();
    }

    /// @notice Moves `amount` of a position's stake, and the same share of its debt, into the empty position `other` of
    /// the same lane. Both are touched before, and `amount` is less than the stake.
    /// @dev Rounds the debt that moves towards zero. The sums stay, so the lane's do; and no weight gets negative, since
    /// a debt below stake * elapsed, both whole, leaves each part's below that part's stake * elapsed, rounded up or down.
    function split(PositionStake storage position, PositionStake storage other, uint256 amount) internal {
        (uint256 stake, int256 debt) = (position.stake, position.debt);
        // |debt| < 2^127 and amount < 2^96.
        int256 part = (debt * int256(amount)) / int256(stake);
        unchecked {
            // amount < stake < 2^96, and |part| <= |debt|, of the same sign.
            (position.stake, position.debt) = (uint96(stake - amount), int128(debt - part));
            (other.stake, other.debt) = (uint96(amount), int128(part));
        }
    }

    /// @notice Adds the stake and the debt of `other` to those of a position of the same lane. Both are touched before,
    /// and the sum of the stakes is at most `MAX_STAKE`.
    function merge(PositionStake storage position, PositionStake memory other) internal {
        position.stake = (uint256(position.stake) + other.stake).toUint96();
        position.debt = (int256(position.debt) + other.debt).toInt128();
    }

    /// @notice What a position has earned of one reward since it was last touched, scaled, exact; see CREDIT.
    /// @dev A reward that was added later has zero marks before, so it counts from its first epoch on.
    function earnedScaled(
        PositionStake memory position,
        mapping(uint256 epoch => Mark) storage marks,
        uint256 openEpoch
    ) internal view returns (uint256 earned) {
        if (position.epoch >= openEpoch || position.epoch == 0) return 0;
        unchecked {
            // Modulo 2^256 throughout; see MODULO.
            if (position.stake != 0) {
                uint256 grown = marks[openEpoch - 1].cumulative - marks[position.epoch - 1].cumulative;
                earned = uint256(position.stake) * grown;
            }
            if (position.debt != 0) earned -= uint256(int256(position.debt)) * marks[position.epoch].perWeight;
        }
    }

    /// @notice Writes what the epoch just closed, `elapsedSeconds` long, credits of one reward for each token-second.
    function close(
        mapping(uint256 epoch => Mark) storage marks,
        uint256 epoch,
        uint256 elapsedSeconds,
        uint256 perWeight
    ) internal returns (uint256 cumulative) {
        unchecked {
            // Modulo 2^256; see MODULO.
            cumulative = marks[epoch - 1].cumulative + perWeight * elapsedSeconds;
        }
        marks[epoch] = Mark(perWeight, cumulative);
    }

    /// @notice Whole units of a scaled amount, rounded down.
    function units(uint256 scaled) internal pure returns (uint256) {
        return scaled / StreamLib.PRECISION;
    }
}
