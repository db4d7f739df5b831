// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ILiquidateCallback} from "./IMarket.sol";
import {Hop} from "./IRouter.sol";

/// @title ILiquidator
/// @notice Liquidates positions for the keeper without funds of its own: what is seized is sold, the debt repaid from it,
/// and the rest goes to one recipient.
interface ILiquidator is ILiquidateCallback {
    /// @notice Emitted when a position was liquidated; amounts in units of the loan asset but for the collateral.
    event LiquidateFor(
        address indexed market,
        address indexed borrower,
        uint256 repaidAssets,
        uint256 seizedCollateral,
        uint256 profit
    );
    /// @notice Emitted when a market is listed with its route from the collateral to the loan asset, or delisted by none.
    event SetRoute(address indexed market, Hop[] hops);

    /// @notice Thrown when a market is not listed.
    error NotListed(address market);
    /// @notice Thrown when a route does not end in the market's loan asset.
    error BadRoute(address tokenOut, address asset);
    /// @notice Thrown at construction for a slippage limit above `limit`, in ten-thousandths.
    error SlippageTooHigh(uint256 maxSlippageBps, uint256 limit);
    /// @notice Thrown at construction where the recipient would be nobody.
    error ZeroRecipient();

    /// @notice The router through which collateral is sold.
    function router() external view returns (address);

    /// @notice Who gets what is left after repaying.
    function recipient() external view returns (address);

    /// @notice How far below the oracle's value collateral may be sold, in ten-thousandths.
    function maxSlippageBps() external view returns (uint256);

    /// @notice The route by which a market's collateral is sold; empty for one that is not listed.
    function routeOf(address market) external view returns (Hop[] memory);

    /// @notice Liquidates a position of a listed market by up to `maxRepayAssets`, in units of the loan asset. Keeper only.
    /// @dev Reverts where the collateral sells for less than the oracle's value less the slippage, or than the repayment.
    /// @return profit What the recipient got, in units of the loan asset.
    function liquidate(address market, address borrower, uint256 maxRepayAssets) external returns (uint256 profit);

    /// @notice Lists a market with its route, or delists it by an empty one. Curator only.
    function setRoute(address market, Hop[] calldata hops) external;
}
