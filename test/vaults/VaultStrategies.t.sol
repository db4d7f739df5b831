// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {DevnetToken} from "../../contracts/devnet/DevnetToken.sol";
import {IVault} from "../../contracts/interfaces/IVault.sol";
import {LaneLib} from "../../contracts/lanes/LaneLib.sol";
import {Vault} from "../../contracts/vaults/Vault.sol";
import {MockStrategy} from "../mocks/MockStrategy.sol";
import {VaultBase} from "./VaultBase.sol";

/// @title SlippyStrategy
/// @notice Takes a hundredth of each deposit, as a pool with a fee would.
contract SlippyStrategy is MockStrategy {
    constructor(IERC20 asset_) MockStrategy(asset_) {}

    function _deposit(address caller, address receiver, uint256 assets, uint256 shares) internal override {
        super._deposit(caller, receiver, assets, shares);
        this.lose(assets / 100);
    }
}

/// @notice Strategies, sweeps, moves and settings: who may, and within which bounds.
contract VaultStrategiesTest is VaultBase {
    function setUp() public override {
        super.setUp();
        _deposit(alice, 1000e6);
    }

    /* MOVES */

    function test_RevertWhen_CapIsExceeded() public {
        vm.startPrank(curator);
        vault.setStrategy(address(first), 300e6, 1e18);
        vault.setStrategy(address(second), type(uint128).max, 0.4e18);
        vm.stopPrank();
        _allocate(first, 300e6);
        vm.startPrank(keeper);
        vm.expectRevert(abi.encodeWithSelector(IVault.CapExceeded.selector, address(first), 300e6 + 1, 300e6));
        vault.allocate(address(first), 1);
        vm.expectRevert(abi.encodeWithSelector(IVault.CapExceeded.selector, address(second), 400e6 + 1, 400e6));
        vault.allocate(address(second), 400e6 + 1);
        vault.allocate(address(second), 400e6);
        vm.expectRevert(abi.encodeWithSelector(IVault.BufferTooSmall.selector, 300e6 + 1, 300e6));
        vault.allocate(address(second), 300e6 + 1);
        vm.stopPrank();
    }

    function test_RevertWhen_TargetIsNotListed() public {
        MockStrategy other = new MockStrategy(IERC20(address(token)));
        vm.startPrank(keeper);
        vault.sweep(_allLanes());
        vm.expectRevert(abi.encodeWithSelector(IVault.NotAStrategy.selector, address(other)));
        vault.allocate(address(other), 1);
        vm.expectRevert(abi.encodeWithSelector(IVault.NotAStrategy.selector, address(other)));
        vault.deallocate(address(other), 1);
        vm.stopPrank();
    }

    function test_RevertWhen_StrategyTakesLessThanItWasGiven() public {
        vm.prank(keeper);
        vault.sweep(_allLanes());
        first.setUnderTake(1e6);
        vm.expectRevert(abi.encodeWithSelector(IVault.ShortTransfer.selector, 100e6, 99e6));
        vm.prank(keeper);
        vault.allocate(address(first), 100e6);
    }

    function test_RevertWhen_AllocatingToAnUnreadableStrategy() public {
        vm.prank(keeper);
        vault.sweep(_allLanes());
        _allocate(first, 1e6);
        vm.mockCallRevert(address(first), abi.encodeWithSelector(first.convertToAssets.selector), "");
        vm.expectRevert(abi.encodeWithSelector(IVault.StrategyUnreadable.selector, address(first)));
        vm.prank(keeper);
        vault.allocate(address(first), 1e6);
        // Leaving it is possible, as far as it pays.
        vm.prank(keeper);
        vault.deallocate(address(first), 1e6);
        assertEq(vault.buffer(), 1000e6, "back");
    }

    /// @dev A stolen keeper key churns assets through a strategy that takes 1 % of each deposit.
    function test_HostileKeeperLosesNoMoreThanTheDailyLimit() public {
        SlippyStrategy slippy = new SlippyStrategy(IERC20(address(token)));
        vm.prank(curator);
        vault.setStrategy(address(slippy), type(uint128).max, 1e18);
        vm.startPrank(keeper);
        vault.sweep(_allLanes());
        for (uint256 i = 0; i < 20; ++i) {
            try vault.allocate(address(slippy), 300e6) {
                vault.deallocate(address(slippy), slippy.maxWithdraw(address(vault)));
            } catch {}
        }
        vm.stopPrank();
        assertGe(vault.actualAssets(), 980e6 - 20, "HOSTILE_KEEPER_LOSS_LE_CAP");
        assertLt(vault.actualAssets(), 985e6, "the limit was met");
        _skip(1 days);
        vm.prank(keeper);
        vault.allocate(address(slippy), 300e6);
    }

    function test_AllocateLeavesNoApprovalAndItsValueIsKnown() public {
        _allocate(first, 400e6);
        assertEq(token.allowance(address(vault), address(first)), 0, "RESIDUAL_APPROVAL_ZERO");
        assertEq(vault.actualAssets(), 1000e6, "nothing lost");
        vm.prank(keeper);
        assertEq(vault.deallocate(address(first), 150e6), 150e6, "strategy shares");
        assertEq(vault.buffer(), 750e6, "back in the buffer");
    }

    /* SWEEP */

    function test_SweepLeavesTheReserve() public {
        vm.prank(curator);
        vault.setLaneReserve(1_600);
        vm.prank(keeper);
        vault.sweep(_allLanes());
        // 16 % over 16 lanes.
        assertEq(vault.laneCash(vault.laneOf(alice)), 10e6, "a lane's part");
        assertEq(vault.buffer(), 990e6, "the rest");
        vm.prank(keeper);
        assertEq(vault.sweep(_allLanes()), 0, "sweeping twice takes nothing more");
    }

    function test_RevertWhen_SweepingNoLane() public {
        uint256[] memory lanes = new uint256[](1);
        lanes[0] = 16;
        vm.expectRevert(abi.encodeWithSelector(LaneLib.NoSuchLane.selector, 16, 16));
        vm.prank(keeper);
        vault.sweep(lanes);
    }

    /* LIST */

    function test_ListKeepsItsOrderAndItsBound() public {
        vm.startPrank(curator);
        address[] memory added = new address[](6);
        for (uint256 i = 0; i < 6; ++i) {
            added[i] = address(new MockStrategy(IERC20(address(token))));
            vault.setStrategy(added[i], i, 1e18);
        }
        address ninth = address(new MockStrategy(IERC20(address(token))));
        vm.expectRevert(abi.encodeWithSelector(IVault.TooManyStrategies.selector, 8));
        vault.setStrategy(ninth, 0, 0);
        vault.removeStrategy(address(second));
        vault.removeStrategy(added[5]);
        vm.stopPrank();
        address[] memory order = vault.strategies();
        assertEq(order.length, 6, "removed");
        assertEq(order[0], address(first), "the first stays");
        for (uint256 i = 1; i < 6; ++i) {
            assertEq(order[i], added[i - 1], "the others move up");
            assertEq(vault.capsOf(order[i]).absoluteCap, i - 1, "with their caps");
        }
        assertEq(vault.capsOf(address(second)).relativeCapWad, 0, "forgotten");
    }

    function test_RevertWhen_StrategyIsOfAnotherAssetOrTheVaultItself() public {
        MockStrategy other = new MockStrategy(new DevnetToken("Other", "OTH", 6));
        vm.startPrank(curator);
        vm.expectRevert(abi.encodeWithSelector(IVault.BadStrategy.selector, address(other)));
        vault.setStrategy(address(other), 1, 1);
        vm.expectRevert(abi.encodeWithSelector(IVault.BadStrategy.selector, address(vault)));
        vault.setStrategy(address(vault), 1, 1);
        vm.expectRevert(abi.encodeWithSelector(IVault.NotAStrategy.selector, address(other)));
        vault.removeStrategy(address(other));
        vm.stopPrank();
    }

    function test_WrittenOffAndListedAgainComesBackAsAGain() public {
        _allocate(first, 10e6);
        _skip(1 hours);
        vm.startPrank(curator);
        vault.removeStrategy(address(first));
        assertApprox(vault.fullPriceRay(), 0.99e27, 1e20, "LOSS_SHOWS_AT_ONCE");
        vault.setStrategy(address(first), type(uint128).max, 1e18);
        vm.stopPrank();
        _skip(1 hours);
        _report();
        assertApprox(vault.fullPriceRay(), RAY, 1e20, "back");
        assertEq(vault.balanceOf(feeRecipient), 0, "FEE_LE_CAP_OF_GAIN_ONLY");
    }

    /// @dev A vault is a strategy for another one.
    function test_VaultOverVault() public {
        Vault outer = _newVault(address(token), 0, 0);
        vm.prank(curator);
        outer.setStrategy(address(vault), type(uint128).max, 1e18);
        token.mint(bob, 100e6);
        vm.startPrank(bob);
        token.approve(address(outer), 100e6);
        outer.deposit(100e6, bob);
        vm.stopPrank();
        vm.startPrank(keeper);
        outer.sweep(_allLanes());
        outer.allocate(address(vault), 100e6);
        vm.stopPrank();
        vm.prank(bob);
        assertEq(outer.redeem(100e6, bob, bob), 100e6, "LANE_FALLTHROUGH through two vaults");
    }

    /* SETTINGS */

    function test_RevertWhen_SettingIsBeyondItsBound() public {
        vm.startPrank(curator);
        vm.expectRevert(abi.encodeWithSelector(IVault.SettingTooHigh.selector, 0.5e18 + 1, 0.5e18));
        vault.setFees(0.5e18 + 1, 0, feeRecipient);
        vm.expectRevert(abi.encodeWithSelector(IVault.SettingTooHigh.selector, 0.05e18 + 1, 0.05e18));
        vault.setFees(0, 0.05e18 + 1, feeRecipient);
        vm.expectRevert(abi.encodeWithSelector(IVault.ZeroRecipient.selector));
        vault.setFees(0, 0, address(0));
        vm.expectRevert(abi.encodeWithSelector(IVault.SettingTooHigh.selector, 1e18 + 1, 1e18));
        vault.setHealthLimits(1e18 + 1, 0);
        vm.expectRevert(abi.encodeWithSelector(IVault.SettingTooHigh.selector, 1e18 + 1, 1e18));
        vault.setHealthLimits(0, 1e18 + 1);
        vm.expectRevert(abi.encodeWithSelector(IVault.SettingTooHigh.selector, 30 days + 1, 30 days));
        vault.setStreamPeriod(30 days + 1);
        vm.expectRevert(abi.encodeWithSelector(IVault.SettingTooHigh.selector, 30 days + 1, 30 days));
        vault.setGracePeriod(30 days + 1);
        vm.expectRevert(abi.encodeWithSelector(IVault.SettingTooHigh.selector, 10_001, 10_000));
        vault.setLaneReserve(10_001);
        vm.expectRevert(abi.encodeWithSelector(IVault.SettingTooHigh.selector, 1e18 + 1, 1e18));
        vault.setStrategy(address(first), 1, 1e18 + 1);
        vm.stopPrank();
    }

    function test_NewFeesCountFromTheirDay() public {
        _allocate(first, 1000e6);
        token.mint(address(first), 10e6);
        _skip(1 hours);
        vm.prank(curator);
        vault.setFees(0.5e18, 0, feeRecipient);
        assertApprox(vault.balanceOf(feeRecipient), 1e6, 0.02e6, "FEE_LE_CAP_OF_GAIN_ONLY by the old fee");
        assertEq(vault.settings().performanceFeeWad, 0.5e18, "the new fee");
    }

    function test_RevertWhen_StrangerCallsARolesFunction() public {
        bytes[12] memory calls = [
            abi.encodeCall(vault.setStrategy, (address(first), 1, 1)),
            abi.encodeCall(vault.removeStrategy, (address(first))),
            abi.encodeCall(vault.setFees, (0, 0, carol)),
            abi.encodeCall(vault.setHealthLimits, (0, 0)),
            abi.encodeCall(vault.setStreamPeriod, (0)),
            abi.encodeCall(vault.setGracePeriod, (0)),
            abi.encodeCall(vault.setLaneReserve, (0)),
            abi.encodeCall(vault.setPaused, (true)),
            abi.encodeCall(vault.sweep, (new uint256[](0))),
            abi.encodeCall(vault.allocate, (address(first), 0)),
            abi.encodeCall(vault.deallocate, (address(first), 0)),
            abi.encodeCall(AccessManaged.setAuthority, (carol))
        ];
        vm.startPrank(carol);
        for (uint256 i = 0; i < calls.length; ++i) {
            (bool ok, bytes memory answer) = address(vault).call(calls[i]);
            assertFalse(ok, "TARGETS_ALLOWLISTED");
            assertEq(
                answer,
                abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, carol),
                "PRIVILEGED_ONLY_VIA_TIMELOCK"
            );
        }
        vm.stopPrank();
    }
}
