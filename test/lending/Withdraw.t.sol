// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {IMarket} from "../../contracts/interfaces/IMarket.sol";
import {MarketBase} from "./MarketBase.sol";

/// @notice withdraw and redeem: see withdraw.tree.
contract MarketWithdrawTest is MarketBase {
    function test_RedeemPaysAtTheUnlockedPrice() public {
        _open();
        _skipAndAccrue(30 days);
        _skip(STREAM / 2);
        uint256 expected = (1_000e6 * market.unlockedPriceRay()) / RAY;
        assertGt(expected, 1_000e6, "interest");
        vm.expectEmit(true, true, true, true, address(market));
        emit IERC4626.Withdraw(alice, alice, alice, expected, 1_000e6);
        assertEq(_redeem(alice, 1_000e6), expected, "PREVIEW_EXACT redeem");
        assertEq(usd.balanceOf(alice), expected, "paid");
        _checkSolvent();
    }

    function test_WithdrawBurnsSharesRoundedUp() public {
        _open();
        _skipAndAccrue(30 days);
        _skip(STREAM);
        uint256 expected = market.previewWithdraw(777);
        vm.prank(alice);
        assertEq(market.withdraw(777, bob, alice), expected, "PREVIEW_EXACT withdraw");
        assertGe(expected * market.unlockedPriceRay(), 777 * RAY, "ROUND_AGAINST_USER");
        assertEq(usd.balanceOf(bob), 40_000e6 + 777, "the receiver is paid");
    }

    function test_InterestStreamsOverThePeriod() public {
        _open();
        uint256 before = market.unlockedPriceRay();
        _skipAndAccrue(30 days);
        assertEq(market.unlockedPriceRay(), before, "nothing at once");
        uint256 full = market.fullPriceRay();
        _skip(STREAM / 4);
        assertEq(market.unlockedPriceRay(), before + (full - before) / 4, "UNLOCK_LINEAR_AND_BOUNDED");
        _skip(STREAM);
        assertEq(market.unlockedPriceRay(), full, "UNLOCK_LINEAR_AND_BOUNDED");
    }

    function test_OtherLanesPayWhereOneIsShort() public {
        _supply(alice, 100e6);
        _supply(bob, 50e6);
        vm.prank(bob);
        // Shares that were minted in another lane are burned in carol's, which has no cash.
        market.transfer(carol, 50e6);
        assertEq(_redeem(carol, 50e6), 50e6, "LANE_FALLTHROUGH");
        assertEq(_redeem(alice, 100e6), 100e6, "LANE_FALLTHROUGH");
        assertEq(market.totalCash(), SEED, "all is paid");
        assertEq(market.maxRedeem(address(market)), SEED, "but the seed");
    }

    function test_RevertWhen_ThereIsNotEnoughCash() public {
        _open();
        uint256 cash = market.totalCash();
        assertEq(market.maxWithdraw(alice), cash, "MAX_IS_ACHIEVABLE what there is");
        assertEq(market.maxRedeem(alice), cash, "MAX_IS_ACHIEVABLE what there is");
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(IMarket.InsufficientCash.selector, cash + 1, cash));
        market.withdraw(cash + 1, alice, alice);
        market.withdraw(cash, alice, alice);
        vm.stopPrank();
        assertEq(market.maxWithdraw(alice), 0, "nothing is left");
        assertEq(market.maxRedeem(alice), 0, "nothing is left");
        // Repaying makes it possible again.
        _repay(bob, type(uint256).max);
        assertEq(_redeem(alice, market.balanceOf(alice)), 50_000e6 - cash, "EXIT_UNBLOCKABLE");
    }

    function test_RevertWhen_NothingIsWithdrawn() public {
        vm.expectRevert(abi.encodeWithSelector(IMarket.ZeroAmount.selector, 0, 0));
        market.withdraw(0, alice, alice);
        vm.expectRevert(abi.encodeWithSelector(IMarket.ZeroAmount.selector, 0, 0));
        market.redeem(0, alice, alice);
        assertEq(market.maxRedeem(alice), 0, "no shares");
        assertEq(market.maxWithdraw(alice), 0, "no shares");
    }

    function test_AllowanceIsSpentExactly() public {
        _supply(alice, 100e6);
        vm.prank(alice);
        market.approve(bob, 60e6);
        vm.startPrank(bob);
        market.redeem(40e6, bob, alice);
        assertEq(market.allowance(alice, bob), 20e6, "ALLOWANCE_EXACT");
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, bob, 20e6, 20e6 + 1));
        market.redeem(20e6 + 1, bob, alice);
        vm.stopPrank();
    }

    /// @dev Every role hostile, every pause on, the oracle dead: suppliers leave.
    function test_NobodyCanKeepASupplierFromLeaving() public {
        _supply(alice, 100e6);
        vm.prank(guardian);
        market.setPaused(true, true);
        vm.prank(curator);
        market.setCaps(0, 0);
        oracle.setBroken(true);
        assertEq(_redeem(alice, 100e6), 100e6, "EXIT_UNBLOCKABLE");
    }
}
