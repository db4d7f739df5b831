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

    /// @dev Whoever leaves last leaves what streams in a lane without shares. Neither an odd amount there nor one that needs
    /// the second slot looks like shares to who enters the same lane.
    function test_CashOfALaneWithoutSharesHidesNoOwnerlessAssets() public {
        uint256[3] memory amounts = [uint256(1001), 1004, 1 << 112];
        uint256 odd;
        for (uint256 i = 0; i < amounts.length; ++i) {
            uint256 state = vm.snapshotState();
            _deposit(alice, 100e6);
            _allocate(first, 100e6);
            _skip(1 hours);
            token.mint(address(first), 3e6);
            _report();
            _redeem(alice, 100e6 - 1);
            _redeem(feeRecipient, vault.balanceOf(feeRecipient));
            uint256 shares = _deposit(_inLane(7), amounts[i]);
            vm.prank(alice);
            vault.transfer(_inLane(7), 1);
            _redeem(_inLane(7), shares + 1);
            assertEq(vault.totalSupply(), 0, "all have left");
            uint256 cash = vault.laneCash(7);
            odd += cash % 2;
            assertTrue(cash != 0 && (i < 2 || cash >> 104 != 0), "cash is left");
            assertEq(_deposit(_inLane(23), amounts[i]), vault.previewDeposit(amounts[i]), "PREVIEW_EXACT");
            assertGt(vault.balanceOf(feeRecipient), 2e6, "ZERO_SUPPLY_ZERO_CLAIM is the recipient's");
            vm.revertToState(state);
        }
        assertGt(odd, 0, "one was odd");
    }

    /// @dev Whoever enters the lane of the fee recipient finds its new shares there.
    function test_EnteringTheLaneOfTheFeeRecipient() public {
        uint256 shares = _deposit(alice, 100e6);
        _skip(1 hours);
        _report();
        token.mint(address(vault), 7);
        _redeem(alice, shares);
        assertEq(_deposit(_inLane(vault.laneOf(feeRecipient)), 5e6), 5e6, "in");
        assertEq(vault.balanceOf(feeRecipient), 7, "ZERO_SUPPLY_ZERO_CLAIM");
        assertEq(vault.totalSupply(), 5e6 + 7, "SHARES_EQ_SUM_BALANCES");
    }

    /// @dev Nobody's is what no lane has, the first one included.
    function test_AHolderInTheFirstLaneIsSomebody() public {
        _deposit(_inLane(0), 100e6);
        _allocate(first, 100e6);
        assertEq(vault.totalSupply(), 100e6, "SHARES_EQ_SUM_BALANCES");
        token.mint(address(first), 1e6);
        _skip(1 hours);
        uint256 since = vault.lastReport();
        assertEq(_deposit(_inLane(3), 5e6), 5e6, "at the price of the last report");
        assertEq(vault.lastReport(), since, "nothing is settled");
        assertEq(vault.balanceOf(feeRecipient), 0, "and nothing is the recipient's");
    }

    /// @dev Until someone enters, the price of leaving is the one that all others left at.
    function test_ThePricesOfAnEmptyVaultThatHasMadeGoodALoss() public {
        uint256 shares = _deposit(alice, 100e6);
        _allocate(first, 100e6);
        first.lose(1e6);
        _report();
        token.mint(address(first), 1e6);
        _skip(1 hours);
        _report();
        _skip(STREAM / 2);
        uint256 paid = _redeem(alice, shares);
        assertEq(vault.fullPriceRay(), RAY, "made good");
        assertApprox(vault.unlockedPriceRay(), 0.995e27, 1e19, "half of it has streamed");
        assertEq(vault.convertToAssets(shares), paid, "as the last one left");
        assertEq(_redeem(bob, _deposit(bob, 100e6)), 100e6, "ROUNDTRIP_8 who enters now pays and gets the first price");
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
