// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {DevnetToken} from "../../contracts/devnet/DevnetToken.sol";
import {Gauge} from "../../contracts/gauges/Gauge.sol";
import {GaugeParams, IGauge, RewardParams} from "../../contracts/interfaces/IGauge.sol";
import {Curve} from "../../contracts/interfaces/IPool.sol";
import {Hop, IRouter, LiquidityParams, SwapParams} from "../../contracts/interfaces/IRouter.sol";
import {VaultParams} from "../../contracts/interfaces/IVault.sol";
import {Pool} from "../../contracts/pools/Pool.sol";
import {StableMathLib} from "../../contracts/pools/StableMathLib.sol";
import {Vault} from "../../contracts/vaults/Vault.sol";
import {VaultSettlement} from "../../contracts/vaults/VaultSettlement.sol";
import {HostileVault} from "../mocks/HostileVault.sol";
import {HookToken} from "../mocks/HookToken.sol";
import {PoolsBase} from "./PoolsBase.sol";

/// @notice Zaps into liquidity, gauges and vaults, and back. tokenA and tokenB trade on both curves; tokenA and tokenB have 18
/// decimals, tokenC 8.
contract RouterZapsTest is PoolsBase {
    uint256 private constant KEY = 0xBEEF;

    Pool private product;
    Pool private stable;
    Pool private bc;
    Gauge private gauge;
    Vault private lpVault;
    Vault private vaultB;

    function setUp() public override {
        super.setUp();
        product = newPool(tokenA, tokenB, 1000e18, 4000e18);
        stable = newStablePool(tokenA, tokenB, 1e6 * 1e18, 1e6 * 1e18);
        bc = newPool(tokenB, tokenC, 4000e18, 100e8);
        RewardParams[] memory rewards = new RewardParams[](1);
        rewards[0] = RewardParams(IERC20(address(tokenC)), 7 days);
        gauge = new Gauge(GaugeParams("G", "G", IERC20(address(stable)), 4, address(manager), 1, rewards));
        lpVault = _vault(address(stable));
        vaultB = _vault(address(tokenB));
        fund(tokenA, ALICE, 1e30);
        fund(tokenB, ALICE, 1e30);
        vm.startPrank(ALICE);
        stable.approve(address(router), type(uint256).max);
        product.approve(address(router), type(uint256).max);
        lpVault.approve(address(router), type(uint256).max);
        vaultB.approve(address(router), type(uint256).max);
        vm.stopPrank();
    }

    function _vault(address asset) private returns (Vault) {
        return
            new Vault(
                VaultParams({
                    asset: asset,
                    name: "V",
                    symbol: "V",
                    lanes: 4,
                    authority: address(manager),
                    feeRecipient: TREASURY,
                    performanceFeeWad: 0,
                    managementFeeWad: 0,
                    streamPeriod: 1 days,
                    maxGainWad: 0.03e18,
                    maxLossWad: 0.01e18,
                    gracePeriod: 1 days,
                    settlement: address(new VaultSettlement(IERC20(asset), 4))
                })
            );
    }

    function _params(Pool pool, uint256 amount, address to) private view returns (LiquidityParams memory p) {
        p = liquidityParams(amount, 0, to);
        p.curve = pool == product ? Curve.Product : Curve.Stable;
    }

    /// @dev Nothing rests in the router, and it has left no approval to anyone.
    function _assertClean() private view {
        assertNothingHeld(address(router));
        IERC20[6] memory assets = [
            IERC20(address(tokenA)),
            IERC20(address(tokenB)),
            IERC20(address(product)),
            IERC20(address(stable)),
            IERC20(address(lpVault)),
            IERC20(address(vaultB))
        ];
        address[3] memory spenders = [address(gauge), address(lpVault), address(vaultB)];
        for (uint256 i = 0; i < assets.length; ++i) {
            assertEq(assets[i].balanceOf(address(router)), 0, "the router holds something");
            for (uint256 j = 0; j < spenders.length; ++j) {
                assertEq(assets[i].allowance(address(router), spenders[j]), 0, "RESIDUAL_APPROVAL_ZERO");
            }
        }
    }

    /* STABLE */

    function testFuzz_SwapAcrossBothCurvesAndBack(uint256 amountIn) public {
        amountIn = bound(amountIn, 1e12, 1e21);
        Hop[] memory list = new Hop[](2);
        list[0] = Hop(address(tokenB), FEE, 0, Curve.Stable);
        list[1] = Hop(address(tokenC), FEE, 0, Curve.Product);
        uint256 quote = router.quoteExactIn(address(tokenA), list, amountIn);
        vm.assume(quote != 0);
        vm.startPrank(ALICE);
        uint256 out = router.swapExactIn(swapParams(tokenA, list, amountIn, quote, BOB));
        assertEq(out, quote, "EXACTIN_EXACTOUT_CONSISTENT: in");
        uint256 needed = router.quoteExactOut(address(tokenA), list, out);
        assertEq(
            router.swapExactOut(swapParams(tokenA, list, needed, out, BOB)),
            needed,
            "EXACTIN_EXACTOUT_CONSISTENT: out"
        );
        vm.stopPrank();
        assertEq(tokenC.balanceOf(BOB), 2 * out, "paid");
        assertEq(tokenA.balanceOf(ALICE), 1e30 - amountIn - needed, "MINOUT_AND_DEADLINE_HONOURED: taken");
        _assertClean();
    }

    function testFuzz_StableZapUsesAllButDust(uint256 amount, uint256 before, bool aScarce) public {
        swapAt(stable, aScarce ? tokenB : tokenA, bound(before, 1, 1e24), BOB);
        // The protocol's part of what was earned until now is not what this is about.
        stable.collectFees();
        amount = bound(amount, 1e15, 2e24);
        (uint256 a, uint256 b) = reservesAB(stable);
        uint256 supply = stable.totalSupply();
        vm.prank(ALICE);
        uint256 liquidity = router.zapIn(_params(stable, amount, BOB), 1);
        assertEq(stable.balanceOf(BOB), liquidity, "liquidity");
        uint256 left = tokenB.balanceOf(ALICE) - 1e30;
        uint256 taken = 1e30 - tokenA.balanceOf(ALICE);
        assertLe(amount - taken, amount / 1e4 + 1, "rest of A");
        assertLe(left, amount / 1e4 + 1, "rest of B");
        // The other providers lose nothing, and the protocol takes its part of the fee alone.
        (uint256 newA, uint256 newB) = reservesAB(stable);
        uint256 rate = StableMathLib.rootDown(newA, newB) * supply;
        assertGe(rate + supply, StableMathLib.rootDown(a, b) * stable.totalSupply(), "LP_RATE_NEVER_FALLS");
        _assertClean();
    }

    /* INTO A GAUGE */

    function testFuzz_ZapInAndStakeIsTheUsers(uint256 amount) public {
        amount = bound(amount, 1e15, 1e23);
        vm.prank(ALICE);
        (uint256 id, uint256 liquidity) = router.zapInAndStake(_params(stable, amount, BOB), 1, gauge);
        assertEq(gauge.ownerOf(id), BOB, "owner");
        assertEq(gauge.stakeOf(id), liquidity, "stake");
        assertGe(liquidity, (amount * 99) / 100 / 2, "about what was brought");
        _assertClean();
    }

    function test_UnstakeAndZapOutPaysOneToken() public {
        vm.startPrank(ALICE);
        (uint256 id, uint256 liquidity) = router.zapInAndStake(_params(stable, 1000e18, ALICE), 1, gauge);
        gauge.approve(address(router), id);
        uint256 held = tokenA.balanceOf(ALICE);
        uint256 heldB = tokenB.balanceOf(ALICE);
        LiquidityParams memory back = _params(stable, 0, ALICE);
        back.minA = 994e18;
        uint256 out = router.unstakeAndZapOut(back, gauge, id, liquidity);
        vm.stopPrank();
        assertEq(tokenA.balanceOf(ALICE), held + out, "paid");
        assertEq(tokenB.balanceOf(ALICE), heldB, "one token only");
        // Half of it paid the fee of 0.3 % twice.
        assertApprox(out, 997e18, 1e18, "but for the fee");
        assertEq(gauge.stakeOf(id), 0, "unstaked");
        _assertClean();
    }

    function test_RevertWhen_AStrangerUnstakes() public {
        vm.startPrank(ALICE);
        (uint256 id, uint256 liquidity) = router.zapInAndStake(_params(stable, 1000e18, ALICE), 1, gauge);
        gauge.setApprovalForAll(address(router), true);
        vm.stopPrank();
        vm.prank(BOB);
        vm.expectRevert(abi.encodeWithSelector(IRouter.NotOwner.selector, id, ALICE));
        router.unstakeAndZapOut(_params(stable, 0, BOB), gauge, id, liquidity);
    }

    /* INTO A VAULT */

    function test_ZapInAndDepositAndBack() public {
        vm.startPrank(ALICE);
        uint256 shares = router.zapInAndDeposit(_params(stable, 1000e18, ALICE), IERC4626(address(lpVault)), 1);
        assertEq(lpVault.balanceOf(ALICE), shares, "shares");
        LiquidityParams memory back = _params(stable, 0, BOB);
        back.minA = 994e18;
        uint256 out = router.redeemAndZapOut(back, IERC4626(address(lpVault)), shares);
        vm.stopPrank();
        assertEq(tokenA.balanceOf(BOB), out, "paid");
        assertEq(tokenB.balanceOf(BOB), 0, "one token only");
        assertEq(lpVault.balanceOf(ALICE), 0, "redeemed");
        _assertClean();
    }

    function testFuzz_SwapAndDepositAndBack(uint256 amount) public {
        amount = bound(amount, 1e9, 1e21);
        IERC4626 vault = IERC4626(address(vaultB));
        uint256 quote = router.quoteExactIn(address(tokenA), hops(tokenB), amount);
        vm.startPrank(ALICE);
        uint256 shares = router.swapAndDeposit(swapParams(tokenA, hops(tokenB), amount, quote, ALICE), vault, quote);
        assertEq(shares, quote, "a young vault's price is one");
        assertEq(vaultB.balanceOf(ALICE), shares, "shares");
        uint256 back = router.quoteExactIn(address(tokenB), hops(tokenA), quote);
        uint256 out = router.redeemAndSwap(swapParams(tokenB, hops(tokenA), shares, back, BOB), vault);
        vm.stopPrank();
        assertEq(out, back, "quote");
        assertEq(tokenA.balanceOf(BOB), out, "paid");
        assertLt(out, amount, "NO_ROUNDTRIP_PROFIT");
        _assertClean();
    }

    /* OUT OF LIQUIDITY */

    function testFuzz_ZapOutIsRemovingAndSwapping(uint256 part, bool isStable, bool aOut) public {
        Pool pool = isStable ? stable : product;
        uint256 liquidity = bound(part, 1e6, pool.balanceOf(address(this)) / 2);
        assertTrue(pool.transfer(ALICE, liquidity), "transfer");
        LiquidityParams memory p = _params(pool, 0, BOB);
        if (!aOut) (p.tokenA, p.tokenB) = (p.tokenB, p.tokenA);
        DevnetToken tokenOut = DevnetToken(p.tokenA);
        uint256 state = vm.snapshotState();
        vm.prank(ALICE);
        uint256 out = router.zapOut(p, liquidity);
        assertEq(tokenOut.balanceOf(BOB), out, "paid");
        (uint256 a, uint256 b) = reservesAB(pool);
        assertEq(tokenA.balanceOf(address(pool)), a, "no side is left in the pool: A");
        assertEq(tokenB.balanceOf(address(pool)), b, "no side is left in the pool: B");
        _assertClean();

        // The same in two steps, as a model.
        vm.revertToState(state);
        vm.startPrank(ALICE);
        uint256 held = tokenOut.balanceOf(ALICE);
        uint256 heldIn = DevnetToken(p.tokenB).balanceOf(ALICE);
        p.to = ALICE;
        router.removeLiquidity(p, liquidity);
        heldIn = DevnetToken(p.tokenB).balanceOf(ALICE) - heldIn;
        Hop[] memory list = new Hop[](1);
        list[0] = Hop(p.tokenA, FEE, 0, p.curve);
        router.swapExactIn(SwapParams(p.tokenB, list, heldIn, 0, ALICE, block.timestamp));
        vm.stopPrank();
        assertEq(tokenOut.balanceOf(ALICE) - held, out, "model");
    }

    /* PERMIT */

    function test_OneCallWithTwoPermits() public {
        address signer = vm.addr(KEY);
        tokenA.mint(signer, 1000e18);
        bytes[] memory calls = new bytes[](2);
        calls[0] = _permit(IERC20Permit(address(tokenA)), signer, 1000e18);
        calls[1] = abi.encodeCall(IRouter.zapInAndDeposit, (_params(stable, 1000e18, signer), lpVault, 1));
        vm.prank(signer);
        uint256 shares = abi.decode(router.multicall(calls)[1], (uint256));
        assertEq(tokenA.balanceOf(signer), 0, "all of it");

        // The way back by a permit of the vault's shares.
        calls[0] = _permit(IERC20Permit(address(lpVault)), signer, shares);
        calls[1] = abi.encodeCall(IRouter.redeemAndZapOut, (_params(stable, 0, signer), lpVault, shares));
        vm.prank(signer);
        router.multicall(calls);
        assertGt(tokenA.balanceOf(signer), 994e18, "back");
        assertEq(tokenA.allowance(signer, address(router)), 0, "RESIDUAL_APPROVAL_ZERO: token");
        assertEq(lpVault.allowance(signer, address(router)), 0, "RESIDUAL_APPROVAL_ZERO: shares");
        _assertClean();
    }

    function _permit(IERC20Permit token, address signer, uint256 value) private view returns (bytes memory) {
        bytes32 typeHash = keccak256(
            "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
        );
        bytes32 structHash = keccak256(
            abi.encode(typeHash, signer, address(router), value, token.nonces(signer), block.timestamp)
        );
        bytes32 digest = keccak256(abi.encodePacked("\x19\x01", token.DOMAIN_SEPARATOR(), structHash));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY, digest);
        return abi.encodeCall(IRouter.selfPermit, (address(token), value, block.timestamp, v, r, s));
    }

    /* LIMITS */

    function test_RevertWhen_AMinimumIsMissed() public {
        LiquidityParams memory p = _params(stable, 1000e18, ALICE);
        vm.startPrank(ALICE);
        vm.expectPartialRevert(IRouter.TooLittleOut.selector);
        router.zapInAndStake(p, 1001e18, gauge);
        vm.expectPartialRevert(IRouter.TooLittleOut.selector);
        router.zapInAndDeposit(p, IERC4626(address(lpVault)), 1001e18);
        SwapParams memory s = swapParams(tokenA, hops(tokenB), 1e18, 0, ALICE);
        vm.expectPartialRevert(IRouter.TooLittleOut.selector);
        router.swapAndDeposit(s, IERC4626(address(vaultB)), 5e18);
        s.amountOut = 5e18;
        vm.expectPartialRevert(IRouter.TooLittleOut.selector);
        router.swapAndDeposit(s, IERC4626(address(vaultB)), 1);
        s.amountOut = 0;
        uint256 shares = router.swapAndDeposit(s, IERC4626(address(vaultB)), 1);
        (s.tokenIn, s.hops, s.amountIn, s.amountOut) = (address(tokenB), hops(tokenA), shares, 1e18);
        vm.expectPartialRevert(IRouter.TooLittleOut.selector);
        router.redeemAndSwap(s, IERC4626(address(vaultB)));
        uint256 liquidity = router.zapIn(p, 1);
        p.minA = 1000e18;
        vm.expectPartialRevert(IRouter.TooLittleOut.selector);
        router.zapOut(p, liquidity);
        vm.stopPrank();
    }

    function test_RevertWhen_TheDeadlineIsOver() public {
        LiquidityParams memory p = _params(stable, 1000e18, ALICE);
        SwapParams memory s = swapParams(tokenA, hops(tokenB), 1e18, 0, ALICE);
        (p.deadline, s.deadline) = (block.timestamp - 1, block.timestamp - 1);
        bytes[7] memory calls = [
            abi.encodeCall(IRouter.zapInAndStake, (p, 1, gauge)),
            abi.encodeCall(IRouter.zapInAndDeposit, (p, lpVault, 1)),
            abi.encodeCall(IRouter.swapAndDeposit, (s, vaultB, 1)),
            abi.encodeCall(IRouter.zapOut, (p, 1)),
            abi.encodeCall(IRouter.unstakeAndZapOut, (p, gauge, 1, 1)),
            abi.encodeCall(IRouter.redeemAndZapOut, (p, lpVault, 1)),
            abi.encodeCall(IRouter.redeemAndSwap, (s, vaultB))
        ];
        bytes memory expired = abi.encodeWithSelector(
            IRouter.DeadlineExpired.selector,
            block.timestamp - 1,
            block.timestamp
        );
        for (uint256 i = 0; i < calls.length; ++i) {
            (bool succeeded, bytes memory answer) = address(router).call(calls[i]);
            assertFalse(succeeded, "MINOUT_AND_DEADLINE_HONOURED: deadline");
            assertEq(answer, expired, "MINOUT_AND_DEADLINE_HONOURED: deadline");
        }
    }

    function test_RevertWhen_TheRouteIsEmpty() public {
        SwapParams memory s = swapParams(tokenA, new Hop[](0), 1e18, 0, ALICE);
        vm.expectRevert(IRouter.EmptyRoute.selector);
        router.swapAndDeposit(s, IERC4626(address(vaultB)), 1);
        vm.expectRevert(IRouter.EmptyRoute.selector);
        router.redeemAndSwap(s, IERC4626(address(vaultB)));
    }

    function test_RevertWhen_SharesAreNotTheCallers() public {
        vm.prank(ALICE);
        uint256 shares = router.zapInAndDeposit(_params(stable, 1000e18, ALICE), IERC4626(address(lpVault)), 1);
        // Alice's allowance to the router is of no use to anyone else.
        vm.prank(BOB);
        vm.expectPartialRevert(IERC20Errors.ERC20InsufficientAllowance.selector);
        router.redeemAndZapOut(_params(stable, 0, BOB), IERC4626(address(lpVault)), shares);
    }

    /* HOSTILE */

    function test_AVaultThatTakesLessReturnsTheRest() public {
        HostileVault hostile = new HostileVault(IERC20(address(tokenB)));
        hostile.setTrick(HostileVault.Trick.TakeLess);
        uint256 held = tokenB.balanceOf(ALICE);
        SwapParams memory s = swapParams(tokenA, hops(tokenB), 1e18, 0, ALICE);
        vm.prank(ALICE);
        router.swapAndDeposit(s, hostile, 1);
        assertEq(tokenB.balanceOf(ALICE), held + 1, "the unit that was not taken");
        assertEq(tokenB.allowance(address(router), address(hostile)), 0, "RESIDUAL_APPROVAL_ZERO");
        _assertClean();
    }

    function test_RevertWhen_AVaultTakesMore() public {
        HostileVault hostile = new HostileVault(IERC20(address(tokenB)));
        hostile.setTrick(HostileVault.Trick.TakeMore);
        // Strays of others are there for the taking, and safe.
        tokenB.mint(address(router), 1e18);
        SwapParams memory s = swapParams(tokenA, hops(tokenB), 1e18, 0, ALICE);
        vm.prank(ALICE);
        vm.expectPartialRevert(IERC20Errors.ERC20InsufficientAllowance.selector);
        router.swapAndDeposit(s, hostile, 1);
    }

    function test_RevertWhen_AVaultGivesNoShares() public {
        HostileVault hostile = new HostileVault(IERC20(address(tokenB)));
        SwapParams memory s = swapParams(tokenA, hops(tokenB), 1e18, 0, ALICE);
        vm.mockCall(address(hostile), abi.encodeWithSelector(IERC4626.deposit.selector), abi.encode(1e30));
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IRouter.TooLittleOut.selector, 0, 1));
        router.swapAndDeposit(s, hostile, 1);
    }

    function test_AVaultThatReentersIsRefused() public {
        HostileVault hostile = new HostileVault(IERC20(address(tokenB)));
        SwapParams memory s = swapParams(tokenA, hops(tokenB), 1e18, 0, address(hostile));
        LiquidityParams memory p = _params(stable, 1e18, address(hostile));
        bytes[3] memory calls = [
            abi.encodeCall(IRouter.swapAndDeposit, (s, hostile, 1)),
            abi.encodeCall(IRouter.zapInAndDeposit, (p, hostile, 1)),
            abi.encodeCall(IRouter.zapInAndStake, (p, 1, IGauge(address(hostile))))
        ];
        s.to = ALICE;
        for (uint256 i = 0; i < calls.length; ++i) {
            hostile.setCallBack(address(router), calls[i]);
            vm.prank(ALICE);
            router.swapAndDeposit(s, hostile, 1);
            assertFalse(hostile.succeeded(), "re-entered");
        }
        _assertClean();
    }

    /// @dev A token that calls out in the middle of a zap can only trade for itself.
    function test_ATokenThatReentersFindsNothing() public {
        HookToken hook = new HookToken();
        Pool hooked = Pool(factory.createPool(address(tokenA), address(hook), FEE, 0, Curve.Stable));
        tokenA.mint(address(hooked), 1e24);
        hook.mint(address(hooked), 1e24);
        hooked.mint(address(this));
        Vault vault = _vault(address(hooked));
        LiquidityParams memory p = _params(hooked, 1000e18, ALICE);
        p.tokenB = address(hook);
        hook.arm(address(router), abi.encodeCall(IRouter.zapInAndDeposit, (p, vault, 1)));
        vm.prank(ALICE);
        router.zapInAndDeposit(p, vault, 1);
        assertGt(hook.calls(), 0, "the hook ran");
        assertFalse(hook.succeeded(), "re-entered");
        assertEq(
            hook.answer(),
            abi.encodeWithSelector(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector),
            "by the guard"
        );
        assertEq(hooked.balanceOf(address(router)), 0, "holds liquidity");
        assertEq(hooked.allowance(address(router), address(vault)), 0, "RESIDUAL_APPROVAL_ZERO");
    }
}
