// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Gauge} from "../../../contracts/gauges/Gauge.sol";
import {IGaugeStrategy} from "../../../contracts/interfaces/IGaugeStrategy.sol";
import {Hop} from "../../../contracts/interfaces/IRouter.sol";
import {Pool} from "../../../contracts/pools/Pool.sol";
import {LpGaugeStrategy} from "../../../contracts/vaults/strategies/LpGaugeStrategy.sol";
import {StrategyBase} from "./StrategyBase.sol";

contract LpGaugeStrategyTest is StrategyBase {
    Gauge private gauge;
    LpGaugeStrategy private strategy;

    function setUp() public override {
        super.setUp();
        gauge = newGauge(IERC20(address(ab)));
        strategy = new LpGaugeStrategy(paramsFor(gauge), address(tokenA));
        authorise(strategy);
        strategy.setRoute(address(tokenC), hops(tokenA));
        ab.approve(address(strategy), type(uint256).max);
    }

    /// @dev What `liquidity` is worth in tokenA where one tokenA is four tokenB.
    function _worthInA(uint256 liquidity) private view returns (uint256) {
        (uint256 reserveA, uint256 reserveB) = reservesAB(ab);
        return Math.mulDiv(2 * Math.sqrt((reserveA * reserveB) / 4), liquidity, ab.totalSupply());
    }

    function test_HarvestAddsTheRewardsToThePool() public {
        strategy.deposit(1e24, address(this));
        accrue(gauge, tokenC, 1e10);
        uint256 claimed = gauge.claimable(strategy.position())[0];
        uint256 valueInA = (claimed * 1e24) / 2e14;
        uint256 assets = harvest(strategy);
        // Less a fee of 0.3 % on all, and again on half.
        assertApprox(_worthInA(assets), (valueInA * 9955) / 10_000, valueInA / 5000, "compounded");
        assertEq(gauge.stakeOf(strategy.position()), 1e24 + assets, "staked");
        assertNoApprovals(strategy);
        assertSolvent(strategy);
        assertLe(tokenA.balanceOf(address(strategy)), 1e6, "dust of the target");
        assertLe(tokenB.balanceOf(address(strategy)), 1e6, "dust of the other token");
        assertEq(tokenC.balanceOf(address(strategy)), 0, "all is sold");
        vm.warp(block.timestamp + STREAM);
        assertApprox(strategy.maxWithdraw(address(this)), 1e24 + assets, 1e3, "for the holder");
    }

    /// @dev Either token of the pool may be the target: the reserves are told apart.
    function test_EitherTokenOfThePoolIsATarget() public {
        LpGaugeStrategy other = new LpGaugeStrategy(paramsFor(gauge), address(tokenB));
        authorise(other);
        other.setRoute(address(tokenC), hops(tokenA, tokenB));
        ab.approve(address(other), type(uint256).max);
        other.deposit(1e24, address(this));
        accrue(gauge, tokenC, 1e10);
        uint256 claimed = gauge.claimable(other.position())[0];
        uint256 valueInA = (claimed * 1e24) / 2e14;
        uint256 assets = harvest(other);
        // Less a fee of 0.3 % for each of two hops, and again on half.
        assertApprox(_worthInA(assets), (valueInA * 9925) / 10_000, valueInA / 2000, "compounded");
        assertNoApprovals(other);
        assertSolvent(other);
    }

    function test_ARewardThatIsTheTargetNeedsNoRoute() public {
        strategy.deposit(1e24, address(this));
        accrue(gauge, tokenA, 1e19);
        uint256 claimed = gauge.claimable(strategy.position())[1];
        uint256 assets = harvest(strategy);
        assertApprox(_worthInA(assets), (claimed * 9985) / 10_000, claimed / 5000, "compounded");
    }

    function test_ARewardThatIsTheOtherTokenIsSoldAtThePool() public {
        gauge.addReward(address(tokenB), 1 days);
        strategy.setRoute(address(tokenB), hops(tokenA));
        strategy.deposit(1e24, address(this));
        accrue(gauge, tokenB, 4e19);
        uint256 claimed = gauge.claimable(strategy.position())[2];
        uint256 assets = harvest(strategy);
        assertApprox(_worthInA(assets), (claimed * 9955) / 40_000, claimed / 10_000, "compounded");
    }

    function test_TheSharesOfAnEventAddUpToTheUnit() public {
        strategy.deposit(1e24, address(this));
        accrue(gauge, tokenA, 1e19);
        accrue(gauge, tokenC, 1e10);
        uint256[] memory claimed = gauge.claimable(strategy.position());
        uint256 state = vm.snapshotState();
        uint256 sold = router.quoteExactIn(address(tokenC), hops(tokenA), claimed[0]);
        uint256 assets = harvest(strategy);
        vm.revertToState(state);
        uint256 part = Math.mulDiv(assets, sold, sold + claimed[1]);
        vm.expectEmit(true, true, true, true, address(strategy));
        emit Harvest(KEEPER, address(tokenC), claimed[0], part);
        vm.expectEmit(true, true, true, true, address(strategy));
        emit Harvest(KEEPER, address(tokenA), claimed[1], assets - part);
        harvest(strategy);
    }

    event Harvest(address indexed caller, address indexed reward, uint256 claimed, uint256 assets);

    /// @dev The pool is skewed first, either way: liquidity is added at a fair worth, or not at all.
    function testFuzz_ASkewedPoolIsRefusedOrFair(uint256 trade, bool down) public {
        strategy.deposit(1e24, address(this));
        accrue(gauge, tokenA, 1e19);
        uint256 claimed = gauge.claimable(strategy.position())[1];
        trade = bound(trade, 0, 3000);
        swapAt(ab, down ? tokenA : tokenB, ((down ? 1e24 : 4e24) * trade) / 10_000 + 1e6, BOB);
        uint256 assets = harvest(strategy);
        uint256 put = claimed - tokenA.balanceOf(address(strategy));
        assertGe(_worthInA(assets), (put * 9884) / 10_000, "SWAP_MINOUT_ORACLE_BOUND");
        if (put == 0) assertGe(trade, 90, "refused without cause");
        assertNoApprovals(strategy);
    }

    /// @dev A sandwich of the harvest by the keeper itself: what the trader gains, less its fees, is nothing.
    function testFuzz_SandwichingAHarvestDoesNotPay(uint256 trade, bool down) public {
        strategy.deposit(1e24, address(this));
        accrue(gauge, tokenA, 1e22);
        trade = bound(trade, 1, 80);
        uint256 amount = ((down ? 1e24 : 4e24) * trade) / 10_000;
        uint256 out = swapAt(ab, down ? tokenA : tokenB, amount, BOB);
        harvest(strategy);
        uint256 back = swapAt(ab, down ? tokenB : tokenA, out, BOB);
        assertLe(back, amount, "HOSTILE_KEEPER_LOSS_LE_CAP");
    }

    function test_ALargeBalanceGoesInByParts() public {
        strategy.deposit(1e24, address(this));
        accrue(gauge, tokenA, 5e24);
        uint256 assets = harvest(strategy);
        assertGt(assets, 0, "a part");
        uint256 rest = tokenA.balanceOf(address(strategy));
        assertGt(rest, 1e23, "the rest waits");
        vm.warp(block.timestamp + WINDOW);
        assertGt(harvest(strategy), 0, "another part, with nothing to claim");
        assertLt(tokenA.balanceOf(address(strategy)), rest, "less waits");
        assertSolvent(strategy);
    }

    function test_DustWaits() public {
        strategy.deposit(1e24, address(this));
        tokenA.mint(address(strategy), 3);
        assertEq(harvest(strategy), 0, "nothing to be had for it");
    }

    function test_TheTargetWaitsWhereThePoolIsTooYoung() public {
        Pool young = newPool(tokenB, tokenC, 4e24, 2e14);
        Gauge other = newGauge(IERC20(address(young)));
        LpGaugeStrategy lp = new LpGaugeStrategy(paramsFor(other), address(tokenC));
        authorise(lp);
        young.approve(address(lp), 1e18);
        lp.deposit(1e18, address(this));
        tokenC.mint(address(lp), 1e10);
        vm.warp(block.timestamp + WINDOW - 1);
        assertEq(harvest(lp), 0, "HARVEST_UNBLOCKABLE");
        assertEq(tokenC.balanceOf(address(lp)), 1e10, "waits");
        assertEq(lp.redeem(1e18, address(this), address(this)), 1e18, "EXIT_UNBLOCKABLE");
    }

    function test_RevertWhen_TheAssetIsNoLiquidityOrTheTargetForeign() public {
        Gauge other = newGauge(IERC20(address(tokenA)));
        vm.expectRevert(abi.encodeWithSelector(IGaugeStrategy.NotLiquidity.selector, address(tokenA)));
        new LpGaugeStrategy(paramsFor(other), address(tokenA));
        vm.expectRevert(abi.encodeWithSelector(IGaugeStrategy.NotInPool.selector, address(tokenC)));
        new LpGaugeStrategy(paramsFor(gauge), address(tokenC));
    }

    /// @dev Liquidity that earns liquidity is staked as it is.
    function test_ARewardThatIsTheAssetIsStaked() public {
        gauge.addReward(address(ab), 1 days);
        strategy.deposit(1e24, address(this));
        ab.approve(address(gauge), 1e20);
        gauge.notify(address(ab), 1e20);
        vm.warp(block.timestamp + 1 days);
        gauge.settle();
        uint256 claimed = gauge.claimable(strategy.position())[2];
        vm.expectEmit(true, true, true, true, address(strategy));
        emit Harvest(KEEPER, address(ab), claimed, claimed);
        assertEq(harvest(strategy), claimed, "staked");
        vm.expectRevert(abi.encodeWithSelector(IGaugeStrategy.NotSold.selector, address(ab)));
        strategy.setRoute(address(ab), new Hop[](0));
    }
}
