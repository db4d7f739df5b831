// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMarket} from "../../contracts/interfaces/IMarket.sol";
import {MarketBase} from "./MarketBase.sol";

/// @notice repay: see repay.tree.
contract MarketRepayTest is MarketBase {
    function test_RepayTakesAndOwesLess() public {
        _open();
        usd.mint(carol, 10_000e6);
        vm.startPrank(carol);
        usd.approve(address(market), 10_000e6);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarket.Repay(carol, bob, 10_000e6, 10_000e6);
        (uint256 assets, uint256 shares) = market.repay(10_000e6, bob);
        vm.stopPrank();
        assertEq(assets, 10_000e6, "taken");
        assertEq(shares, 10_000e6, "one share a unit in the first moment");
        assertEq(usd.balanceOf(carol), 0, "by anyone, from the caller");
        assertEq(market.debtOf(bob), 30_000e6, "owed less");
        assertEq(market.laneDebtShares(market.laneOf(bob)), 30_000e6, "the lane too");
    }

    function test_AnyLargerAmountStandsForAllOfIt() public {
        _open();
        _skip(100 days);
        uint256 debt = market.debtOf(bob);
        assertGt(debt, 40_000e6, "interest");
        uint256 repaid = _repay(bob, type(uint256).max);
        assertEq(repaid, debt, "all of it, rounded up");
        assertEq(market.positionOf(bob).debtShares, 0, "nothing is owed");
        assertEq(market.totalDebtShares(), 0, "nothing is owed");
        _checkSolvent();
    }

    function test_ExactlyTheDebtIsAllOfIt() public {
        _open();
        _skip(100 days);
        _repay(bob, market.debtOf(bob));
        assertEq(market.positionOf(bob).debtShares, 0, "nothing is owed");
    }

    function testFuzz_APartRoundsAgainstWhoPays(uint256 assets, uint256 elapsed) public {
        _open();
        _skip(bound(elapsed, 0, 1_000 days));
        assets = bound(assets, 1, market.debtOf(bob) - 1);
        uint256 index = market.borrowIndexRay();
        uint256 shares = (assets * RAY) / index;
        if (shares == 0) return;
        uint256 before = market.actualAssets();
        _repay(bob, assets);
        assertEq(market.positionOf(bob).debtShares, 40_000e6 - shares, "shares down");
        assertGe(market.actualAssets(), before, "ROUND_AGAINST_USER");
        _checkSolvent();
    }

    function test_NeitherPauseNorOracleStopsIt() public {
        _open();
        vm.prank(guardian);
        market.setPaused(true, true);
        oracle.setBroken(true);
        vm.prank(curator);
        market.setCaps(0, 0);
        _repay(bob, 15_000e6);
        assertEq(market.debtOf(bob), 25_000e6, "REPAY_WITHOUT_ORACLE");
    }

    function test_RevertWhen_NothingIsOwed() public {
        vm.expectRevert(abi.encodeWithSelector(IMarket.ZeroAmount.selector, 0, 0));
        market.repay(1e6, bob);
    }

    function test_RevertWhen_LessThanAShareIsRepaid() public {
        _open();
        _skip(100 days);
        vm.expectRevert(abi.encodeWithSelector(IMarket.ZeroAmount.selector, 1, 0));
        market.repay(1, bob);
        vm.expectRevert(abi.encodeWithSelector(IMarket.ZeroAmount.selector, 0, 0));
        market.repay(0, bob);
    }

    /// @dev An index at its end doesn't grow, and the debt can still be repaid.
    function test_AnIndexAtItsEndCanStillBeRepaid() public {
        _supply(alice, 1e6);
        _putUp(bob, 1e8);
        _borrow(bob, 1e6);
        uint256 last = RAY;
        for (uint256 i = 0; i < 60; ++i) {
            _skipAndAccrue(3650 days);
            assertGe(market.borrowIndexRay(), last, "INDEX_MONOTONE");
            last = market.borrowIndexRay();
        }
        assertEq(last, type(uint128).max, "at its end");
        _repay(bob, type(uint256).max);
        assertEq(market.debtOf(bob), 0, "repaid");
    }
}
