// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {DevnetToken} from "../../../contracts/devnet/DevnetToken.sol";
import {Gauge} from "../../../contracts/gauges/Gauge.sol";
import {GaugeStrategyParams, IGaugeStrategy} from "../../../contracts/interfaces/IGaugeStrategy.sol";
import {Curve} from "../../../contracts/interfaces/IPool.sol";
import {Hop} from "../../../contracts/interfaces/IRouter.sol";
import {Pool} from "../../../contracts/pools/Pool.sol";
import {GaugeStrategy} from "../../../contracts/vaults/strategies/GaugeStrategy.sol";
import {TokenGaugeStrategy} from "../../../contracts/vaults/strategies/TokenGaugeStrategy.sol";
import {FeeToken} from "../../mocks/FeeToken.sol";
import {HookToken} from "../../mocks/HookToken.sol";
import {StrategyBase} from "./StrategyBase.sol";

contract TokenGaugeStrategyTest is StrategyBase {
    Gauge private gauge;
    TokenGaugeStrategy private strategy;

    function setUp() public override {
        super.setUp();
        gauge = newGauge(IERC20(address(tokenA)));
        strategy = new TokenGaugeStrategy(paramsFor(gauge));
        authorise(strategy);
        strategy.setRoute(address(tokenC), hops(tokenA));
    }

    function _enter(address account, uint256 assets) private returns (uint256 shares) {
        tokenA.mint(account, assets);
        vm.startPrank(account);
        tokenA.approve(address(strategy), assets);
        shares = strategy.deposit(assets, account);
        vm.stopPrank();
    }

    function _leave(address account) private returns (uint256 assets) {
        uint256 shares = strategy.balanceOf(account);
        vm.prank(account);
        return strategy.redeem(shares, account, account);
    }

    /* ENTRIES AND EXITS */

    function testFuzz_EnterAndLeaveGivesBackAtMostTheSame(uint256 assets, uint256 before, uint256 wait) public {
        _enter(BOB, bound(before, 1e6, 1e24));
        accrue(gauge, tokenC, 1e10);
        harvest(strategy);
        vm.warp(block.timestamp + (wait % STREAM));
        assets = bound(assets, 1e9, 1e24);
        _enter(ALICE, assets);
        assertSolvent(strategy);
        assertEq(_leave(ALICE), tokenA.balanceOf(ALICE), "paid by the gauge");
        assertLe(tokenA.balanceOf(ALICE), assets, "NO_ROUNDTRIP_PROFIT");
        assertSolvent(strategy);
    }

    function test_TheStakeIsOnePositionOfTheStrategy() public {
        _enter(ALICE, 1e18);
        uint256 id = strategy.position();
        assertEq(gauge.ownerOf(id), address(strategy), "owner");
        _enter(BOB, 2e18);
        assertEq(strategy.position(), id, "one position");
        assertEq(gauge.stakeOf(id), 3e18, "staked");
        assertEq(strategy.totalAssets(), 3e18, "total");
        assertNoApprovals(strategy);
        _leave(ALICE);
        _leave(BOB);
        assertEq(gauge.stakeOf(id), 0, "all out");
        _enter(BOB, 2e18);
        assertEq(strategy.position(), id, "and in again");
    }

    function test_PreviewsAreExactMidStream() public {
        _enter(ALICE, 1e18);
        accrue(gauge, tokenC, 1e10);
        harvest(strategy);
        vm.warp(block.timestamp + STREAM / 3);
        uint256 shares = strategy.previewDeposit(7e17);
        assertEq(_enter(BOB, 7e17), shares, "PREVIEW_EXACT: deposit");
        uint256 assets = strategy.previewMint(3e17);
        tokenA.mint(BOB, assets);
        vm.startPrank(BOB);
        tokenA.approve(address(strategy), assets);
        assertEq(strategy.mint(3e17, BOB), assets, "PREVIEW_EXACT: mint");
        shares = strategy.previewWithdraw(1e17);
        assertEq(strategy.withdraw(1e17, BOB, BOB), shares, "PREVIEW_EXACT: withdraw");
        assets = strategy.previewRedeem(2e17);
        assertEq(strategy.redeem(2e17, BOB, BOB), assets, "PREVIEW_EXACT: redeem");
        assets = strategy.maxWithdraw(BOB);
        strategy.withdraw(assets, BOB, BOB);
        vm.stopPrank();
        assertApprox(strategy.balanceOf(BOB), 0, 1, "MAX_IS_ACHIEVABLE");
        assertSolvent(strategy);
    }

    function test_RevertWhen_TheGaugeIsPausedButHoldersLeave() public {
        _enter(ALICE, 1e18);
        gauge.setPaused(true);
        assertEq(strategy.maxDeposit(BOB), 0, "maxDeposit");
        assertEq(strategy.maxMint(BOB), 0, "maxMint");
        tokenA.mint(BOB, 1);
        vm.startPrank(BOB);
        tokenA.approve(address(strategy), 1);
        vm.expectRevert(abi.encodeWithSelector(ERC4626.ERC4626ExceededMaxDeposit.selector, BOB, 1, 0));
        strategy.deposit(1, BOB);
        vm.stopPrank();
        assertEq(_leave(ALICE), 1e18, "EXIT_UNBLOCKABLE");
    }

    function test_RevertWhen_ADepositIsWorthNoShare() public {
        _enter(ALICE, 1e18);
        accrue(gauge, tokenA, 1e18);
        harvest(strategy);
        tokenA.mint(BOB, 1);
        vm.startPrank(BOB);
        tokenA.approve(address(strategy), 1);
        vm.expectRevert(abi.encodeWithSelector(IGaugeStrategy.ZeroShares.selector, 1));
        strategy.deposit(1, BOB);
        vm.stopPrank();
    }

    function test_RevertWhen_TheGaugeCreditsLess() public {
        FeeToken feeToken = new FeeToken();
        TokenGaugeStrategy other = new TokenGaugeStrategy(paramsFor(newGauge(IERC20(address(feeToken)))));
        feeToken.mint(address(this), 10_000);
        // The strategy itself gets 9,900 and cannot stake the 10,000 it was promised.
        feeToken.approve(address(other), 10_000);
        vm.expectPartialRevert(IERC20Errors.ERC20InsufficientBalance.selector);
        other.deposit(10_000, address(this));
    }

    /// @dev A gift to the strategy makes up for what the token keeps of the first transfer, not of the second.
    function test_RevertWhen_TheGaugeCreditsLessThanItTook() public {
        FeeToken feeToken = new FeeToken();
        TokenGaugeStrategy other = new TokenGaugeStrategy(paramsFor(newGauge(IERC20(address(feeToken)))));
        feeToken.mint(address(other), 1_000);
        feeToken.mint(address(this), 10_000);
        feeToken.approve(address(other), 10_000);
        vm.expectRevert(abi.encodeWithSelector(IGaugeStrategy.StakeShort.selector, 9_900, 10_000));
        other.deposit(10_000, address(this));
    }

    function test_AnotherSpendsExactlyItsAllowance() public {
        _enter(ALICE, 100);
        vm.prank(ALICE);
        strategy.approve(BOB, 60);
        vm.startPrank(BOB);
        assertEq(strategy.redeem(40, BOB, ALICE), 40, "paid");
        assertEq(strategy.allowance(ALICE, BOB), 20, "ALLOWANCE_EXACT");
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, BOB, 20, 21));
        strategy.withdraw(21, BOB, ALICE);
        vm.stopPrank();
        assertEq(tokenA.balanceOf(BOB), 40, "and no more");
        assertEq(strategy.balanceOf(ALICE), 60, "ALLOWANCE_EXACT");
    }

    /* HARVEST */

    function test_HarvestSwapsStreamsAndEndsAtFull() public {
        _enter(ALICE, 1e24);
        accrue(gauge, tokenC, 1e10);
        uint256 claimable = gauge.claimable(strategy.position())[0];
        uint256 quote = router.quoteExactIn(address(tokenC), hops(tokenA), claimable);
        uint256 assets = harvest(strategy);
        assertEq(assets, quote, "sold for the quote");
        assertEq(gauge.stakeOf(strategy.position()), 1e24 + assets, "staked");
        assertEq(strategy.totalAssets(), 1e24, "UNLOCK_LINEAR_AND_BOUNDED: nothing yet");
        vm.warp(block.timestamp + STREAM / 2);
        assertApprox(strategy.totalAssets(), 1e24 + assets / 2, 1e3, "UNLOCK_LINEAR_AND_BOUNDED: half");
        vm.warp(block.timestamp + STREAM);
        assertApprox(strategy.totalAssets(), 1e24 + assets, 1e3, "UNLOCK_LINEAR_AND_BOUNDED: all");
        assertNoApprovals(strategy);
        assertSolvent(strategy);
    }

    function test_HarvestEmitsWhatEachRewardBecame() public {
        _enter(ALICE, 1e24);
        accrue(gauge, tokenA, 5e18);
        accrue(gauge, tokenC, 1e10);
        uint256[] memory claimable = gauge.claimable(strategy.position());
        uint256 quote = router.quoteExactIn(address(tokenC), hops(tokenA), claimable[0]);
        vm.expectEmit(true, true, true, true, address(strategy));
        emit Harvest(KEEPER, address(tokenA), claimable[1], claimable[1]);
        vm.expectEmit(true, true, true, true, address(strategy));
        emit Harvest(KEEPER, address(tokenC), claimable[0], quote);
        assertEq(harvest(strategy), quote + claimable[1], "sum");
    }

    event Harvest(address indexed caller, address indexed reward, uint256 claimed, uint256 assets);

    function test_HarvestOfNothingDoesNothing() public {
        assertEq(harvest(strategy), 0, "before the first deposit");
        _enter(ALICE, 1e18);
        assertEq(harvest(strategy), 0, "nothing settled");
        accrue(gauge, tokenC, 1e10);
        uint256 assets = harvest(strategy);
        assertGt(assets, 0, "something");
        uint256 full = strategy.fullPriceRay();
        vm.warp(block.timestamp + STREAM / 2);
        uint256 unlocked = strategy.unlockedPriceRay();
        assertEq(harvest(strategy), 0, "HARVEST_IDEMPOTENT_PER_BLOCK");
        assertEq(strategy.fullPriceRay(), full, "HARVEST_IDEMPOTENT_PER_BLOCK: full");
        assertEq(strategy.unlockedPriceRay(), unlocked, "HARVEST_IDEMPOTENT_PER_BLOCK: unlocked");
    }

    function test_RevertWhen_LessIsHarvestedThanAskedFor() public {
        vm.startPrank(KEEPER);
        vm.expectRevert(abi.encodeWithSelector(IGaugeStrategy.TooLittleHarvested.selector, 0, 1));
        strategy.harvest(1);
        vm.stopPrank();
    }

    function test_RevertWhen_AStrangerHarvestsOrSetsARoute() public {
        vm.startPrank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, ALICE));
        strategy.harvest(0);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, ALICE));
        strategy.setRoute(address(tokenC), hops(tokenA));
        vm.stopPrank();
        vm.prank(KEEPER);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, KEEPER));
        strategy.setRoute(address(tokenC), hops(tokenA));
    }

    /* PROFIT AMONG VAULTS */

    /// @dev A hostile keeper brings its own large vault in just before a harvest and out right after, or a while later.
    function testFuzz_EnteringAroundAHarvestEarnsNothing(uint256 assets, uint256 wait, bool after_) public {
        _enter(BOB, 1e22);
        accrue(gauge, tokenC, 1e10);
        assets = bound(assets, 1e9, 1e27);
        if (after_) harvest(strategy);
        _enter(ALICE, assets);
        if (!after_) harvest(strategy);
        assertLe(_leave(ALICE), assets, "JIT_PROFIT_LE_ZERO: same block");

        if (!after_) return;
        // Entered after the harvest, at the full price: never a profit, however long the wait.
        _enter(ALICE, assets);
        vm.warp(block.timestamp + (wait % (2 * STREAM)));
        assertLe(_leave(ALICE), assets, "JIT_PROFIT_LE_ZERO: later");
    }

    /// @dev Who enters just before a harvest and waits gets its part of what streamed in between, not more.
    function test_AnEntrantBeforeAHarvestWaitsForItsPart() public {
        _enter(BOB, 1e22);
        accrue(gauge, tokenC, 1e10);
        _enter(ALICE, 1e22);
        uint256 profit = harvest(strategy);
        vm.warp(block.timestamp + STREAM / 100);
        assertLe(_leave(ALICE) - 1e22, profit / 2 / 100 + 1, "JIT_PROFIT_LE_ZERO: next blocks");
    }

    /// @dev A late harvest's profit streams for as long as it was earned: who enters shortly before it and waits for the
    /// usual period has earned no more than in that time was earned.
    function test_ALateHarvestStreamsForAsLongAsItWasEarned() public {
        _enter(BOB, 1e22);
        for (uint256 i = 0; i < 10; ++i) {
            accrue(gauge, tokenC, 1e9);
        }
        _enter(ALICE, 1e22);
        uint256 profit = harvest(strategy);
        vm.warp(block.timestamp + STREAM);
        assertLe(_leave(ALICE) - 1e22, (profit * STREAM) / 2 days / 2 + 1, "JIT_PROFIT_LE_ZERO: late harvest");
        vm.warp(block.timestamp + 2 days);
        assertApprox(_leave(BOB), 1e22 + profit, profit / 2, "UNLOCK_LINEAR_AND_BOUNDED: in the end");
    }

    /// @dev Many small harvests don't put off what streams already.
    function test_DustHarvestsDoNotHoldProfitBack() public {
        _enter(ALICE, 1e22);
        accrue(gauge, tokenC, 1e10);
        uint256 profit = harvest(strategy);
        for (uint256 i = 0; i < 60; ++i) {
            vm.warp(block.timestamp + STREAM / 60);
            tokenA.mint(address(strategy), 1e6);
            harvest(strategy);
        }
        assertGe(strategy.totalAssets(), 1e22 + (profit * 99) / 100, "UNLOCK_LINEAR_AND_BOUNDED: held back");
    }

    /* INFLATION */

    /// @dev The first holder of a wei, and gifts of all kinds: the price moves by the limit of a harvest at most.
    function testFuzz_GiftsDoNotInflateThePrice(uint256 gift) public {
        gift = bound(gift, 1e18, 1e26);
        _enter(ALICE, 1);
        tokenA.mint(address(strategy), gift);
        tokenA.mint(address(this), gift);
        tokenA.approve(address(gauge), gift);
        gauge.increase(strategy.position(), gift);
        assertEq(strategy.fullPriceRay(), 1e27, "DONATION_INERT");
        harvest(strategy);
        assertLe(strategy.fullPriceRay(), 1.03e27, "HEALTH_LIMITS_HOLD");
        uint256 shares = _enter(BOB, 1e18);
        assertGe(shares, (uint256(1e18) * 100) / 104, "FIRST_DEPOSITOR_LOSS_LE_EPS");
        vm.warp(block.timestamp + STREAM);
        assertGe(_leave(BOB), 1e18 - 2, "FIRST_DEPOSITOR_LOSS_LE_EPS: in and out");
        assertSolvent(strategy);
    }

    function test_WhatExceedsTheLimitIsForLaterHarvests() public {
        _enter(ALICE, 1e18);
        tokenA.mint(address(strategy), 1e18);
        harvest(strategy);
        assertEq(strategy.fullPriceRay(), 1.03e27, "HEALTH_LIMITS_HOLD");
        for (uint256 i = 0; i < 40; ++i) {
            vm.warp(block.timestamp + STREAM);
            tokenA.mint(address(strategy), 1);
            harvest(strategy);
        }
        vm.warp(block.timestamp + STREAM);
        assertApprox(strategy.totalAssets(), 2e18, 100, "all of it in the end");
    }

    function test_WhatIsLeftBehindInflatesNothing() public {
        _enter(ALICE, 1e18);
        accrue(gauge, tokenA, 1e18);
        harvest(strategy);
        // ALICE leaves the streaming profit behind, and earns nothing from it by coming back.
        uint256 paid = _leave(ALICE);
        assertEq(paid, 1e18, "the streaming part stays");
        accrue(gauge, tokenA, 1e18);
        harvest(strategy);
        assertEq(strategy.totalAssets(), 0, "ZERO_SUPPLY_ZERO_CLAIM");
        _enter(ALICE, 1e18);
        assertLe(_leave(ALICE), 1e18, "ZERO_SUPPLY_ZERO_CLAIM: in and out");
    }

    /* MEAN PRICE */

    /// @dev A keeper in league with a trader moves the pool first: the harvest sells at a fair price or not at all, and the
    /// other reward is harvested all the same.
    function testFuzz_AMovedPriceIsRefused(uint256 trade, bool down) public {
        _enter(ALICE, 1e22);
        accrue(gauge, tokenC, 1e10);
        accrue(gauge, tokenA, 1e18);
        // Trades of 2 % of a reserve and more move the price by more than the 1 % of the limit.
        trade = bound(trade, 2, 10_000);
        uint256 claimable = gauge.claimable(strategy.position())[0];
        uint256 other = gauge.claimable(strategy.position())[1];
        uint256 fair = (claimable * 1e24 * 997) / 2e14 / 1000;
        if (down) {
            swapAt(ac, tokenC, (2e14 * trade) / 100, BOB);
            vm.expectEmit(true, false, false, false, address(strategy));
            emit IGaugeStrategy.SaleSkipped(address(tokenC), 0, 0);
            assertEq(harvest(strategy), other, "HARVEST_UNBLOCKABLE the other reward");
            assertEq(tokenC.balanceOf(address(strategy)), claimable, "SWAP_MINOUT_ORACLE_BOUND waits");
            // Once the mean price has followed, it sells.
            swapAt(ac, tokenA, (1e24 * trade) / 100, BOB);
            vm.warp(block.timestamp + WINDOW);
            swapAt(ac, tokenA, 1e18, BOB);
            vm.warp(block.timestamp + WINDOW);
            assertGt(harvest(strategy), 0, "HARVEST_UNBLOCKABLE later");
            assertNoApprovals(strategy);
        } else {
            swapAt(ac, tokenA, (1e24 * trade) / 100, BOB);
            assertGe(harvest(strategy), other + (fair * 99) / 100, "SWAP_MINOUT_ORACLE_BOUND");
        }
    }

    function testFuzz_AnyHarvestSellsAtAFairPrice(uint256 trade, bool down) public {
        _enter(ALICE, 1e22);
        accrue(gauge, tokenC, 1e10);
        trade = bound(trade, 0, 200);
        swapAt(ac, down ? tokenC : tokenA, ((down ? 2e14 : 1e24) * trade) / 10_000 + 1e6, BOB);
        uint256 claimed = gauge.claimable(strategy.position())[0];
        uint256 assets = harvest(strategy);
        uint256 sold = claimed - tokenC.balanceOf(address(strategy));
        assertGe(assets, (((sold * 1e24 * 997) / 2e14 / 1000) * 9899) / 10_000, "SWAP_MINOUT_ORACLE_BOUND");
    }

    function test_AShallowPoolTakesARewardInParts() public {
        _enter(ALICE, 1e28);
        // A tenth of the pool's reserve at once would cost far more than the limit.
        accrue(gauge, tokenC, 1e14);
        uint256 claimed = gauge.claimable(strategy.position())[0];
        harvest(strategy);
        uint256 rest = tokenC.balanceOf(address(strategy));
        assertGt(rest, 0, "some waits");
        assertLt(rest, claimed, "some is sold");
        // The pool recovers by arbitrage, and the next harvest sells more.
        swapAt(ac, tokenA, tokenA.balanceOf(address(ac)) / 50, BOB);
        vm.warp(block.timestamp + WINDOW);
        harvest(strategy);
        assertLt(tokenC.balanceOf(address(strategy)), rest, "more is sold");
    }

    function test_ARewardWaitsWhereAPoolIsTooYoungForAMean() public {
        DevnetToken fresh = new DevnetToken("F", "F", 18);
        newPool(tokenC, fresh, 2e14, 1e24);
        _enter(ALICE, 1e22);
        accrue(gauge, tokenC, 1e10);
        // The first pool of the route is old enough by now, the second is not.
        Hop[] memory route = hops(fresh, tokenA);
        route[1].shard = 1;
        Pool young = Pool(factory.createPool(address(tokenA), address(fresh), FEE, 1, Curve.Product));
        tokenA.mint(address(young), 1e24);
        fresh.mint(address(young), 1e24);
        young.mint(address(this));
        strategy.setRoute(address(tokenC), route);
        vm.warp(block.timestamp + 100);
        vm.expectEmit(true, true, true, true, address(strategy));
        emit IGaugeStrategy.SaleSkipped(address(tokenC), 0, 0);
        assertEq(harvest(strategy), 0, "HARVEST_UNBLOCKABLE");
        // Nobody needs a mean to leave.
        assertEq(_leave(ALICE), 1e22, "EXIT_UNBLOCKABLE");
    }

    /// @dev What is worth less than a unit is not given away for nothing, and is no sale that was put off either.
    function test_DustThatBuysNothingWaitsForMore() public {
        DevnetToken cheap = new DevnetToken("H", "H", 18);
        newPool(tokenA, cheap, 1e18, 1e24);
        gauge.addReward(address(cheap), 1 days);
        strategy.setRoute(address(cheap), hops(tokenA));
        vm.warp(block.timestamp + WINDOW);
        _enter(ALICE, 1e22);
        cheap.mint(address(strategy), 1e5);
        vm.recordLogs();
        assertEq(harvest(strategy), 0, "nothing");
        assertEq(vm.getRecordedLogs().length, 0, "nothing is said");
        assertEq(cheap.balanceOf(address(strategy)), 1e5, "it waits");
        cheap.mint(address(strategy), 1e10);
        uint256 quote = router.quoteExactIn(address(cheap), hops(tokenA), 1e10 + 1e5);
        assertEq(harvest(strategy), quote, "and is sold with more");
        assertEq(cheap.balanceOf(address(strategy)), 0, "all of it");
    }

    function test_TwoHopsSellAtTheProductOfMeans() public {
        DevnetToken middle = new DevnetToken("M", "M", 6);
        newPool(tokenA, middle, 1e24, 1e12);
        newPool(tokenC, middle, 2e14, 1e12);
        vm.warp(block.timestamp + WINDOW);
        strategy.setRoute(address(tokenC), hops(middle, tokenA));
        _enter(ALICE, 1e22);
        accrue(gauge, tokenC, 1e10);
        uint256 claimed = gauge.claimable(strategy.position())[0];
        uint256 fair = (claimed * 1e24) / 2e14;
        assertApprox(harvest(strategy), fair, fair / 50, "two hops");
    }

    /* ROUTES */

    function test_RevertWhen_ARouteIsNoGood() public {
        vm.expectRevert(abi.encodeWithSelector(IGaugeStrategy.NotSold.selector, address(tokenA)));
        strategy.setRoute(address(tokenA), hops(tokenB));
        vm.expectRevert(abi.encodeWithSelector(IGaugeStrategy.RouteTooLong.selector, 5, 4));
        strategy.setRoute(address(tokenC), new Hop[](5));
        address none = factory.poolFor(address(tokenC), address(tokenB), FEE, 0, Curve.Product);
        vm.expectRevert(abi.encodeWithSelector(IGaugeStrategy.RouteThroughNoPool.selector, none));
        strategy.setRoute(address(tokenC), hops(tokenB));
        vm.expectRevert(
            abi.encodeWithSelector(IGaugeStrategy.RouteEndsElsewhere.selector, address(tokenB), address(tokenA))
        );
        strategy.setRoute(address(tokenC), hops(tokenA, tokenB));
        assertEq(strategy.routeOf(address(tokenC)).length, 1, "the old route stands");
    }

    function test_ARewardWithoutARouteIsKept() public {
        strategy.setRoute(address(tokenC), new Hop[](0));
        _enter(ALICE, 1e22);
        accrue(gauge, tokenC, 1e10);
        assertEq(harvest(strategy), 0, "nothing sold");
        assertGt(tokenC.balanceOf(address(strategy)), 0, "kept");
        strategy.setRoute(address(tokenC), hops(tokenA));
        assertGt(harvest(strategy), 0, "sold later");
    }

    function test_RevertWhen_AParameterIsOutOfBounds() public {
        GaugeStrategyParams memory params = paramsFor(gauge);
        params.twapWindow = 59;
        vm.expectRevert(abi.encodeWithSelector(IGaugeStrategy.ParameterOutOfBounds.selector, 59, 60, 3600));
        new TokenGaugeStrategy(params);
        params = paramsFor(gauge);
        params.maxSlippageBps = 501;
        vm.expectRevert(abi.encodeWithSelector(IGaugeStrategy.ParameterOutOfBounds.selector, 501, 1, 500));
        new TokenGaugeStrategy(params);
        params = paramsFor(gauge);
        params.streamPeriod = 59;
        vm.expectRevert(abi.encodeWithSelector(IGaugeStrategy.ParameterOutOfBounds.selector, 59, 60, 7 days));
        new TokenGaugeStrategy(params);
    }

    /* HOSTILE REWARDS */

    function test_AHostileRewardCannotReenter() public {
        HookToken hook = new HookToken();
        newPool(tokenA, hook, 1e24, 1e24);
        gauge.addReward(address(hook), 1 days);
        strategy.setRoute(address(hook), hops(tokenA));
        vm.warp(block.timestamp + WINDOW);
        _enter(ALICE, 1e22);
        bytes[4] memory entries = [
            abi.encodeCall(strategy.deposit, (1e18, address(hook))),
            abi.encodeCall(strategy.mint, (1e18, address(hook))),
            abi.encodeCall(strategy.redeem, (0, address(hook), address(hook))),
            abi.encodeCall(strategy.harvest, (0))
        ];
        // The hostile token has all it needs but the guard: shares' worth of the asset, and the keeper's role.
        tokenA.mint(address(hook), 1e24);
        vm.prank(address(hook));
        tokenA.approve(address(strategy), type(uint256).max);
        manager.grantRole(KEEPER_ROLE, address(hook), 0);
        for (uint256 i = 0; i < entries.length; ++i) {
            accrue(gauge, hook, 1e18);
            hook.arm(address(strategy), entries[i]);
            assertGt(harvest(strategy), 0, "harvested");
            assertGt(hook.calls(), 0, "the hook ran");
            assertEq(
                hook.answer(),
                abi.encodeWithSelector(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector),
                "HARVEST_REENTRY_SAFE"
            );
            hook.arm(address(0), "");
        }
        assertNoApprovals(strategy);
        assertSolvent(strategy);
    }

    function test_ARewardThatRevertsHoldsUpNoOther() public {
        _enter(ALICE, 1e22);
        accrue(gauge, tokenA, 1e18);
        accrue(gauge, tokenC, 1e10);
        vm.mockCallRevert(address(tokenC), abi.encodeWithSelector(IERC20.transfer.selector), "no");
        assertGt(harvest(strategy), 0, "the other reward is harvested");
        vm.clearMockedCalls();
        assertGt(gauge.claimable(strategy.position())[0], 0, "it waits in the gauge");
        assertGt(harvest(strategy), 0, "and is harvested later");
    }
}
