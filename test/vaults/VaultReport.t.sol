// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IVault, ReportResult} from "../../contracts/interfaces/IVault.sol";
import {PriceLib} from "../../contracts/vaults/PriceLib.sol";
import {VaultBase} from "./VaultBase.sol";

/// @notice Reports: who may, what they find, what they make of it.
contract VaultReportTest is VaultBase {
    function setUp() public override {
        super.setUp();
        _deposit(alice, 100e6);
        _deposit(bob, 100e6);
        _allocate(first, 150e6);
        _skip(1 hours);
    }

    /* WHO */

    function test_StrangerReportsALossAtOnce() public {
        first.lose(1e6);
        vm.prank(carol);
        assertEq(vault.report().loss, 1e6, "LOSS_SHOWS_AT_ONCE");
        assertApprox(vault.previewRedeem(100e6), 99.5e6, 1, "LOSS_SHOWS_AT_ONCE in the price");
        assertFalse(vault.paused(), "within the limit");
    }

    function test_StrangerReportsAGainAfterTheGracePeriodOnly() public {
        token.mint(address(first), 1e6);
        uint256 openAt = vault.lastReport() + GRACE;
        vm.expectRevert(abi.encodeWithSelector(IVault.ReportNotOpen.selector, openAt));
        vm.prank(carol);
        vault.report();
        vm.warp(openAt);
        vm.prank(carol);
        assertGt(vault.report().gain, 0, "anyone");
    }

    function test_StrangerCannotLiftThePriceByALoss() public {
        token.mint(address(first), 50e6);
        _report();
        _skip(1 hours);
        uint256 full = vault.fullPriceRay();
        first.lose(10);
        vm.prank(carol);
        vault.report();
        assertEq(vault.fullPriceRay(), full, "the reserve waits for the keeper");
    }

    /* LOSS */

    function test_LossBeyondTheLimitClosesEntriesAndNotExits() public {
        first.lose(50e6);
        vm.prank(carol);
        vault.report();
        assertTrue(vault.paused(), "HEALTH_LIMITS_HOLD");
        assertApprox(_redeem(alice, 50e6), 37.5e6, 1, "EXIT_UNBLOCKABLE");
        vm.prank(guardian);
        vault.setPaused(false);
        assertApprox(_deposit(carol, 75e6), 100e6, 2, "LOSS_SHOWS_AT_ONCE entering");
    }

    function test_TotalLossBlocksNothing() public {
        vm.startPrank(keeper);
        vault.allocate(address(first), vault.buffer());
        vm.stopPrank();
        first.lose(200e6);
        vm.prank(carol);
        vault.report();
        assertLe(vault.previewRedeem(100e6), 1, "LOSS_SHOWS_AT_ONCE");
        vm.prank(guardian);
        vault.setPaused(false);
        assertEq(vault.maxDeposit(alice), 0, "MAX_NEVER_REVERTS");
        assertEq(vault.maxMint(alice), 0, "MAX_NEVER_REVERTS");
        vault.maxWithdraw(alice);
        vault.maxRedeem(alice);
        assertEq(vault.convertToShares(1), vault.previewDeposit(1), "MAX_NEVER_REVERTS convert");
        token.mint(carol, 1);
        uint256 fullRay = vault.fullPriceRay();
        vm.startPrank(carol);
        token.approve(address(vault), 1);
        vm.expectRevert(abi.encodeWithSelector(IVault.PriceTooLow.selector, fullRay));
        vault.deposit(1, carol);
        vm.stopPrank();
        // What comes back lifts the price again, by a part of the highest price a report.
        token.mint(address(first), 200e6);
        _skip(1 hours);
        _report();
        assertApprox(vault.fullPriceRay(), 0.03e27, 1e20, "HEALTH_LIMITS_HOLD after a total loss");
        vm.prank(alice);
        vault.redeemInKind(100e6, alice, alice);
    }

    function test_LossIsMadeGoodBeforeAnyFee() public {
        first.lose(2e6);
        _report();
        token.mint(address(first), 2e6);
        _skip(1 hours);
        _report();
        assertEq(vault.balanceOf(feeRecipient), 0, "FEE_LE_CAP_OF_GAIN_ONLY");
        assertApprox(vault.fullPriceRay(), RAY, 1e20, "made good");
        token.mint(address(first), 1e6);
        _skip(1 hours);
        _report();
        assertGt(vault.balanceOf(feeRecipient), 0, "then a fee");
    }

    /* GAIN */

    function test_GainAboveTheLimitWaitsAsReserve() public {
        token.mint(address(first), 20e6);
        vm.prank(keeper);
        ReportResult memory result = vault.report();
        assertEq(result.fullRay, PriceLib.floor(1.03e27), "HEALTH_LIMITS_HOLD");
        assertGt(result.reserve, 11e6, "the rest waits");
        _skip(1 hours);
        vm.prank(keeper);
        result = vault.report();
        assertEq(result.gain, 0, "nothing new");
        assertEq(
            result.fullRay,
            PriceLib.floor(PriceLib.floor(1.03e27) + 0.0309e27),
            "HEALTH_LIMITS_HOLD the next step"
        );
        assertEq(result.feeShares, 0, "FEE_LE_CAP_OF_GAIN_ONLY not twice");
    }

    function test_SecondReportOfABlockDoesNothing() public {
        token.mint(address(first), 20e6);
        _report();
        uint256 full = vault.fullPriceRay();
        uint256 supply = vault.totalSupply();
        token.mint(address(first), 20e6);
        _report();
        assertEq(vault.fullPriceRay(), full, "HARVEST_IDEMPOTENT_PER_BLOCK");
        assertEq(vault.totalSupply(), supply, "HARVEST_IDEMPOTENT_PER_BLOCK fees");
        _skip(1);
        vm.prank(keeper);
        assertApprox(vault.report().gain, 20e6, 2, "the gain was not lost");
    }

    function test_GiftsAreAGainOfTheNextReport() public {
        token.mint(address(vault), 1e6);
        token.mint(address(vault.purseOf(3)), 1e6);
        vm.startPrank(keeper);
        vault.sweep(_allLanes());
        ReportResult memory result = vault.report();
        vm.stopPrank();
        assertEq(result.gain, 2e6, "DONATION_INERT until reported");
        assertEq(vault.buffer(), token.balanceOf(address(vault)), "LANE_CUSTODY");
    }

    function test_SandwichEarnsNothing() public {
        token.mint(address(first), 4e6);
        uint256 shares = _deposit(carol, 1_000e6);
        _report();
        assertLe(_redeem(carol, shares), 1_000e6, "JIT_PROFIT_LE_ZERO same block");
        shares = _deposit(carol, 1_000e6);
        _skip(12);
        assertLe(_redeem(carol, shares), 1_000e6, "JIT_PROFIT_LE_ZERO next block");
    }

    /// @dev Who enters before a report and leaves a block later gets what streamed in that block, pro rata, no more.
    function test_SandwichOverABlockEarnsOneBlockOfTheStream() public {
        token.mint(address(first), 4e6);
        uint256 shares = _deposit(carol, 1_000e6);
        _report();
        _skip(12);
        uint256 streamed = (4e6 * 12) / STREAM + 1;
        assertLe(_redeem(carol, shares), 1_000e6 + streamed, "JIT_PROFIT_LE_ZERO bound");
    }

    function testFuzz_ReportingOftenIsWorthTheSame(uint256 gain, uint8 times) public {
        gain = bound(gain, 1e4, 5e6);
        token.mint(address(first), gain);
        _report();
        uint256 unlockEnd = block.timestamp + STREAM;
        uint256 count = times % 20;
        for (uint256 i = 0; i < count; ++i) {
            _skip(STREAM / 40);
            _report();
        }
        vm.warp(unlockEnd);
        assertApprox(vault.unlockedPriceRay(), vault.fullPriceRay(), 2, "SETTLE_ANYTIME");
    }

    /* NOBODY */

    function test_LeftoverOfNobodyIsTheFeeRecipients() public {
        token.mint(address(first), 4e6);
        _report();
        _redeem(alice, 100e6);
        _redeem(bob, 100e6);
        _redeem(feeRecipient, vault.balanceOf(feeRecipient));
        assertEq(vault.totalSupply(), 0, "all have left");
        assertGt(vault.actualAssets(), 3e6, "streaming profit is left");
        _skip(1);
        _report();
        _skip(STREAM);
        assertApprox(
            vault.previewRedeem(vault.balanceOf(feeRecipient)),
            vault.actualAssets(),
            2,
            "ZERO_SUPPLY_ZERO_CLAIM"
        );
        uint256 shares = _deposit(carol, 10e6);
        assertLe(vault.previewRedeem(shares), 10e6, "ZERO_SUPPLY_ZERO_CLAIM the next entrant");
    }

    /// @dev The classic: a first depositor of one unit, a donation, a victim.
    function test_StrangerReportsForNobodyAtOnce() public {
        token.mint(address(first), 4e6);
        _report();
        _redeem(alice, 100e6);
        _redeem(bob, 100e6);
        _redeem(feeRecipient, vault.balanceOf(feeRecipient));
        _skip(1);
        vm.prank(carol);
        vault.report();
        assertGt(vault.balanceOf(feeRecipient), 0, "ZERO_SUPPLY_ZERO_CLAIM");
        _skip(1);
        vm.expectRevert(abi.encodeWithSelector(IVault.ReportNotOpen.selector, vault.lastReport() + GRACE));
        vm.prank(carol);
        vault.report();
    }

    function testFuzz_FirstDepositorAttackFails(uint256 donation, uint256 victimAssets) public {
        vault = _newVault(address(token), 0.1e18, 0);
        donation = bound(donation, 1, 1e15);
        victimAssets = bound(victimAssets, 1, 1e15);
        _deposit(alice, 1);
        token.mint(address(vault), donation);
        _skip(1 hours);
        _report();
        _skip(STREAM);
        uint256 shares = _deposit(bob, 10 + victimAssets);
        // One unit of a share is worth at most 1.03 units, so this is what rounding may take.
        assertGe(_redeem(bob, shares) + 2, 10 + victimAssets, "FIRST_DEPOSITOR_LOSS_LE_EPS");
    }

    /* STRATEGIES THAT FAIL */

    function test_AnUnreadableStrategyCountsAsLastKnown() public {
        vm.prank(keeper);
        vault.allocate(address(second), 50e6);
        token.mint(address(second), 1e6);
        first.setBroken(true, true, true);
        vm.prank(keeper);
        ReportResult memory result = vault.report();
        assertApprox(result.gain, 1e6, 1, "the other's gain is reported");
        assertEq(result.loss, 0, "failing is no loss");
        vm.prank(curator);
        vault.removeStrategy(address(first));
        assertApprox(vault.previewRedeem(100e6), 25.45e6, 0.1e6, "LOSS_SHOWS_AT_ONCE written off");
        assertTrue(vault.paused(), "HEALTH_LIMITS_HOLD");
    }
}
