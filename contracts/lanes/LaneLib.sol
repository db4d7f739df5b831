// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Purse} from "./Purse.sol";

/// @title LaneLib
/// @notice Which lane an account uses, and where the purse of a lane is.
library LaneLib {
    /// @notice The largest number of lanes: purse nonces stay below 0x80, and lane bit sets fit a word.
    uint256 internal constant MAX_LANES = 64;

    /// @notice Thrown when a number of lanes is not a power of two between 1 and `MAX_LANES`.
    error BadLaneCount(uint256 lanes);

    /// @notice Thrown when a lane is not below the number of lanes.
    error NoSuchLane(uint256 lane, uint256 lanes);

    /// @notice The lane of `account` in this instance.
    /// @dev The instance's address is mixed in so that accounts which collide in one instance don't collide in all.
    /// `lanes` must be a power of two.
    function laneOf(address account, uint256 lanes) internal view returns (uint256) {
        return (uint160(account) ^ uint160(address(this))) & (lanes - 1);
    }

    /// @notice The purse of `lane` of this instance, computed rather than stored: no slot is read for it.
    /// @dev The parent creates its purses first thing in its constructor, so the purse of lane i has creation nonce
    /// i + 1 (EIP-161), and its address is the hash of the RLP list (parent, nonce); one byte encodes a nonce < 0x80.
    function purseOf(uint256 lane) internal view returns (Purse purse) {
        assembly ("memory-safe") {
            // 23 bytes, right-aligned in the word: 0xd6, 0x94, the parent, the nonce.
            mstore(0x00, or(or(shl(168, 0xd694), shl(8, address())), add(lane, 1)))
            purse := and(keccak256(0x09, 0x17), 0xffffffffffffffffffffffffffffffffffffffff)
        }
    }

    /// @notice Creates the purses of all lanes; to be called first thing in the parent's constructor.
    function createPurses(uint256 lanes) internal {
        require(lanes != 0 && lanes <= MAX_LANES && lanes & (lanes - 1) == 0, BadLaneCount(lanes));
        for (uint256 lane = 0; lane < lanes; ++lane) {
            assert(address(new Purse()) == address(purseOf(lane)));
        }
    }

    /// @notice Reverts unless `lane` is one of `lanes`.
    function check(uint256 lane, uint256 lanes) internal pure {
        require(lane < lanes, NoSuchLane(lane, lanes));
    }
}
