// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {DevnetToken} from "../../contracts/devnet/DevnetToken.sol";
import {Curve, IPool} from "../../contracts/interfaces/IPool.sol";
import {Hop, LiquidityParams, SwapParams} from "../../contracts/interfaces/IRouter.sol";
import {Pool} from "../../contracts/pools/Pool.sol";
import {Router} from "../../contracts/pools/Router.sol";
import {StableMathLib} from "../../contracts/pools/StableMathLib.sol";
import {Test} from "../helpers/Test.sol";
import {HookToken} from "../mocks/HookToken.sol";
import {PoolsBase} from "./PoolsBase.sol";

/// @notice Does to a pool whatever anyone may do, and notes the first law that broke.
/// @dev tokenB is hostile: during every transfer it tries to enter the pool again.
/// The runner finds handlers in files of tests only, hence it is here.
contract PoolHandler is Test {
    address[3] private _actors = [address(0xA1), address(0xA2), address(0xA3)];

    Pool public immutable pool;
    Router public immutable router;
    DevnetToken public immutable tokenA;
    HookToken public immutable tokenB;

    string public broken;
    /// The reserves and the supply after the last change of liquidity.
    uint256 private _rateA;
    uint256 private _rateB;
    uint256 private _rateSupply;
    uint256 public lowest;
    uint256 public highest;
    mapping(bytes32 action => uint256 count) public calls;

    constructor(Pool pool_, Router router_, DevnetToken tokenA_, HookToken tokenB_) {
        (pool, router, tokenA, tokenB) = (pool_, router_, tokenA_, tokenB_);
        (_rateA, _rateB) = reservesAB();
        _rateSupply = pool_.totalSupply();
        lowest = type(uint256).max;
        _noteSpot();
    }

    /// @dev Checks the laws that hold for every action, around it.
    modifier lawful(bytes32 action) {
        (uint256 a, uint256 b) = reservesAB();
        uint256 mean = _mean();
        _;
        calls[action] += 1;
        (uint256 newA, uint256 newB) = reservesAB();
        uint256 newSupply = pool.totalSupply();
        _checkRate(newA, newB, newSupply);
        if (!_changesLiquidity(action)) {
            if (!_keeps(newA, newB, a, b)) _break("K_NON_DECREASING");
        } else if (!_endsInATrade(action) && (newA != a || newB != b)) {
            (_rateA, _rateB, _rateSupply) = (newA, newB, newSupply);
        }
        if (pool.curve() == Curve.Stable) _checkStableK(newA, newB);
        if (_mean() != mean) _break("TWAP_RESISTS_ONE_BLOCK");
        if (tokenB.succeeded()) _break("re-entered");
        _noteSpot();
    }

    /* TRADES */

    function swapExactIn(uint256 seed, uint256 amount, bool aToB) external lawful("swapExactIn") {
        (address actor, SwapParams memory params) = _trade(seed, amount, aToB);
        uint256 quote = router.quoteExactIn(params.tokenIn, params.hops, params.amountIn);
        if (quote == 0) return;
        params.amountOut = quote;
        vm.prank(actor);
        uint256 out = router.swapExactIn(params);
        // Strays in the pool are the trader's gain.
        if (out < quote) _break("MINOUT_AND_DEADLINE_HONOURED");
    }

    function swapExactOut(uint256 seed, uint256 amount, bool aToB) external lawful("swapExactOut") {
        (address actor, SwapParams memory params) = _trade(seed, 0, aToB);
        (uint256 a, uint256 b) = reservesAB();
        uint256 most = (aToB ? b : a) / 2;
        // Half of the scarce side of a stable pool may cost more than a reserve can be.
        if (pool.curve() == Curve.Stable) most = Math.min(most, (aToB ? a : b) / 2);
        if (most == 0) return;
        params.amountOut = bound(amount, 1, most);
        params.amountIn = router.quoteExactOut(params.tokenIn, params.hops, params.amountOut);
        if (router.quoteExactIn(params.tokenIn, params.hops, params.amountIn) < params.amountOut) {
            _break("EXACTIN_EXACTOUT_CONSISTENT");
        }
        DevnetToken(params.tokenIn).mint(actor, params.amountIn);
        vm.startPrank(actor);
        DevnetToken(params.tokenIn).approve(address(router), params.amountIn);
        if (router.swapExactOut(params) != params.amountIn) _break("MINOUT_AND_DEADLINE_HONOURED");
        vm.stopPrank();
    }

    function roundTrip(uint256 seed, uint256 amount, bool aToB) external lawful("roundTrip") {
        // Strays would be found on the way.
        pool.skim(address(this));
        (address actor, SwapParams memory there) = _trade(seed, amount, aToB);
        if (router.quoteExactIn(there.tokenIn, there.hops, there.amountIn) == 0) return;
        vm.prank(actor);
        uint256 out = router.swapExactIn(there);
        (, SwapParams memory back) = _trade(seed, 0, !aToB);
        back.amountIn = out;
        if (router.quoteExactIn(back.tokenIn, back.hops, out) == 0) return;
        vm.startPrank(actor);
        DevnetToken(back.tokenIn).approve(address(router), out);
        if (router.swapExactIn(back) > there.amountIn) _break("NO_ROUNDTRIP_PROFIT");
        vm.stopPrank();
    }

    /// @dev Asks the pool itself for one unit more than the quote.
    function overask(uint256 amount, bool aToB) external lawful("overask") {
        pool.skim(address(this));
        DevnetToken token = aToB ? tokenA : DevnetToken(address(tokenB));
        amount = _amount(amount);
        uint256 out = pool.quoteOut(address(token), amount) + 1;
        token.mint(address(pool), amount);
        bool zeroIn = address(token) == pool.token0();
        try pool.swap(zeroIn ? 0 : out, zeroIn ? out : 0, address(this)) {
            _break("K_NON_DECREASING: a unit more");
        } catch {}
    }

    /* LIQUIDITY */

    function add(uint256 seed, uint256 a, uint256 b) external lawful("add") {
        LiquidityParams memory params = _change(seed, _amount(a), _amount(b));
        _fund(params.to, params.amountA, params.amountB);
        vm.prank(params.to);
        router.addLiquidity(params);
    }

    function zap(uint256 seed, uint256 amount, bool sideA) external lawful("zap") {
        LiquidityParams memory params = _change(seed, _amount(amount), 0);
        _fund(params.to, params.amountA, params.amountA);
        if (!sideA) (params.tokenA, params.tokenB) = (params.tokenB, params.tokenA);
        vm.prank(params.to);
        // An amount too small for a share is refused.
        try router.zapIn(params, 1) {} catch {}
    }

    function zapOut(uint256 seed, uint256 part, bool sideA) external lawful("zapOut") {
        LiquidityParams memory params = _change(seed, 0, 0);
        uint256 held = pool.balanceOf(params.to);
        if (held == 0) return;
        if (!sideA) (params.tokenA, params.tokenB) = (params.tokenB, params.tokenA);
        vm.startPrank(params.to);
        pool.approve(address(router), held);
        // Liquidity worth nothing, or a side that buys nothing, is refused.
        try router.zapOut(params, bound(part, 1, held)) {} catch {}
        vm.stopPrank();
    }

    /// @dev Into liquidity and out of it by one token, at once.
    function zapRoundTrip(uint256 seed, uint256 amount, bool sideA) external lawful("zapRoundTrip") {
        pool.skim(address(this));
        LiquidityParams memory params = _change(seed, _amount(amount), 0);
        _fund(params.to, params.amountA, params.amountA);
        if (!sideA) (params.tokenA, params.tokenB) = (params.tokenB, params.tokenA);
        uint256 heldA = tokenA.balanceOf(params.to);
        uint256 heldB = tokenB.balanceOf(params.to);
        vm.startPrank(params.to);
        try router.zapIn(params, 1) returns (uint256 liquidity) {
            pool.approve(address(router), liquidity);
            try router.zapOut(params, liquidity) {} catch {}
        } catch {}
        vm.stopPrank();
        if (tokenA.balanceOf(params.to) >= heldA && tokenB.balanceOf(params.to) > heldB) {
            _break("NO_ROUNDTRIP_PROFIT: zap");
        }
        if (tokenA.balanceOf(params.to) > heldA && tokenB.balanceOf(params.to) >= heldB) {
            _break("NO_ROUNDTRIP_PROFIT: zap");
        }
    }

    function remove(uint256 seed, uint256 part) external lawful("remove") {
        LiquidityParams memory params = _change(seed, 0, 0);
        uint256 held = pool.balanceOf(params.to);
        if (held == 0) return;
        vm.startPrank(params.to);
        pool.approve(address(router), held);
        router.removeLiquidity(params, bound(part, 1, held));
        vm.stopPrank();
    }

    function addAndRemove(uint256 seed, uint256 a) external lawful("addAndRemove") {
        pool.skim(address(this));
        LiquidityParams memory params = _change(seed, _amount(a), type(uint112).max);
        _fund(params.to, params.amountA, params.amountB);
        vm.startPrank(params.to);
        (uint256 inA, uint256 inB, uint256 liquidity) = router.addLiquidity(params);
        pool.approve(address(router), liquidity);
        (uint256 outA, uint256 outB) = router.removeLiquidity(params, liquidity);
        vm.stopPrank();
        if (outA > inA || outB > inB) _break("NO_ROUNDTRIP_PROFIT: liquidity");
    }

    /* EVERYTHING ELSE */

    function donate(uint256 amount, bool sideA) external lawful("donate") {
        uint256 quote = pool.quoteOut(address(tokenA), 1e18);
        (sideA ? tokenA : DevnetToken(address(tokenB))).mint(address(pool), _amount(amount));
        if (pool.quoteOut(address(tokenA), 1e18) != quote) _break("DONATION_NOT_PRICED");
    }

    /// @dev A donation that is minted with in a lopsided way moves the price no more than a unit of rounding.
    function mintLopsided(uint256 a, uint256 b) external lawful("mintLopsided") {
        (uint256 reserveA, uint256 reserveB) = reservesAB();
        tokenA.mint(address(pool), _amount(a));
        tokenB.mint(address(pool), _amount(b));
        pool.mint(address(this));
        (uint256 newA, uint256 newB) = reservesAB();
        uint256 exact = Math.mulDiv(newA, reserveB, reserveA);
        // One side is rounded up to a unit, which in the other's units is at most the ratio of the reserves.
        uint256 unit = reserveB / reserveA + 2;
        if (newB > exact + unit || newB + unit < exact) _break("DONATION_NOT_PRICED: ratio");
    }

    function skim() external lawful("skim") {
        pool.skim(address(this));
    }

    function collectFees() external lawful("collectFees") {
        pool.collectFees();
    }

    function wait_(uint256 time) external {
        vm.warp(block.timestamp + bound(time, 1, 1000));
        _noteSpot();
    }

    /* VIEWS */

    function reservesAB() public view returns (uint256 a, uint256 b) {
        (a, b, ) = pool.reserves();
        if (address(tokenB) < address(tokenA)) (a, b) = (b, a);
    }

    function liquidityHeld() external view returns (uint256 sum) {
        sum = pool.balanceOf(address(this)) + pool.balanceOf(address(0xdEaD)) + pool.balanceOf(pool.factory());
        for (uint256 i = 0; i < _actors.length; ++i) {
            sum += pool.balanceOf(_actors[i]);
        }
    }

    /* INTERNALS */

    function _break(string memory law) private {
        if (bytes(broken).length == 0) broken = law;
    }

    /// @dev Of the fees of such a trade the protocol has not taken its part yet, so the rate is not one to hold later ones to.
    function _endsInATrade(bytes32 action) private pure returns (bool) {
        return action == "zapOut" || action == "zapRoundTrip";
    }

    function _changesLiquidity(bytes32 action) private pure returns (bool) {
        return
            action == "add" ||
            action == "zap" ||
            action == "zapOut" ||
            action == "zapRoundTrip" ||
            action == "remove" ||
            action == "addAndRemove" ||
            action == "mintLopsided" ||
            action == "collectFees";
    }

    function _keeps(uint256 a, uint256 b, uint256 a0, uint256 b0) private view returns (bool) {
        return pool.curve() == Curve.Product ? a * b >= a0 * b0 : StableMathLib.keeps(a, b, a0, b0);
    }

    /// @dev A share's part of the curve's root does not fall, not by a unit, from one change of liquidity to the next, at which
    /// the protocol takes its part of the growth between them. On the product, in 512 bits, k' * supply^2 >= k *
    /// supply'^2. On the stable curve the same with roots of 15 more binary digits, rounded apart; amounts are below 2^96.
    function _checkRate(uint256 a, uint256 b, uint256 supply) private {
        bool holds;
        if (pool.curve() == Curve.Product) {
            (uint256 high, uint256 low) = Math.mul512(a * b, _rateSupply * _rateSupply);
            (uint256 oldHigh, uint256 oldLow) = Math.mul512(_rateA * _rateB, supply * supply);
            holds = high > oldHigh || (high == oldHigh && low >= oldLow);
        } else {
            uint256 root = StableMathLib.rootUp(a << 15, b << 15);
            holds = root * _rateSupply >= StableMathLib.rootDown(_rateA << 15, _rateB << 15) * supply;
        }
        if (!holds) _break("LP_RATE_NEVER_FALLS");
    }

    function _checkStableK(uint256 a, uint256 b) private {
        (uint256 high, uint256 low) = StableMathLib.value(a, b);
        if (high == 0 && low < 2 * pool.MINIMUM_LIQUIDITY() ** 4) _break("STABLE_K_NOT_ZERO");
    }

    /// @dev Half of all amounts are small ones, for the tiny pools.
    function _amount(uint256 seed) private pure returns (uint256) {
        return seed & 1 == 0 ? 1 + ((seed >> 1) % 20) : bound(seed >> 1, 1, 1e22);
    }

    function _fund(address actor, uint256 a, uint256 b) private {
        tokenA.mint(actor, a);
        tokenB.mint(actor, b);
        vm.startPrank(actor);
        tokenA.approve(address(router), a);
        tokenB.approve(address(router), b);
        vm.stopPrank();
    }

    function _trade(uint256 seed, uint256 amount, bool aToB) private returns (address actor, SwapParams memory params) {
        actor = _actors[seed % 3];
        Hop[] memory hops = new Hop[](1);
        hops[0] = Hop(aToB ? address(tokenB) : address(tokenA), pool.feePips(), pool.shard(), pool.curve());
        amount = _amount(amount);
        params = SwapParams(aToB ? address(tokenA) : address(tokenB), hops, amount, 0, actor, block.timestamp);
        _fund(actor, amount, amount);
    }

    function _change(uint256 seed, uint256 a, uint256 b) private view returns (LiquidityParams memory) {
        return
            LiquidityParams(
                address(tokenA),
                address(tokenB),
                pool.feePips(),
                pool.shard(),
                pool.curve(),
                a,
                b,
                0,
                0,
                _actors[seed % 3],
                block.timestamp
            );
    }

    /// @dev The mean of a minute, 0 where there is none yet.
    function _mean() private view returns (uint256) {
        try pool.consult(60) returns (uint256 price0X112, uint256) {
            return price0X112;
        } catch {
            return 0;
        }
    }

    function _noteSpot() private {
        (uint256 r0, uint256 r1, ) = pool.reserves();
        uint256 spot = (r1 << 112) / r0;
        if (pool.curve() == Curve.Stable) {
            (uint112 numerator, uint112 denominator) = StableMathLib.marginalFactor(r0, r1);
            spot = Math.mulDiv(spot, numerator, denominator);
        }
        if (spot < lowest) lowest = spot;
        if (spot > highest) highest = spot;
    }
}

/// @notice The laws of the pools group, under any sequence of actions, with a token that tries to re-enter.
abstract contract PoolInvariants is PoolsBase {
    Pool internal pool;
    PoolHandler internal handler;
    HookToken internal hook;

    /// @dev The founder burns `leaving` units of liquidity before the handler begins, and gives it the rest.
    function start(Curve curve, uint256 amountA, uint256 amountB, uint256 leaving) internal {
        hook = new HookToken();
        pool =
            curve == Curve.Product
                ? newPool(tokenA, hook, amountA, amountB)
                : newStablePool(tokenA, hook, amountA, amountB);
        if (leaving != 0) {
            assertTrue(pool.transfer(address(pool), leaving), "transfer");
            pool.burn(address(this));
        }
        handler = new PoolHandler(pool, router, tokenA, hook);
        assertTrue(pool.transfer(address(handler), pool.balanceOf(address(this))), "transfer");
        hook.arm(address(pool), abi.encodeCall(IPool.swap, (1, 0, address(hook))));
        targetContract(address(handler));
    }

    function checkLaws() internal view {
        assertEq(handler.broken(), "", "a law broke");

        (uint256 r0, uint256 r1, ) = pool.reserves();
        assertLe(r0, HookToken(pool.token0()).balanceOf(address(pool)), "RESERVES_LE_BALANCE: 0");
        assertLe(r1, HookToken(pool.token1()).balanceOf(address(pool)), "RESERVES_LE_BALANCE: 1");
        assertTrue(r0 != 0 && r1 != 0, "TINY_BALANCE_SAFE: a reserve is gone");
        assertEq(handler.liquidityHeld(), pool.totalSupply(), "supply is the sum of balances");

        try pool.consult(60) returns (uint256 price0X112, uint256) {
            assertGe(price0X112 + price0X112 / 1e5 + 2, handler.lowest(), "the mean is below all prices");
            assertLe(price0X112, handler.highest() + handler.highest() / 1e5 + 2, "the mean is above all prices");
        } catch {}

        assertNothingHeld(address(router));
        assertEq(hook.balanceOf(address(router)), 0, "the router holds the other token");
        assertEq(pool.balanceOf(address(router)), 0, "the router holds liquidity");
    }
}

contract PoolInvariantTest is PoolInvariants {
    function setUp() public override {
        super.setUp();
        start(Curve.Product, 1000e18, 4000e18, 0);
    }

    /// hardhat-config: default.invariant.runs = 16
    /// hardhat-config: default.invariant.depth = 120
    function invariant_NoLawBreaks() public view {
        checkLaws();
    }
}

/// @notice The same with reserves of a few units.
contract TinyPoolInvariantTest is PoolInvariants {
    function setUp() public override {
        super.setUp();
        start(Curve.Product, 1010, 1020, 0);
    }

    /// hardhat-config: default.invariant.runs = 16
    /// hardhat-config: default.invariant.depth = 120
    function invariant_NoLawBreaks() public view {
        checkLaws();
    }
}

contract StablePoolInvariantTest is PoolInvariants {
    function setUp() public override {
        super.setUp();
        start(Curve.Stable, 4000e18, 4000e18, 0);
    }

    /// hardhat-config: default.invariant.runs = 16
    /// hardhat-config: default.invariant.depth = 120
    function invariant_NoLawBreaks() public view {
        checkLaws();
    }
}

/// @notice The same with reserves of a few units: after the first liquidity all but what is locked leaves.
contract TinyStablePoolInvariantTest is PoolInvariants {
    function setUp() public override {
        super.setUp();
        start(Curve.Stable, 85_000, 85_000, 84_000 - 10);
    }

    /// hardhat-config: default.invariant.runs = 16
    /// hardhat-config: default.invariant.depth = 120
    function invariant_NoLawBreaks() public view {
        checkLaws();
    }
}
