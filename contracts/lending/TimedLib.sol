// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice An amount, and what its integral over time lacks of the whole. One slot: 112 + 144 bits.
struct Timed {
    uint112 amount;
    uint144 moment;
}

/// @title TimedLib
/// @notice An amount whose integral over time is known at any moment, and written only when the amount changes.
/// @dev MOMENT. The integral since an origin is amount * t - moment, t being the seconds since then: a change by d at t
/// adds d * t to the moment. So an amount that does not move needs no write, and amounts in lanes add up.
/// @dev MODULO. The moment is kept modulo 2^144. The integral is below 2^112 * t, so for t < 2^32 (136 years) it is
/// exact.
library TimedLib {
    /// @notice Thrown when an amount would not fit 112 bits, or would fall below zero.
    error AmountOverflow(uint256 amount, uint256 change);

    uint256 internal constant MAX_AMOUNT = type(uint112).max;
    uint256 private constant MOMENT_MASK = type(uint144).max;

    /// @notice The amount, and its integral over the `elapsedSeconds` since the origin, in amount-seconds, exact.
    function read(Timed storage self, uint256 elapsedSeconds) internal view returns (uint256 amount, uint256 integral) {
        uint256 moment;
        (amount, moment) = _load(self);
        unchecked {
            // Modulo 2^144; see MODULO.
            integral = (amount * elapsedSeconds - moment) & MOMENT_MASK;
        }
    }

    /// @notice Adds `change`, and returns the amount after.
    function increase(Timed storage self, uint256 change, uint256 elapsedSeconds) internal returns (uint256) {
        (uint256 amount, uint256 moment) = _load(self);
        require(change <= MAX_AMOUNT - amount, AmountOverflow(amount, change));
        unchecked {
            // The amount was checked; the moment is modulo 2^144, see MODULO.
            amount += change;
            _store(self, amount, moment + change * elapsedSeconds);
        }
        return amount;
    }

    /// @notice Takes `change`, which must be there.
    function decrease(Timed storage self, uint256 change, uint256 elapsedSeconds) internal {
        (uint256 amount, uint256 moment) = _load(self);
        require(change <= amount, AmountOverflow(amount, change));
        unchecked {
            // The amount was checked; the moment is modulo 2^144, see MODULO.
            _store(self, amount - change, moment - change * elapsedSeconds);
        }
    }

    /// @notice Takes up to `wanted`, and returns how much was there to take.
    function take(Timed storage self, uint256 wanted, uint256 elapsedSeconds) internal returns (uint256 taken) {
        (uint256 amount, uint256 moment) = _load(self);
        taken = wanted < amount ? wanted : amount;
        if (taken == 0) return 0;
        unchecked {
            // taken <= amount; the moment is modulo 2^144, see MODULO.
            _store(self, amount - taken, moment - taken * elapsedSeconds);
        }
    }

    /// @dev One read of the slot, where the members would be two.
    function _load(Timed storage self) private view returns (uint256 amount, uint256 moment) {
        assembly ("memory-safe") {
            // `amount` is the low 112 bits.
            let word := sload(self.slot)
            amount := and(word, 0xffffffffffffffffffffffffffff)
            moment := shr(112, word)
        }
    }

    /// @dev One write of the slot; callers have checked that `amount` fits, and of `moment` the shift drops what does not.
    function _store(Timed storage self, uint256 amount, uint256 moment) private {
        assembly ("memory-safe") {
            sstore(self.slot, or(amount, shl(112, moment)))
        }
    }
}
