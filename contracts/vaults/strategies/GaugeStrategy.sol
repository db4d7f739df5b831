// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IGauge} from "../../interfaces/IGauge.sol";
import {GaugeStrategyParams, IGaugeStrategy} from "../../interfaces/IGaugeStrategy.sol";
import {IPool} from "../../interfaces/IPool.sol";
import {IPoolFactory} from "../../interfaces/IPoolFactory.sol";
import {Hop, IRouter, SwapParams} from "../../interfaces/IRouter.sol";
import {IStrategy} from "../../interfaces/IStrategy.sol";
import {Rate, RateLib} from "../../lanes/RateLib.sol";

/// @title GaugeStrategy
/// @notice Stakes its asset in a gauge; a harvest turns the rewards into more of it.
/// @dev SHARE PRICE. Stored, by RateLib: entering pays for all harvested profit, leaving gets what has streamed. Vaults
/// share a strategy, and a keeper decides when a vault enters; were the price to jump at a harvest, a vault entered
/// just before would take the others' profit with it. As it is, entering, harvesting and leaving in any order within a
/// block gains nothing, and later no more than the part of the stream that was waited for.
/// A donation (to the strategy, or to its position) moves no price until a harvest counts it, and a harvest raises the
/// price by at most `MAX_GAIN_WAD`: what exceeds it stays staked, for later harvests. So nobody can inflate the price
/// of a young strategy, and deposits need no virtual shares.
/// @dev SOLVENCY. supply * full price <= stake, see RateLib: the gauge credits what is staked to the unit, or the entry
/// reverts, and a gauge never takes from a stake.
/// @dev STREAM. A harvest of little can't hold back what streams already, see RateLib. A harvest's profit streams over
/// `streamPeriod`, or over the time since the last one where that is longer: else who enters shortly before a late harvest
/// would earn in a short time what the others earned in a long one.
/// @dev ZERO SUPPLY. What is staked when the last holder has left (the part of a profit still streaming, and later
/// rewards) belongs to no one; it becomes profit of later holders, within the limit of each harvest.
/// @dev HARVEST BOUNDS. The caller chooses the time and nothing else. Each reward has one route, set by the curator
/// through pools of one factory. A swap pays at least the mean price over `twapWindow`, less the pools' fees and
/// `maxSlippageBps`; where the pools are too shallow for all of a reward, half of it is tried, and so on: the rest
/// waits. A reward of which even the smallest part finds no such price, or for which a pool has no mean that old, waits
/// as a whole (`SaleSkipped`): whoever moves a pool's price puts off that reward, not the harvest.
/// @dev LIVENESS. Leaving needs the gauge's unstake alone: no harvest, price, route or role is on its path. A reward
/// whose token reverts is left in the gauge; one without a route is kept unsold.
/// @dev ROLES. `harvest` is the keeper's, `setRoute` the curator's; the authority maps them.
abstract contract GaugeStrategy is IGaugeStrategy, ERC4626, AccessManaged, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;
    using Math for uint256;
    using SafeCast for uint256;
    using RateLib for uint256;
    using RateLib for Rate;

    /// @notice The most by which a harvest raises the full price, 1e18 = 100 %: 3 %.
    uint256 public constant MAX_GAIN_WAD = 0.03e18;

    /// @notice The longest route.
    uint256 public constant MAX_HOPS = 4;

    uint256 internal constant BPS = 10_000;
    uint256 internal constant PIPS = 1e6;

    /// @dev A part of 1 / 2^8 of a reward is the smallest that a harvest tries to sell.
    uint256 private constant _MAX_HALVINGS = 8;

    uint256 private constant _MIN_TWAP_WINDOW = 1 minutes;
    uint256 private constant _MAX_TWAP_WINDOW = 1 hours;
    uint256 private constant _MIN_SLIPPAGE_BPS = 1;
    uint256 private constant _MAX_SLIPPAGE_BPS = 500;
    uint256 private constant _MIN_STREAM_PERIOD = 1 minutes;
    uint256 private constant _MAX_STREAM_PERIOD = 7 days;

    /// @inheritdoc IGaugeStrategy
    IGauge public immutable gauge;
    /// @inheritdoc IGaugeStrategy
    IRouter public immutable router;
    /// @inheritdoc IGaugeStrategy
    address public immutable target;
    /// @inheritdoc IGaugeStrategy
    uint32 public immutable twapWindow;
    /// @inheritdoc IGaugeStrategy
    uint16 public immutable maxSlippageBps;
    /// @inheritdoc IGaugeStrategy
    uint32 public immutable streamPeriod;

    IPoolFactory internal immutable _factory;

    /// @inheritdoc IGaugeStrategy
    uint256 public position;
    Rate private _rate;
    mapping(address reward => Hop[] hops) private _routes;

    constructor(
        GaugeStrategyParams memory params,
        address target_
    ) ERC20(params.name, params.symbol) ERC4626(params.gauge.stakeToken()) AccessManaged(params.authority) {
        _checkBounds(params.twapWindow, _MIN_TWAP_WINDOW, _MAX_TWAP_WINDOW);
        _checkBounds(params.maxSlippageBps, _MIN_SLIPPAGE_BPS, _MAX_SLIPPAGE_BPS);
        _checkBounds(params.streamPeriod, _MIN_STREAM_PERIOD, _MAX_STREAM_PERIOD);
        gauge = params.gauge;
        router = params.router;
        target = target_;
        twapWindow = params.twapWindow;
        maxSlippageBps = params.maxSlippageBps;
        streamPeriod = params.streamPeriod;
        _factory = IPoolFactory(params.router.factory());
        _rate = Rate({
            full: uint128(RateLib.RAY),
            start: block.timestamp.toUint40(),
            period: 0,
            closed: false,
            from: uint128(RateLib.RAY)
        });
    }

    /* VIEWS */

    /// @inheritdoc IGaugeStrategy
    function routeOf(address reward) external view returns (Hop[] memory) {
        return _routes[reward];
    }

    /// @inheritdoc IGaugeStrategy
    function unlockedPriceRay() public view returns (uint256) {
        return _rate.unlocked(block.timestamp);
    }

    /// @inheritdoc IGaugeStrategy
    function fullPriceRay() public view returns (uint256) {
        return _rate.full;
    }

    /// @inheritdoc IERC4626
    /// @dev What the shares are worth now, rounded down; what streams, and what no share owns, is not in it.
    function totalAssets() public view override(ERC4626, IERC4626) returns (uint256) {
        return totalSupply().toAssetsDown(unlockedPriceRay());
    }

    /// @inheritdoc IERC4626
    function previewDeposit(uint256 assets) public view override(ERC4626, IERC4626) returns (uint256) {
        return assets.toSharesDown(fullPriceRay());
    }

    /// @inheritdoc IERC4626
    function previewMint(uint256 shares) public view override(ERC4626, IERC4626) returns (uint256) {
        return shares.toAssetsUp(fullPriceRay());
    }

    /// @inheritdoc IERC4626
    function maxDeposit(address) public view override(ERC4626, IERC4626) returns (uint256) {
        return gauge.paused() ? 0 : type(uint256).max;
    }

    /// @inheritdoc IERC4626
    function maxMint(address) public view override(ERC4626, IERC4626) returns (uint256) {
        return gauge.paused() ? 0 : type(uint256).max;
    }

    /* KEEPER */

    /// @inheritdoc IStrategy
    /// @dev Claims what is settled in the gauge; settling it is another job. The Harvest events share out the assets of
    /// this harvest by what each reward sold for. Nothing to claim: nothing happens, and the answer is 0.
    function harvest(uint256 minAssets) external restricted nonReentrant returns (uint256 assets) {
        if (position != 0) {
            address[] memory rewards = gauge.rewardTokens();
            uint256[] memory claimed = new uint256[](rewards.length);
            uint256[] memory gained = new uint256[](rewards.length);
            for (uint256 i = 0; i < rewards.length; ++i) {
                claimed[i] = _claim(rewards[i]);
                gained[i] = _sold(rewards[i]) ? _sell(rewards[i]) : claimed[i];
            }
            _compound();
            assets = IERC20(asset()).balanceOf(address(this));
            if (assets != 0) _report(assets);
            _emitHarvest(rewards, claimed, gained, assets);
        }
        require(assets >= minAssets, TooLittleHarvested(assets, minAssets));
    }

    /* CURATOR */

    /// @inheritdoc IGaugeStrategy
    function setRoute(address reward, Hop[] calldata hops) external restricted {
        require(_sold(reward), NotSold(reward));
        require(hops.length <= MAX_HOPS, RouteTooLong(hops.length, MAX_HOPS));
        address token = reward;
        delete _routes[reward];
        for (uint256 i = 0; i < hops.length; ++i) {
            address pool = address(_poolOf(token, hops[i]));
            require(_factory.isPool(pool), RouteThroughNoPool(pool));
            token = hops[i].tokenOut;
            _routes[reward].push(hops[i]);
        }
        require(hops.length == 0 || token == target, RouteEndsElsewhere(token, target));
        emit SetRoute(reward, hops);
    }

    /* FOR THE HEIR */

    /// @dev Called by a harvest when the rewards have become `target`: turns the strategy's balance of it into the
    /// asset, as much as can be had at a fair price; the rest waits for the next harvest.
    function _compound() internal virtual;

    /* INTERNALS */

    /// @dev At the price of leaving, which is that of previewWithdraw and previewRedeem too.
    function _convertToShares(uint256 assets, Math.Rounding rounding) internal view override returns (uint256) {
        return assets.mulDiv(RateLib.RAY, unlockedPriceRay(), rounding);
    }

    /// @dev At the price of leaving.
    function _convertToAssets(uint256 shares, Math.Rounding rounding) internal view override returns (uint256) {
        return shares.mulDiv(unlockedPriceRay(), RateLib.RAY, rounding);
    }

    /// @dev Pull before mint.
    function _deposit(address caller, address receiver, uint256 assets, uint256 shares) internal override nonReentrant {
        require(shares != 0, ZeroShares(assets));
        IERC20(asset()).safeTransferFrom(caller, address(this), assets);
        _stake(assets);
        _mint(receiver, shares);
        emit Deposit(caller, receiver, assets, shares);
    }

    /// @dev Burn before push; the gauge pays the receiver itself.
    function _withdraw(
        address caller,
        address receiver,
        address owner,
        uint256 assets,
        uint256 shares
    ) internal override nonReentrant {
        if (caller != owner) _spendAllowance(owner, caller, shares);
        _burn(owner, shares);
        // Shares worth nothing leave all the same.
        if (assets != 0) gauge.unstake(position, assets, receiver);
        emit Withdraw(caller, receiver, owner, assets, shares);
    }

    function _stake(uint256 assets) private {
        uint256 before = _staked();
        IERC20(asset()).forceApprove(address(gauge), assets);
        if (position == 0) position = gauge.stake(assets, address(this));
        else gauge.increase(position, assets);
        uint256 credited = _staked() - before;
        require(credited == assets, StakeShort(credited, assets));
    }

    function _staked() private view returns (uint256) {
        return position == 0 ? 0 : gauge.stakeOf(position);
    }

    /// @dev A reward whose token reverts is left in the gauge; starving it of gas only puts it off to the next harvest.
    function _claim(address reward) private returns (uint256 claimed) {
        try gauge.claimOne(position, reward, address(this)) returns (uint256 amount) {
            claimed = amount;
        } catch {}
    }

    /// @dev Whether a reward is to be swapped: it is neither the target nor the asset.
    function _sold(address reward) private view returns (bool) {
        return reward != target && reward != asset();
    }

    /// @dev Swaps as much of the balance of `reward` as the pools take at a fair price.
    function _sell(address reward) private returns (uint256 amountOut) {
        Hop[] memory hops = _routes[reward];
        uint256 amountIn = IERC20(reward).balanceOf(address(this));
        if (hops.length == 0 || amountIn == 0) return 0;
        (bool ok, uint256 worth) = _meanOut(reward, hops, amountIn);
        uint256 minOut = worth.mulDiv(BPS - maxSlippageBps, BPS);
        uint256 quote = ok ? router.quoteExactIn(reward, hops, amountIn) : 0;
        for (uint256 i = 0; i < _MAX_HALVINGS && quote < minOut; ++i) {
            amountIn /= 2;
            minOut /= 2;
            quote = router.quoteExactIn(reward, hops, amountIn);
        }
        if (!ok || quote < minOut) {
            emit SaleSkipped(reward, quote, minOut);
            return 0;
        }
        // Dust that buys nothing waits for more.
        if (quote == 0) return 0;
        IERC20(reward).forceApprove(address(router), amountIn);
        return router.swapExactIn(SwapParams(reward, hops, amountIn, minOut, address(this), block.timestamp));
    }

    /// @dev What `amount` of `token` is worth along a route at mean prices, less the pools' fees, rounded down; not ok
    /// where a pool has no mean.
    function _meanOut(address token, Hop[] memory hops, uint256 amount) private view returns (bool ok, uint256 worth) {
        (ok, worth) = (true, amount);
        for (uint256 i = 0; i < hops.length && ok; ++i) {
            uint256 priceX112;
            (ok, priceX112) = _meanPriceX112(_poolOf(token, hops[i]), token);
            worth = worth.mulDiv(PIPS - hops[i].feePips, PIPS).mulDiv(priceX112, 1 << 112);
            token = hops[i].tokenOut;
        }
    }

    /// @dev The other token for one of `token`, both in units, with 112 binary digits; not ok where the pool is young.
    function _meanPriceX112(IPool pool, address token) internal view returns (bool ok, uint256 priceX112) {
        try pool.consult(twapWindow) returns (uint256 price0X112, uint256 price1X112) {
            return (true, token == pool.token0() ? price0X112 : price1X112);
        } catch {}
    }

    function _poolOf(address token, Hop memory hop) private view returns (IPool) {
        return IPool(_factory.poolFor(token, hop.tokenOut, hop.feePips, hop.shard, hop.curve));
    }

    /// @dev Stakes what a harvest gained and lets it stream, within the limit.
    function _report(uint256 assets) private {
        _stake(assets);
        uint256 supply = totalSupply();
        if (supply == 0) return;
        uint256 staked = _staked();
        uint256 limit = uint256(_rate.full) + uint256(_rate.full).mulDiv(MAX_GAIN_WAD, 1e18);
        uint256 full = Math.min(staked.mulDiv(RateLib.RAY, supply), limit);
        uint256 period = (block.timestamp - _rate.start).max(streamPeriod).min(_MAX_STREAM_PERIOD);
        _rate.report(full, block.timestamp, period);
        emit Compound(assets, staked, supply, _rate.from, full, _rate.period);
    }

    /// @dev Shares out `assets`, to the unit. A reward that is the asset counts for itself; the others by what they
    /// sold for. What was there without any (a gift, or a rest of an earlier harvest) goes under the target.
    function _emitHarvest(
        address[] memory rewards,
        uint256[] memory claimed,
        uint256[] memory gained,
        uint256 assets
    ) private {
        uint256 weights = 0;
        for (uint256 i = 0; i < rewards.length; ++i) {
            if (rewards[i] == asset()) {
                assets -= claimed[i];
                if (claimed[i] != 0) emit Harvest(msg.sender, rewards[i], claimed[i], claimed[i]);
            } else {
                weights += gained[i];
            }
        }
        for (uint256 i = 0; i < rewards.length; ++i) {
            if (rewards[i] == asset() || (claimed[i] == 0 && gained[i] == 0)) continue;
            uint256 part = gained[i] == 0 ? 0 : assets.mulDiv(gained[i], weights);
            assets -= part;
            weights -= gained[i];
            emit Harvest(msg.sender, rewards[i], claimed[i], part);
        }
        if (assets != 0) emit Harvest(msg.sender, target, 0, assets);
    }

    function _checkBounds(uint256 value, uint256 min, uint256 max) private pure {
        require(value >= min && value <= max, ParameterOutOfBounds(value, min, max));
    }
}
