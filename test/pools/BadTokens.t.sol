// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DevnetToken} from "../../contracts/devnet/DevnetToken.sol";
import {Curve, IPool} from "../../contracts/interfaces/IPool.sol";
import {Hop, IRouter, LiquidityParams, SwapParams} from "../../contracts/interfaces/IRouter.sol";
import {Pool} from "../../contracts/pools/Pool.sol";
import {FeeToken} from "../mocks/FeeToken.sol";
import {HookToken} from "../mocks/HookToken.sol";
import {RebasingToken} from "../mocks/RebasingToken.sol";
import {SilentToken} from "../mocks/SilentToken.sol";
import {PoolsBase} from "./PoolsBase.sol";

/// @notice What happens with each kind of token that is not plain, on both curves: who bears it, and that nobody else does.
contract BadTokensTest is PoolsBase {
    uint256 private constant RESERVE = 1e24;

    function setUp() public override {
        super.setUp();
        fund(tokenA, ALICE, 1e30);
    }

    function _pool(DevnetToken token, Curve curve) private returns (Pool) {
        return
            curve == Curve.Product
                ? newPool(tokenA, token, RESERVE, RESERVE)
                : newStablePool(tokenA, token, RESERVE, RESERVE);
    }

    function _hops(address tokenOut, Curve curve) private pure returns (Hop[] memory list) {
        list = new Hop[](1);
        list[0] = Hop(tokenOut, FEE, 0, curve);
    }

    function _assertBacked(Pool pool) private view {
        (uint256 r0, uint256 r1, ) = pool.reserves();
        assertLe(r0, DevnetToken(pool.token0()).balanceOf(address(pool)), "RESERVES_LE_BALANCE: 0");
        assertLe(r1, DevnetToken(pool.token1()).balanceOf(address(pool)), "RESERVES_LE_BALANCE: 1");
    }

    /* FEE ON TRANSFER */

    /// @dev The trader bears the token's fee: what arrives is what is priced, and the minimum holds for what arrives there.
    function test_FeeOnTransferIsTheTraders() public {
        FeeToken fee = new FeeToken();
        for (uint256 c = 0; c < 2; ++c) {
            Pool pool = _pool(fee, Curve(c));
            fund(fee, ALICE, 1e20);
            uint256 arrives = 0.99e18;
            uint256 quote = pool.quoteOut(address(fee), arrives);
            vm.startPrank(ALICE);
            uint256 out = router.swapExactIn(
                SwapParams(address(fee), _hops(address(tokenA), Curve(c)), 1e18, quote, ALICE, block.timestamp)
            );
            assertEq(out, quote, "priced by what arrived");
            quote = pool.quoteOut(address(tokenA), 1e18);
            SwapParams memory other = SwapParams(
                address(tokenA),
                _hops(address(fee), Curve(c)),
                1e18,
                quote,
                ALICE,
                block.timestamp
            );
            vm.expectRevert(abi.encodeWithSelector(IRouter.TooLittleOut.selector, quote - quote / 100, quote));
            router.swapExactIn(other);
            other.amountOut = quote - quote / 100;
            router.swapExactIn(other);
            // Exactly so much in can't be promised by such a token.
            other = SwapParams(address(fee), _hops(address(tokenA), Curve(c)), 1e20, 1e18, ALICE, block.timestamp);
            vm.expectPartialRevert(c == 0 ? IPool.KDecreased.selector : IPool.BelowCurve.selector);
            router.swapExactOut(other);
            other = SwapParams(address(tokenA), _hops(address(fee), Curve(c)), 2e18, 1e18, ALICE, block.timestamp);
            vm.expectRevert(abi.encodeWithSelector(IRouter.TooLittleOut.selector, 0.99e18, 1e18));
            router.swapExactOut(other);
            vm.stopPrank();
            _assertBacked(pool);
        }
    }

    function test_FeeOnTransferZapsInAndOut() public {
        FeeToken fee = new FeeToken();
        for (uint256 c = 0; c < 2; ++c) {
            Pool pool = _pool(fee, Curve(c));
            fund(fee, ALICE, 1e20);
            LiquidityParams memory p = LiquidityParams(
                address(fee),
                address(tokenA),
                FEE,
                0,
                Curve(c),
                1e18,
                0,
                0,
                0,
                ALICE,
                block.timestamp
            );
            vm.startPrank(ALICE);
            uint256 liquidity = router.zapIn(p, 1);
            pool.approve(address(router), liquidity);
            uint256 out = router.zapOut(p, liquidity);
            vm.stopPrank();
            assertLt(out, 0.99e18, "NO_ROUNDTRIP_PROFIT");
            assertGt(out, 0.96e18, "a hundredth at each transfer");
            _assertBacked(pool);
        }
    }

    /* REBASING */

    /// @dev A gain is a donation: not priced, and whoever calls next may take it. So nobody should provide such a token.
    function test_RebasingUpwardsIsADonation() public {
        RebasingToken token = new RebasingToken();
        for (uint256 c = 0; c < 2; ++c) {
            Pool pool = _pool(token, Curve(c));
            uint256 quote = pool.quoteOut(address(tokenA), 1e18);
            token.rebase(address(pool), (RESERVE * 11) / 10);
            assertEq(pool.quoteOut(address(tokenA), 1e18), quote, "DONATION_NOT_PRICED");
            uint256 held = token.balanceOf(BOB);
            pool.skim(BOB);
            assertEq(token.balanceOf(BOB) - held, RESERVE / 10, "the next caller's");
            _assertBacked(pool);
        }
    }

    /// @dev After a loss the pool is stuck for all but those who leave, until someone makes good what is missing: no
    /// one can be paid more than a pool has, and the pool takes no one's loss from another pool.
    function test_RebasingDownwardsStopsThePoolAlone() public {
        RebasingToken token = new RebasingToken();
        for (uint256 c = 0; c < 2; ++c) {
            Pool pool = _pool(token, Curve(c));
            token.rebase(address(pool), (RESERVE * 9) / 10);
            tokenA.mint(address(pool), 1e18);
            bool isFirst = pool.token0() == address(tokenA);
            vm.expectRevert();
            pool.swap(isFirst ? 0 : 1e17, isFirst ? 1e17 : 0, ALICE);
            vm.expectRevert();
            pool.skim(ALICE);
            // Liquidity is still redeemed at the reserves, first come first served.
            assertTrue(pool.transfer(address(pool), pool.balanceOf(address(this)) / 2), "transfer");
            pool.burn(BOB);
            assertApprox(tokenA.balanceOf(BOB), ((c + 1) * RESERVE) / 2, 1e4, "the healthy side");
            token.mint(address(pool), RESERVE / 10);
            pool.skim(ALICE);
            assertGt(swapAt(pool, tokenA, 1e18, ALICE), 0, "trades go on");
            _assertBacked(pool);
        }
    }

    /* CALLBACKS */

    /// @dev A token that calls out while it moves finds the pool shut and final, and the other side untouched.
    function test_CallbacksGainNothing() public {
        for (uint256 c = 0; c < 2; ++c) {
            HookToken hook = new HookToken();
            Pool pool = _pool(hook, Curve(c));
            hook.arm(address(pool), abi.encodeCall(IPool.skim, (BOB)));
            uint256 out = swapAt(pool, tokenA, 1e18, ALICE);
            assertFalse(hook.succeeded(), "re-entered");
            assertEq(hook.balanceOf(ALICE), out, "paid once");
            hook.arm(address(pool), abi.encodeCall(IPool.reserves, ()));
            swapAt(pool, tokenA, 1e18, ALICE);
            (uint112 r0, uint112 r1, uint32 time) = pool.reserves();
            assertEq(hook.answer(), abi.encode(r0, r1, time), "VIEWS_SAFE_IN_CALLBACK");
            _assertBacked(pool);
        }
    }

    /* NO RETURN VALUE */

    function test_NoReturnValueIsAsGoodAsTrue() public {
        for (uint256 c = 0; c < 2; ++c) {
            SilentToken silent = new SilentToken();
            Pool pool = Pool(factory.createPool(address(tokenA), address(silent), FEE, 0, Curve(c)));
            assertEq(uint256(pool.decimals()), 13, "decimals");
            tokenA.mint(address(pool), 1e24);
            silent.mint(address(pool), 1e14);
            pool.mint(address(this));
            silent.mint(ALICE, 1e8);
            vm.startPrank(ALICE);
            silent.approve(address(router), type(uint256).max);
            uint256 quote = pool.quoteOut(address(silent), 1e8);
            uint256 out = router.swapExactIn(
                SwapParams(address(silent), _hops(address(tokenA), Curve(c)), 1e8, quote, ALICE, block.timestamp)
            );
            vm.stopPrank();
            assertEq(out, quote, "out");
            assertApprox(out, 0.997e18, 1e16, "one for one, less the fee");
        }
    }

    /* DECIMALS */

    /// @dev One token is one token on the stable curve whatever the decimals; the product counts units.
    function test_EveryPairOfDecimalsTradesOneForOne() public {
        uint8[3] memory decimals = [6, 8, 18];
        for (uint256 i = 0; i < 3; ++i) {
            for (uint256 j = 0; j < 3; ++j) {
                DevnetToken a = new DevnetToken("A", "A", decimals[i]);
                DevnetToken b = new DevnetToken("B", "B", decimals[j]);
                uint256 oneA = 10 ** decimals[i];
                uint256 oneB = 10 ** decimals[j];
                Pool pool = newStablePool(a, b, 1e6 * oneA, 1e6 * oneB);
                assertApprox(
                    pool.quoteOut(address(a), 1000 * oneA),
                    997 * oneB,
                    oneB / 100,
                    "DECIMALS_8_VS_18_CORRECT"
                );
                uint256 out = swapAt(pool, a, 1000 * oneA, ALICE);
                assertLe(swapAt(pool, b, out, ALICE), 1000 * oneA, "NO_ROUNDTRIP_PROFIT");
                pool = newPool(a, b, 1e6 * oneA, 1e6 * oneB);
                assertApprox(
                    pool.quoteOut(address(a), 1000 * oneA),
                    996 * oneB,
                    oneB / 100,
                    "DECIMALS_8_VS_18_CORRECT"
                );
            }
        }
    }
}
