// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {DevnetToken} from "../../contracts/devnet/DevnetToken.sol";
import {Gauge} from "../../contracts/gauges/Gauge.sol";
import {GaugeParams, IGauge, Payout, RewardParams} from "../../contracts/interfaces/IGauge.sol";
import {FeeToken} from "../mocks/FeeToken.sol";
import {FrozenToken} from "../mocks/FrozenToken.sol";
import {HookToken} from "../mocks/HookToken.sol";
import {GaugeBase} from "./GaugeBase.sol";

/// @notice Tokens that charge, freeze, call back, and callers that starve.
contract GaugeHostileTest is GaugeBase {
    function test_StakeTokenWithFeeCountsWhatArrives() public {
        FeeToken fee = new FeeToken();
        gauge = createGauge(IERC20(address(fee)), IERC20(address(usd)), IERC20(address(lp)));
        _endow(fee, alice);
        uint256 id = stakeAs(alice, 1000);
        assertEq(gauge.stakeOf(id), 990, "what arrived");
        assertEq(fee.balanceOf(address(gauge.purseOf(gauge.laneOf(id)))), 990, "LANE_CUSTODY");
        unstakeAs(alice, id, 990);
        assertEq(gauge.totalStake(), 0, "all of it leaves");
    }

    function test_RevertWhen_RewardChargesForTransfers() public {
        FeeToken fee = new FeeToken();
        gauge = createGauge(IERC20(address(lp)), IERC20(address(fee)), IERC20(address(usd)));
        _endow(fee, address(this));
        vm.expectRevert(abi.encodeWithSelector(IGauge.FeeOnTransfer.selector, address(fee), 1000, 990));
        gauge.notify(address(fee), 1000);
    }

    function test_FrozenRewardDelaysItselfAlone() public {
        FrozenToken frozen = new FrozenToken();
        gauge = createGauge(IERC20(address(lp)), IERC20(address(frozen)), IERC20(address(usd)));
        fund(alice);
        fund(address(this));
        _endow(frozen, address(this));
        uint256 id = stakeAs(alice, 1e18);
        gauge.notify(address(frozen), 7e18);
        gauge.notify(address(usd), 7e6);
        frozen.setFrozen(true);
        wait(1 days);
        vm.expectEmit(true, true, true, true);
        emit IGauge.DistributeSkipped(1, address(frozen), abi.encodeWithSelector(FrozenToken.Frozen.selector));
        vm.expectEmit();
        emit IGauge.Distribute(1, address(frozen), 0, 0, 0, 0);
        gauge.settle();
        assertEq(gauge.claimable(id)[0], 0, "nothing of the frozen one");
        assertApprox(gauge.claimable(id)[1], 1e6, 1, "the other as ever");
        unstakeAs(alice, id, 0.5e18);
        assertApprox(claimAs(alice, id)[1], 1e6, 1, "EXIT_UNBLOCKABLE");

        frozen.setFrozen(false);
        waitAndSettle(1 days);
        assertApprox(gauge.claimable(id)[0], 2e18, 1, "NO_LOSS_AT_ZERO_STAKE: two days at once");
        frozen.setFrozen(true);
        vm.prank(alice);
        assertApprox(gauge.claimOne(id, address(usd), alice), 1e6, 1, "claimOne leaves the frozen one aside");
        vm.prank(alice);
        gauge.setPayout(id, Payout.Pay, alice);
        gauge.payOut(idsOf(id));
        unstakeAs(alice, id, 0.5e18);
        frozen.setFrozen(false);
        assertApprox(claimAs(alice, id)[0], 2e18, 1, "PAID_LE_FUNDED: nothing lost");
    }

    function test_DeniedPayeeCannotBlockOthers() public {
        FrozenToken frozen = new FrozenToken();
        gauge = createGauge(IERC20(address(lp)), IERC20(address(frozen)), IERC20(address(usd)));
        fund(alice);
        fund(address(this));
        _endow(frozen, address(this));
        uint256 first = stakeAs(alice, 1e18);
        uint256 second = stakeAs(alice, 1e18);
        gauge.notify(address(frozen), 14e18);
        gauge.notify(address(usd), 14e6);
        waitAndSettle(1 days);
        frozen.deny(bob);
        vm.startPrank(alice);
        gauge.setPayout(first, Payout.Pay, bob);
        gauge.setPayout(second, Payout.Pay, carol);
        vm.stopPrank();
        uint256[] memory ids = new uint256[](2);
        (ids[0], ids[1]) = (first, second);
        gauge.payOut(ids);
        assertApprox(frozen.balanceOf(carol), 1e18, 1, "ONE_PAYEE_CANNOT_BLOCK_BATCH");
        assertApprox(gauge.claimable(first)[0], 1e18, 1, "the credit stays");
        assertEq(gauge.claimable(first)[1], 0, "the other reward is paid");
    }

    /// @dev Whatever gas a caller gives, an epoch credits every reward or the settlement reverts. With many lanes, the
    /// 64th of the gas that a starved call leaves would be enough to go on without that reward.
    function test_StarvedSettlementCreditsAllOrNothing() public {
        RewardParams[] memory rewards = new RewardParams[](1);
        rewards[0] = RewardParams(IERC20(address(usd)), PERIOD);
        gauge = new Gauge(GaugeParams("", "", IERC20(address(lp)), 64, address(manager), 1, rewards));
        fund(address(this));
        uint256 id;
        for (uint160 i = 0; i < 64; ++i) {
            id = gauge.stake(1e18, address(uint160(alice) + i));
        }
        gauge.notify(address(usd), 7 * 64e6);
        wait(1 days);
        uint256 settled;
        uint256 refused;
        for (uint256 gas_ = 500_000; gas_ < 5_000_000; gas_ += 25_000) {
            uint256 state = vm.snapshotState();
            (bool success, bytes memory reason) = address(gauge).call{gas: gas_}(abi.encodeCall(IGauge.settle, ()));
            if (success) {
                ++settled;
                assertApprox(gauge.claimable(id)[0], 1e6, 1, "SETTLE_ANYTIME: all credited");
            } else if (bytes4(reason) == IGauge.OutOfGas.selector) {
                ++refused;
            }
            vm.revertToState(state);
        }
        assertGt(settled, 10, "with enough gas it settles");
        assertGt(refused, 10, "with too little it says so");
    }

    function test_TokenCannotReenter() public {
        HookToken hook = new HookToken();
        gauge = createGauge(IERC20(address(hook)), IERC20(address(usd)), IERC20(address(hook)));
        _endow(hook, alice);
        _endow(hook, address(this));
        fund(address(this));
        uint256 id = stakeAs(alice, 100e18);
        gauge.notify(address(hook), 7e18);
        waitAndSettle(1 days);
        uint256 owned = stakeAs(alice, 5e18);
        vm.startPrank(alice);
        gauge.setApprovalForAll(address(hook), true);
        gauge.setPayout(id, Payout.Pay, alice);
        vm.stopPrank();
        wait(1 days);
        bytes[] memory inner = new bytes[](12);
        inner[0] = abi.encodeCall(IGauge.payOut, (idsOf(id)));
        inner[1] = abi.encodeCall(IGauge.settle, ());
        inner[2] = abi.encodeCall(IGauge.claim, (id, address(hook)));
        inner[3] = abi.encodeCall(IGauge.claimOne, (id, address(hook), address(hook)));
        inner[4] = abi.encodeCall(IGauge.unstake, (owned, 1e18, address(hook)));
        inner[5] = abi.encodeCall(IGauge.stake, (1, address(hook)));
        inner[6] = abi.encodeCall(IGauge.increase, (owned, 1));
        inner[7] = abi.encodeCall(IGauge.notify, (address(hook), 1));
        inner[8] = abi.encodeCall(IGauge.split, (owned, 1e18));
        inner[9] = abi.encodeCall(IGauge.merge, (owned, id));
        inner[10] = abi.encodeCall(IGauge.payOutWithBounty, (idsOf(id), address(hook)));
        inner[11] = abi.encodeCall(IGauge.setBounty, (owned, 1));
        bytes[] memory outer = new bytes[](8);
        outer[0] = abi.encodeCall(IGauge.unstake, (id, 1e18, alice));
        outer[1] = abi.encodeCall(IGauge.claim, (id, alice));
        outer[2] = abi.encodeCall(IGauge.stake, (1e18, alice));
        outer[3] = abi.encodeCall(IGauge.notify, (address(hook), 1e18));
        outer[4] = abi.encodeCall(IGauge.settle, ());
        outer[5] = abi.encodeCall(IGauge.payOut, (idsOf(id)));
        outer[6] = abi.encodeCall(IGauge.payOutWithBounty, (idsOf(id), carol));
        outer[7] = abi.encodeCall(IGauge.increase, (id, 1e18));
        for (uint256 i = 0; i < outer.length; ++i) {
            for (uint256 j = 0; j < inner.length; ++j) {
                uint256 state = vm.snapshotState();
                hook.arm(address(gauge), inner[j]);
                vm.prank(alice);
                (bool success, ) = address(gauge).call(outer[i]);
                assertTrue(success, "the outer call goes through");
                assertGt(hook.calls(), 0, "the token called back");
                assertFalse(hook.succeeded(), "HARVEST_REENTRY_SAFE");
                vm.revertToState(state);
            }
        }
    }

    /// @dev The owner of before chose where rewards go; sold amid a payout, the position keeps what is not paid yet.
    function test_PositionSoldAmidAPayoutKeepsTheRest() public {
        HookToken hook = new HookToken();
        gauge = createGauge(IERC20(address(lp)), IERC20(address(hook)), IERC20(address(usd)));
        fund(alice);
        fund(address(this));
        _endow(hook, address(this));
        uint256 id = stakeAs(alice, 1e18);
        gauge.notify(address(hook), 7e18);
        gauge.notify(address(usd), 7e6);
        waitAndSettle(1 days);
        uint256 usdHad = usd.balanceOf(alice);
        vm.startPrank(alice);
        gauge.setPayout(id, Payout.Pay, alice);
        gauge.setBounty(id, 500);
        gauge.approve(address(hook), id);
        vm.stopPrank();
        hook.arm(address(gauge), abi.encodeWithSignature("transferFrom(address,address,uint256)", alice, bob, id));
        gauge.payOutWithBounty(idsOf(id), carol);
        assertEq(hook.entries(), 1, "sold within the first payment");
        assertEq(gauge.ownerOf(id), bob, "sold");
        assertApprox(hook.balanceOf(alice), 0.95e18, 1, "the first reward was paid before");
        assertApprox(gauge.claimable(id)[1], 1e6, 1, "TRANSFER_CARRIES_CREDIT");
        assertEq(usd.balanceOf(alice), usdHad, "nothing more for the owner of before");
        hook.arm(address(0), "");
        assertApprox(claimAs(bob, id)[1], 1e6, 1, "PAID_LE_FUNDED: the new one's");
    }

    function test_DonationsChangeNothing() public {
        uint256 id = stakeAs(alice, 1e18);
        gauge.notify(address(usd), 7e6);
        usd.mint(address(gauge), 1e12);
        usd.mint(address(gauge.purseOf(gauge.laneOf(id))), 1e12);
        lp.mint(address(gauge.purseOf(gauge.laneOf(id))), 1e24);
        waitAndSettle(1 days);
        assertApprox(gauge.claimable(id)[0], 1e6, 1, "DONATION_INERT");
        assertEq(gauge.stakeOf(id), 1e18, "DONATION_INERT");
        assertEq(gauge.totalStake(), 1e18, "DONATION_INERT");
    }

    function _endow(DevnetToken token, address account) private {
        token.mint(account, 1e24);
        vm.prank(account);
        token.approve(address(gauge), type(uint256).max);
    }
}
