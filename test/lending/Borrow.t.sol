// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DevnetToken} from "../../contracts/devnet/DevnetToken.sol";
import {IMarket} from "../../contracts/interfaces/IMarket.sol";
import {Market} from "../../contracts/lending/Market.sol";
import {MockOracle} from "../mocks/MockOracle.sol";
import {MarketBase} from "./MarketBase.sol";

/// @notice borrow: see borrow.tree.
contract MarketBorrowTest is MarketBase {
    function test_BorrowPaysAndIsOwed() public {
        _supply(alice, 50_000e6);
        _putUp(bob, 1e8);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarket.Borrow(bob, bob, carol, 40_000e6, 40_000e6);
        vm.prank(bob);
        assertEq(market.borrow(40_000e6, bob, carol), 40_000e6, "one share a unit at first");
        assertEq(usd.balanceOf(carol), 40_000e6, "the receiver is paid");
        assertEq(market.debtOf(bob), 40_000e6, "owed");
        assertEq(market.laneDebtShares(market.laneOf(bob)), 40_000e6, "in the lane of the account");
        assertEq(market.totalDebt(), 40_000e6, "TOTAL_DEBT_EQ_SUM");
        assertEq(market.maxDebtOf(bob), 48_000e6, "80 % of 60,000");
        assertEq(market.healthOf(bob), 1.2e18, "48,000 / 40,000");
        assertEq(market.healthOf(alice), type(uint256).max, "no debt");
    }

    function test_WhatIsOwedIsRoundedUp() public {
        _open();
        _skip(30 days);
        uint256 index = market.borrowIndexRay();
        _putUp(carol, 1e8);
        uint256 shares = _borrow(carol, 1_000_001);
        assertEq(shares, (uint256(1_000_001) * RAY + index - 1) / index, "shares up");
        assertEq(market.debtOf(carol), (shares * index + RAY - 1) / RAY, "debt up");
        assertGe(market.debtOf(carol), 1_000_001, "ROUND_AGAINST_USER");
        _checkSolvent();
    }

    function test_OtherLanesLendWhereOneIsShort() public {
        _supply(alice, 10_000e6);
        _supply(bob, 10_000e6);
        _putUp(carol, 1e8);
        _borrow(carol, 20_000e6);
        assertEq(usd.balanceOf(carol), 20_000e6, "LANE_FALLTHROUGH");
    }

    function test_RevertWhen_TheSeedIsMissing() public {
        market = _newMarket(_params(address(usd), address(btc)));
        _supply(alice, 50_000e6);
        _putUp(bob, 1e8);
        vm.prank(bob);
        vm.expectRevert(IMarket.NotSeeded.selector);
        market.borrow(1, bob, bob);
        _seed(market);
        _borrow(bob, 1);
        assertTrue(market.debtOf(bob) == 1, "NO_BORROW_BEFORE_SEED");
    }

    function test_RevertWhen_BorrowingIsPaused() public {
        _supply(alice, 50_000e6);
        _putUp(bob, 1e8);
        vm.prank(guardian);
        market.setPaused(false, true);
        vm.prank(bob);
        vm.expectRevert(IMarket.BorrowPaused.selector);
        market.borrow(1, bob, bob);
    }

    function test_RevertWhen_TheDebtWouldBeTooMuch() public {
        _supply(alice, 50_000e6);
        _putUp(bob, 1e8);
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IMarket.Unhealthy.selector, bob, 48_000e6 + 1, 48_000e6));
        market.borrow(48_000e6 + 1, bob, bob);
        _borrow(bob, 48_000e6);
        assertEq(market.healthOf(bob), WAD, "just healthy");
    }

    function test_RevertWhen_AStrangerBorrows() public {
        _supply(alice, 50_000e6);
        _putUp(bob, 1e8);
        vm.prank(carol);
        vm.expectRevert(abi.encodeWithSelector(IMarket.NotAuthorized.selector, bob, carol));
        market.borrow(1, bob, carol);
    }

    function test_RevertWhen_ThereIsNotEnoughCash() public {
        _putUp(bob, 1e8);
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IMarket.InsufficientCash.selector, SEED + 1, SEED));
        market.borrow(SEED + 1, bob, bob);
    }

    function test_RevertWhen_NothingIsBorrowed() public {
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IMarket.ZeroAmount.selector, 0, 0));
        market.borrow(0, bob, bob);
    }

    function test_RevertWhen_TheOracleIsUnusable() public {
        _supply(alice, 50_000e6);
        _putUp(bob, 1e8);
        oracle.setBroken(true);
        vm.startPrank(bob);
        vm.expectRevert(MockOracle.Broken.selector);
        market.borrow(1, bob, bob);
        oracle.setBroken(false);
        oracle.set(0);
        vm.expectRevert(IMarket.ZeroPrice.selector);
        market.borrow(1, bob, bob);
        vm.stopPrank();
        assertEq(market.debtOf(bob), 0, "STALE_OR_FLOORED_PRICE_BLOCKS_BORROW");
    }

    function test_TheCapIsSharedOutToTheLanes() public {
        _supply(alice, 50_000e6);
        _putUp(bob, 1e8);
        vm.prank(curator);
        market.setCaps(type(uint128).max, 1_600e6);
        uint256 lane = market.laneOf(bob);
        vm.startPrank(bob);
        vm.expectRevert(abi.encodeWithSelector(IMarket.BorrowCapExceeded.selector, lane, 100e6 + 1, 100e6));
        market.borrow(100e6 + 1, bob, bob);
        market.borrow(100e6, bob, bob);
        vm.stopPrank();
        _skipAndAccrue(EPOCH);
        (, uint256 most) = market.laneCaps(lane);
        uint256 left = (uint256(1_600e6) * RAY) / market.borrowIndexRay() - 100e6;
        assertEq(most, 100e6 + left / 16, "a sixteenth of the rest on top");
        vm.prank(curator);
        market.setCaps(0, 0);
        _repay(bob, 40e6);
        _borrow(bob, 30e6);
        assertGt(market.debtOf(bob), 80e6, "what was repaid may be borrowed again");
    }

    function testFuzz_TheCapHoldsForTheSum(uint256[8] calldata amounts, uint256 seed) public {
        uint256 cap = 1_000e6;
        _supply(alice, 50_000e6);
        vm.prank(curator);
        market.setCaps(type(uint128).max, cap);
        for (uint256 i = 0; i < amounts.length; ++i) {
            address user = address(uint160(0xB0 + ((seed >> (i * 4)) % 16)));
            (, uint256 most) = market.laneCaps(market.laneOf(user));
            uint256 room = most - market.laneDebtShares(market.laneOf(user));
            if (room > 1) {
                _putUp(user, 1e8);
                _borrow(user, bound(amounts[i], 1, room - 1));
            }
            if (amounts[i] % 3 == 0 && market.debtOf(user) != 0) _repay(user, type(uint256).max);
            if (amounts[i] % 5 == 0) _skipAndAccrue(EPOCH);
            // Interest may carry it beyond: debt shares are what is capped.
            assertLe(market.totalDebtShares(), cap, "the cap holds");
        }
    }

    /* DECIMALS */

    /// @dev The same position in whole tokens is worth the same, whatever the decimals of the two tokens.
    function test_AllDecimalsGiveTheSameLimit() public {
        uint8[3] memory decimals = [6, 8, 18];
        for (uint256 i = 0; i < 3; ++i) {
            for (uint256 j = 0; j < 3; ++j) {
                _checkDecimals(decimals[i], decimals[j]);
            }
        }
    }

    function _checkDecimals(uint256 loanDecimals, uint256 collateralDecimals) private {
        usd = new DevnetToken("Loan", "LOAN", uint8(loanDecimals));
        btc = new DevnetToken("Collateral", "COLL", uint8(collateralDecimals));
        oracle.set(60_000 * 10 ** (36 + loanDecimals - collateralDecimals));
        market = _newMarket(_params(address(usd), address(btc)));
        _seed(market);
        assertEq(market.decimals(), loanDecimals, "shares count as the loan asset does");
        _supply(alice, 50_000 * 10 ** loanDecimals);
        _putUp(bob, 10 ** collateralDecimals);
        uint256 most = 48_000 * 10 ** loanDecimals;
        assertEq(market.maxDebtOf(bob), most, "DECIMALS_8_VS_18_CORRECT limit");
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IMarket.Unhealthy.selector, bob, most + 1, most));
        market.borrow(most + 1, bob, bob);
        _borrow(bob, most);
        oracle.set(59_000 * 10 ** (36 + loanDecimals - collateralDecimals));
        (uint256 repaid, uint256 seized) = _liquidate(bob, type(uint256).max);
        assertEq(repaid, most / 2, "DECIMALS_8_VS_18_CORRECT repaid");
        // 24,000 and 5 % of incentive at 59,000 apiece, rounded down.
        uint256 expected = (25_200 * 10 ** collateralDecimals) / 59_000;
        assertEq(seized, expected, "DECIMALS_8_VS_18_CORRECT seized");
    }
}
