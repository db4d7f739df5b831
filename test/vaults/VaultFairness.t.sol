// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IVault} from "../../contracts/interfaces/IVault.sol";
import {Vault} from "../../contracts/vaults/Vault.sol";
import {VaultBase} from "./VaultBase.sol";

/// @notice Who earned a profit gets it: not who comes late, and not the keeper's friends in a strategy.
contract VaultFairnessTest is VaultBase {
    /// @dev A vault serves as the strategy here, since its profit streams inside it.
    function _streaming() private returns (Vault inner) {
        inner = _newVault(address(token), 0, 0);
        vm.prank(curator);
        vault.setStrategy(address(inner), type(uint128).max, 1e18);
        _deposit(alice, 1000e6);
        vm.startPrank(keeper);
        vault.sweep(_allLanes());
        vault.allocate(address(inner), 1000e6);
        vm.stopPrank();
        // Of a friend of the keeper, who has shares of the strategy too.
        token.mint(bob, 1000e6);
        vm.startPrank(bob);
        token.approve(address(inner), 1000e6);
        inner.deposit(1000e6, bob);
        vm.stopPrank();
        _skip(1 hours);
        token.mint(address(inner), 60e6);
        vm.prank(keeper);
        inner.report();
    }

    /// @dev Harvest, leave with all the vault has: what streams would be the friend's, and is more than a day's limit.
    function test_RevertWhen_TheKeeperLeavesAStreamBehind() public {
        Vault inner = _streaming();
        vm.prank(curator);
        vault.setHealthLimits(MAX_GAIN, 0.01e18);
        vm.expectPartialRevert(IVault.MoveLossTooHigh.selector);
        vm.prank(keeper);
        vault.deallocate(address(inner), 1000e6);
        // Bit by bit no more than the limit of a day either.
        vm.startPrank(keeper);
        for (uint256 i = 0; i < 40; ++i) {
            try vault.deallocate(address(inner), 25e6) {} catch {}
        }
        vm.stopPrank();
        uint256 worth = (inner.balanceOf(address(vault)) * inner.fullPriceRay()) / RAY + vault.buffer();
        assertGe(worth, 1030e6 - 10e6 - 40, "HOSTILE_KEEPER_LOSS_LE_CAP");
        // Nothing stops it once it has streamed.
        _skip(STREAM);
        uint256 most = inner.maxWithdraw(address(vault));
        vm.prank(keeper);
        vault.deallocate(address(inner), most);
    }

    /// @dev A report that comes late lets its gain stream for as long as it was earned.
    function test_ALateReportStreamsForAsLongAsItWasEarned() public {
        _deposit(bob, 1000e6);
        _allocate(first, 1000e6);
        _report();
        _skip(20 * STREAM);
        token.mint(address(first), 20e6);
        uint256 shares = _deposit(alice, 1000e6);
        _report();
        uint256 gain = ((vault.fullPriceRay() - RAY) * shares) / RAY;
        _skip(STREAM);
        assertLe(_redeem(alice, shares), 1000e6 + gain / 20 + 1, "JIT_PROFIT_LE_ZERO late report");
        _skip(19 * STREAM);
        assertEq(vault.unlockedPriceRay(), vault.fullPriceRay(), "UNLOCK_LINEAR_AND_BOUNDED in the end");
    }

    /// @dev However late, no stream is longer than the longest there may be.
    function test_NoStreamIsLongerThanTheLongest() public {
        _deposit(bob, 1000e6);
        _allocate(first, 1000e6);
        _skip(365 days);
        token.mint(address(first), 20e6);
        _report();
        _skip(30 days);
        assertEq(vault.unlockedPriceRay(), vault.fullPriceRay(), "UNLOCK_LINEAR_AND_BOUNDED");
    }
}
