// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {VaultParams} from "../../contracts/interfaces/IVault.sol";
import {VaultSettlement} from "../../contracts/vaults/VaultSettlement.sol";
import {VaultBase} from "./VaultBase.sol";

/// @notice A vault of one lane, and one of as many as there may be.
contract VaultLaneCountsTest is VaultBase {
    function _useLanes(uint256 lanes) private {
        VaultParams memory params = _params(address(token), 0.1e18, 0);
        (params.lanes, params.settlement) = (lanes, address(new VaultSettlement(token, lanes)));
        vault = _create(params);
        vm.prank(curator);
        vault.setStrategy(address(first), type(uint128).max, 1e18);
    }

    /// @dev In, a profit, out, an exit in kind, and in again where nobody is left.
    function _live(address early, address late) private {
        _deposit(early, 100e6);
        _deposit(late, 50e6);
        assertEq(vault.totalSupply(), 150e6, "SHARES_EQ_SUM_BALANCES");
        assertEq(vault.actualAssets(), 150e6, "LANE_SUM");
        token.mint(address(vault), 3e6);
        _skip(1 hours);
        _report();
        assertEq(_redeem(early, 100e6), 100e6, "out");
        vm.prank(late);
        assertEq(vault.redeemInKind(50e6, late, late), 50e6, "in kind");
        _redeem(feeRecipient, vault.balanceOf(feeRecipient));
        assertEq(vault.totalSupply(), 0, "all have left");
        uint256 shares = _deposit(early, 10e6);
        assertGt(vault.balanceOf(feeRecipient), 0, "ZERO_SUPPLY_ZERO_CLAIM");
        assertLe(_redeem(early, shares), 10e6, "ROUNDTRIP_8");
    }

    function test_AsManyLanesAsThereMayBe() public {
        _useLanes(64);
        _live(_inLane(0), _inLane(63));
    }

    function test_OneLane() public {
        _useLanes(1);
        _live(alice, bob);
    }

    function test_AReportWithoutNewsWritesNotEvenTheOnlyLane() public {
        _useLanes(1);
        _deposit(alice, 100e6);
        _skip(1 hours);
        _report();
        vm.record();
        _deposit(alice, 100e6);
        (, bytes32[] memory own) = vm.accesses(address(vault));
        _skip(1 hours);
        vm.record();
        _report();
        (, bytes32[] memory written) = vm.accesses(address(vault));
        for (uint256 i = 0; i < written.length; ++i) {
            for (uint256 j = 0; j < own.length; ++j) {
                assertTrue(written[i] != own[j], "the lane and the balance");
            }
        }
    }
}
