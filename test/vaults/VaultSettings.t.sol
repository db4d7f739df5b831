// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IVault, VaultParams, VaultSettings} from "../../contracts/interfaces/IVault.sol";
import {Vault} from "../../contracts/vaults/Vault.sol";
import {HookToken} from "../mocks/HookToken.sol";
import {VaultBase} from "./VaultBase.sol";

/// @notice Settings at their bounds, what is said of each, and when it holds. Who may set is in VaultPowers.
contract VaultSettingsTest is VaultBase {
    function _expect() private {
        vm.expectEmit(true, true, true, true, address(vault));
    }

    /* AT THEIR BOUNDS */

    function test_EachSettingReachesItsBoundAndIsSaid() public {
        vm.startPrank(curator);
        _expect();
        emit IVault.SetFees(0.5e18, 0.05e18, carol);
        vault.setFees(0.5e18, 0.05e18, carol);
        _expect();
        emit IVault.SetStreamPeriod(30 days);
        vault.setStreamPeriod(30 days);
        _expect();
        emit IVault.SetGracePeriod(30 days);
        vault.setGracePeriod(30 days);
        _expect();
        emit IVault.SetLaneReserve(10_000);
        vault.setLaneReserve(10_000);
        _expect();
        emit IVault.SubmitHealthLimits(1e18, 1e18, block.timestamp + 1 days);
        vault.setHealthLimits(1e18, 1e18);
        vm.stopPrank();
        _skip(1 days);
        VaultSettings memory set = vault.settings();
        assertEq(set.performanceFeeWad, 0.5e18, "performance fee");
        assertEq(set.managementFeeWad, 0.05e18, "management fee");
        assertEq(set.feeRecipient, carol, "recipient");
        assertEq(set.streamPeriod, 30 days, "stream period");
        assertEq(set.gracePeriod, 30 days, "grace period");
        assertEq(set.laneReserveBps, 10_000, "reserve");
        assertEq(set.maxGainWad, 1e18, "gain");
        assertEq(set.maxLossWad, 1e18, "loss");
    }

    function test_StrategiesAndPausesAreSaid() public {
        vm.startPrank(curator);
        _expect();
        emit IVault.SetStrategy(address(first), 7, 1e18);
        vault.setStrategy(address(first), 7, 1e18);
        _expect();
        emit IVault.RemoveStrategy(address(second));
        vault.removeStrategy(address(second));
        vm.stopPrank();
        _expect();
        emit IVault.SetPaused(true);
        vm.prank(guardian);
        vault.setPaused(true);
    }

    function test_RevertWhen_AVaultIsCreatedBeyondABound() public {
        VaultParams memory params = _params(address(token), 0, 0);
        params.maxGainWad = 1e18 + 1;
        vm.expectRevert(abi.encodeWithSelector(IVault.SettingTooHigh.selector, 1e18 + 1, 1e18));
        new Vault(params);
        params.maxGainWad = 1e18;
        params.maxLossWad = 1e18 + 1;
        vm.expectRevert(abi.encodeWithSelector(IVault.SettingTooHigh.selector, 1e18 + 1, 1e18));
        new Vault(params);
        params.maxLossWad = 1e18;
        assertEq(new Vault(params).settings().maxLossWad, 1e18, "at the bounds");
    }

    /* HEALTH LIMITS */

    function test_OneLimitNarrowerAndTheOtherTheSameHoldAtOnce() public {
        vm.startPrank(curator);
        vault.setHealthLimits(MAX_GAIN - 1, MAX_LOSS);
        assertEq(vault.settings().maxGainWad, MAX_GAIN - 1, "gain");
        vault.setHealthLimits(MAX_GAIN - 1, MAX_LOSS - 1);
        assertEq(vault.settings().maxLossWad, MAX_LOSS - 1, "loss");
        vm.stopPrank();
    }

    /// @dev What was submitted and is due counts as the limits that later ones are wider or narrower than.
    function test_LimitsThatAreDueAreTheOnesToBeNarrowerThan() public {
        vm.startPrank(curator);
        vault.setHealthLimits(0.5e18, 0.5e18);
        _skip(1 days);
        _expect();
        emit IVault.SetHealthLimits(0.4e18, 0.4e18);
        vault.setHealthLimits(0.4e18, 0.4e18);
        vm.stopPrank();
        assertEq(vault.settings().maxGainWad, 0.4e18, "at once");
    }

    function test_LimitsThatAreDueAreWrittenOnce() public {
        vm.prank(curator);
        vault.setHealthLimits(0.5e18, 0.5e18);
        _skip(1 days);
        vm.recordLogs();
        _report();
        assertEq(vm.getRecordedLogs().length, 2, "the limits and the report");
        _skip(1);
        vm.recordLogs();
        _report();
        assertEq(vm.getRecordedLogs().length, 1, "the report alone");
    }

    function test_AnotherPowerGivenAwayLeavesTheLimitsSubmitted() public {
        vm.prank(curator);
        vault.setHealthLimits(0.5e18, 0.5e18);
        vault.abdicate(IVault.setFees.selector);
        _skip(1 days);
        assertEq(vault.settings().maxGainWad, 0.5e18, "they hold all the same");
    }

    /* BY A DELAY */

    /// @dev A role whose calls are delayed brings its report along too, before strangers may report.
    function test_ACuratorWithADelayReportsByWhatItSets() public {
        _deposit(alice, 100e6);
        _allocate(first, 50e6);
        address slow = address(0x510);
        manager.grantRole(CURATOR, slow, 1 hours);
        bytes memory fees = abi.encodeCall(IVault.setFees, (0.2e18, 0, carol));
        bytes memory removal = abi.encodeCall(IVault.removeStrategy, (address(second)));
        vm.startPrank(slow);
        manager.schedule(address(vault), fees, 0);
        manager.schedule(address(vault), removal, 0);
        _skip(1 hours);
        token.mint(address(first), 1e6);
        vault.setFees(0.2e18, 0, carol);
        assertEq(vault.lastReport(), block.timestamp, "reported");
        assertGt(vault.balanceOf(feeRecipient), 0, "by the old fee");
        _skip(1);
        vault.removeStrategy(address(second));
        assertEq(vault.lastReport(), block.timestamp, "reported again");
        vm.stopPrank();
    }

    /* REENTRY */

    /// @dev A token that calls back has every role, and may settle or set nothing in the middle of an exit.
    function test_NothingIsSettledWithinACall() public {
        HookToken hook = new HookToken();
        vault = _newVault(address(hook), 0, 0);
        manager.grantRole(CURATOR, address(hook), 0);
        manager.grantRole(KEEPER, address(hook), 0);
        hook.mint(alice, 100e18);
        vm.startPrank(alice);
        hook.approve(address(vault), 100e18);
        vault.deposit(100e18, alice);
        bytes[7] memory calls = [
            abi.encodeCall(IVault.report, ()),
            abi.encodeCall(IVault.sweep, (new uint256[](0))),
            abi.encodeCall(IVault.allocate, (address(first), 0)),
            abi.encodeCall(IVault.deallocate, (address(first), 0)),
            abi.encodeCall(IVault.setStrategy, (address(first), 0, 0)),
            abi.encodeCall(IVault.removeStrategy, (address(first))),
            abi.encodeCall(IVault.setFees, (0, 0, carol))
        ];
        for (uint256 i = 0; i < calls.length; ++i) {
            hook.arm(address(vault), calls[i]);
            vault.redeem(1e18, alice, alice);
            assertEq(hook.calls(), 1, "the call was made");
            assertEq(
                hook.answer(),
                abi.encodeWithSelector(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector),
                "HARVEST_REENTRY_SAFE"
            );
        }
        vm.stopPrank();
    }
}
