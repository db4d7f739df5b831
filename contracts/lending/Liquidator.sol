// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ILiquidateCallback, IMarket, MarketTerms} from "../interfaces/IMarket.sol";
import {ILiquidator} from "../interfaces/ILiquidator.sol";
import {IOracle} from "../interfaces/IOracle.sol";
import {Hop, IRouter, SwapParams} from "../interfaces/IRouter.sol";
import {LiquidationLib} from "./LiquidationLib.sol";

/// @title Liquidator
/// @notice Liquidates for the keeper, and has nothing that a keeper could take.
/// @dev CUSTODY. Nothing stays here between calls: the collateral that a market hands over is sold in the same call, and
/// what the market does not take for it goes to the recipient, whoever called.
/// @dev TRUST. A keeper chooses which position of a listed market, and how much of it. It can't choose where anything
/// goes, nor by which route; and the market's own oracle bounds what collateral sells for, so that a sale pushed down by
/// a sandwich fails. Lost by a stolen key is at most `maxSlippageBps` of what is sold, out of the incentive.
/// @dev LANES. A liquidation writes the borrower's lane, and the pools of the route.
contract Liquidator is ILiquidator, AccessManaged, ReentrancyGuardTransient {
    using Math for uint256;
    using SafeERC20 for IERC20;

    uint256 private constant BPS = 10_000;
    uint256 private constant MAX_SLIPPAGE_BPS = 1_000; // 10 %

    /// @inheritdoc ILiquidator
    address public immutable router;
    /// @inheritdoc ILiquidator
    address public immutable recipient;
    /// @inheritdoc ILiquidator
    uint256 public immutable maxSlippageBps;

    mapping(address market => Hop[] hops) private _routes;

    constructor(
        address authority_,
        address router_,
        address recipient_,
        uint256 slippageBps
    ) AccessManaged(authority_) {
        require(slippageBps <= MAX_SLIPPAGE_BPS, SlippageTooHigh(slippageBps, MAX_SLIPPAGE_BPS));
        require(recipient_ != address(0), ZeroRecipient());
        (router, recipient, maxSlippageBps) = (router_, recipient_, slippageBps);
    }

    /// @inheritdoc ILiquidator
    function routeOf(address market) external view returns (Hop[] memory) {
        return _routes[market];
    }

    /* KEEPER */

    /// @inheritdoc ILiquidator
    function liquidate(
        address market,
        address borrower,
        uint256 maxRepayAssets
    ) external restricted nonReentrant returns (uint256 profit) {
        require(_routes[market].length != 0, NotListed(market));
        // The market wants some data to call back with; there is nothing to say.
        (uint256 repaid, uint256 seized) = IMarket(market).liquidate(
            borrower,
            maxRepayAssets,
            0,
            address(this),
            hex"00"
        );
        IERC20 asset = IERC20(IMarket(market).asset());
        profit = asset.balanceOf(address(this));
        asset.safeTransfer(recipient, profit);
        emit LiquidateFor(market, borrower, repaid, seized, profit);
    }

    /// @inheritdoc ILiquidateCallback
    /// @dev A listed market calls back its own caller only, so it is `liquidate` above that waits for it.
    function onLiquidate(uint256 repaidAssets, uint256 seizedCollateral, bytes calldata) external {
        Hop[] memory hops = _routes[msg.sender];
        require(hops.length != 0, NotListed(msg.sender));
        MarketTerms memory terms = IMarket(msg.sender).terms();
        uint256 value = LiquidationLib.valueDown(seizedCollateral, IOracle(terms.oracle).price());
        uint256 minOut = value.mulDiv(BPS - maxSlippageBps, BPS).max(repaidAssets);
        IERC20(terms.collateral).forceApprove(router, seizedCollateral);
        IRouter(router).swapExactIn(
            SwapParams({
                tokenIn: terms.collateral,
                hops: hops,
                amountIn: seizedCollateral,
                amountOut: minOut,
                to: address(this),
                deadline: block.timestamp
            })
        );
        IERC20(terms.asset).forceApprove(msg.sender, repaidAssets);
    }

    /* CURATOR */

    /// @inheritdoc ILiquidator
    function setRoute(address market, Hop[] calldata hops) external restricted {
        delete _routes[market];
        if (hops.length != 0) {
            address asset = IMarket(market).asset();
            address tokenOut = hops[hops.length - 1].tokenOut;
            require(tokenOut == asset, BadRoute(tokenOut, asset));
        }
        for (uint256 i = 0; i < hops.length; ++i) {
            _routes[market].push(hops[i]);
        }
        emit SetRoute(market, hops);
    }
}
