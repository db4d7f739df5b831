// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGauge} from "./IGauge.sol";
import {Hop, IRouter} from "./IRouter.sol";
import {IStrategy} from "./IStrategy.sol";

/// @notice What a gauge strategy is built with; its asset is the gauge's stake token.
/// @dev `authority` is an AccessManager; `twapWindow` and `streamPeriod` in seconds, `maxSlippageBps` in
/// ten-thousandths of the mean price.
struct GaugeStrategyParams {
    address authority;
    IGauge gauge;
    IRouter router;
    uint32 twapWindow;
    uint16 maxSlippageBps;
    uint32 streamPeriod;
    string name;
    string symbol;
}

/// @title IGaugeStrategy
/// @notice A strategy that stakes its asset in a gauge and swaps the gauge's rewards along fixed routes.
/// @dev A price of its shares is stored, as a vault's is: entering pays `fullPriceRay`, in which all harvested profit
/// is, leaving gets `unlockedPriceRay`, into which it streams.
interface IGaugeStrategy is IStrategy {
    /// @notice Emitted when the route of a reward changes; without a step the reward is left unsold.
    event SetRoute(address indexed reward, Hop[] hops);
    /// @notice Emitted by a harvest that gained assets; prices in RAY assets a share.
    event Compound(uint256 assets, uint256 staked, uint256 supply, uint256 fromRay, uint256 fullRay, uint256 period);

    /// @notice Emitted by a harvest that leaves a reward unsold, as even a small part of it sells for less than the mean
    /// price allows, or as there is no mean price; and one that leaves the target uncompounded likewise.
    event SaleSkipped(address indexed reward, uint256 quote, uint256 minOut);

    /// @notice Thrown for a parameter outside its limits.
    error ParameterOutOfBounds(uint256 value, uint256 min, uint256 max);
    /// @notice Thrown where the asset is not a pool's liquidity.
    error NotLiquidity(address asset);
    /// @notice Thrown for a token that is not of the pool.
    error NotInPool(address token);
    /// @notice Thrown where a gauge credits less than was staked.
    error StakeShort(uint256 credited, uint256 assets);
    /// @notice Thrown for a deposit that is not worth a share.
    error ZeroShares(uint256 assets);
    /// @notice Thrown where a harvest gains less than its caller asked for.
    error TooLittleHarvested(uint256 assets, uint256 minAssets);
    /// @notice Thrown for a route of a token that is not sold.
    error NotSold(address reward);
    /// @notice Thrown for a route that is longer than allowed.
    error RouteTooLong(uint256 hops, uint256 maxHops);
    /// @notice Thrown for a route through a pool that the factory did not create.
    error RouteThroughNoPool(address pool);
    /// @notice Thrown for a route that ends in another token than the rewards are swapped into.
    error RouteEndsElsewhere(address token, address target);

    function gauge() external view returns (IGauge);
    function router() external view returns (IRouter);

    /// @notice The strategy's position in the gauge; 0 before the first deposit.
    function position() external view returns (uint256 id);

    /// @notice The token that rewards are swapped into.
    function target() external view returns (address);

    /// @notice The steps by which a reward is swapped into the target; none where it is left unsold.
    function routeOf(address reward) external view returns (Hop[] memory);

    /// @notice The window of the mean prices that bound a harvest, in seconds.
    function twapWindow() external view returns (uint32);

    /// @notice How far below the mean price a harvest may sell, in ten-thousandths, beside the pools' fees.
    function maxSlippageBps() external view returns (uint16);

    /// @notice How long a harvest's profit streams, in seconds; for longer, up to a week, where the last harvest was
    /// longer ago.
    function streamPeriod() external view returns (uint32);

    /// @notice The price of leaving now, in RAY assets a share, rounded down.
    function unlockedPriceRay() external view returns (uint256);

    /// @notice The price of entering, in RAY assets a share.
    function fullPriceRay() external view returns (uint256);

    /// @notice Says how a reward is swapped into the target; without a step it is left unsold. Curator only.
    function setRoute(address reward, Hop[] calldata hops) external;
}
