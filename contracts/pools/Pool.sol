// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Curve, IPool} from "../interfaces/IPool.sol";
import {IPoolFactory} from "../interfaces/IPoolFactory.sol";
import {LogLib} from "./LogLib.sol";
import {PoolMathLib} from "./PoolMathLib.sol";
import {StableMathLib} from "./StableMathLib.sol";

/// @dev What the pool prices with. One slot.
struct Reserves {
    uint112 amount0;
    uint112 amount1;
    uint32 timestamp;
}

/// @dev One slot, 224 bits of it used: written in a swap only where time has passed since the last change.
struct Accumulator {
    /// The integral over time of log2(price of token0) * 2^20, up to the last change of the reserves.
    int64 logCumulative;
    uint112 rootKLast;
    uint32 observedAt;
    uint16 newest;
}

/// @dev One slot, 160 bits of it used. From `since` to `timestamp` the logarithm was `logX20` throughout, so the integral
/// is known for any time between them.
struct Observation {
    uint32 timestamp;
    uint32 since;
    int32 logX20;
    int64 logCumulative;
}

/// @title Pool
/// @notice A pool of two tokens, on the constant-product or the stable curve, with its own time-weighted price.
/// @dev RESERVES. The pool prices with the reserves it has written down, never with its balances. What a balance has
/// above its reserve is the input of whoever calls next, and `skim` gives it away: a donation moves no price. `mint`
/// takes the two sides in the ratio of the reserves and leaves the rest, so that it can't be used to donate either.
/// @dev FEES. The swap fee stays in the reserves. The protocol's part is minted as liquidity to the factory's address
/// whenever liquidity changes, from the growth of sqrt(k) since the last change (Uniswap v2 core, section 2.4), so
/// a swap neither calls nor writes anything for it. `collectFees` turns that liquidity into tokens. A new protocol fee
/// also holds for the growth since the last change of liquidity.
/// @dev CURVES. One contract for both, so that factory, router and readers know one surface: an immutable says which. All
/// that differs is what a swap must keep, its root (of which the protocol's part is counted), and the price at the margin.
/// On the stable curve reserves count in units of the finer token, see StableMathLib. Its k can't round to zero, and
/// never falls to nothing: liquidity's part of its fourth root does not fall, at the first mint it is at least 2^(1/4)
/// units a share (the geometric mean of two reserves is at most their k's fourth root over 2^(1/4)), and
/// `MINIMUM_LIQUIDITY` shares stay for ever, so k >= 2 * MINIMUM_LIQUIDITY^4.
/// @dev TWAP. The price is that at the margin: what the reserves say, which neither the size of a trade nor its fee has
/// part in, as an execution price would, and which is continuous in the reserves. The geometric mean of the price, as in Uniswap v3: an integral over time of the logarithm of the price.
/// The price that counts for a second is the one that its first change found, so that a swap reversed within a block
/// leaves no trace, and holding the price away by a factor f for t seconds of a window w moves the mean by f^(t / w)
/// only. The ring takes an observation every `OBSERVATION_INTERVAL` at most, so it can't be flooded by dust swaps: it
/// covers any window up to (RING_SIZE - 1) * OBSERVATION_INTERVAL = 3,825 seconds.
/// @dev TOKEN REQUIREMENTS. Inputs are measured, so tokens that charge the receiver work. Tokens that take more from a
/// sender than the amount sent, and tokens whose balances fall by themselves, do not: reserves would exceed balances.
/// @dev CALLBACKS. Every write comes before the first transfer out, so views answer with final state in a token's hook,
/// and the guard keeps every other function shut.
/// @dev LIVENESS. No role, pause or oracle is on the path of any function of a pool.
contract Pool is IPool, ERC20Permit, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;
    using Math for uint256;

    /// @notice Liquidity locked for ever by the first mint, so that the supply never returns to a few units.
    uint256 public constant MINIMUM_LIQUIDITY = 1000;

    /// @notice The least fourth root of k of a stable pool's first liquidity, in units of the finer token. One unit of
    /// rounding is then at most a hundred-thousandth of the root when the pool opens.
    uint256 public constant MINIMUM_ROOT_K = 1e5;

    /// @notice The least time between two observations, in seconds.
    uint256 public constant OBSERVATION_INTERVAL = 15;

    /// @notice How many observations the pool keeps.
    uint256 public constant RING_SIZE = 256;

    /// @dev The largest difference of decimals on the stable curve; a scale of 10^18 leaves the coarser token 51 bits.
    uint256 private constant _MAX_SCALE_DECIMALS = 18;

    /// @dev Holds the locked liquidity; OpenZeppelin's ERC-20 does not mint to the zero address.
    address private constant _LOCKED = 0x000000000000000000000000000000000000dEaD;

    /// @inheritdoc IPool
    address public immutable factory;
    /// @inheritdoc IPool
    address public immutable token0;
    /// @inheritdoc IPool
    address public immutable token1;
    /// @inheritdoc IPool
    uint24 public immutable feePips;
    /// @inheritdoc IPool
    uint8 public immutable shard;
    /// @inheritdoc IPool
    Curve public immutable curve;

    uint8 private immutable _decimals;

    /// @dev What a unit counts on the stable curve; 1 on the constant-product one.
    uint256 private immutable _scale0;
    uint256 private immutable _scale1;

    /// @dev The largest reserves, at most the maximum of uint112.
    uint256 private immutable _max0;
    uint256 private immutable _max1;

    Reserves private _reserves;
    Accumulator private _accumulator;
    Observation[RING_SIZE] private _observations;

    /// @dev What makes this pool differ is asked of the factory, so that all pools share one init code and a pool's
    /// address follows from its parameters alone.
    constructor() ERC20("Millrace LP", "MRLP") ERC20Permit("Millrace LP") {
        factory = msg.sender;
        (token0, token1, feePips, shard, curve) = IPoolFactory(msg.sender).parameters();
        (uint256 decimals0, uint256 decimals1) = (_decimalsOf(token0), _decimalsOf(token1));
        _decimals = uint8((decimals0 + decimals1 + 1) / 2);
        (_scale0, _scale1, _max0, _max1) = (1, 1, type(uint112).max, type(uint112).max);
        if (curve == Curve.Stable) {
            uint256 finer = Math.max(decimals0, decimals1);
            bool isNear = finer - Math.min(decimals0, decimals1) <= _MAX_SCALE_DECIMALS;
            require(isNear, DecimalsTooFarApart(decimals0, decimals1));
            (_scale0, _scale1) = (10 ** (finer - decimals0), 10 ** (finer - decimals1));
            (_max0, _max1) = (StableMathLib.MAX_SCALED / _scale0, StableMathLib.MAX_SCALED / _scale1);
        }
    }

    /* VIEWS */

    /// @inheritdoc IERC20Metadata
    /// @dev Liquidity is the geometric mean of two amounts, so with the mean of their decimals it reads like them. Rounded
    /// up.
    function decimals() public view override(ERC20, IERC20Metadata) returns (uint8) {
        return _decimals;
    }

    /// @inheritdoc IPool
    function reserves() external view returns (uint112 reserve0, uint112 reserve1, uint32 timestamp) {
        Reserves memory held = _reserves;
        return (held.amount0, held.amount1, held.timestamp);
    }

    /// @inheritdoc IPool
    function consult(uint32 window) external view returns (uint256 price0X112, uint256 price1X112) {
        require(window != 0, ZeroWindow());
        int256 meanX64 = _meanLogX64(window);
        return (LogLib.exp2X112(meanX64), LogLib.exp2X112(-meanX64));
    }

    /// @inheritdoc IPool
    function quoteOut(address tokenIn, uint256 amountIn) external view returns (uint256 amountOut) {
        (uint256 reserveIn, uint256 reserveOut) = _reservesFrom(tokenIn);
        if (curve == Curve.Product) return PoolMathLib.amountOutDown(amountIn, reserveIn, reserveOut, feePips);
        uint256 net = amountIn - PoolMathLib.feeUp(amountIn, feePips);
        (uint256 scaleIn, uint256 scaleOut) = _scalesFrom(tokenIn);
        return StableMathLib.amountOutDown(net, reserveIn, reserveOut, scaleIn, scaleOut);
    }

    /// @inheritdoc IPool
    function quoteIn(address tokenOut, uint256 amountOut) external view returns (uint256 amountIn) {
        (uint256 reserveOut, uint256 reserveIn) = _reservesFrom(tokenOut);
        require(amountOut < reserveOut, InsufficientReserve(tokenOut, amountOut, reserveOut));
        if (curve == Curve.Product) return PoolMathLib.amountInUp(amountOut, reserveIn, reserveOut, feePips);
        (uint256 scaleOut, uint256 scaleIn) = _scalesFrom(tokenOut);
        uint256 net = StableMathLib.netInUp(amountOut, reserveIn, reserveOut, scaleIn, scaleOut);
        return PoolMathLib.grossUp(net, feePips);
    }

    /* LOW LEVEL */

    /// @inheritdoc IPool
    function mint(address to) external nonReentrant returns (uint256 liquidity) {
        Reserves memory held = _reserves;
        uint256 amount0 = _balanceOf(token0) - held.amount0;
        uint256 amount1 = _balanceOf(token1) - held.amount1;
        uint256 supply = totalSupply();
        if (supply == 0) {
            // The bound of a reserve keeps the product below 2^224.
            _checkReserves(amount0, amount1);
            liquidity = (amount0 * amount1).sqrt();
            require(liquidity > MINIMUM_LIQUIDITY, TooLittleLiquidity(liquidity));
            if (curve == Curve.Stable) {
                uint256 rootK = StableMathLib.rootDown(amount0 * _scale0, amount1 * _scale1);
                require(rootK >= MINIMUM_ROOT_K, TooLittleK(rootK, MINIMUM_ROOT_K));
            }
            liquidity -= MINIMUM_LIQUIDITY;
            _mint(_LOCKED, MINIMUM_LIQUIDITY);
        } else {
            supply += _mintFee(held, supply);
            // Products of uint112 and amounts bounded by a balance: checked arithmetic, no bound needed.
            if (amount0 * held.amount1 <= amount1 * held.amount0) {
                amount1 = PoolMathLib.matchUp(amount0, held.amount0, held.amount1);
                liquidity = amount0.mulDiv(supply, held.amount0);
            } else {
                amount0 = PoolMathLib.matchUp(amount1, held.amount1, held.amount0);
                liquidity = amount1.mulDiv(supply, held.amount1);
            }
            require(liquidity != 0, TooLittleLiquidity(liquidity));
        }
        _mint(to, liquidity);
        _setReserves(held, held.amount0 + amount0, held.amount1 + amount1);
        _setRootK();
        emit Mint(msg.sender, to, amount0, amount1, liquidity);
    }

    /// @inheritdoc IPool
    function burn(address to) external nonReentrant returns (uint256 amount0, uint256 amount1) {
        return _burnApart(to, to);
    }

    /// @inheritdoc IPool
    function burnApart(address to0, address to1) external nonReentrant returns (uint256 amount0, uint256 amount1) {
        return _burnApart(to0, to1);
    }

    /// @inheritdoc IPool
    function swap(uint256 amount0Out, uint256 amount1Out, address to) external nonReentrant {
        Reserves memory held = _reserves;
        require(amount0Out != 0 || amount1Out != 0, ZeroOutput());
        require(amount0Out < held.amount0, InsufficientReserve(token0, amount0Out, held.amount0));
        require(amount1Out < held.amount1, InsufficientReserve(token1, amount1Out, held.amount1));
        uint256 new0 = _balanceOf(token0) - amount0Out;
        uint256 new1 = _balanceOf(token1) - amount1Out;
        uint256 amount0In = new0 + amount0Out - held.amount0;
        uint256 amount1In = new1 + amount1Out - held.amount1;

        _setReserves(held, new0, new1);
        unchecked {
            // A fee is at most its input, which is below the new reserve since the output is below the old one.
            uint256 net0 = new0 - PoolMathLib.feeUp(amount0In, feePips);
            uint256 net1 = new1 - PoolMathLib.feeUp(amount1In, feePips);
            _checkCurve(held, net0, net1);
        }
        _pay(to, amount0Out, amount1Out);
        emit Swap(msg.sender, to, amount0In, amount1In, amount0Out, amount1Out);
    }

    /// @inheritdoc IPool
    function skim(address to) external nonReentrant returns (uint256 amount0, uint256 amount1) {
        amount0 = _balanceOf(token0) - _reserves.amount0;
        amount1 = _balanceOf(token1) - _reserves.amount1;
        _pay(to, amount0, amount1);
    }

    /* SETTLEMENT */

    /// @inheritdoc IPool
    function collectFees() external nonReentrant returns (uint256 amount0, uint256 amount1) {
        Reserves memory held = _reserves;
        uint256 supply = totalSupply();
        supply += _mintFee(held, supply);
        uint256 liquidity = balanceOf(factory);
        if (liquidity == 0) return (0, 0);
        (amount0, amount1) = _burnShare(held, factory, liquidity, supply);
        address recipient = IPoolFactory(factory).feeRecipient();
        _pay(recipient, amount0, amount1);
        emit CollectFees(recipient, amount0, amount1);
    }

    /* INTERNALS */

    /// @dev Burns what the pool holds of its own liquidity.
    function _burnApart(address to0, address to1) private returns (uint256 amount0, uint256 amount1) {
        Reserves memory held = _reserves;
        uint256 supply = totalSupply();
        supply += _mintFee(held, supply);
        uint256 liquidity = balanceOf(address(this));
        (amount0, amount1) = _burnShare(held, address(this), liquidity, supply);
        require(amount0 != 0 || amount1 != 0, TooLittleLiquidity(liquidity));
        if (amount0 != 0) IERC20(token0).safeTransfer(to0, amount0);
        if (amount1 != 0) IERC20(token1).safeTransfer(to1, amount1);
        emit Burn(msg.sender, to0 == address(this) ? to1 : to0, amount0, amount1, liquidity);
    }

    /// @dev Burns `liquidity` of `owner` and takes its part, rounded down, out of the reserves.
    function _burnShare(
        Reserves memory held,
        address owner,
        uint256 liquidity,
        uint256 supply
    ) private returns (uint256 amount0, uint256 amount1) {
        amount0 = liquidity.mulDiv(held.amount0, supply);
        amount1 = liquidity.mulDiv(held.amount1, supply);
        _burn(owner, liquidity);
        _setReserves(held, held.amount0 - amount0, held.amount1 - amount1);
        _setRootK();
    }

    /// @dev Reverts where (net0, net1), at most the largest reserves, is below the curve of `held`.
    function _checkCurve(Reserves memory held, uint256 net0, uint256 net1) private view {
        unchecked {
            if (curve == Curve.Product) {
                // Products of two values below 2^112.
                uint256 net = net0 * net1;
                uint256 k = uint256(held.amount0) * held.amount1;
                require(net >= k, KDecreased(net, k));
            } else {
                // Scaled reserves are at most MAX_SCALED.
                bool kept = StableMathLib.keeps(
                    net0 * _scale0,
                    net1 * _scale1,
                    held.amount0 * _scale0,
                    held.amount1 * _scale1
                );
                require(kept, BelowCurve(net0, net1));
            }
        }
    }

    /// @dev Mints the protocol's part of the growth of the curve's root (sqrt(k), on the stable curve its fourth root) to the factory's address, rounded down, from roots rounded so that the growth is never overstated. A part b of the growth from `last` to `root`, paid in shares,
    /// is supply * b * (root - last) / ((1 - b) * root + b * last).
    function _mintFee(Reserves memory held, uint256 supply) private returns (uint256 liquidity) {
        uint256 feeBps = IPoolFactory(factory).protocolFeeBps();
        uint256 root =
            curve == Curve.Product
                ? (uint256(held.amount0) * held.amount1).sqrt()
                : StableMathLib.rootDown(held.amount0 * _scale0, held.amount1 * _scale1);
        uint256 last = _accumulator.rootKLast;
        if (feeBps == 0 || root <= last) return 0;
        liquidity = supply.mulDiv((root - last) * feeBps, (10_000 - feeBps) * root + feeBps * last);
        if (liquidity != 0) _mint(factory, liquidity);
    }

    /// @dev Rounded up, see `_mintFee`; the root of a product of two uint112 is at most their maximum, and that of the stable
    /// curve at most 2^(1/4) * MAX_SCALED.
    function _setRootK() private {
        Reserves memory held = _reserves;
        _accumulator.rootKLast = uint112(
            curve == Curve.Product
                ? (uint256(held.amount0) * held.amount1).sqrt(Math.Rounding.Ceil)
                : StableMathLib.rootUp(held.amount0 * _scale0, held.amount1 * _scale1)
        );
    }

    /// @dev Counts the price that held until now, then writes the new reserves.
    function _setReserves(Reserves memory held, uint256 amount0, uint256 amount1) private {
        _checkReserves(amount0, amount1);
        // Unix time fits 32 bits until 2106; after that only differences are right, and `consult` needs no more.
        uint32 time = uint32(block.timestamp);
        if (time != held.timestamp) _observe(held, time);
        // Checked above.
        _reserves = Reserves(uint112(amount0), uint112(amount1), time);
        emit Sync(amount0, amount1);
    }

    /// @dev Adds the price of `held` for the time it held; the first call has none and starts the ring.
    function _observe(Reserves memory held, uint32 time) private {
        Accumulator memory state = _accumulator;
        if (held.timestamp == 0) {
            state.observedAt = time;
            _observations[0] = Observation(time, time, 0, 0);
        } else {
            unchecked {
                // Times modulo 2^32. A logarithm has 28 bits, with its sign, and the times 32, so the sum wraps at 64 bits after
                // centuries only, and then a difference of two sums is still right.
                int64 logX20 = _logX20(held);
                state.logCumulative += logX20 * int64(uint64(time - held.timestamp));
                if (time - state.observedAt >= OBSERVATION_INTERVAL) {
                    state.observedAt = time;
                    state.newest = uint16((state.newest + 1) % RING_SIZE);
                    _observations[state.newest] = Observation(time, held.timestamp, int32(logX20), state.logCumulative);
                }
            }
        }
        _accumulator = state;
    }

    /// @dev The mean of log2(price of token0) * 2^64 over at least `window` seconds.
    function _meanLogX64(uint32 window) private view returns (int256) {
        Reserves memory held = _reserves;
        require(held.timestamp != 0, NoObservation(window, 0));
        int64 logX20 = _logX20(held);
        unchecked {
            // Times modulo 2^32; 28 bits of a logarithm and 32 of a time fit int64.
            uint32 time = uint32(block.timestamp);
            uint32 unchangedFor = time - held.timestamp;
            // The price has been one and the same all through the window.
            if (unchangedFor >= window) return int256(logX20) << 44;

            (uint32 age, int64 logCumulative) = _startOf(time, window);
            int64 sum = _accumulator.logCumulative + logX20 * int64(uint64(unchangedFor)) - logCumulative;
            return (int256(sum) << 44) / int256(uint256(age));
        }
    }

    /// @dev The integral `window` seconds ago, where the price held still then, else at the newest observation before;
    /// and how many seconds ago that is. By bisection of the ring.
    function _startOf(uint32 time, uint32 window) private view returns (uint32 age, int64 logCumulative) {
        unchecked {
            // Indexes are below 2 * RING_SIZE, times modulo 2^32.
            uint256 newest = _accumulator.newest;
            uint256 oldest = (newest + 1) % RING_SIZE;
            if (_observations[oldest].timestamp == 0) oldest = 0;

            // How many observations are at least `window` seconds old.
            uint256 count = ((newest + RING_SIZE - oldest) % RING_SIZE) + 1;
            uint256 low = 0;
            uint256 high = count;
            while (low < high) {
                uint256 middle = (low + high) / 2;
                if (time - _observations[(oldest + middle) % RING_SIZE].timestamp >= window) low = middle + 1;
                else high = middle;
            }
            if (low < count) {
                Observation memory next = _observations[(oldest + low) % RING_SIZE];
                if (time - next.since >= window) {
                    uint32 later = window - (time - next.timestamp);
                    return (window, next.logCumulative - next.logX20 * int64(uint64(later)));
                }
            }
            require(low != 0, NoObservation(window, time - _observations[oldest].timestamp));
            Observation memory before = _observations[(oldest + low - 1) % RING_SIZE];
            return (time - before.timestamp, before.logCumulative);
        }
    }

    /// @dev log2(price of token0 at the margin, in units of token1) * 2^20, rounded down: |log2| < 112 + log2(3) < 2^7. On
    /// the stable curve the price is y / x times a factor, and scales change y / x and the price alike.
    function _logX20(Reserves memory held) private view returns (int64 logX20) {
        logX20 = LogLib.log2X20(held.amount1, held.amount0);
        if (curve == Curve.Stable) {
            (uint112 numerator, uint112 denominator) = StableMathLib.marginalFactor(
                held.amount0 * _scale0,
                held.amount1 * _scale1
            );
            logX20 += LogLib.log2X20(numerator, denominator);
        }
    }

    function _scalesFrom(address token) private view returns (uint256 scale, uint256 scaleOther) {
        return token == token0 ? (_scale0, _scale1) : (_scale1, _scale0);
    }

    function _reservesFrom(address token) private view returns (uint256 reserve, uint256 reserveOther) {
        Reserves memory held = _reserves;
        if (token == token0) return (held.amount0, held.amount1);
        require(token == token1, ForeignToken(token));
        return (held.amount1, held.amount0);
    }

    function _pay(address to, uint256 amount0, uint256 amount1) private {
        if (amount0 != 0) IERC20(token0).safeTransfer(to, amount0);
        if (amount1 != 0) IERC20(token1).safeTransfer(to, amount1);
    }

    /// @dev 18 for a token that does not tell, or tells nonsense.
    function _decimalsOf(address token) private view returns (uint256) {
        (bool success, bytes memory answer) = token.staticcall(abi.encodeCall(IERC20Metadata.decimals, ()));
        uint256 told = success && answer.length >= 32 ? abi.decode(answer, (uint256)) : 18;
        return told <= type(uint8).max ? told : 18;
    }

    function _balanceOf(address token) private view returns (uint256) {
        return IERC20(token).balanceOf(address(this));
    }

    function _checkReserves(uint256 amount0, uint256 amount1) private view {
        require(amount0 <= _max0, ReserveOverflow(amount0));
        require(amount1 <= _max1, ReserveOverflow(amount1));
    }
}
