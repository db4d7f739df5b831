// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IMarket, Position} from "../../contracts/interfaces/IMarket.sol";
import {FlashLiquidator} from "../mocks/FlashLiquidator.sol";
import {MockOracle} from "../mocks/MockOracle.sol";
import {MarketBase} from "./MarketBase.sol";

/// @notice liquidate: see liquidate.tree. In all of it bob owes 40,000 for a bitcoin.
contract MarketLiquidateTest is MarketBase {
    using Math for uint256;

    uint256 private constant ALL = type(uint256).max;

    function setUp() public override {
        super.setUp();
        _open();
    }

    function _setDollars(uint256 dollars) private {
        oracle.set(dollars * 1e34);
    }

    /* WHO CAN BE */

    function test_RevertWhen_ThePositionIsHealthy() public {
        vm.expectRevert(abi.encodeWithSelector(IMarket.Healthy.selector, bob, 40_000e6, 48_000e6));
        market.liquidate(bob, ALL, 0, liquidator, "");
        // 50,000 at 80 % are exactly the debt.
        _setDollars(50_000);
        vm.expectRevert(abi.encodeWithSelector(IMarket.Healthy.selector, bob, 40_000e6, 40_000e6));
        market.liquidate(bob, ALL, 0, liquidator, "");
        vm.expectRevert(abi.encodeWithSelector(IMarket.Healthy.selector, carol, 0, 0));
        market.liquidate(carol, ALL, 0, liquidator, "");
        assertEq(market.healthOf(bob), WAD, "ONLY_UNHEALTHY_LIQUIDATED");
    }

    function test_RevertWhen_TheOracleIsUnusable() public {
        oracle.setBroken(true);
        vm.expectRevert(MockOracle.Broken.selector);
        market.liquidate(bob, ALL, 0, liquidator, "");
        oracle.setBroken(false);
        oracle.set(0);
        vm.expectRevert(IMarket.ZeroPrice.selector);
        market.liquidate(bob, ALL, 0, liquidator, "");
    }

    function test_InterestAloneMakesAPositionUnhealthy() public {
        _skipAndAccrue(EPOCH);
        _skip(700 days);
        assertLt(market.healthOf(bob), WAD, "interest");
        _liquidate(bob, 1_000e6);
    }

    /* A PART */

    function test_HalfOfADebtThatIsSlightlyUnhealthy() public {
        _setDollars(49_000);
        uint256 expected = (uint256(21_000e6) * 1e36) / 49_000e34;
        usd.mint(liquidator, 20_000e6);
        vm.startPrank(liquidator);
        usd.approve(address(market), 20_000e6);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarket.Liquidate(liquidator, bob, carol, 20_000e6, 20_000e6, expected, 0, 0);
        (uint256 repaid, uint256 seized) = market.liquidate(bob, ALL, expected, carol, "");
        vm.stopPrank();
        assertEq(repaid, 20_000e6, "the close factor");
        assertEq(seized, expected, "its worth and the incentive");
        assertEq(btc.balanceOf(carol), expected, "handed over");
        assertEq(usd.balanceOf(liquidator), 0, "paid");
        assertEq(market.debtOf(bob), 20_000e6, "the rest is owed");
        assertGt(market.healthOf(bob), WAD, "LIQUIDATION_IMPROVES_HF");
        _checkSolvent();
    }

    function test_AsMuchAsTheLiquidatorWants() public {
        _setDollars(49_000);
        (uint256 repaid, uint256 seized) = _liquidate(bob, 5_000e6);
        assertEq(repaid, 5_000e6, "as asked");
        assertEq(seized, (uint256(5_250e6) * 1e36) / 49_000e34, "in proportion");
    }

    function test_AllOfADebtBelowTheBound() public {
        _setDollars(47_000);
        (uint256 repaid, uint256 seized) = _liquidate(bob, ALL);
        assertEq(repaid, 40_000e6, "all of it");
        assertEq(seized, (uint256(42_000e6) * 1e36) / 47_000e34, "its worth and the incentive");
        assertEq(market.debtOf(bob), 0, "nothing is owed");
        assertEq(market.positionOf(bob).collateral, 1e8 - seized, "the borrower keeps the rest");
        assertEq(market.fullPriceRay(), RAY, "nobody lost");
    }

    function test_RevertWhen_LessThanAShareIsRepaid() public {
        _skip(10 days);
        _setDollars(49_000);
        vm.expectRevert(abi.encodeWithSelector(IMarket.ZeroAmount.selector, 1, 0));
        market.liquidate(bob, 1, 0, liquidator, "");
    }

    function test_RevertWhen_TooLittleIsSeized() public {
        _setDollars(49_000);
        uint256 seized = (uint256(21_000e6) * 1e36) / 49_000e34;
        vm.expectRevert(abi.encodeWithSelector(IMarket.SeizedTooLittle.selector, seized, seized + 1));
        market.liquidate(bob, ALL, seized + 1, liquidator, "");
    }

    function test_NeitherPauseStopsIt() public {
        vm.prank(guardian);
        market.setPaused(true, true);
        vm.prank(curator);
        market.setCaps(0, 0);
        _setDollars(49_000);
        _liquidate(bob, ALL);
    }

    /* THE WHOLE */

    function test_AnInsolventPositionGoesWholeAndItsLackIsMarked() public {
        _setDollars(41_000);
        uint256 repays = (uint256(41_000e6) * WAD).ceilDiv(1.05e18);
        uint256 lost = 40_000e6 - repays;
        uint256 before = market.totalAssets();
        usd.mint(liquidator, repays);
        vm.startPrank(liquidator);
        usd.approve(address(market), repays);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarket.Liquidate(liquidator, bob, liquidator, repays, repays, 1e8, lost, lost);
        market.liquidate(bob, ALL, 1e8, liquidator, "");
        vm.stopPrank();
        Position memory position = market.positionOf(bob);
        assertEq(position.debtShares, 0, "written off");
        assertEq(position.collateral, 0, "all was seized");
        assertEq(
            market.fullPriceRay(),
            (market.actualAssets() * RAY) / market.totalSupply(),
            "BAD_DEBT_MARKED_AT_ONCE"
        );
        assertEq(market.unlockedPriceRay(), market.fullPriceRay(), "BAD_DEBT_MARKED_AT_ONCE for leaving");
        assertApprox(before - market.totalAssets(), lost, 1, "the suppliers lost what lacked");
        _checkSolvent();
    }

    function test_InterestThatStreamsBearsTheLossFirst() public {
        _skipAndAccrue(60 days);
        uint256 full = market.fullPriceRay();
        uint256 unlocked = market.unlockedPriceRay();
        assertLt(unlocked, full, "streaming");
        _skip(1);
        _setDollars(41_990);
        _liquidate(bob, ALL);
        assertLt(market.fullPriceRay(), full, "BAD_DEBT_MARKED_AT_ONCE");
        _checkSolvent();
    }

    function test_RevertWhen_AnInsolventPositionIsRepaidInPart() public {
        _setDollars(41_000);
        uint256 repays = (uint256(41_000e6) * WAD).ceilDiv(1.05e18);
        vm.expectRevert(abi.encodeWithSelector(IMarket.MustRepayWhole.selector, repays - 1, repays));
        market.liquidate(bob, repays - 1, 0, liquidator, "");
        _liquidate(bob, repays);
    }

    function test_WorthlessCollateralIsTakenForNothing() public {
        oracle.set(1);
        (uint256 repaid, uint256 seized) = _liquidate(bob, 0);
        assertEq(repaid, 0, "worth nothing");
        assertEq(seized, 1e8, "taken");
        assertEq(market.debtOf(bob), 0, "BAD_DEBT_MARKED_AT_ONCE");
        assertEq(market.totalDebt(), 0, "TOTAL_DEBT_EQ_SUM");
        _checkSolvent();
    }

    /// @dev A collateral of just the debt and the incentive is no loss to anyone.
    function test_JustSolventLeavesNoBadDebt() public {
        _setDollars(42_000);
        (uint256 repaid, uint256 seized) = _liquidate(bob, ALL);
        assertEq(repaid, 40_000e6, "all of it");
        assertEq(seized, 1e8, "for all of it");
        assertEq(market.fullPriceRay(), RAY, "nobody lost");
    }

    /// @dev A bad debt neither closes the epoch, nor does it move the rate.
    function test_ABadDebtDoesNotMoveTheRate() public {
        _skip(EPOCH / 2);
        uint256 closable = market.epochClosableAt();
        uint256 rate = market.ratePerSecondRay();
        uint256 mean = market.utilisationWad();
        _setDollars(41_000);
        _liquidate(bob, ALL);
        assertEq(market.epochClosableAt(), closable, "RATE_NOT_FLASH_MOVABLE");
        assertEq(market.ratePerSecondRay(), rate, "RATE_NOT_FLASH_MOVABLE");
        assertEq(market.utilisationWad(), mean, "RATE_NOT_FLASH_MOVABLE");
    }

    /* CALLBACK */

    function test_ALiquidatorPaysWithWhatItGot() public {
        FlashLiquidator flash = new FlashLiquidator(market);
        _setDollars(49_000);
        flash.liquidate(bob, ALL, 0, "go");
        assertEq(flash.seized(), btc.balanceOf(address(flash)), "handed over first");
        assertEq(usd.balanceOf(address(flash)), 0, "paid after");
        assertEq(market.debtOf(bob), 20_000e6, "repaid");
    }

    function test_RevertWhen_ALiquidatorDoesNotPay() public {
        FlashLiquidator flash = new FlashLiquidator(market);
        _setDollars(49_000);
        // Without data it is not called back, and has approved nothing.
        vm.expectRevert();
        flash.liquidate(bob, ALL, 0, "");
    }

    /// @dev Between the loss and the payment nobody enters, and the price is already the new one.
    function test_TheCallbackSeesTheLossAndCanEnterNothing() public {
        FlashLiquidator flash = new FlashLiquidator(market);
        _supply(address(flash), 100e6);
        bytes[] memory calls = new bytes[](10);
        address self = address(flash);
        calls[0] = abi.encodeCall(market.redeem, (100e6, self, self));
        calls[1] = abi.encodeCall(market.withdraw, (1, self, self));
        calls[2] = abi.encodeCall(market.deposit, (1, self));
        calls[3] = abi.encodeCall(market.mint, (1, self));
        calls[4] = abi.encodeCall(market.borrow, (1, self, self));
        calls[5] = abi.encodeCall(market.repay, (1, bob));
        calls[6] = abi.encodeCall(market.supplyCollateral, (1, self));
        calls[7] = abi.encodeCall(market.withdrawCollateral, (1, self, self));
        calls[8] = abi.encodeCall(market.liquidate, (bob, ALL, 0, self, ""));
        calls[9] = abi.encodeCall(market.accrue, ());
        _setDollars(41_000);
        uint256 id = vm.snapshotState();
        for (uint256 i = 0; i < calls.length; ++i) {
            flash.arm(calls[i]);
            flash.liquidate(bob, ALL, 0, "go");
            assertFalse(flash.succeeded(), "BAD_DEBT_MARKED_AT_ONCE no way out between");
            assertEq(
                flash.answer(),
                abi.encodeWithSelector(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector),
                "guarded"
            );
            assertEq(flash.priceSeen(), market.unlockedPriceRay(), "BAD_DEBT_MARKED_AT_ONCE in the callback");
            vm.revertToState(id);
        }
    }

    /* FUZZ */

    /// @dev A position as it comes: health per debt share never falls, and who repays never gains more than the incentive.
    function testFuzz_ALiquidationImprovesHealth(
        uint256 collateral,
        uint256 borrowed,
        uint256 dollars,
        uint256 elapsed,
        uint256 most
    ) public {
        collateral = bound(collateral, 2_000, 100e8);
        _putUp(carol, collateral);
        _supply(alice, 10_000_000e6);
        _borrow(carol, bound(borrowed, 1, market.maxDebtOf(carol)));
        _skip(bound(elapsed, 0, 700 days));
        _setDollars(bound(dollars, 1, 60_000));
        uint256 debt = market.debtOf(carol);
        if (market.healthOf(carol) >= WAD) {
            vm.expectRevert(abi.encodeWithSelector(IMarket.Healthy.selector, carol, debt, market.maxDebtOf(carol)));
            market.liquidate(carol, ALL, 0, liquidator, "");
            return;
        }
        uint256 value = (collateral * oracle.price()) / 1e36;
        bool insolvent = value < debt.mulDiv(1.05e18, WAD, Math.Rounding.Ceil);
        most = insolvent ? ALL : bound(most, 2, debt);
        Position memory before = market.positionOf(carol);
        if (!insolvent && (most * RAY) / market.borrowIndexRay() == 0) return;
        (uint256 repaid, uint256 seized) = _liquidate(carol, most);
        _checkLiquidated(before, repaid, seized, insolvent);
        _checkSolvent();
    }

    function _checkLiquidated(Position memory before, uint256 repaid, uint256 seized, bool insolvent) private view {
        Position memory left = market.positionOf(carol);
        uint256 worth = (seized * oracle.price()) / 1e36;
        assertLe(worth, (repaid * 1.05e18).ceilDiv(WAD) + 1, "no more than the incentive");
        if (insolvent) {
            assertEq(left.collateral, 0, "BAD_DEBT_MARKED_AT_ONCE whole");
            assertEq(left.debtShares, 0, "BAD_DEBT_MARKED_AT_ONCE whole");
            return;
        }
        assertGe(
            uint256(left.collateral) * before.debtShares,
            uint256(before.collateral) * left.debtShares,
            "LIQUIDATION_IMPROVES_HF"
        );
        if (left.debtShares != 0) assertGt(left.collateral, 0, "DEBT_IMPLIES_COLLATERAL");
    }
}
