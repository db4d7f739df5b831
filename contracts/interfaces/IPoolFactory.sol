// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title IPoolFactory
/// @notice Creates pools at addresses that follow from tokens, fee and shard.
interface IPoolFactory {
    event CreatePool(address indexed token0, address indexed token1, address indexed pool, uint24 feePips, uint8 shard);
    event SetFeeRecipient(address indexed recipient);
    event SetProtocolFee(uint256 protocolFeeBps);

    /// @notice Creates a pool; open to anyone. The tokens may be given in any order.
    function createPool(address tokenA, address tokenB, uint24 feePips, uint8 shard) external returns (address pool);

    /// @notice The address of a pool, whether it exists or not.
    function poolFor(address tokenA, address tokenB, uint24 feePips, uint8 shard) external view returns (address pool);

    /// @notice Whether this factory created `pool`.
    function isPool(address pool) external view returns (bool);

    function feeRecipient() external view returns (address);

    /// @notice The protocol's part of the swap fees, in ten-thousandths of the fee.
    function protocolFeeBps() external view returns (uint256);
}
