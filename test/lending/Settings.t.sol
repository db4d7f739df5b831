// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {Accrual, IMarket, MarketParams, MarketSettings, RateModel} from "../../contracts/interfaces/IMarket.sol";
import {LaneLib} from "../../contracts/lanes/LaneLib.sol";
import {Market} from "../../contracts/lending/Market.sol";
import {MarketBase} from "./MarketBase.sol";

/// @notice What a market is created with, and what the roles may change.
contract MarketSettingsTest is MarketBase {
    function test_TheTermsAreWhatWasGiven() public view {
        MarketParams memory params = _params(address(usd), address(btc));
        assertEq(abi.encode(market.terms()), abi.encode(params.terms), "terms");
        assertEq(abi.encode(market.rateModel()), abi.encode(params.rateModel), "rate model");
        MarketSettings memory set = market.settings();
        assertEq(set.supplyCap, params.supplyCap, "supply cap");
        assertEq(set.borrowCap, params.borrowCap, "borrow cap");
        assertEq(set.feeWad, params.feeWad, "fee");
        assertEq(set.feeRecipient, feeRecipient, "recipient");
        assertEq(market.asset(), address(usd), "asset");
        assertEq(market.decimals(), 6, "decimals");
        assertEq(market.name(), "Millrace Lent Dollar", "name");
        assertEq(market.symbol(), "mlUSD", "symbol");
        assertEq(market.convertToShares(5), 5, "at first");
        assertEq(market.convertToAssets(5), 5, "at first");
        assertEq(market.previewDeposit(5), 5, "at first");
        (bool supplyPaused, bool borrowPaused) = market.paused();
        assertFalse(supplyPaused || borrowPaused, "open");
    }

    function test_RevertWhen_TheCollateralIsNone() public {
        _refuse(_params(address(usd), address(usd)), IMarket.BadCollateral.selector, address(usd));
        _refuse(_params(address(usd), alice), IMarket.BadCollateral.selector, alice);
    }

    function test_RevertWhen_TheLimitLeavesNoIncentive() public {
        MarketParams memory params = _params(address(usd), address(btc));
        uint256 most = (WAD * WAD) / (WAD + INCENTIVE) - 1;
        params.terms.lltvWad = most + 1;
        vm.expectRevert(abi.encodeWithSelector(IMarket.SettingTooHigh.selector, most + 1, most));
        new Market(params);
        params.terms.lltvWad = most;
        new Market(params);
    }

    function test_RevertWhen_ATermIsOutOfBounds() public {
        MarketParams memory params = _params(address(usd), address(btc));
        params.terms.closeFactorWad = 0;
        _refuse(params, IMarket.SettingTooLow.selector, 0, 1);
        params.terms.closeFactorWad = WAD + 1;
        _refuse(params, IMarket.SettingTooHigh.selector, WAD + 1, WAD);
        params.terms.closeFactorWad = WAD;
        params.terms.fullLiquidationHealthWad = WAD + 1;
        _refuse(params, IMarket.SettingTooHigh.selector, WAD + 1, WAD);
        params.terms.fullLiquidationHealthWad = WAD;
        params.terms.seedAssets = 999;
        _refuse(params, IMarket.SettingTooLow.selector, 999, 1_000);
        params.terms.seedAssets = 1_000;
        params.terms.minEpochSeconds = 59;
        _refuse(params, IMarket.SettingTooLow.selector, 59, 60);
        params.terms.minEpochSeconds = 1 days + 1;
        _refuse(params, IMarket.SettingTooHigh.selector, 1 days + 1, 1 days);
        params.terms.minEpochSeconds = 60;
        params.terms.streamPeriod = 30 days + 1;
        _refuse(params, IMarket.SettingTooHigh.selector, 30 days + 1, 30 days);
        params.terms.streamPeriod = 0;
        new Market(params);
        params.lanes = 3;
        vm.expectRevert(abi.encodeWithSelector(LaneLib.BadLaneCount.selector, 3));
        new Market(params);
    }

    function _refuse(MarketParams memory params, bytes4 selector, address what) private {
        vm.expectRevert(abi.encodeWithSelector(selector, what));
        new Market(params);
    }

    function _refuse(MarketParams memory params, bytes4 selector, uint256 value, uint256 limit) private {
        vm.expectRevert(abi.encodeWithSelector(selector, value, limit));
        new Market(params);
    }

    /* RATE MODEL */

    function test_TheRateModelHoldsFromTheNextAccrual() public {
        _open();
        _skipAndAccrue(EPOCH);
        uint256 rate = market.ratePerSecondRay();
        RateModel memory model = _flatModel();
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarket.SetRateModel(0.2e18, 0.2e18, 0.2e18, 0.5e18);
        vm.prank(curator);
        market.setRateModel(model);
        assertEq(market.ratePerSecondRay(), rate, "not yet");
        Accrual memory result = _skipAndAccrue(EPOCH);
        assertEq(result.ratePerSecondRay, uint256(0.2e27) / 365 days, "from here on");
    }

    function test_RevertWhen_TheRateModelIsOutOfBounds() public {
        _refuseModel(RateModel(0, 0, 5e18 + 1, 1), IMarket.SettingTooHigh.selector, 5e18 + 1, 5e18);
        _refuseModel(RateModel(0, 3, 2, 1), IMarket.SettingTooHigh.selector, 3, 2);
        _refuseModel(RateModel(3, 2, 2, 1), IMarket.SettingTooHigh.selector, 3, 2);
        _refuseModel(RateModel(0, 0, 0, 0), IMarket.SettingTooLow.selector, 0, 1);
        _refuseModel(RateModel(0, 0, 0, uint64(WAD)), IMarket.SettingTooHigh.selector, WAD, WAD - 1);
    }

    function _refuseModel(RateModel memory model, bytes4 selector, uint256 value, uint256 limit) private {
        vm.prank(curator);
        vm.expectRevert(abi.encodeWithSelector(selector, value, limit));
        market.setRateModel(model);
    }

    /* FEE */

    function test_AFeeHoldsFromNowOn() public {
        _open();
        _skip(30 days);
        uint256 interest = market.debtOf(bob) - 40_000e6;
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarket.SetFee(0.25e18, carol);
        vm.prank(curator);
        market.setFee(0.25e18, carol);
        uint256 old = (market.balanceOf(feeRecipient) * market.fullPriceRay()) / RAY;
        assertApprox(old, interest / 10, 2, "the old fee on what was");
        assertEq(market.balanceOf(carol), 0, "none of the new");
        // The epoch goes on: its rate is set when it is closed.
        assertEq(market.epochClosableAt() + 30 days - EPOCH, block.timestamp, "RATE_NOT_FLASH_MOVABLE");
    }

    function test_RevertWhen_TheFeeIsOutOfBounds() public {
        vm.startPrank(curator);
        vm.expectRevert(abi.encodeWithSelector(IMarket.SettingTooHigh.selector, 0.25e18 + 1, 0.25e18));
        market.setFee(0.25e18 + 1, carol);
        vm.expectRevert(IMarket.ZeroRecipient.selector);
        market.setFee(0, address(0));
        vm.stopPrank();
    }

    /* CAPS AND PAUSES */

    function test_CapsAndPausesAreSaid() public {
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarket.SetCaps(7, 8);
        vm.prank(curator);
        market.setCaps(7, 8);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarket.SetPaused(true, true);
        vm.prank(guardian);
        market.setPaused(true, true);
        (bool supplyPaused, bool borrowPaused) = market.paused();
        assertTrue(supplyPaused && borrowPaused, "paused");
    }

    /// @dev A lane's room is cut off at what its slot can count.
    function test_CapsWithoutEndAreCutOff() public {
        _open();
        _borrow(bob, 8_000e6);
        _putUp(bob, 1e8);
        _borrow(bob, market.totalCash() - 1);
        oracle.set(1);
        _liquidate(bob, type(uint256).max);
        // Shares are worth so little now that the cap is more of them than a lane can hold.
        vm.prank(curator);
        market.setCaps(type(uint128).max, type(uint128).max);
        (int256 shares, ) = market.laneCaps(market.laneOf(alice));
        assertEq(shares, type(int128).max, "the most");
    }

    function test_RevertWhen_TheCallerHasNoRole() public {
        bytes[] memory calls = new bytes[](4);
        calls[0] = abi.encodeCall(market.setCaps, (0, 0));
        calls[1] = abi.encodeCall(market.setFee, (0, alice));
        calls[2] = abi.encodeCall(market.setRateModel, (_model()));
        calls[3] = abi.encodeCall(market.setPaused, (true, true));
        for (uint256 i = 0; i < calls.length; ++i) {
            vm.prank(alice);
            (bool ok, bytes memory answer) = address(market).call(calls[i]);
            assertFalse(ok, "restricted");
            assertEq(answer, abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, alice), "why");
        }
    }
}
