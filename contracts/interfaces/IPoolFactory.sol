// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Curve} from "./IPool.sol";

/// @title IPoolFactory
/// @notice Creates pools at addresses that follow from tokens, fee, shard and curve.
interface IPoolFactory {
    event CreatePool(
        address indexed token0,
        address indexed token1,
        address indexed pool,
        uint24 feePips,
        uint8 shard,
        Curve curve
    );
    event SetFeeRecipient(address indexed recipient);
    event SetProtocolFee(uint256 protocolFeeBps);
    /// @notice Emitted when a swap fee becomes available to new pools, or stops being so.
    event SetFeeTier(uint24 feePips, bool enabled);

    /// @notice Thrown for a pair of a token and itself.
    error SameToken(address token);
    /// @notice Thrown for a token without code.
    error NoToken(address token);
    /// @notice Thrown for a swap fee that new pools can't have.
    error FeeNotEnabled(uint24 feePips);
    /// @notice Thrown for a swap fee of nothing, or above the limit.
    error FeeOutOfBounds(uint24 feePips, uint24 maxFeePips);
    /// @notice Thrown where the pool is there already.
    error PoolExists(address pool);
    /// @notice Thrown for a protocol fee above the limit.
    error ProtocolFeeTooHigh(uint256 protocolFeeBps, uint256 maxProtocolFeeBps);
    /// @notice Thrown for a fee recipient of zero.
    error ZeroRecipient();

    /// @notice Creates a pool; open to anyone. The tokens may be given in any order.
    function createPool(
        address tokenA,
        address tokenB,
        uint24 feePips,
        uint8 shard,
        Curve curve
    ) external returns (address pool);

    /// @notice The address of a pool, whether it exists or not.
    function poolFor(
        address tokenA,
        address tokenB,
        uint24 feePips,
        uint8 shard,
        Curve curve
    ) external view returns (address pool);

    /// @notice Whether this factory created `pool`.
    function isPool(address pool) external view returns (bool);

    function feeRecipient() external view returns (address);

    /// @notice The protocol's part of the swap fees, in ten-thousandths of the fee.
    function protocolFeeBps() external view returns (uint256);

    /// @notice Whether new pools can have this swap fee, in millionths.
    function feeEnabled(uint24 feePips) external view returns (bool);

    /// @notice The hash of the init code of every pool, for computing addresses without a call.
    function poolInitCodeHash() external view returns (bytes32);

    /// @notice What the pool being created is to be; zeros at any other time.
    function parameters()
        external
        view
        returns (address token0, address token1, uint24 feePips, uint8 shard, Curve curve);

    /* ROLES */

    /// @notice Makes `recipient` the receiver of the protocol's part of the fees of all pools.
    function setFeeRecipient(address recipient) external;

    /// @notice Sets the protocol's part of the swap fees, in ten-thousandths of the fee.
    function setProtocolFee(uint256 protocolFeeBps_) external;

    /// @notice Makes a swap fee available to new pools, or not; pools that are there keep theirs.
    function setFeeTier(uint24 feePips, bool enabled) external;
}
