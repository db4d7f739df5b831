// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @notice What is used of Uniswap v3's pool; amounts are signed, positive where the pool is paid.
interface IUniswapV3Pool {
    function token0() external view returns (address);
    function token1() external view returns (address);
    function mint(
        address recipient,
        int24 tickLower,
        int24 tickUpper,
        uint128 liquidity,
        bytes calldata data
    ) external returns (uint256 amount0, uint256 amount1);
    function swap(
        address recipient,
        bool zeroForOne,
        int256 amount,
        uint160 sqrtPriceLimitX96,
        bytes calldata data
    ) external returns (int256 amount0, int256 amount1);
}

/// @title SwapMeterV3
/// @notice Adds liquidity over all prices to a pool of Uniswap v3, and tells the gas of a swap with its payment.
contract SwapMeterV3 {
    /// @dev The widest range at a spacing of 60, that of the 0.3 % fee.
    int24 private constant WIDEST = 887_220;
    /// @dev `TickMath.MIN_SQRT_RATIO` and one more: no limit.
    uint160 private constant NO_LIMIT = 4_295_128_740;

    function provide(IUniswapV3Pool pool, uint128 liquidity) external {
        pool.mint(address(this), -WIDEST, WIDEST, liquidity, "");
    }

    function swap(IUniswapV3Pool pool, uint256 amountIn) external returns (uint256 gas) {
        gas = gasleft();
        pool.swap(address(this), true, int256(amountIn), NO_LIMIT, "");
        gas -= gasleft();
    }

    function uniswapV3MintCallback(uint256 amount0, uint256 amount1, bytes calldata) external {
        IERC20(IUniswapV3Pool(msg.sender).token0()).transfer(msg.sender, amount0);
        IERC20(IUniswapV3Pool(msg.sender).token1()).transfer(msg.sender, amount1);
    }

    function uniswapV3SwapCallback(int256 amount0, int256, bytes calldata) external {
        IERC20(IUniswapV3Pool(msg.sender).token0()).transfer(msg.sender, uint256(amount0));
    }
}
