// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReportResult} from "../../contracts/interfaces/IVault.sol";
import {VaultBase} from "./VaultBase.sol";

/// @notice One pass through a vault's life.
contract VaultFlowTest is VaultBase {
    function test_Life() public {
        assertEq(_deposit(alice, 100e6), 100e6, "shares at the first price");
        _deposit(bob, 300e6);
        assertEq(vault.totalSupply(), 400e6, "LANE_SUM");
        _allocate(first, 250e6);
        _allocate(second, 100e6);
        assertEq(vault.actualAssets(), 400e6, "nothing lost in moving");
        assertEq(token.allowance(address(vault), address(first)), 0, "RESIDUAL_APPROVAL_ZERO");

        token.mint(address(first), 4e6);
        _skip(1 hours);
        vm.prank(keeper);
        ReportResult memory result = vault.report();
        assertApprox(result.gain, 4e6, 1, "gain");
        assertEq(result.fromRay, RAY, "nothing is unlocked at once");
        assertApprox(vault.balanceOf(feeRecipient), 0.4e6, 0.01e6, "performance fee");
        _skip(STREAM);
        assertApprox(_redeem(alice, 100e6), 100.9e6, 2, "alice's part of the gain");
        assertApprox(_redeem(bob, 300e6), 302.7e6, 2, "bob's part of the gain");
        _redeem(feeRecipient, vault.balanceOf(feeRecipient));
        assertEq(vault.totalSupply(), 0, "all gone");
        assertLe(vault.actualAssets(), 3, "dust alone is left");
    }
}
