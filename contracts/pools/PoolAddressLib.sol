// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Create2} from "@openzeppelin/contracts/utils/Create2.sol";
import {Curve} from "../interfaces/IPool.sol";

/// @title PoolAddressLib
/// @notice Where a pool is: a hash of its factory and its parameters, so that nobody reads storage to find it.
library PoolAddressLib {
    /// @notice The two tokens in the order of their addresses.
    function sort(address tokenA, address tokenB) internal pure returns (address token0, address token1) {
        return tokenA < tokenB ? (tokenA, tokenB) : (tokenB, tokenA);
    }

    /// @notice The creation salt of a pool, its tokens sorted.
    function saltOf(
        address token0,
        address token1,
        uint24 feePips,
        uint8 shard,
        Curve curve
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(token0, token1, feePips, shard, curve));
    }

    /// @notice The address of a pool, its tokens in any order, whether it exists or not.
    function poolFor(
        address factory,
        bytes32 initCodeHash,
        address tokenA,
        address tokenB,
        uint24 feePips,
        uint8 shard,
        Curve curve
    ) internal pure returns (address) {
        (address token0, address token1) = sort(tokenA, tokenB);
        return Create2.computeAddress(saltOf(token0, token1, feePips, shard, curve), initCodeHash, factory);
    }
}
