// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Purse} from "../lanes/Purse.sol";

/// @title IRoyaltyLanes
/// @notice Where trades leave royalties: in the lane of the account that traded, until anyone has them paid out.
/// @dev No trade calls a receiver, so none can stop a trade, and trades of different lanes write no common balance.
/// Address 0 as token is the native coin.
interface IRoyaltyLanes {
    /// @notice Emitted when a trade leaves a royalty, in units of the token.
    event AccrueRoyalty(
        address indexed receiver,
        address indexed token,
        address indexed collection,
        uint256 id,
        uint256 lane,
        uint256 amount
    );
    /// @notice Emitted when royalties are paid to their receiver.
    event PayRoyalties(address indexed receiver, address indexed token, uint256 amount);

    /// @notice Thrown where a collection's answer could not be asked for with the gas that the caller supplied.
    error RoyaltyOutOfGas(uint256 gasLeft);
    /// @notice Thrown where a receiver refuses the native coin; its royalties stay.
    error PaymentRefused(address receiver, uint256 amount);

    /// @notice The number of lanes, a power of two up to 64.
    function lanes() external view returns (uint256);

    /// @notice The lane in which an account's trades leave royalties.
    function laneOf(address account) external view returns (uint256);

    function purseOf(uint256 lane) external view returns (Purse);

    /// @notice What a lane holds for a receiver, in units of the token.
    function laneRoyalties(uint256 lane, address token, address receiver) external view returns (uint256);

    /// @notice Whom and how much a collection asks for a trade at `price`, by ERC-2981, at most a tenth of it; no one and
    /// nothing where it does not answer.
    function royaltyFor(
        address collection,
        uint256 id,
        uint256 price
    ) external view returns (address receiver, uint256 amount);

    /// @notice Sends what the given lanes hold for a receiver to it. Open to anyone.
    function payRoyalties(address token, address receiver, uint256[] calldata lanes_) external returns (uint256 amount);
}
