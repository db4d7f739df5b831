// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {IGauge} from "./IGauge.sol";
import {Curve} from "./IPool.sol";

/// @notice One step of a route: the pool of the token in hand and `tokenOut` at a fee, shard and curve.
struct Hop {
    address tokenOut;
    uint24 feePips;
    uint8 shard;
    Curve curve;
}

/// @notice A swap along a route, amounts in token units, `deadline` a Unix time in seconds.
struct SwapParams {
    address tokenIn;
    Hop[] hops;
    uint256 amountIn;
    uint256 amountOut;
    address to;
    uint256 deadline;
}

/// @notice Both sides of a change of liquidity, amounts in token units.
struct LiquidityParams {
    address tokenA;
    address tokenB;
    uint24 feePips;
    uint8 shard;
    Curve curve;
    uint256 amountA;
    uint256 amountB;
    uint256 minA;
    uint256 minB;
    address to;
    uint256 deadline;
}

/// @title IRouter
/// @notice Swaps and liquidity for people: it holds nothing between transactions and has no owner.
interface IRouter {
    /// @notice Thrown after the deadline of a call.
    error DeadlineExpired(uint256 deadline, uint256 time);
    /// @notice Thrown where less would come out than asked for.
    error TooLittleOut(uint256 amountOut, uint256 minOut);
    /// @notice Thrown where more would be taken than allowed.
    error TooMuchIn(uint256 amountIn, uint256 maxIn);
    /// @notice Thrown for a route without a step.
    error EmptyRoute();
    /// @notice Thrown where a route or a change of liquidity needs a pool that isn't there.
    error NoSuchPool(address pool);
    /// @notice Thrown where a position is to be unstaked by another than its owner.
    error NotOwner(uint256 id, address owner);

    /// @notice The factory whose pools the router uses.
    function factory() external view returns (address);

    /// @notice The output of a route for `amountIn` now.
    function quoteExactIn(address tokenIn, Hop[] calldata hops, uint256 amountIn) external view returns (uint256);

    /// @notice The input of a route for `amountOut` now.
    function quoteExactOut(address tokenIn, Hop[] calldata hops, uint256 amountOut) external view returns (uint256);

    /// @notice Swaps exactly `amountIn` for at least `amountOut`.
    function swapExactIn(SwapParams calldata params) external returns (uint256 amountOut);

    /// @notice Swaps at most `amountIn` for exactly `amountOut`.
    function swapExactOut(SwapParams calldata params) external returns (uint256 amountIn);

    /// @notice Adds up to `amountA` and `amountB` at the pool's ratio, creating the pool where there is none.
    function addLiquidity(
        LiquidityParams calldata params
    ) external returns (uint256 amountA, uint256 amountB, uint256 liquidity);

    /// @notice Burns `liquidity` taken from the caller for at least `minA` and `minB`.
    function removeLiquidity(
        LiquidityParams calldata params,
        uint256 liquidity
    ) external returns (uint256 amountA, uint256 amountB);

    /// @notice Swaps part of `amountIn` of `tokenIn` at the pool itself and adds both sides as liquidity.
    /// @param params `tokenA` is the token in, `amountA` how much of it; `amountB`, `minA` and `minB` are not used.
    function zapIn(LiquidityParams calldata params, uint256 minLiquidity) external returns (uint256 liquidity);

    /// @notice As `zapIn`, and stakes the liquidity in `gauge`, as a new position of `params.to`.
    function zapInAndStake(
        LiquidityParams calldata params,
        uint256 minLiquidity,
        IGauge gauge
    ) external returns (uint256 id, uint256 liquidity);

    /// @notice As `zapIn`, and deposits the liquidity into `vault` for `params.to`.
    function zapInAndDeposit(
        LiquidityParams calldata params,
        IERC4626 vault,
        uint256 minShares
    ) external returns (uint256 shares);

    /// @notice Swaps exactly `amountIn` for at least `amountOut` of the vault's asset, and deposits it for `params.to`.
    function swapAndDeposit(
        SwapParams calldata params,
        IERC4626 vault,
        uint256 minShares
    ) external returns (uint256 shares);

    /// @notice Burns `liquidity` taken from the caller and swaps one side at the pool itself, for one token.
    /// @param params `tokenA` is the token out and `minA` the least of it; `amountA`, `amountB` and `minB` are not used.
    function zapOut(LiquidityParams calldata params, uint256 liquidity) external returns (uint256 amountOut);

    /// @notice As `zapOut`, of `amount` of liquidity that the caller's position `id` has staked in `gauge`.
    /// @dev The position must be approved for the router, by `approve` or `setApprovalForAll`; rewards stay with it.
    function unstakeAndZapOut(
        LiquidityParams calldata params,
        IGauge gauge,
        uint256 id,
        uint256 amount
    ) external returns (uint256 amountOut);

    /// @notice As `zapOut`, of the liquidity for which `vault` redeems the caller's `shares`, by their allowance.
    function redeemAndZapOut(
        LiquidityParams calldata params,
        IERC4626 vault,
        uint256 shares
    ) external returns (uint256 amountOut);

    /// @notice Redeems `params.amountIn` of the caller's shares of `vault`, by their allowance, and swaps the asset,
    /// `params.tokenIn`, for at least `amountOut`.
    function redeemAndSwap(SwapParams calldata params, IERC4626 vault) external returns (uint256 amountOut);

    /// @notice Uses an ERC-2612 permit for the router, without failing where it was used already; for `multicall`.
    function selfPermit(address token, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external;
}
