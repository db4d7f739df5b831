// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";

/// @notice What a pool keeps in a swap: the product x * y of its reserves, or x^3 * y + y^3 * x for tokens of one value.
enum Curve {
    Product,
    Stable
}

/// @title IPool
/// @notice A pool of two tokens on one of two curves; its ERC-20 with permit is the share of its liquidity.
/// @dev The low-level calls take what was sent to the pool before the call, as in Uniswap v2, and are for contracts
/// that send and call in one transaction; people use the router.
interface IPool is IERC20Metadata {
    /* ERRORS */

    /// @notice Thrown where a swap asks for no output.
    error ZeroOutput();
    /// @notice Thrown where a swap asks for all that the pool has of a token, or more.
    error InsufficientReserve(address token, uint256 amountOut, uint256 reserve);
    /// @notice Thrown where a swap pays too little: the product of the reserves, less fees, would fall below `k`.
    error KDecreased(uint256 net, uint256 k);
    /// @notice Thrown where a swap of a stable pool pays too little: the new reserves, less fees, are below the curve.
    error BelowCurve(uint256 net0, uint256 net1);
    /// @notice Thrown where a reserve would exceed 112 bits, or what the curve can count.
    error ReserveOverflow(uint256 amount);
    /// @notice Thrown where the first liquidity of a stable pool has too small a `k`, given by its fourth root.
    error TooLittleK(uint256 rootK, uint256 minRootK);
    /// @notice Thrown where the decimals of a stable pool's tokens are too far apart.
    error DecimalsTooFarApart(uint256 decimals0, uint256 decimals1);
    /// @notice Thrown where liquidity is too small to mint, or to be worth a unit of either token.
    error TooLittleLiquidity(uint256 liquidity);
    /// @notice Thrown for a token that is not of this pool.
    error ForeignToken(address token);
    /// @notice Thrown for an average over no time.
    error ZeroWindow();
    /// @notice Thrown where the pool's oldest observation is `age` seconds old, and the window is longer.
    error NoObservation(uint256 window, uint256 age);

    /* EVENTS */

    event Mint(address indexed sender, address indexed to, uint256 amount0, uint256 amount1, uint256 liquidity);
    /// @notice Emitted when liquidity is burned; where the sides go apart, `to` is the first receiver but the pool itself.
    event Burn(address indexed sender, address indexed to, uint256 amount0, uint256 amount1, uint256 liquidity);
    event Swap(
        address indexed sender,
        address indexed to,
        uint256 amount0In,
        uint256 amount1In,
        uint256 amount0Out,
        uint256 amount1Out
    );
    /// @notice Emitted after every change of the reserves.
    event Sync(uint256 reserve0, uint256 reserve1);
    event CollectFees(address indexed to, uint256 amount0, uint256 amount1);

    /* VIEWS */

    function factory() external view returns (address);
    function token0() external view returns (address);
    function token1() external view returns (address);

    /// @notice The fee on the input of a swap, in millionths.
    function feePips() external view returns (uint24);

    /// @notice One pair of tokens at one fee may have several pools, told apart by this number.
    function shard() external view returns (uint8);

    /// @notice What a swap keeps, fees aside.
    function curve() external view returns (Curve);

    /// @notice What the pool prices with, in token units, and the time of the last change, a Unix time in seconds.
    function reserves() external view returns (uint112 reserve0, uint112 reserve1, uint32 timestamp);

    /// @notice The time-weighted average price at the margin over at least the last `window` seconds.
    /// @dev Reverts where the pool has no observation that old.
    /// @return price0X112 token1 for one token0, both in units, as a fixed-point number with 112 binary digits.
    /// @return price1X112 token0 for one token1, likewise.
    function consult(uint32 window) external view returns (uint256 price0X112, uint256 price1X112);

    /// @notice The output for an input of `amountIn` of `tokenIn` now, rounded down.
    function quoteOut(address tokenIn, uint256 amountIn) external view returns (uint256 amountOut);

    /// @notice The input of the other token for an output of `amountOut` of `tokenOut` now, rounded up.
    function quoteIn(address tokenOut, uint256 amountOut) external view returns (uint256 amountIn);

    /* LOW LEVEL */

    function mint(address to) external returns (uint256 liquidity);
    function burn(address to) external returns (uint256 amount0, uint256 amount1);

    /// @notice As `burn`, token0 to `to0` and token1 to `to1`; a side sent to the pool itself is the next call's input.
    function burnApart(address to0, address to1) external returns (uint256 amount0, uint256 amount1);
    function swap(uint256 amount0Out, uint256 amount1Out, address to) external;

    /// @notice Sends what the balances have above the reserves to `to`. Open to anyone.
    function skim(address to) external returns (uint256 amount0, uint256 amount1);

    /* SETTLEMENT */

    /// @notice Sends the protocol's accrued part of the fees to the factory's fee recipient. Open to anyone.
    function collectFees() external returns (uint256 amount0, uint256 amount1);
}
