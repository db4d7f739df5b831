// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {IVault} from "../../contracts/interfaces/IVault.sol";
import {VaultBase} from "./VaultBase.sol";

/// @notice What comes back from a strategy, and from one that pays too little or does not say what it holds.
contract VaultDeallocateTest is VaultBase {
    function setUp() public override {
        super.setUp();
        _deposit(alice, 100e6);
        _allocate(first, 100e6);
    }

    function test_SaysWhatCameBackAndWhatItCost() public {
        vm.expectEmit(true, true, true, true, address(vault));
        emit IVault.Deallocate(address(first), 40e6, 40e6);
        vm.prank(keeper);
        assertEq(vault.deallocate(address(first), 40e6), 40e6, "strategy shares");
        assertEq(vault.buffer(), 40e6, "back");
        assertEq(vault.actualAssets(), 100e6, "nothing is lost");
    }

    function test_RevertWhen_TheStrategyPaysLessThanItWasAskedFor() public {
        first.setOverPay(-1);
        vm.expectRevert(abi.encodeWithSelector(IVault.ShortTransfer.selector, 40e6, 40e6 - 1));
        vm.prank(keeper);
        vault.deallocate(address(first), 40e6);
    }

    function test_AnUnreadableStrategyIsLeftBitByBit() public {
        vm.mockCallRevert(address(first), abi.encodeWithSelector(IERC4626.convertToAssets.selector), "");
        vm.prank(keeper);
        vault.deallocate(address(first), 40e6);
        assertEq(vault.buffer(), 40e6, "back");
        assertEq(vault.actualAssets(), 100e6, "the rest counts with its last known value");
    }

    function test_AStrategyThatSaysNonsenseIsLeftBitByBit() public {
        vm.mockCall(
            address(first),
            abi.encodeWithSelector(IERC4626.convertToAssets.selector),
            abi.encode(type(uint256).max)
        );
        vm.prank(keeper);
        vault.deallocate(address(first), 40e6);
        assertEq(vault.buffer(), 40e6, "back");
        assertEq(vault.actualAssets(), 100e6, "the rest counts with its last known value");
    }

    /// @dev What was lost by the move can't be told, so it might be too much.
    function test_RevertWhen_TheStrategyTurnsUnreadableByTheMove() public {
        first.setCall(address(first), abi.encodeCall(first.setBroken, (true, false, false)));
        vm.expectRevert(abi.encodeWithSelector(IVault.StrategyUnreadable.selector, address(first)));
        vm.prank(keeper);
        vault.deallocate(address(first), 40e6);
    }
}
