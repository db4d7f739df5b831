// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IVault, ReportResult} from "../../contracts/interfaces/IVault.sol";
import {PriceLib} from "../../contracts/vaults/PriceLib.sol";
import {VaultBase} from "./VaultBase.sol";

/// @notice What a report says, mints, closes and remembers, to the unit. What it makes of a gain is in ReportLib.
contract VaultReportOutcomeTest is VaultBase {
    function setUp() public override {
        super.setUp();
        _deposit(alice, 100e6);
        _deposit(bob, 100e6);
        _allocate(first, 150e6);
        _skip(1 hours);
    }

    function _result() private returns (ReportResult memory) {
        vm.prank(keeper);
        return vault.report();
    }

    /* WHAT IT SAYS */

    function test_SaysAllItFound() public {
        token.mint(address(vault), 20e6);
        uint256 fullRay = PriceLib.floor(1.03e27);
        uint256 feeShares = (200e6 * uint256(2e6)) / 218e6;
        uint256 supply = 200e6 + feeShares;
        uint256 reserve = 220e6 - (supply * fullRay + RAY - 1) / RAY;
        vm.expectEmit(true, true, true, true, address(vault));
        emit IVault.Report(20e6, 0, 220e6, supply, RAY, fullRay, STREAM, reserve, feeShares);
        ReportResult memory result = _result();
        assertEq(result.gain, 20e6, "gain");
        assertEq(result.assets, 220e6, "assets");
        assertEq(result.reserve, reserve, "reserve");
        assertEq(vault.balanceOf(feeRecipient), feeShares, "fee shares");
        assertEq(vault.highWaterRay(), fullRay, "the highest price so far");
    }

    /// @dev A report in the block of another one says how things are, and finds nothing.
    function test_TheSecondReportOfABlockSaysHowThingsAre() public {
        token.mint(address(vault), 20e6);
        _result();
        _skip(STREAM / 2);
        ReportResult memory before = _result();
        token.mint(address(vault), 5e6);
        ReportResult memory result = _result();
        assertEq(result.gain, 0, "HARVEST_IDEMPOTENT_PER_BLOCK");
        assertEq(result.assets, before.assets + 5e6, "assets");
        assertEq(result.supply, before.supply, "supply");
        assertEq(result.fromRay, vault.unlockedPriceRay(), "the price of leaving");
        assertGt(result.fromRay, RAY, "which has streamed by half");
        assertEq(result.fullRay, before.fullRay, "the price of entering");
        assertEq(result.reserve, before.reserve + 5e6, "the gift waits as reserve");
    }

    function test_AGiftOfAUnitIsAGain() public {
        token.mint(address(vault), 1);
        uint256 buffered = vault.buffer();
        assertEq(_result().gain, 1, "gain");
        assertEq(vault.buffer(), buffered + 1, "counted");
    }

    function test_AnEmptyVaultHasNeitherGainNorLoss() public {
        vault = _newVault(address(token), 0.1e18, 0);
        _skip(1 hours);
        ReportResult memory result = _result();
        assertEq(result.gain, 0, "gain");
        assertEq(result.loss, 0, "loss");
    }

    /* FEES */

    /// @dev The management fee runs from the last one that was charged, whatever reports were in between.
    function test_TheManagementFeeRunsFromTheLastOne() public {
        vm.prank(curator);
        vault.setFees(0, 0.05e18, feeRecipient);
        _skip(10 days - 1 hours);
        vm.recordLogs();
        _report();
        assertEq(vm.getRecordedLogs().length, 1, "without a gain there is a report, and nothing is minted");
        _skip(10 days);
        token.mint(address(vault), 4e6);
        uint256 fee = (uint256(200e6) * 20) / 365 / 20;
        uint256 feeShares = (200e6 * fee) / (204e6 - fee);
        assertEq(_result().feeShares, feeShares, "FEE_LE_CAP_OF_GAIN_ONLY for twenty days");
        uint256 supply = vault.totalSupply();
        _skip(10 days);
        token.mint(address(vault), 4e6);
        fee = (uint256(204e6) * 10) / 365 / 20;
        assertEq(_result().feeShares, (supply * fee) / (208e6 - fee), "FEE_LE_CAP_OF_GAIN_ONLY for ten");
    }

    /// @dev Two units, less than two shares.
    function test_AFeeOfOneShareIsMinted() public {
        token.mint(address(vault), 20);
        assertEq(_result().feeShares, 1, "said");
        assertEq(vault.balanceOf(feeRecipient), 1, "minted");
        assertEq(vault.totalSupply(), 200e6 + 1, "SHARES_EQ_SUM_BALANCES");
    }

    /// @dev The highest price outlives a loss, and what is below it pays no fee.
    function test_TheHighestPriceIsRemembered() public {
        token.mint(address(vault), 2e6);
        uint256 high = _result().fullRay;
        assertEq(vault.highWaterRay(), high, "risen");
        first.lose(1e6);
        _report();
        assertEq(vault.highWaterRay(), high, "and stays");
        uint256 minted = vault.balanceOf(feeRecipient);
        token.mint(address(vault), 0.5e6);
        _skip(1 hours);
        assertEq(_result().feeShares, 0, "FEE_LE_CAP_OF_GAIN_ONLY");
        assertEq(vault.balanceOf(feeRecipient), minted, "FEE_LE_CAP_OF_GAIN_ONLY");
    }

    /* LOSSES */

    /// @dev A fiftieth of 200, and a unit of rounding for each strategy that there may be.
    function test_EntriesCloseFromTheFirstUnitBeyondTheLimit() public {
        uint256 state = vm.snapshotState();
        first.lose(4e6 + 8);
        assertEq(_result().loss, 4e6 + 8, "loss");
        assertFalse(vault.paused(), "HEALTH_LIMITS_HOLD within the limit");
        vm.revertToState(state);
        first.lose(4e6 + 9);
        vm.expectEmit(true, true, true, true, address(vault));
        emit IVault.SetPaused(true);
        assertEq(_result().loss, 4e6 + 9, "loss");
        assertTrue(vault.paused(), "HEALTH_LIMITS_HOLD beyond it");
    }

    /// @dev One strategy paid out a gain that no report has found, and says nothing any more; the other loses all it had.
    function test_AStrategyThatIsOwedToMakesNoReportFail() public {
        vm.startPrank(keeper);
        vault.deallocate(address(first), 150e6);
        vault.allocate(address(first), 100e6);
        vault.allocate(address(second), 100e6);
        vm.stopPrank();
        token.mint(address(second), 100e6 + 1);
        first.setLiquidity(0);
        _redeem(alice, 100e6);
        _redeem(bob, 50e6);
        assertEq(token.balanceOf(address(second)), 50e6 + 1, "more was paid than was put in");
        second.setBroken(true, true, true);
        first.lose(100e6);
        ReportResult memory result = _result();
        assertEq(result.loss, 50e6, "LOSS_SHOWS_AT_ONCE");
        assertEq(result.assets, 0, "nothing that is known of");
        assertEq(vault.fullPriceRay(), 0, "a share is worth nothing");
        second.setBroken(false, false, false);
        _skip(1 hours);
        assertEq(_result().gain, 50e6, "what it says again is a gain");
    }
}
