// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {IVault, ReportResult, VaultParams} from "../../contracts/interfaces/IVault.sol";
import {Vault} from "../../contracts/vaults/Vault.sol";
import {VaultSettlement} from "../../contracts/vaults/VaultSettlement.sol";
import {VaultBase} from "./VaultBase.sol";

/// @notice What roles may do by and by, or never again; and several calls at once.
contract VaultPowersTest is VaultBase {
    /* HEALTH LIMITS */

    function test_NarrowerLimitsHoldAtOnce() public {
        vm.prank(curator);
        vault.setHealthLimits(0.01e18, 0.01e18);
        assertEq(vault.settings().maxGainWad, 0.01e18, "gain");
        assertEq(vault.settings().maxLossWad, 0.01e18, "loss");
    }

    /// @dev One of them wider is enough to wait for both.
    function test_WiderLimitsHoldADayLater() public {
        vm.expectEmit(true, true, true, true, address(vault));
        emit IVault.SubmitHealthLimits(0.5e18, 0.01e18, block.timestamp + 1 days);
        vm.prank(curator);
        vault.setHealthLimits(0.5e18, 0.01e18);
        assertEq(vault.settings().maxGainWad, MAX_GAIN, "HEALTH_LIMITS_HOLD not yet");
        assertEq(vault.settings().maxLossWad, MAX_LOSS, "HEALTH_LIMITS_HOLD nor the other");
        _skip(1 days - 1);
        assertEq(vault.settings().maxGainWad, MAX_GAIN, "HEALTH_LIMITS_HOLD a second before");
        _skip(1);
        assertEq(vault.settings().maxGainWad, 0.5e18, "now");
        assertEq(vault.settings().maxLossWad, 0.01e18, "and the other");
        // The next settlement writes what is said already.
        vm.expectEmit(true, true, true, true, address(vault));
        emit IVault.SetHealthLimits(0.5e18, 0.01e18);
        _report();
        assertEq(vault.settings().maxGainWad, 0.5e18, "written");
    }

    /// @dev The override: what a report held back, a report lets through a day after the curator said so.
    function test_TheCuratorLetsAReportThroughByADelay() public {
        _deposit(alice, 100e6);
        _allocate(first, 100e6);
        token.mint(address(first), 20e6);
        vm.prank(curator);
        vault.setHealthLimits(0.5e18, MAX_LOSS);
        _skip(1 hours);
        vm.prank(keeper);
        ReportResult memory result = vault.report();
        assertLe(result.fullRay, 1.03e27, "HEALTH_LIMITS_HOLD before");
        _skip(1 days);
        vm.prank(keeper);
        result = vault.report();
        assertGt(result.fullRay, 1.15e27, "through");
        assertLe(result.reserve, 1, "nothing is held back");
    }

    function test_NarrowerLimitsCancelWhatWasSubmitted() public {
        vm.startPrank(curator);
        vault.setHealthLimits(0.5e18, 0.5e18);
        vault.setHealthLimits(MAX_GAIN, MAX_LOSS);
        vm.stopPrank();
        _skip(2 days);
        _report();
        assertEq(vault.settings().maxGainWad, MAX_GAIN, "HEALTH_LIMITS_HOLD cancelled");
    }

    function test_ALaterSubmissionTakesThePlaceOfAnEarlierOne() public {
        vm.startPrank(curator);
        vault.setHealthLimits(0.5e18, 0.5e18);
        _skip(1 days - 1);
        vault.setHealthLimits(0.2e18, 0.2e18);
        vm.stopPrank();
        _skip(1);
        assertEq(vault.settings().maxGainWad, MAX_GAIN, "HEALTH_LIMITS_HOLD from the later one on");
        _skip(1 days);
        assertEq(vault.settings().maxGainWad, 0.2e18, "the later one");
    }

    /* GIVING AWAY */

    function test_APowerGivenAwayIsNobodys() public {
        bytes4[11] memory powers = [
            IVault.sweep.selector,
            IVault.allocate.selector,
            IVault.deallocate.selector,
            IVault.setStrategy.selector,
            IVault.removeStrategy.selector,
            IVault.setFees.selector,
            IVault.setHealthLimits.selector,
            IVault.setStreamPeriod.selector,
            IVault.setGracePeriod.selector,
            IVault.setLaneReserve.selector,
            IVault.setPaused.selector
        ];
        bytes[11] memory calls = [
            abi.encodeCall(IVault.sweep, (new uint256[](0))),
            abi.encodeCall(IVault.allocate, (address(first), 0)),
            abi.encodeCall(IVault.deallocate, (address(first), 0)),
            abi.encodeCall(IVault.setStrategy, (address(first), 0, 0)),
            abi.encodeCall(IVault.removeStrategy, (address(second))),
            abi.encodeCall(IVault.setFees, (0, 0, feeRecipient)),
            abi.encodeCall(IVault.setHealthLimits, (0, 0)),
            abi.encodeCall(IVault.setStreamPeriod, (1)),
            abi.encodeCall(IVault.setGracePeriod, (1)),
            abi.encodeCall(IVault.setLaneReserve, (1)),
            abi.encodeCall(IVault.setPaused, (true))
        ];
        for (uint256 i = 0; i < powers.length; ++i) {
            address who =
                i < 3
                    ? keeper
                    : i < 10
                        ? curator
                        : guardian;
            assertFalse(vault.abdicated(powers[i]), "not yet");
            uint256 state = vm.snapshotState();
            vm.prank(who);
            (bool ok, bytes memory answer) = address(vault).call(calls[i]);
            assertTrue(ok, "a power before");
            vm.revertToState(state);
            vm.expectEmit(true, true, true, true, address(vault));
            emit IVault.Abdicate(powers[i]);
            vault.abdicate(powers[i]);
            assertTrue(vault.abdicated(powers[i]), "given away");
            vm.prank(who);
            (ok, answer) = address(vault).call(calls[i]);
            assertFalse(ok, "still a power");
            assertEq(answer, abi.encodeWithSelector(IVault.PowerAbdicated.selector, powers[i]), "why");
        }
        // Not even the admin, by any role, nor in a multicall.
        manager.grantRole(GUARDIAN, address(this), 0);
        bytes[] memory several = new bytes[](1);
        several[0] = calls[10];
        vm.expectRevert(abi.encodeWithSelector(IVault.PowerAbdicated.selector, IVault.setPaused.selector));
        vault.multicall(several);
    }

    function test_RevertWhen_AnExitOrAReportWouldBeGivenAway() public {
        bytes4[9] memory rights = [
            IERC4626.deposit.selector,
            IERC4626.mint.selector,
            IERC4626.withdraw.selector,
            IERC4626.redeem.selector,
            IVault.redeemInKind.selector,
            IVault.report.selector,
            IVault.multicall.selector,
            IVault.abdicate.selector,
            bytes4(0)
        ];
        for (uint256 i = 0; i < rights.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IVault.NotAPower.selector, rights[i]));
            vault.abdicate(rights[i]);
        }
    }

    function test_RevertWhen_NotTheAdminGivesAway() public {
        address[4] memory others = [alice, keeper, curator, guardian];
        for (uint256 i = 0; i < others.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, others[i]));
            vm.prank(others[i]);
            vault.abdicate(IVault.setPaused.selector);
        }
    }

    /// @dev Where nobody could open again, no loss closes.
    function test_WithoutAGuardianNoLossClosesEntries() public {
        _deposit(alice, 100e6);
        _allocate(first, 100e6);
        vault.abdicate(IVault.setPaused.selector);
        first.lose(50e6);
        _report();
        assertFalse(vault.paused(), "open");
        assertGt(vault.maxDeposit(alice), 0, "MAX_IS_ACHIEVABLE");
        _deposit(bob, 1e6);
    }

    /// @dev A vault that is wound down: closed for good, and everyone leaves.
    function test_ClosedForGoodAndHoldersLeave() public {
        uint256 shares = _deposit(alice, 100e6);
        vm.prank(guardian);
        vault.setPaused(true);
        vault.abdicate(IVault.setPaused.selector);
        assertEq(vault.maxDeposit(alice), 0, "closed");
        assertEq(_redeem(alice, shares), 100e6, "EXIT_UNBLOCKABLE");
    }

    function test_LimitsSubmittedNeverHoldOnceThePowerIsGone() public {
        vm.prank(curator);
        vault.setHealthLimits(0.5e18, 0.5e18);
        vault.abdicate(IVault.setHealthLimits.selector);
        _skip(2 days);
        _report();
        assertEq(vault.settings().maxGainWad, MAX_GAIN, "HEALTH_LIMITS_HOLD");
    }

    function test_LimitsThatHoldAlreadyStayOnceThePowerIsGone() public {
        vm.prank(curator);
        vault.setHealthLimits(0.5e18, 0.5e18);
        _skip(1 days);
        vault.abdicate(IVault.setHealthLimits.selector);
        assertEq(vault.settings().maxGainWad, 0.5e18, "held before");
    }

    /* SEVERAL AT ONCE */

    function test_PermitAndLeaveAtOnce() public {
        uint256 key = 0xA11CE;
        address owner = vm.addr(key);
        _deposit(owner, 10e6);
        bytes32 digest = keccak256(
            abi.encodePacked(
                hex"1901",
                vault.DOMAIN_SEPARATOR(),
                keccak256(
                    abi.encode(
                        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"),
                        owner,
                        bob,
                        4e6,
                        0,
                        block.timestamp
                    )
                )
            )
        );
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(IERC20Permit.permit, (owner, bob, 4e6, block.timestamp, v, r, s));
        calls[1] = abi.encodeCall(IERC4626.redeem, (4e6, bob, owner));
        vm.prank(bob);
        bytes[] memory answers = vault.multicall(calls);
        assertEq(abi.decode(answers[1], (uint256)), 4e6, "answer");
        assertEq(token.balanceOf(bob), 4e6, "paid");
        assertEq(vault.allowance(owner, bob), 0, "ALLOWANCE_EXACT");
    }

    function test_KeeperSettlesAtOnce() public {
        _deposit(alice, 10e6);
        bytes[] memory calls = new bytes[](3);
        calls[0] = abi.encodeCall(IVault.sweep, (_allLanes()));
        calls[1] = abi.encodeCall(IVault.allocate, (address(first), 10e6));
        calls[2] = abi.encodeCall(IVault.report, ());
        vm.prank(keeper);
        bytes[] memory answers = vault.multicall(calls);
        assertEq(abi.decode(answers[0], (uint256)), 10e6, "swept");
        assertEq(abi.decode(answers[2], (ReportResult)).assets, 10e6, "reported");
        // The right is the sender's, not the vault's own.
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, alice));
        vm.prank(alice);
        vault.multicall(calls);
    }

    function test_RevertWhen_OneOfSeveralFails() public {
        _deposit(alice, 10e6);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(IERC4626.redeem, (4e6, alice, alice));
        calls[1] = abi.encodeCall(IERC4626.redeem, (0, alice, alice));
        vm.expectRevert(abi.encodeWithSelector(IVault.ZeroAmount.selector, 0, 0));
        vm.prank(alice);
        vault.multicall(calls);
        assertEq(vault.balanceOf(alice), 10e6, "all or none");
    }

    function test_RevertWhen_MulticallIsSentEther() public {
        vm.deal(address(this), 1);
        (bool ok, ) = address(vault).call{value: 1}(abi.encodeCall(IVault.multicall, (new bytes[](0))));
        assertFalse(ok, "not payable");
    }

    /* THE OTHER HALF */

    /// @dev Nothing that is called on the settlement itself reaches the vault, nor can anything be had from it.
    function test_TheSettlementByItselfIsNobodys() public {
        VaultSettlement settlement = new VaultSettlement(token, LANES);
        vm.startPrank(keeper);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, keeper));
        settlement.sweep(new uint256[](0));
        vm.stopPrank();
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, address(this)));
        settlement.setPaused(true);
        // The vault has no function that would delegate to what its constructor and its entries use.
        (bool ok, ) = address(vault).call(abi.encodeWithSelector(VaultSettlement.settleOwnerless.selector));
        assertFalse(ok, "settleOwnerless");
        VaultParams memory params = _params(address(token), 0, 0);
        (ok, ) = address(vault).call(abi.encodeCall(VaultSettlement.initialize, (params)));
        assertFalse(ok, "INIT_ONCE");
    }

    function test_RevertWhen_TheSettlementIsOfAnotherVault() public {
        VaultParams memory params = _params(address(token), 0, 0);
        params.settlement = address(new VaultSettlement(token, 2 * LANES));
        vm.expectRevert(abi.encodeWithSelector(IVault.BadSettlement.selector, params.settlement));
        new Vault(params);
        params.settlement = address(new VaultSettlement(second, LANES));
        vm.expectRevert(abi.encodeWithSelector(IVault.BadSettlement.selector, params.settlement));
        new Vault(params);
    }

    function test_CodeFitsAContract() public view {
        assertLe(address(vault).code.length, 24_576, "EIP-170");
        assertLe(vault.settlement().code.length, 24_576, "EIP-170 settlement");
    }
}
