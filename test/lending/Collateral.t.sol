// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMarket} from "../../contracts/interfaces/IMarket.sol";
import {MockOracle} from "../mocks/MockOracle.sol";
import {MarketBase} from "./MarketBase.sol";

/// @notice supplyCollateral and withdrawCollateral.
contract MarketCollateralTest is MarketBase {
    function test_AnyonePutsUpCollateralForAnyone() public {
        btc.mint(alice, 3e8);
        vm.startPrank(alice);
        btc.approve(address(market), 3e8);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarket.SupplyCollateral(alice, bob, 3e8);
        market.supplyCollateral(3e8, bob);
        vm.stopPrank();
        assertEq(market.positionOf(bob).collateral, 3e8, "the position's");
        assertEq(market.positionOf(alice).collateral, 0, "not the sender's");
        assertEq(btc.balanceOf(address(market.purseOf(market.laneOf(bob)))), 3e8, "LANE_CUSTODY");
    }

    function test_WithdrawHandsItToTheReceiver() public {
        _putUp(bob, 1e8);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarket.WithdrawCollateral(bob, bob, carol, 0.4e8);
        vm.prank(bob);
        market.withdrawCollateral(0.4e8, bob, carol);
        assertEq(btc.balanceOf(carol), 0.4e8, "paid");
        assertEq(market.positionOf(bob).collateral, 0.6e8, "the rest stays");
    }

    function test_WithoutADebtTheOracleIsNotAsked() public {
        _putUp(bob, 1e8);
        oracle.setBroken(true);
        vm.prank(guardian);
        market.setPaused(true, true);
        vm.prank(bob);
        market.withdrawCollateral(1e8, bob, bob);
        assertEq(btc.balanceOf(bob), 1e8, "EXIT_UNBLOCKABLE, REPAY_WITHOUT_ORACLE");
    }

    function test_RepayingFreesTheCollateralWithoutAnOracle() public {
        _open();
        _skip(30 days);
        oracle.setBroken(true);
        _repay(bob, type(uint256).max);
        vm.prank(bob);
        market.withdrawCollateral(1e8, bob, bob);
        assertEq(btc.balanceOf(bob), 1e8, "REPAY_WITHOUT_ORACLE");
    }

    function test_RevertWhen_WhatStaysIsNotEnough() public {
        _open();
        // 40,000 at 80 % need 50,000 of 60,000.
        uint256 needed = (uint256(1e8) * 50) / 60 + 1;
        vm.startPrank(bob);
        vm.expectRevert(
            abi.encodeWithSelector(IMarket.Unhealthy.selector, bob, 40_000e6, ((needed - 1) * 600 * 8) / 10)
        );
        market.withdrawCollateral(1e8 - needed + 1, bob, bob);
        market.withdrawCollateral(1e8 - needed, bob, bob);
        vm.stopPrank();
        assertGe(market.healthOf(bob), WAD, "just healthy");
    }

    function test_RevertWhen_TheOracleRevertsBesideADebt() public {
        _open();
        oracle.setBroken(true);
        vm.prank(bob);
        vm.expectRevert(MockOracle.Broken.selector);
        market.withdrawCollateral(1, bob, bob);
    }

    function test_RevertWhen_ThereIsLess() public {
        _putUp(bob, 1e8);
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IMarket.InsufficientCollateral.selector, bob, 1e8, 1e8 + 1));
        market.withdrawCollateral(1e8 + 1, bob, bob);
    }

    function test_RevertWhen_AStrangerWithdraws() public {
        _putUp(bob, 1e8);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(IMarket.NotAuthorized.selector, bob, alice));
        market.withdrawCollateral(1, bob, alice);
    }

    function test_RevertWhen_NothingMoves() public {
        vm.expectRevert(abi.encodeWithSelector(IMarket.ZeroAmount.selector, 0, 0));
        market.supplyCollateral(0, bob);
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IMarket.ZeroAmount.selector, 0, 0));
        market.withdrawCollateral(0, bob, bob);
    }
}
