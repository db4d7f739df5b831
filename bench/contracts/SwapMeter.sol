// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IPool} from "../../contracts/interfaces/IPool.sol";

/// @notice The swap of Uniswap v2's pair; its last argument asks for a flash loan where it is not empty.
interface IUniswapV2Pair {
    function swap(uint256 amount0Out, uint256 amount1Out, address to, bytes calldata data) external;
}

/// @title SwapMeter
/// @notice Sends an input to a pool, swaps, and tells the gas of the swap's call alone, and of both.
contract SwapMeter {
    function swap(
        address pair,
        IERC20 tokenIn,
        uint256 amountIn,
        uint256 amount0Out,
        uint256 amount1Out,
        bool isUniswap
    ) external returns (uint256 gas, uint256 gasWithInput) {
        gasWithInput = gasleft();
        tokenIn.transfer(pair, amountIn);
        gas = gasleft();
        if (isUniswap) IUniswapV2Pair(pair).swap(amount0Out, amount1Out, address(this), "");
        else IPool(pair).swap(amount0Out, amount1Out, address(this));
        gas -= gasleft();
        gasWithInput -= gasleft();
    }
}
