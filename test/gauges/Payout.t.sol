// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IGauge, Payout} from "../../contracts/interfaces/IGauge.sol";
import {FrozenToken} from "../mocks/FrozenToken.sol";
import {HostileVault} from "../mocks/HostileVault.sol";
import {GaugeBase} from "./GaugeBase.sol";

/// @notice What the keeper pays by preference, and what it can't be made to do.
contract GaugePayoutTest is GaugeBase {
    uint256 private first;
    uint256 private second;
    address private neighbour;
    HostileVault private target;

    function setUp() public override {
        super.setUp();
        // An account in alice's lane: the lowest bits of the address are the lane's.
        neighbour = address(uint160(alice) ^ (1 << 100));
        fund(neighbour);
        target = new HostileVault(IERC20(address(usd)));
        first = stakeAs(alice, 1e18);
        second = stakeAs(neighbour, 1e18);
        gauge.notify(address(usd), 14e6);
        gauge.notify(address(lp), 14e18);
        waitAndSettle(1 days);
    }

    function test_PaysToTheTarget() public {
        _prefer(alice, first, Payout.Pay, carol);
        uint256[] memory owed = gauge.claimable(first);
        vm.expectEmit(true, true, true, true);
        emit IGauge.Claim(first, address(usd), carol, owed[0]);
        vm.expectEmit(true, true, true, true);
        emit IGauge.Claim(first, address(lp), carol, owed[1]);
        vm.expectEmit(true, true, true, true);
        emit IGauge.PaidOut(first, Payout.Pay, carol);
        gauge.payOut(idsOf(first));
        assertEq(usd.balanceOf(carol), 1e30 + owed[0], "paid");
        assertEq(lp.balanceOf(carol), 1e30 + owed[1], "paid");
        assertEq(gauge.claimable(first)[0] + gauge.claimable(first)[1], 0, "CLAIM_ONCE_DUP_IDS");
    }

    function test_DepositsForTheOwner() public {
        _prefer(alice, first, Payout.Deposit, address(target));
        uint256[] memory owed = gauge.claimable(first);
        vm.expectEmit();
        emit IGauge.Claim(first, address(usd), alice, owed[0]);
        gauge.payOut(idsOf(first));
        assertEq(target.convertToAssets(target.balanceOf(alice)), owed[0], "the owner's shares");
        assertEq(gauge.claimable(first)[0], 0, "deposited");
        assertEq(gauge.claimable(first)[1], owed[1], "what is not the vault's asset stays");
        address purse = address(gauge.purseOf(gauge.laneOf(first)));
        assertEq(usd.allowance(purse, address(target)), 0, "RESIDUAL_APPROVAL_ZERO");
        assertEq(usd.allowance(address(gauge), address(target)), 0, "RESIDUAL_APPROVAL_ZERO");
    }

    function test_DuplicatesHoldersAndUnknownIdsAreSkipped() public {
        _prefer(alice, first, Payout.Pay, alice);
        uint256 owed = gauge.claimable(first)[0];
        uint256[] memory ids = new uint256[](5);
        (ids[0], ids[1], ids[2], ids[3], ids[4]) = (first, first, second, first + 64, first);
        gauge.payOut(ids);
        assertEq(usd.balanceOf(alice), 1e30 + owed, "CLAIM_ONCE_DUP_IDS");
        assertGt(gauge.claimable(second)[0], 0, "the holder's credit stays");
        gauge.payOut(new uint256[](0));
    }

    function test_RevertWhen_LanesAreMixed() public {
        uint256[] memory ids = new uint256[](2);
        (ids[0], ids[1]) = (first, first ^ 1);
        uint256 lane = gauge.laneOf(first);
        vm.expectRevert(abi.encodeWithSelector(IGauge.MixedLanes.selector, lane, lane ^ 1));
        gauge.payOut(ids);
    }

    function test_RevertWhen_TargetIsBad() public {
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(IGauge.BadPayoutTarget.selector, address(0)));
        gauge.setPayout(first, Payout.Pay, address(0));
        vm.expectRevert(abi.encodeWithSelector(IGauge.BadPayoutTarget.selector, carol));
        gauge.setPayout(first, Payout.Deposit, carol);
        HostileVault foreign = new HostileVault(IERC20(address(target)));
        vm.expectRevert(abi.encodeWithSelector(IGauge.UnknownReward.selector, address(target)));
        gauge.setPayout(first, Payout.Deposit, address(foreign));
        vm.stopPrank();
    }

    function test_TransferCarriesCreditAndResetsPayout() public {
        _prefer(alice, first, Payout.Pay, alice);
        uint256 owed = gauge.claimable(first)[0];
        vm.expectEmit(true, true, true, true);
        emit IGauge.SetPayout(first, Payout.Hold, address(0));
        vm.prank(alice);
        gauge.transferFrom(alice, bob, first);
        (Payout payout, address to) = gauge.payoutOf(first);
        assertTrue(payout == Payout.Hold && to == address(0), "reset");
        assertEq(gauge.laneOf(first), gauge.laneOfAccount(alice), "the lane stays");
        gauge.payOut(idsOf(first));
        assertEq(usd.balanceOf(alice), 1e30, "nothing to the former owner");
        assertEq(claimAs(bob, first)[0], owed, "TRANSFER_CARRIES_CREDIT");
        unstakeAs(bob, first, 1e18);
    }

    function test_OneBadVaultCannotBlockOthers() public {
        _prefer(alice, first, Payout.Deposit, address(target));
        _prefer(neighbour, second, Payout.Pay, neighbour);
        uint256[] memory ids = new uint256[](2);
        (ids[0], ids[1]) = (first, second);
        for (uint256 trick = 1; trick <= uint256(HostileVault.Trick.GiveNoShares); ++trick) {
            uint256 state = vm.snapshotState();
            target.setTrick(HostileVault.Trick(trick));
            uint256 owed = gauge.claimable(first)[0];
            uint256 owedSecond = gauge.claimable(second)[0];
            uint256 gasBefore = gasleft();
            gauge.payOut(ids);
            assertLt(gasBefore - gasleft(), 1_000_000, "ONE_PAYEE_CANNOT_BLOCK_BATCH: bounded gas");
            assertEq(usd.balanceOf(neighbour), 1e30 + owedSecond, "ONE_PAYEE_CANNOT_BLOCK_BATCH");
            assertEq(gauge.claimable(first)[0], owed, "the credit stays");
            assertEq(usd.balanceOf(address(target)), 0, "nothing taken");
            address purse = address(gauge.purseOf(gauge.laneOf(first)));
            assertEq(usd.allowance(purse, address(target)), 0, "RESIDUAL_APPROVAL_ZERO");
            assertEq(claimAs(alice, first)[0], owed, "pull remains");
            vm.revertToState(state);
        }
    }

    /// @dev A vault that pays back more than it took has not taken the reward.
    function test_VaultThatGivesBackIsSkipped() public {
        _prefer(alice, first, Payout.Deposit, address(target));
        uint256 owed = gauge.claimable(first)[0];
        address purse = address(gauge.purseOf(gauge.laneOf(first)));
        usd.mint(address(target), owed + 1);
        target.setCallBack(address(usd), abi.encodeCall(IERC20.transfer, (purse, owed + 1)));
        vm.expectEmit(true, true, true, true);
        emit IGauge.PayOutSkipped(
            first,
            abi.encodeWithSelector(IGauge.BadDeposit.selector, address(target), owed, 0, owed)
        );
        gauge.payOut(idsOf(first));
        assertEq(gauge.claimable(first)[0], owed, "the credit stays");
    }

    function test_SkipSaysWhy() public {
        _prefer(alice, first, Payout.Deposit, address(target));
        target.setTrick(HostileVault.Trick.Revert);
        vm.expectEmit(true, true, true, true);
        emit IGauge.PayOutSkipped(first, abi.encodeWithSelector(HostileVault.Refused.selector));
        gauge.payOut(idsOf(first));
    }

    function test_VaultCannotReenter() public {
        _prefer(alice, first, Payout.Deposit, address(target));
        _prefer(neighbour, second, Payout.Pay, neighbour);
        uint256 owned = stakeAs(address(this), 5e18);
        gauge.approve(address(target), owned);
        wait(1 days);
        bytes[] memory calls = new bytes[](9);
        calls[0] = abi.encodeCall(IGauge.payOut, (idsOf(second)));
        calls[1] = abi.encodeCall(IGauge.settle, ());
        calls[2] = abi.encodeCall(IGauge.claim, (owned, address(target)));
        calls[3] = abi.encodeCall(IGauge.claimOne, (owned, address(usd), address(target)));
        calls[4] = abi.encodeCall(IGauge.unstake, (owned, 1e18, address(target)));
        calls[5] = abi.encodeCall(IGauge.stake, (1, address(target)));
        calls[6] = abi.encodeCall(IGauge.increase, (owned, 1));
        calls[7] = abi.encodeCall(IGauge.notify, (address(usd), 1));
        calls[8] = abi.encodeCall(IGauge.setPayout, (owned, Payout.Hold, address(0)));
        for (uint256 i = 0; i < calls.length; ++i) {
            uint256 state = vm.snapshotState();
            target.setCallBack(address(gauge), calls[i]);
            uint256 owed = gauge.claimable(first)[0];
            gauge.payOut(idsOf(first));
            assertFalse(target.succeeded(), "HARVEST_REENTRY_SAFE");
            assertEq(usd.balanceOf(address(target)), owed, "the deposit itself is paid once");
            vm.revertToState(state);
        }
    }

    function test_RevertWhen_GasWouldStarveAPayee() public {
        _prefer(alice, first, Payout.Pay, alice);
        (bool success, bytes memory reason) = address(gauge).call{gas: 400_000}(
            abi.encodeCall(IGauge.payOut, (idsOf(first)))
        );
        assertFalse(success, "starved");
        assertEq(bytes32(bytes4(reason)), bytes32(IGauge.OutOfGas.selector), "says so");
    }

    /// @dev A payee that needs all that a payout may use is paid or the call reverts, whatever gas the caller gives.
    function test_NoGasStarvesAPayeeThatNeedsAllOfIt() public {
        _prefer(alice, first, Payout.Deposit, address(target));
        uint256 start = vm.snapshotState();
        target.setGasNeeded(0);
        gauge.payOut(idsOf(first));
        uint256 most = target.gasSeen();
        vm.revertToState(start);
        // But for some slots that are warm by now.
        target.setGasNeeded(most - 5_000);
        uint256 paid;
        for (uint256 gas_ = 480_000; gas_ < 600_000; gas_ += 3_000) {
            uint256 state = vm.snapshotState();
            (bool success, bytes memory reason) = address(gauge).call{gas: gas_}(
                abi.encodeCall(IGauge.payOut, (idsOf(first)))
            );
            if (success) {
                ++paid;
                assertEq(gauge.claimable(first)[0], 0, "ONE_PAYEE_CANNOT_BLOCK_BATCH: nor be skipped for want of gas");
            } else {
                assertEq(bytes32(bytes4(reason)), bytes32(IGauge.OutOfGas.selector), "says so");
            }
            vm.revertToState(state);
        }
        assertGt(paid, 0, "both happen");
    }

    /* BOUNTIES */

    function test_BountyIsItsShareOfWhatIsPaid() public {
        _prefer(alice, first, Payout.Pay, alice);
        _prefer(neighbour, second, Payout.Deposit, address(target));
        _offer(alice, first, 100);
        _offer(neighbour, second, 500);
        uint256[] memory owed = gauge.claimable(first);
        uint256 owedSecond = gauge.claimable(second)[0];
        uint256[] memory ids = new uint256[](2);
        (ids[0], ids[1]) = (first, second);
        (uint256 bounty, uint256 bountySecond) = (owed[0] / 100, (owedSecond * 5) / 100);
        vm.expectEmit(true, true, true, true);
        emit IGauge.Claim(first, address(usd), alice, owed[0] - bounty);
        vm.expectEmit(true, true, true, true);
        emit IGauge.PayBounty(first, address(usd), bob, bounty);
        gauge.payOutWithBounty(ids, bob);
        assertEq(usd.balanceOf(alice), 1e30 + owed[0] - bounty, "BOUNTY_LE_CAP: the payee's part");
        assertEq(lp.balanceOf(bob), 1e30 + owed[1] / 100, "of each reward");
        assertEq(usd.balanceOf(bob), 1e30 + bounty + bountySecond, "BOUNTY_LE_CAP: the caller's part");
        assertEq(target.convertToAssets(target.balanceOf(neighbour)), owedSecond - bountySecond, "deposited");
        assertEq(gauge.claimable(second)[0], 0, "all of it paid");
    }

    function test_NoBountyUnlessOffered() public {
        _prefer(alice, first, Payout.Pay, alice);
        uint256 owed = gauge.claimable(first)[0];
        gauge.payOutWithBounty(idsOf(first), bob);
        assertEq(usd.balanceOf(alice), 1e30 + owed, "all to the payee");
        assertEq(usd.balanceOf(bob), 1e30, "BOUNTY_LE_CAP: none offered");
    }

    function test_PlainPayOutTakesNoBounty() public {
        _prefer(alice, first, Payout.Pay, alice);
        _offer(alice, first, 500);
        uint256 owed = gauge.claimable(first)[0];
        gauge.payOut(idsOf(first));
        assertEq(usd.balanceOf(alice), 1e30 + owed, "all to the payee");
    }

    /// @dev Whoever has the keeper's key may call as often as they like, settle in between, and name an id many times:
    /// together it is never more than the share of what was paid.
    function testFuzz_CallingOftenEarnsNoMore(uint256 bountyBps, uint256[8] memory waits) public {
        bountyBps = bound(bountyBps, 0, 500);
        _prefer(alice, first, Payout.Pay, alice);
        _offer(alice, first, bountyBps);
        uint256[] memory ids = new uint256[](3);
        (ids[0], ids[1], ids[2]) = (first, first, first);
        for (uint256 i = 0; i < waits.length; ++i) {
            gauge.payOutWithBounty(ids, bob);
            uint256 had = usd.balanceOf(bob);
            gauge.payOutWithBounty(ids, bob);
            assertEq(usd.balanceOf(bob), had, "BOUNTY_LE_CAP: nothing before the next settlement");
            waitAndSettle(bound(waits[i], 1, 1 days));
        }
        gauge.payOutWithBounty(ids, bob);
        uint256 paid = usd.balanceOf(alice) - 1e30;
        uint256 bounties = usd.balanceOf(bob) - 1e30;
        assertLe(bounties * 10_000, (paid + bounties) * bountyBps, "BOUNTY_LE_CAP");
    }

    /// @dev A receiver that a token refuses is the caller's own doing: no payee is reported as failing for it.
    function test_RevertWhen_BountyReceiverIsRefused() public {
        FrozenToken frozen = new FrozenToken();
        gauge = createGauge(IERC20(address(lp)), IERC20(address(frozen)), IERC20(address(usd)));
        fund(alice);
        frozen.mint(address(this), 7e18);
        frozen.approve(address(gauge), 7e18);
        uint256 id = stakeAs(alice, 1e18);
        gauge.notify(address(frozen), 7e18);
        waitAndSettle(1 days);
        _prefer(alice, id, Payout.Pay, alice);
        _offer(alice, id, 100);
        frozen.deny(bob);
        vm.expectRevert(abi.encodeWithSelector(FrozenToken.Frozen.selector));
        gauge.payOutWithBounty(idsOf(id), bob);
        gauge.payOutWithBounty(idsOf(id), carol);
        assertGt(frozen.balanceOf(alice), 0, "paid");
    }

    function test_FailedPaymentEarnsNoBounty() public {
        _prefer(alice, first, Payout.Deposit, address(target));
        _offer(alice, first, 500);
        target.setTrick(HostileVault.Trick.TakeLess);
        gauge.payOutWithBounty(idsOf(first), bob);
        assertEq(usd.balanceOf(bob), 1e30, "BOUNTY_LE_CAP: nothing paid, nothing earned");
    }

    function test_TransferTakesTheBountyBack() public {
        _offer(alice, first, 500);
        vm.expectEmit(true, true, true, true);
        emit IGauge.SetBounty(first, 0);
        vm.prank(alice);
        gauge.transferFrom(alice, bob, first);
        assertEq(gauge.bountyOf(first), 0, "what the former owner offered");
    }

    function test_RevertWhen_BountyIsBad() public {
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(IGauge.BadBounty.selector, 501, 500));
        gauge.setBounty(first, 501);
        vm.expectRevert(
            abi.encodeWithSelector(IERC721Errors.ERC721InsufficientApproval.selector, address(this), first)
        );
        gauge.setBounty(first, 1);
        vm.expectRevert(abi.encodeWithSelector(IGauge.BadReceiver.selector, address(0)));
        gauge.payOutWithBounty(idsOf(first), address(0));
    }

    function _offer(address owner, uint256 id, uint256 bountyBps) private {
        vm.expectEmit(true, true, true, true);
        emit IGauge.SetBounty(id, bountyBps);
        vm.prank(owner);
        gauge.setBounty(id, bountyBps);
    }

    function _prefer(address owner, uint256 id, Payout payout, address to) private {
        vm.prank(owner);
        gauge.setPayout(id, payout, to);
    }
}
