// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IVault} from "../../contracts/interfaces/IVault.sol";
import {Vault} from "../../contracts/vaults/Vault.sol";
import {VaultBase} from "./VaultBase.sol";

/// @notice Leaving: where the money comes from, and that nobody and nothing can prevent it.
contract VaultExitTest is VaultBase {
    /* FALL-THROUGH */

    function test_PaysFromTheOwnersLane() public {
        _deposit(alice, 100);
        _deposit(bob, 50);
        _redeem(alice, 30);
        assertEq(vault.laneCash(vault.laneOf(alice)), 70, "alice's lane");
        assertEq(vault.laneCash(vault.laneOf(bob)), 50, "bob's lane is not touched");
    }

    function test_FallsThroughLanesBufferAndStrategiesInOrder() public {
        _deposit(alice, 400);
        _allocate(second, 100);
        vm.prank(keeper);
        vault.allocate(address(first), 100);
        _deposit(bob, 100);
        _deposit(carol, 50);
        vm.prank(bob);
        vault.transfer(alice, 100);

        // 50 in carol's lane, 100 in bob's, 200 in the buffer, 100 in each strategy.
        assertEq(_redeem(alice, 120), 120, "LANE_FALLTHROUGH lanes");
        assertEq(vault.buffer(), 200, "the buffer is not touched");
        assertEq(_redeem(alice, 220), 220, "LANE_FALLTHROUGH buffer");
        assertEq(vault.buffer(), 10, "the buffer after the lanes");
        assertEq(_redeem(alice, 60), 60, "LANE_FALLTHROUGH strategy");
        assertEq(first.maxWithdraw(address(vault)), 50, "first in the order pays first");
        assertEq(second.maxWithdraw(address(vault)), 100, "second is not touched");
        assertEq(_redeem(alice, 100), 100, "LANE_FALLTHROUGH both strategies");
        assertEq(_redeem(carol, 50), 50, "all are paid");
        assertEq(vault.totalSupply(), 0, "LANE_SUM");
    }

    function test_AFailingStrategyIsPassedOver() public {
        _deposit(alice, 200);
        _allocate(first, 100);
        vm.prank(keeper);
        vault.allocate(address(second), 100);
        first.setBroken(true, true, true);
        assertEq(vault.maxWithdraw(alice), 100, "MAX_NEVER_REVERTS");
        assertEq(vault.maxRedeem(alice), 100, "MAX_NEVER_REVERTS");
        assertEq(_redeem(alice, 100), 100, "EXIT_UNBLOCKABLE");
        vm.expectRevert(abi.encodeWithSelector(IVault.InsufficientLiquidity.selector, 10, 0));
        vm.prank(alice);
        vault.redeem(10, alice, alice);
    }

    function test_AStrategyThatLiesAboutLiquidityIsPassedOver() public {
        _deposit(alice, 200);
        _allocate(first, 100);
        vm.prank(keeper);
        vault.allocate(address(second), 100);
        first.setBroken(false, true, false);
        assertEq(_redeem(alice, 80), 80, "EXIT_UNBLOCKABLE");
    }

    /// @dev A strategy that spends all the gas it gets is not asked where it isn't needed.
    function test_NoStrategyIsAskedWithoutNeed() public {
        _deposit(alice, 200);
        _allocate(first, 100);
        vm.etch(address(second), hex"fe");
        uint256 gasBefore = gasleft();
        assertEq(vault.maxWithdraw(alice), 200, "MAX_IS_ACHIEVABLE by the first");
        assertEq(_redeem(alice, 150), 150, "LANE_FALLTHROUGH");
        assertLt(gasBefore - gasleft(), 5e6, "the second is not asked");
    }

    function test_AStrategyThatHasNothingIsNotToldToPay() public {
        _deposit(alice, 200);
        _allocate(first, 100);
        vm.prank(keeper);
        vault.allocate(address(second), 100);
        first.setLiquidity(0);
        first.setCall(address(vault), abi.encodeCall(vault.totalSupply, ()));
        assertEq(_redeem(alice, 100), 100, "LANE_FALLTHROUGH by the second");
        assertFalse(first.called(), "the first is passed over");
    }

    /// @dev The next strategy is asked for the rest alone, and what it pays beyond stays with the vault.
    function test_WhatAStrategyPaysBeyondTheOrderStaysInTheBuffer() public {
        _deposit(alice, 200);
        _allocate(first, 100);
        vm.prank(keeper);
        vault.allocate(address(second), 90);
        first.setLiquidity(50);
        assertEq(_redeem(alice, 90), 90, "10 of the buffer, 50 of the first, 30 of the second");
        assertEq(second.maxWithdraw(address(vault)), 60, "no more is taken");
        assertEq(vault.buffer(), 0, "and nothing is left");
        second.setOverPay(5);
        assertEq(_redeem(alice, 60), 60, "PREVIEW_EXACT");
        assertEq(token.balanceOf(alice), 150, "PREVIEW_EXACT");
        assertEq(vault.buffer(), 5, "what came beyond");
        assertEq(token.balanceOf(address(vault)), 5, "LANE_CUSTODY");
    }

    function test_MaxRedeemIsExactWhereIlliquid() public {
        _deposit(alice, 1000);
        _allocate(first, 1000);
        token.mint(address(first), 7);
        _skip(1 hours);
        _report();
        _skip(STREAM);
        first.setLiquidity(333);
        uint256 most = vault.maxRedeem(alice);
        assertEq(vault.previewRedeem(most), 333, "MAX_IS_ACHIEVABLE");
        assertGt(vault.previewRedeem(most + 1), 333, "one more would be too many");
        assertEq(_redeem(alice, most), 333, "MAX_IS_ACHIEVABLE");
    }

    /* WHO */

    function test_AnotherSpendsExactlyItsAllowance() public {
        _deposit(alice, 100);
        vm.prank(alice);
        vault.approve(bob, 60);
        vm.startPrank(bob);
        vault.redeem(10, bob, alice);
        vault.withdraw(20, bob, alice);
        vault.redeemInKind(25, bob, alice);
        assertEq(vault.allowance(alice, bob), 5, "ALLOWANCE_EXACT");
        bytes memory short = abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, bob, 5, 6);
        vm.expectRevert(short);
        vault.redeem(6, bob, alice);
        vm.expectRevert(short);
        vault.redeemInKind(6, bob, alice);
        vm.stopPrank();
    }

    function test_RevertWhen_Nothing() public {
        _deposit(alice, 100);
        bytes memory zero = abi.encodeWithSelector(IVault.ZeroAmount.selector, 0, 0);
        vm.startPrank(alice);
        vm.expectRevert(zero);
        vault.redeem(0, alice, alice);
        vm.expectRevert(zero);
        vault.withdraw(0, alice, alice);
        vm.expectRevert(zero);
        vault.redeemInKind(0, alice, alice);
        vm.stopPrank();
    }

    function test_RevertWhen_MoreThanHeld() public {
        _deposit(alice, 100);
        bytes memory short = abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, alice, 100, 101);
        vm.startPrank(alice);
        vm.expectRevert(short);
        vault.redeem(101, alice, alice);
        vm.expectRevert(short);
        vault.redeemInKind(101, alice, alice);
        vm.stopPrank();
    }

    /* PAUSE */

    function test_PauseStopsEntriesOnly() public {
        _deposit(alice, 100);
        vm.prank(guardian);
        vault.setPaused(true);
        assertEq(vault.maxDeposit(alice), 0, "MAX_NEVER_REVERTS deposit");
        assertEq(vault.maxMint(alice), 0, "MAX_NEVER_REVERTS mint");
        token.mint(alice, 1);
        vm.startPrank(alice);
        token.approve(address(vault), 1);
        vm.expectRevert(abi.encodeWithSelector(IVault.EntriesPaused.selector));
        vault.deposit(1, alice);
        vm.expectRevert(abi.encodeWithSelector(IVault.EntriesPaused.selector));
        vault.mint(1, alice);
        vault.withdraw(20, alice, alice);
        vault.redeem(20, alice, alice);
        vault.redeemInKind(20, alice, alice);
        vault.transfer(bob, 40);
        vm.stopPrank();
        assertEq(token.balanceOf(alice), 61, "EXIT_UNBLOCKABLE");
    }

    /// @dev Every role is hostile and every pause is on.
    function test_EveryRoleHostileAndHoldersStillLeave() public {
        _deposit(alice, 100e6);
        _deposit(bob, 300e6);
        vm.startPrank(curator);
        vault.setFees(0.5e18, 0.05e18, curator);
        vault.setHealthLimits(0, 1e18);
        vault.setStreamPeriod(30 days);
        vm.stopPrank();
        _allocate(first, 400e6);
        first.setBroken(true, true, false);
        vm.prank(guardian);
        vault.setPaused(true);
        manager.setTargetClosed(address(vault), true);

        vm.prank(alice);
        assertEq(vault.redeemInKind(100e6, alice, alice), 0, "no cash is left");
        assertEq(first.balanceOf(alice), 100e6, "EXIT_UNBLOCKABLE");
        vm.prank(bob);
        vault.redeemInKind(300e6, bob, bob);
        assertEq(first.balanceOf(bob), 300e6, "EXIT_UNBLOCKABLE");
    }

    /* IN KIND */

    function test_InKindPaysThePartOfEverything() public {
        _deposit(alice, 100);
        _deposit(bob, 300);
        _allocate(first, 200);
        _deposit(carol, 100);
        // 200 in the buffer, 200 in the strategy, 100 in carol's lane; alice has a fifth.
        vm.prank(alice);
        assertEq(vault.redeemInKind(100, alice, alice), 60, "cash");
        assertEq(first.balanceOf(alice), 40, "strategy shares");
        assertEq(vault.laneCash(vault.laneOf(carol)), 40, "lanes pay first");
        assertEq(vault.buffer(), 200, "then the buffer");
        assertEq(vault.actualAssets(), 400, "SOLVENT");
    }

    function test_InKindSharesALossNotYetReported() public {
        _deposit(alice, 100);
        _deposit(bob, 100);
        _allocate(first, 100);
        first.lose(50);
        vm.prank(alice);
        vault.redeemInKind(100, alice, alice);
        assertEq(token.balanceOf(alice), 50, "cash");
        assertEq(first.balanceOf(alice), 50, "strategy shares");
        assertEq(vault.actualAssets(), 75, "bob bears his half alone");
    }

    function test_InKindGetsNothingOfAGainNotYetReported() public {
        _deposit(alice, 100e6);
        _deposit(bob, 100e6);
        _allocate(first, 200e6);
        token.mint(address(first), 100e6);
        vm.prank(alice);
        vault.redeemInKind(100e6, alice, alice);
        assertLe(first.convertToAssets(first.balanceOf(alice)), 100e6, "JIT_PROFIT_LE_ZERO");
        assertGe(first.convertToAssets(first.balanceOf(alice)), 100e6 - 3, "but for rounding");
    }

    function test_InKindGetsNothingOfAStreamInsideAStrategy() public {
        Vault inner = _streamingStrategy();
        uint256 mine = 900e6;
        uint256 shares = _deposit(bob, mine);
        vm.prank(bob);
        uint256 cash = vault.redeemInKind(shares, bob, bob);
        _skip(STREAM);
        uint256 worth = cash + inner.convertToAssets(inner.balanceOf(bob));
        assertLe(worth, mine, "JIT_PROFIT_LE_ZERO: in, out in kind, and wait for the stream");
        assertGe(worth, mine - 3, "but for rounding");
    }

    function test_InKindIsNotBlockedByAStrategyThatOverstatesItsEntry() public {
        _deposit(alice, 100e6);
        _allocate(first, 100e6);
        vm.mockCall(address(first), abi.encodeWithSelector(first.previewMint.selector), abi.encode(type(uint256).max));
        vm.prank(alice);
        vault.redeemInKind(50e6, alice, alice);
        assertEq(first.balanceOf(alice), 50e6, "EXIT_UNBLOCKABLE: nonsense is passed over");
        vm.mockCall(address(first), abi.encodeWithSelector(first.previewMint.selector), abi.encode(uint256(1 << 100)));
        vm.prank(alice);
        vault.redeemInKind(50e6, alice, alice);
        assertEq(first.balanceOf(alice), 75e6, "EXIT_UNBLOCKABLE: a price counts up to the double");
    }

    function test_InKindPassesOverAStrategyThatRefuses() public {
        _deposit(alice, 100);
        _allocate(first, 50);
        first.setBroken(false, false, true);
        vm.expectEmit(true, true, true, true);
        emit IVault.InKindSkipped(address(first), alice, 50);
        vm.prank(alice);
        assertEq(vault.redeemInKind(100, alice, alice), 50, "EXIT_UNBLOCKABLE");
    }

    /// @dev A vault as the strategy which holds all of alice's 100 and streams a profit of 2 %.
    function _streamingStrategy() private returns (Vault inner) {
        inner = _newVault(address(token), 0, 0);
        vm.prank(curator);
        vault.setStrategy(address(inner), type(uint128).max, 1e18);
        _deposit(alice, 100e6);
        vm.startPrank(keeper);
        vault.sweep(_allLanes());
        vault.allocate(address(inner), 100e6);
        token.mint(address(inner), 2e6);
        _skip(1);
        inner.report();
        vm.stopPrank();
    }

    /// @dev Who brings assets that a strategy takes a part of can't leave that loss to the others.
    function test_ALossOfAllocatingShowsAtOnce() public {
        Vault inner = _streamingStrategy();
        uint256 shares = _deposit(bob, 50e6);
        vm.startPrank(keeper);
        vault.sweep(_allLanes());
        vault.allocate(address(inner), 50e6);
        vm.stopPrank();
        uint256 loss = 150e6 - vault.actualAssets();
        assertGt(loss, 0.9e6, "paid for the stream");
        assertApprox(_redeem(bob, shares), 50e6 - loss / 3, 3, "LOSS_SHOWS_AT_ONCE: a third is bob's");
    }

    /* REENTRY */

    function test_AStrategyCannotReenter() public {
        _deposit(alice, 100);
        _allocate(first, 100);
        bytes[5] memory calls = [
            abi.encodeCall(vault.deposit, (1, alice)),
            abi.encodeCall(vault.redeem, (1, alice, alice)),
            abi.encodeCall(vault.redeemInKind, (1, alice, alice)),
            abi.encodeCall(vault.report, ()),
            abi.encodeCall(vault.transferFrom, (alice, bob, 1))
        ];
        for (uint256 i = 0; i < calls.length; ++i) {
            first.setCall(address(vault), calls[i]);
            _redeem(alice, 10);
            assertFalse(first.called(), "HARVEST_REENTRY_SAFE");
        }
        assertEq(token.balanceOf(alice), 50, "paid each time");
        first.setCall(address(vault), abi.encodeCall(vault.totalSupply, ()));
        _redeem(alice, 10);
        assertTrue(first.called(), "the calls were made");
    }

    function test_LaneIndependence() public {
        _deposit(alice, 100);
        _deposit(bob, 100);
        token.mint(alice, 10);
        token.mint(bob, 10);
        vm.prank(alice);
        token.approve(address(vault), 10);
        vm.prank(bob);
        token.approve(address(vault), 10);

        vm.record();
        vm.prank(alice);
        vault.deposit(10, alice);
        (, bytes32[] memory entered) = vm.accesses(address(vault));
        vm.record();
        vm.prank(alice);
        vault.redeem(10, alice, alice);
        (, bytes32[] memory left) = vm.accesses(address(vault));
        vm.record();
        vm.prank(bob);
        vault.deposit(10, bob);
        (, bytes32[] memory entered2) = vm.accesses(address(vault));
        vm.record();
        vm.prank(bob);
        vault.withdraw(10, bob, bob);
        (, bytes32[] memory left2) = vm.accesses(address(vault));

        assertEq(entered.length, 2, "an entry writes its lane and its balance");
        assertEq(left.length, 2, "an exit writes its lane and its balance");
        for (uint256 i = 0; i < 4; ++i) {
            bytes32 slot = i < 2 ? entered[i] : left[i - 2];
            for (uint256 j = 0; j < 2; ++j) {
                assertTrue(slot != entered2[j] && slot != left2[j], "LANE_INDEPENDENCE");
            }
        }
    }
}
