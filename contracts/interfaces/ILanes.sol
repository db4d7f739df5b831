// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Purse} from "../lanes/Purse.sol";

/// @title ILanes
/// @notice Which lane an account uses, and who holds a lane's tokens.
interface ILanes {
    /// @notice The number of lanes, a power of two up to 64.
    function lanes() external view returns (uint256);

    /// @notice The lane whose slots an account's entries and exits write.
    function laneOf(address account) external view returns (uint256);

    /// @notice The holder of a lane's tokens and items.
    function purseOf(uint256 lane) external view returns (Purse);
}
