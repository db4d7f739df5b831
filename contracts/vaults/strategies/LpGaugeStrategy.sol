// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {GaugeStrategyParams} from "../../interfaces/IGaugeStrategy.sol";
import {Curve, IPool} from "../../interfaces/IPool.sol";
import {LiquidityParams} from "../../interfaces/IRouter.sol";
import {GaugeStrategy} from "./GaugeStrategy.sol";

/// @title LpGaugeStrategy
/// @notice Stakes a pool's liquidity in a gauge and adds the rewards to that pool.
/// @dev Rewards are swapped into one of the pool's two tokens, the target, and that is zapped into the pool. Dust of
/// the other token that a zap returns stays here, as does a reward that is the other token unless a route sells it.
contract LpGaugeStrategy is GaugeStrategy {
    using SafeERC20 for IERC20;
    using Math for uint256;

    /// @dev What the target is paired with in the pool.
    address private immutable _other;
    uint24 private immutable _feePips;
    uint8 private immutable _shard;
    Curve private immutable _curve;

    constructor(GaugeStrategyParams memory params, address target_) GaugeStrategy(params, target_) {
        IPool pool = IPool(asset());
        require(_factory.isPool(address(pool)), NotLiquidity(address(pool)));
        (address token0, address token1) = (pool.token0(), pool.token1());
        require(target_ == token0 || target_ == token1, NotInPool(target_));
        _other = target_ == token0 ? token1 : token0;
        _feePips = pool.feePips();
        _shard = pool.shard();
        _curve = pool.curve();
    }

    /// @dev At most `maxSlippageBps` of the pool's reserve at once. Swapping half of that costs about a quarter of the
    /// limit in price, so a large balance cannot make every harvest fail.
    function _compound() internal override {
        (uint256 reserve, uint256 reserveOther) = _reserves();
        uint256 amount = Math.min(IERC20(target).balanceOf(address(this)), reserve.mulDiv(maxSlippageBps, BPS));
        // Dust that buys nothing waits for more.
        if (IPool(asset()).quoteOut(target, amount / 4) == 0) return;
        uint256 minLiquidity = _minLiquidity(amount, reserve, reserveOther);
        if (minLiquidity == 0) return;

        IERC20(target).forceApprove(address(router), amount);
        try
            router.zapIn(
                LiquidityParams(
                    target,
                    _other,
                    _feePips,
                    _shard,
                    _curve,
                    amount,
                    0,
                    0,
                    0,
                    address(this),
                    block.timestamp
                ),
                minLiquidity
            )
        {} catch {
            emit SaleSkipped(target, 0, minLiquidity);
        }
        // A zap may leave a rest that the new ratio has no use for.
        IERC20(target).forceApprove(address(router), 0);
    }

    /// @dev The least liquidity for `amount` of the target, rounded down: its fair part of the pool, less the fee of
    /// the half that is swapped, less the slippage limit. The pool's fair worth in the target is
    /// 2 * sqrt(reserve * reserveOther * meanPriceOfOther): a swap moves both reserves but not their product, so the
    /// spot price has no say in it ("Fair LP token pricing", https://cmichel.io/pricing-lp-tokens/). On the stable curve a
    /// swap away from balance lowers the product, so that the bound is the fair one at balance, and stricter away from
    /// it: what a harvest would add to a pool far from balance waits.
    function _minLiquidity(uint256 amount, uint256 reserve, uint256 reserveOther) private view returns (uint256) {
        IPool pool = IPool(asset());
        (, uint256 priceX112) = _meanPriceX112(pool, _other);
        uint256 otherWorth = reserveOther.mulDiv(priceX112, 1 << 112);
        uint256 worth = 2 * (reserve * otherWorth).sqrt();
        if (worth == 0) return 0;
        return
            amount.mulDiv(pool.totalSupply(), worth).mulDiv(
                (2 * PIPS - _feePips) * (BPS - maxSlippageBps),
                2 * PIPS * BPS
            );
    }

    function _reserves() private view returns (uint256 reserve, uint256 reserveOther) {
        (reserve, reserveOther, ) = IPool(asset()).reserves();
        if (_other < target) (reserve, reserveOther) = (reserveOther, reserve);
    }
}
