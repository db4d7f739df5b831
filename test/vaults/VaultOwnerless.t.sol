// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vault} from "../../contracts/vaults/Vault.sol";
import {VaultBase} from "./VaultBase.sol";

/// @notice What is there without shares: it is the fee recipient's before anyone enters, whoever was quick.
contract VaultOwnerlessTest is VaultBase {
    address private constant THIEF = address(0x7417EF);

    function _everybodyLeavesWhileItStreams(uint256 gain) private {
        _deposit(alice, 100e6);
        _deposit(bob, 100e6);
        _allocate(first, 150e6);
        _skip(1 hours);
        token.mint(address(first), gain);
        _report();
        _redeem(alice, 100e6);
        _redeem(bob, 100e6);
        uint256 fee = vault.balanceOf(feeRecipient);
        if (fee != 0) _redeem(feeRecipient, fee);
        assertEq(vault.totalSupply(), 0, "all have left");
        assertGt(vault.actualAssets(), (gain * 8) / 10, "what streamed is left");
    }

    /// @dev In the block of the last exit, by deposit or mint, small or large; then it waits for as many reports as it likes.
    function testFuzz_EnteringInTheBlockOfTheLastExitEarnsNothing(uint256 assets, uint256 gain, bool byMint) public {
        gain = bound(gain, 10, 20e6);
        assets = bound(assets, 2, 1e15);
        _everybodyLeavesWhileItStreams(gain);
        uint256 left = vault.actualAssets();
        uint256 expected = vault.previewDeposit(assets);
        if (expected == 0) return;
        token.mint(THIEF, 2 * assets);
        vm.startPrank(THIEF);
        token.approve(address(vault), 2 * assets);
        uint256 paid = assets;
        if (byMint) paid = vault.mint(expected, THIEF);
        else assertEq(vault.deposit(assets, THIEF), expected, "PREVIEW_EXACT");
        vm.stopPrank();
        for (uint256 i = 0; i < 5; ++i) {
            _report();
            _skip(STREAM);
            // The price may exceed one, so that less than a share's worth is nobody's.
            assertLe(
                vault.previewRedeem(vault.balanceOf(THIEF)),
                paid + vault.fullPriceRay() / RAY,
                "ZERO_SUPPLY_ZERO_CLAIM"
            );
        }
        uint256 recipients = vault.previewRedeem(vault.balanceOf(feeRecipient));
        assertGe(recipients + 2 + vault.fullPriceRay() / RAY, left, "ZERO_SUPPLY_ZERO_CLAIM is the recipient's");
    }

    /// @dev Shares that came by transfer leave by the lane of who has them; no lane is left with shares that nobody has.
    function test_SharesOfOtherLanesHideNoOwnerlessAssets() public {
        uint256 shares = _deposit(THIEF, 50e6);
        vm.prank(THIEF);
        vault.transfer(carol, shares);
        _everybodyLeavesBut(carol, shares);
        assertEq(vault.totalSupply(), 0, "all have left");
        for (uint256 lane = 0; lane < LANES; ++lane) {
            assertEq(vault.laneShares(lane), int256(0), "LANE_SUM no lane has any");
        }
        uint256 left = vault.actualAssets();
        assertGt(left, 0, "what streamed is left");
        uint256 mine = _deposit(THIEF, 50e6);
        _report();
        _skip(STREAM);
        _report();
        _skip(STREAM);
        assertLe(vault.previewRedeem(mine), 50e6 + 1, "ZERO_SUPPLY_ZERO_CLAIM");
    }

    function _everybodyLeavesBut(address last, uint256 shares) private {
        _deposit(alice, 100e6);
        _allocate(first, 150e6);
        _skip(1 hours);
        token.mint(address(first), 4e6);
        _report();
        _redeem(alice, 100e6);
        _redeem(feeRecipient, vault.balanceOf(feeRecipient));
        _redeem(last, shares);
    }

    /// @dev After a total loss nobody is there to be protected, and who enters pays the first price again.
    function test_ATotalLossAndANewBeginning() public {
        _deposit(alice, 100e6);
        _allocate(first, 100e6);
        first.lose(100e6);
        _report();
        assertTrue(vault.paused(), "closed");
        vm.prank(guardian);
        vault.setPaused(false);
        assertEq(vault.maxDeposit(bob), 0, "too low");
        vm.prank(alice);
        vault.redeemInKind(100e6, alice, alice);
        assertEq(vault.fullPriceRay(), RAY, "the first price");
        assertEq(vault.unlockedPriceRay(), RAY, "of leaving too");
        assertGt(vault.maxDeposit(bob), 0, "MAX_IS_ACHIEVABLE");
        assertEq(vault.previewDeposit(5e6), 5e6, "PREVIEW_EXACT");
        assertEq(_deposit(bob, 5e6), 5e6, "and in");
        assertEq(_redeem(bob, 5e6), 5e6, "and out");
    }

    /// @dev A loss found without shares closes nothing: it is nobody's.
    function test_ALossOfNobodysClosesNothing() public {
        _everybodyLeavesWhileItStreams(4e6);
        first.lose(token.balanceOf(address(first)));
        assertGt(vault.maxDeposit(carol), 0, "MAX_NEVER_REVERTS");
        _deposit(carol, 1e6);
        assertFalse(vault.paused(), "open");
    }

    /// @dev A strategy's yield that no report has seen yet, in a vault that was never reported.
    function test_AGainBeforeTheFirstReportIsNobodysEither() public {
        _deposit(alice, 100e6);
        _allocate(first, 100e6);
        token.mint(address(first), 10e6);
        _redeem(alice, 100e6);
        uint256 mine = _deposit(THIEF, 50e6);
        _report();
        _skip(STREAM);
        _report();
        _skip(STREAM);
        assertLe(vault.previewRedeem(mine), 50e6 + 1, "ZERO_SUPPLY_ZERO_CLAIM");
    }

    /// @dev The first of all enters without a settlement: there is nothing yet.
    function test_TheFirstEntryOfAllSettlesNothing() public {
        Vault fresh = _newVault(address(token), 0, 0);
        token.mint(alice, 5);
        vm.startPrank(alice);
        token.approve(address(fresh), 5);
        uint256 since = fresh.lastReport();
        vm.warp(block.timestamp + 10);
        fresh.deposit(5, alice);
        assertEq(fresh.lastReport(), since, "no report");
        vm.stopPrank();
    }
}
