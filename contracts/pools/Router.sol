// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IGauge} from "../interfaces/IGauge.sol";
import {Curve, IPool} from "../interfaces/IPool.sol";
import {IPoolFactory} from "../interfaces/IPoolFactory.sol";
import {Hop, IRouter, LiquidityParams, SwapParams} from "../interfaces/IRouter.sol";
import {PoolAddressLib} from "./PoolAddressLib.sol";
import {PoolMathLib} from "./PoolMathLib.sol";

/// @title Router
/// @notice Swaps, liquidity and zaps along pools of one factory, and on into gauges and vaults and back.
/// @dev STATE. None, and no token rests here. What the caller pays goes straight into the first pool, each pool pays the
/// next one, and the last pays the receiver; on the way back gauges and vaults pay into the pool. Only what a gauge or a
/// vault takes from its caller passes through, within the one call: those functions count what arrived, approve that
/// much, take the approval back, return what was not taken, and are shut to each other by a guard.
/// @dev TRUST. It calls pools at computed addresses, and the tokens, gauges and vaults that the caller names; it takes
/// tokens, shares and stakes from the caller only. A hostile one can spoil only a call that names it, within that call's
/// limit. An approval of a position lets its owner unstake through here, and nobody else.
/// @dev FEE-ON-TRANSFER. Exact-input swaps measure what arrives at each pool and at the receiver, `addLiquidity` and
/// `zapIn` use what arrived and send the rest on; exact-output swaps revert for such inputs. The minimums of
/// `removeLiquidity` hold for what leaves the pool.
contract Router is IRouter, Multicall, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;
    using Math for uint256;

    /// @dev Of the search for what a zap swaps. What it leaves undecided is sent back.
    uint256 private constant _ZAP_TURNS = 8;

    /// @inheritdoc IRouter
    address public immutable factory;
    bytes32 private immutable _initCodeHash;

    modifier before(uint256 deadline) {
        require(block.timestamp <= deadline, DeadlineExpired(deadline, block.timestamp));
        _;
    }

    constructor(IPoolFactory factory_) {
        factory = address(factory_);
        _initCodeHash = factory_.poolInitCodeHash();
    }

    /* VIEWS */

    /// @inheritdoc IRouter
    function quoteExactIn(
        address tokenIn,
        Hop[] calldata hops,
        uint256 amountIn
    ) external view returns (uint256 amount) {
        require(hops.length != 0, EmptyRoute());
        amount = amountIn;
        for (uint256 i = 0; i < hops.length; ++i) {
            address token = _tokenInto(tokenIn, hops, i);
            amount = _poolOf(token, hops[i]).quoteOut(token, amount);
        }
    }

    /// @inheritdoc IRouter
    function quoteExactOut(
        address tokenIn,
        Hop[] calldata hops,
        uint256 amountOut
    ) external view returns (uint256 amountIn) {
        return _amountsTo(tokenIn, hops, amountOut)[0];
    }

    /* SWAPS */

    /// @inheritdoc IRouter
    function swapExactIn(SwapParams calldata params) external before(params.deadline) returns (uint256 amountOut) {
        IPool pool = _firstPool(params);
        IERC20(params.tokenIn).safeTransferFrom(msg.sender, address(pool), params.amountIn);
        return _swapRoute(params, pool, params.to);
    }

    /// @inheritdoc IRouter
    function swapExactOut(SwapParams calldata params) external before(params.deadline) returns (uint256 amountIn) {
        Hop[] calldata hops = params.hops;
        uint256[] memory amounts = _amountsTo(params.tokenIn, hops, params.amountOut);
        amountIn = amounts[0];
        require(amountIn <= params.amountIn, TooMuchIn(amountIn, params.amountIn));
        IPool pool = _poolOf(params.tokenIn, hops[0]);
        IERC20 tokenOut = IERC20(hops[hops.length - 1].tokenOut);
        uint256 held = tokenOut.balanceOf(params.to);

        IERC20(params.tokenIn).safeTransferFrom(msg.sender, address(pool), amountIn);
        for (uint256 i = 0; i < hops.length; ++i) {
            address token = _tokenInto(params.tokenIn, hops, i);
            address next = _receiverOf(hops, i, params.to);
            _swap(pool, token, hops[i].tokenOut, amounts[i + 1], next);
            pool = IPool(next);
        }

        uint256 received = tokenOut.balanceOf(params.to) - held;
        require(received >= params.amountOut, TooLittleOut(received, params.amountOut));
    }

    /* LIQUIDITY */

    /// @inheritdoc IRouter
    function addLiquidity(
        LiquidityParams calldata params
    ) external before(params.deadline) returns (uint256 amountA, uint256 amountB, uint256 liquidity) {
        IPool pool = IPool(_poolFor(params.tokenA, params.tokenB, params.feePips, params.shard, params.curve));
        if (address(pool).code.length == 0) {
            IPoolFactory(factory).createPool(params.tokenA, params.tokenB, params.feePips, params.shard, params.curve);
        }
        (amountA, amountB) = (params.amountA, params.amountB);
        (uint256 reserveA, uint256 reserveB) = _reservesOf(pool, params.tokenA, params.tokenB);
        if (reserveA != 0) {
            uint256 matchB = PoolMathLib.matchUp(amountA, reserveA, reserveB);
            if (matchB <= amountB) amountB = matchB;
            else amountA = PoolMathLib.matchUp(amountB, reserveB, reserveA);
        }
        require(amountA >= params.minA, TooLittleOut(amountA, params.minA));
        require(amountB >= params.minB, TooLittleOut(amountB, params.minB));

        IERC20(params.tokenA).safeTransferFrom(msg.sender, address(pool), amountA);
        IERC20(params.tokenB).safeTransferFrom(msg.sender, address(pool), amountB);
        liquidity = pool.mint(params.to);
        _sendRest(pool, params);
    }

    /// @inheritdoc IRouter
    function removeLiquidity(
        LiquidityParams calldata params,
        uint256 liquidity
    ) external before(params.deadline) returns (uint256 amountA, uint256 amountB) {
        IPool pool = _poolOfPair(params);
        IERC20(address(pool)).safeTransferFrom(msg.sender, address(pool), liquidity);
        (amountA, amountB) = pool.burn(params.to);
        if (params.tokenB < params.tokenA) (amountA, amountB) = (amountB, amountA);
        require(amountA >= params.minA, TooLittleOut(amountA, params.minA));
        require(amountB >= params.minB, TooLittleOut(amountB, params.minB));
    }

    /* ZAPS */

    /// @inheritdoc IRouter
    function zapIn(
        LiquidityParams calldata params,
        uint256 minLiquidity
    ) external before(params.deadline) returns (uint256 liquidity) {
        return _zapIn(params, minLiquidity, params.to);
    }

    /// @inheritdoc IRouter
    function zapInAndStake(
        LiquidityParams calldata params,
        uint256 minLiquidity,
        IGauge gauge
    ) external before(params.deadline) nonReentrant returns (uint256 id, uint256 liquidity) {
        IERC20 share = IERC20(address(_poolOfPair(params)));
        uint256 held = share.balanceOf(address(this));
        liquidity = _zapIn(params, minLiquidity, address(this));
        share.forceApprove(address(gauge), liquidity);
        id = gauge.stake(liquidity, params.to);
        _return(share, address(gauge), held);
    }

    /// @inheritdoc IRouter
    function zapInAndDeposit(
        LiquidityParams calldata params,
        IERC4626 vault,
        uint256 minShares
    ) external before(params.deadline) nonReentrant returns (uint256 shares) {
        IERC20 share = IERC20(address(_poolOfPair(params)));
        uint256 held = share.balanceOf(address(this));
        return _deposit(vault, share, held, _zapIn(params, 1, address(this)), params.to, minShares);
    }

    /// @inheritdoc IRouter
    function swapAndDeposit(
        SwapParams calldata params,
        IERC4626 vault,
        uint256 minShares
    ) external before(params.deadline) nonReentrant returns (uint256 shares) {
        IPool pool = _firstPool(params);
        IERC20 asset = IERC20(params.hops[params.hops.length - 1].tokenOut);
        uint256 held = asset.balanceOf(address(this));
        IERC20(params.tokenIn).safeTransferFrom(msg.sender, address(pool), params.amountIn);
        return _deposit(vault, asset, held, _swapRoute(params, pool, address(this)), params.to, minShares);
    }

    /* BACK */

    /// @inheritdoc IRouter
    function zapOut(
        LiquidityParams calldata params,
        uint256 liquidity
    ) external before(params.deadline) returns (uint256 amountOut) {
        IPool pool = _poolOfPair(params);
        IERC20(address(pool)).safeTransferFrom(msg.sender, address(pool), liquidity);
        return _zapOutArrived(pool, params);
    }

    /// @inheritdoc IRouter
    function unstakeAndZapOut(
        LiquidityParams calldata params,
        IGauge gauge,
        uint256 id,
        uint256 amount
    ) external before(params.deadline) returns (uint256 amountOut) {
        IPool pool = _poolOfPair(params);
        address owner = gauge.ownerOf(id);
        require(owner == msg.sender, NotOwner(id, owner));
        gauge.unstake(id, amount, address(pool));
        return _zapOutArrived(pool, params);
    }

    /// @inheritdoc IRouter
    function redeemAndZapOut(
        LiquidityParams calldata params,
        IERC4626 vault,
        uint256 shares
    ) external before(params.deadline) returns (uint256 amountOut) {
        IPool pool = _poolOfPair(params);
        vault.redeem(shares, address(pool), msg.sender);
        return _zapOutArrived(pool, params);
    }

    /// @inheritdoc IRouter
    function redeemAndSwap(
        SwapParams calldata params,
        IERC4626 vault
    ) external before(params.deadline) returns (uint256 amountOut) {
        IPool pool = _firstPool(params);
        vault.redeem(params.amountIn, address(pool), msg.sender);
        return _swapRoute(params, pool, params.to);
    }

    /* PERMIT */

    /// @inheritdoc IRouter
    function selfPermit(address token, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external {
        // Anyone who saw the signature can use it first; the allowance is there then, and the swap finds it.
        try IERC20Permit(token).permit(msg.sender, address(this), value, deadline, v, r, s) {} catch {}
    }

    /* INTERNALS */

    function _firstPool(SwapParams calldata params) private view returns (IPool) {
        require(params.hops.length != 0, EmptyRoute());
        return _poolOf(params.tokenIn, params.hops[0]);
    }

    /// @dev Swaps what arrived at `pool`, the first of a route, on to `to`.
    function _swapRoute(SwapParams calldata params, IPool pool, address to) private returns (uint256 amountOut) {
        Hop[] calldata hops = params.hops;
        IERC20 tokenOut = IERC20(hops[hops.length - 1].tokenOut);
        uint256 held = tokenOut.balanceOf(to);
        for (uint256 i = 0; i < hops.length; ++i) {
            address token = _tokenInto(params.tokenIn, hops, i);
            address next = _receiverOf(hops, i, to);
            _swapArrived(pool, token, hops[i], next);
            pool = IPool(next);
        }
        amountOut = tokenOut.balanceOf(to) - held;
        require(amountOut >= params.amountOut, TooLittleOut(amountOut, params.amountOut));
    }

    /// @dev The output of the swap stays in the pool, where `mint` counts it as this caller's.
    function _zapIn(
        LiquidityParams calldata params,
        uint256 minLiquidity,
        address to
    ) private returns (uint256 liquidity) {
        Hop memory hop = _hopOf(params);
        IPool pool = _poolOf(params.tokenA, hop);
        (uint256 reserveA, uint256 reserveB) = _reservesOf(pool, params.tokenA, params.tokenB);
        uint256 amountIn = _zapSwap(pool, hop, params.tokenA, params.amountA, reserveA, reserveB);

        IERC20(params.tokenA).safeTransferFrom(msg.sender, address(pool), amountIn);
        _swapArrived(pool, params.tokenA, hop, address(pool));
        (reserveA, reserveB) = _reservesOf(pool, params.tokenA, params.tokenB);
        uint256 arrivedB = IERC20(params.tokenB).balanceOf(address(pool)) - reserveB;
        uint256 rest = PoolMathLib.matchUp(arrivedB, reserveB, reserveA);
        if (rest > params.amountA - amountIn) rest = params.amountA - amountIn;
        IERC20(params.tokenA).safeTransferFrom(msg.sender, address(pool), rest);
        liquidity = pool.mint(to);
        require(liquidity >= minLiquidity, TooLittleOut(liquidity, minLiquidity));
        _sendRest(pool, params);
    }

    /// @dev Burns the liquidity that arrived, sends one side on and swaps the other, which never leaves the pool.
    function _zapOutArrived(IPool pool, LiquidityParams calldata params) private returns (uint256 amountOut) {
        IERC20 tokenOut = IERC20(params.tokenA);
        uint256 held = tokenOut.balanceOf(params.to);
        if (params.tokenA < params.tokenB) pool.burnApart(params.to, address(pool));
        else pool.burnApart(address(pool), params.to);
        _swapArrived(pool, params.tokenB, Hop(params.tokenA, params.feePips, params.shard, params.curve), params.to);
        amountOut = tokenOut.balanceOf(params.to) - held;
        require(amountOut >= params.minA, TooLittleOut(amountOut, params.minA));
    }

    /// @dev Deposits `assets` that are here into `vault` for `to`; `held` is what was here before.
    function _deposit(
        IERC4626 vault,
        IERC20 asset,
        uint256 held,
        uint256 assets,
        address to,
        uint256 minShares
    ) private returns (uint256 shares) {
        uint256 owned = vault.balanceOf(to);
        asset.forceApprove(address(vault), assets);
        vault.deposit(assets, to);
        _return(asset, address(vault), held);
        shares = vault.balanceOf(to) - owned;
        require(shares >= minShares, TooLittleOut(shares, minShares));
    }

    /// @dev Leaves neither an approval nor a token behind: what `spender` has not taken goes to the caller.
    function _return(IERC20 token, address spender, uint256 held) private {
        if (token.allowance(address(this), spender) != 0) token.forceApprove(spender, 0);
        uint256 rest = token.balanceOf(address(this)) - held;
        if (rest != 0) token.safeTransfer(msg.sender, rest);
    }

    function _hopOf(LiquidityParams calldata params) private pure returns (Hop memory) {
        return Hop(params.tokenB, params.feePips, params.shard, params.curve);
    }

    function _poolOfPair(LiquidityParams calldata params) private view returns (IPool) {
        return _poolOf(params.tokenA, _hopOf(params));
    }

    /// @dev Swaps what arrived at `pool` of `token` for all that it is worth.
    function _swapArrived(IPool pool, address token, Hop memory hop, address to) private {
        (uint256 reserveIn, uint256 reserveOut) = _reservesOf(pool, token, hop.tokenOut);
        uint256 arrived = IERC20(token).balanceOf(address(pool)) - reserveIn;
        uint256 amountOut =
            hop.curve == Curve.Product
                ? PoolMathLib.amountOutDown(arrived, reserveIn, reserveOut, hop.feePips)
                : pool.quoteOut(token, arrived);
        _swap(pool, token, hop.tokenOut, amountOut, to);
    }

    /// @dev How much of `amount` to swap at the pool so that the rest and the output are in its new ratio, about.
    /// On the stable curve, where a swap of s gives s * p, that is s = amount * reserveOut / (reserveOut + p * (amount +
    /// reserveIn)); p falls a little as s grows, so s is put in until it stays the same to a millionth. It does so from any
    /// start, since the right side grows with s, by less than s: a few turns near balance, where p hardly moves.
    function _zapSwap(
        IPool pool,
        Hop memory hop,
        address token,
        uint256 amount,
        uint256 reserveIn,
        uint256 reserveOut
    ) private view returns (uint256 amountIn) {
        if (hop.curve == Curve.Product) return PoolMathLib.zapSwapDown(amount, reserveIn, hop.feePips);
        amountIn = amount / 2;
        for (uint256 i = 0; i < _ZAP_TURNS && amountIn != 0; ++i) {
            uint256 last = amountIn;
            uint256 parts = reserveOut * last;
            amountIn = amount.mulDiv(parts, parts + pool.quoteOut(token, last) * (amount + reserveIn));
            uint256 change = amountIn > last ? amountIn - last : last - amountIn;
            if (change <= last / 1e6) break;
        }
    }

    function _swap(IPool pool, address token, address tokenOut, uint256 amountOut, address to) private {
        (uint256 amount0Out, uint256 amount1Out) = token < tokenOut ? (uint256(0), amountOut) : (amountOut, uint256(0));
        pool.swap(amount0Out, amount1Out, to);
    }

    /// @dev Sends back what a change of liquidity could not use: dust of the ratio, or the effect of a transfer fee.
    function _sendRest(IPool pool, LiquidityParams calldata params) private {
        (uint256 reserveA, uint256 reserveB) = _reservesOf(pool, params.tokenA, params.tokenB);
        if (
            IERC20(params.tokenA).balanceOf(address(pool)) != reserveA ||
            IERC20(params.tokenB).balanceOf(address(pool)) != reserveB
        ) {
            pool.skim(msg.sender);
        }
    }

    /// @dev The amounts before each hop, and after the last, for an output of `amountOut`.
    function _amountsTo(
        address tokenIn,
        Hop[] calldata hops,
        uint256 amountOut
    ) private view returns (uint256[] memory amounts) {
        require(hops.length != 0, EmptyRoute());
        amounts = new uint256[](hops.length + 1);
        amounts[hops.length] = amountOut;
        for (uint256 i = hops.length; i > 0; --i) {
            Hop calldata hop = hops[i - 1];
            amounts[i - 1] = _poolOf(_tokenInto(tokenIn, hops, i - 1), hop).quoteIn(hop.tokenOut, amounts[i]);
        }
    }

    function _tokenInto(address tokenIn, Hop[] calldata hops, uint256 i) private pure returns (address) {
        return i == 0 ? tokenIn : hops[i - 1].tokenOut;
    }

    /// @dev Who gets the output of hop `i`: the pool of the next hop, or `to` after the last.
    function _receiverOf(Hop[] calldata hops, uint256 i, address to) private view returns (address) {
        return i + 1 == hops.length ? to : address(_poolOf(hops[i].tokenOut, hops[i + 1]));
    }

    function _reservesOf(
        IPool pool,
        address tokenA,
        address tokenB
    ) private view returns (uint256 reserveA, uint256 reserveB) {
        (reserveA, reserveB, ) = pool.reserves();
        if (tokenB < tokenA) (reserveA, reserveB) = (reserveB, reserveA);
    }

    function _poolOf(address token, Hop memory hop) private view returns (IPool) {
        address pool = _poolFor(token, hop.tokenOut, hop.feePips, hop.shard, hop.curve);
        require(pool.code.length != 0, NoSuchPool(pool));
        return IPool(pool);
    }

    function _poolFor(
        address tokenA,
        address tokenB,
        uint24 feePips,
        uint8 shard,
        Curve curve
    ) private view returns (address) {
        return PoolAddressLib.poolFor(factory, _initCodeHash, tokenA, tokenB, feePips, shard, curve);
    }
}
