// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @notice The rent of one reserved item, in units of the quote token. Two slots.
/// @dev `pending` is earned evenly from `from` to `until`, `credit` is earned and not yet claimed.
struct ReservedRent {
    uint128 pending;
    uint128 credit;
    uint40 from;
    uint40 until;
}

/// @title ReservedRentLib
/// @notice Rent that one item earns second by second.
/// @dev A rental made longer spreads what is left of it over all the time left, so no order of rentals need be kept.
library ReservedRentLib {
    using SafeCast for uint256;

    /// @notice Adds `amount` units, earned from now to `until` with what is pending.
    function add(ReservedRent storage rent, uint256 amount, uint256 until) internal {
        uint256 earned = _earned(rent);
        (uint256 pending, uint256 credit) = (rent.pending, rent.credit);
        rent.pending = (pending - earned + amount).toUint128();
        rent.credit = (credit + earned).toUint128();
        (rent.from, rent.until) = (uint40(block.timestamp), until.toUint40());
    }

    /// @notice What was earned and not taken, rounded down, in favour of what is pending.
    function claimable(ReservedRent storage rent) internal view returns (uint256) {
        return rent.credit + _earned(rent);
    }

    /// @notice Takes all that was earned.
    function take(ReservedRent storage rent) internal returns (uint256 amount) {
        uint256 earned = _earned(rent);
        amount = rent.credit + earned;
        if (amount == 0) return 0;
        // earned <= pending.
        rent.pending -= uint128(earned);
        rent.credit = 0;
        rent.from = uint40(block.timestamp);
    }

    function _earned(ReservedRent storage rent) private view returns (uint256) {
        (uint256 pending, uint256 from, uint256 until) = (rent.pending, rent.from, rent.until);
        if (pending == 0 || block.timestamp >= until) return pending;
        return (pending * (block.timestamp - from)) / (until - from);
    }
}
