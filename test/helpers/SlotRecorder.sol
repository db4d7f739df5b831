// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "./Test.sol";

/// @title SlotRecorder
/// @notice Which slots of some contracts calls write, to find what two users share.
abstract contract SlotRecorder is Test {
    struct Slot {
        address account;
        bytes32 slot;
    }

    /// @dev The contracts whose slots count.
    address[] internal watched;

    /// @dev The slots that each call of `user` to `target` writes, each from the same state.
    function _writes(address target, address user, bytes[] memory entries) internal returns (Slot[][] memory slots) {
        slots = new Slot[][](entries.length);
        for (uint256 i = 0; i < entries.length; ++i) {
            uint256 state = vm.snapshotState();
            vm.record();
            vm.prank(user);
            (bool success, ) = target.call(entries[i]);
            assertTrue(success, "an entry works");
            slots[i] = _recorded();
            vm.revertToState(state);
        }
    }

    /// @dev What was written since `vm.record`.
    function _recorded() internal view returns (Slot[] memory slots) {
        bytes32[][] memory written = new bytes32[][](watched.length);
        uint256 count = 0;
        for (uint256 i = 0; i < written.length; ++i) {
            (, written[i]) = vm.accesses(watched[i]);
            count += written[i].length;
        }
        slots = new Slot[](count);
        for (uint256 i = 0; i < written.length; ++i) {
            for (uint256 j = 0; j < written[i].length; ++j) {
                slots[--count] = Slot(watched[i], written[i][j]);
            }
        }
    }

    function _shared(Slot[] memory a, Slot[] memory b) internal pure returns (bool) {
        for (uint256 i = 0; i < a.length; ++i) {
            for (uint256 j = 0; j < b.length; ++j) {
                if (a[i].account == b[j].account && a[i].slot == b[j].slot) return true;
            }
        }
        return false;
    }
}
