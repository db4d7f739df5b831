// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IVault} from "../../contracts/interfaces/IVault.sol";
import {VaultBase} from "./VaultBase.sol";

/// @notice What a sweep moves and says.
contract VaultSweepTest is VaultBase {
    function test_EachLaneIsSaidAndOnlyWhatIsThereMoves() public {
        _deposit(_inLane(5), 100);
        uint256[] memory lanes = new uint256[](2);
        (lanes[0], lanes[1]) = (5, 6);
        vm.expectEmit(true, true, true, true, address(vault));
        emit IVault.Sweep(5, 100);
        vm.expectEmit(true, true, true, true, address(vault));
        emit IVault.Sweep(6, 0);
        vm.recordLogs();
        vm.prank(keeper);
        assertEq(vault.sweep(lanes), 100, "swept");
        assertEq(vm.getRecordedLogs().length, 3, "one payment, and two lanes");
    }

    /// @dev A gift to a purse comes along, but is not counted before a report finds it.
    function test_AGiftToAPurseComesAlong() public {
        token.mint(address(vault.purseOf(6)), 7);
        vm.prank(keeper);
        assertEq(vault.sweep(_allLanes()), 0, "DONATION_INERT");
        assertEq(token.balanceOf(address(vault)), 7, "it is there");
        assertEq(vault.buffer(), 0, "DONATION_INERT not counted");
    }
}
