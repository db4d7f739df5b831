// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {ILanes} from "./ILanes.sol";

/// @title ILaneERC20
/// @notice What a token with a sharded supply shows beyond ERC-20 and ERC-2612.
interface ILaneERC20 is ILanes, IERC20Permit {
    /// @notice Thrown when a permit is used after `deadline`, a Unix time in seconds.
    error PermitExpired(uint256 deadline);

    /// @notice Thrown when `owner` did not sign the permit, by key or by ERC-1271.
    error PermitNotSignedByOwner(address owner);

    /// @notice Thrown when a lane has no room for as many shares, or as much cash.
    error LaneOverflow(int256 shares, uint256 cash);

    /// @notice Minted to accounts of `lane` less burned from them, in shares; may be negative, its sum is the supply.
    function laneShares(uint256 lane) external view returns (int256);

    /// @notice ERC-2612's permit for any signature the owner accepts, ERC-1271's too.
    function permit(address owner, address spender, uint256 value, uint256 deadline, bytes memory signature) external;
}
