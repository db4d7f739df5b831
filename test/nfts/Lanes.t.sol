// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {INftVault} from "../../contracts/interfaces/INftVault.sol";
import {SlotRecorder} from "../helpers/SlotRecorder.sol";
import {NftVaultBase} from "./NftVaultBase.sol";

/// @notice Users of different lanes write no common slot, whatever two of the vault's entry points they call.
contract NftVaultLanesTest is NftVaultBase, SlotRecorder {
    function setUp() public override {
        super.setUp();
        _setGauge();
        watched = [address(vault), address(collection), address(quote), address(vault.receipts())];
        address[2] memory users = [alice, bob];
        for (uint256 i = 0; i < 2; ++i) {
            uint256 first = 100 * (i + 1);
            _deposit(users[i], first, 8);
            _rent(users[i], first, MIN_SECONDS);
            collection.mint(users[i], _ids(first + 20, 4));
            quote.mint(users[i], ITEM);
            _reserve(users[i], first + 30, 2);
            _rent(users[i], first + 30, MIN_SECONDS);
            collection.mint(address(vault.purseOf(vault.laneOf(users[i]))), _ids(first + 40));
        }
        vm.warp(START + MIN_SECONDS + 1);
        _rent(alice, 104, MIN_SECONDS);
        _rent(bob, 204, MIN_SECONDS);
        for (uint256 i = 0; i < 2; ++i) {
            vm.prank(users[i]);
            quote.approve(address(vault), ITEM);
        }
    }

    function test_TwoLanesShareNoWrittenSlot() public {
        bytes[] memory ofAlice = _entries(alice, 100);
        bytes[] memory ofBob = _entries(bob, 200);
        Slot[][] memory byAlice = _writes(address(vault), alice, ofAlice);
        Slot[][] memory byBob = _writes(address(vault), bob, ofBob);
        for (uint256 i = 0; i < byAlice.length; ++i) {
            assertGt(byAlice[i].length, 0, "an entry writes something");
            for (uint256 j = 0; j < byBob.length; ++j) {
                assertFalse(_shared(byAlice[i], byBob[j]), "LANE_INDEPENDENCE");
            }
        }
    }

    /// @dev Shows that the test above would see a common slot: two users of one lane have some.
    function test_OneLaneSharesSlots() public {
        vm.prank(alice);
        vault.transfer(carol, ITEM);
        bytes[] memory entry = new bytes[](1);
        entry[0] = abi.encodeCall(INftVault.redeem, (1, alice));
        Slot[] memory a = _writes(address(vault), alice, entry)[0];
        entry[0] = abi.encodeCall(INftVault.redeem, (1, carol));
        Slot[] memory b = _writes(address(vault), carol, entry)[0];
        assertTrue(_shared(a, b), "one lane is one list");
    }

    function _entries(address user, uint256 first) private pure returns (bytes[] memory entries) {
        entries = new bytes[](13);
        entries[0] = abi.encodeCall(INftVault.deposit, (_ids(first + 20, 2), user));
        entries[1] = abi.encodeCall(INftVault.redeem, (2, user));
        entries[2] = abi.encodeCall(INftVault.redeemTargeted, (_ids(first + 2), user, ITEM));
        entries[3] = abi.encodeCall(INftVault.swap, (_ids(first + 20), _ids(first + 3), user, ITEM));
        entries[4] = abi.encodeCall(INftVault.rent, (first + 1, user, MIN_SECONDS, ITEM));
        entries[5] = abi.encodeCall(INftVault.release, (_ids(first)));
        entries[7] = abi.encodeCall(INftVault.depositArrived, (_ids(first + 40), user, user));
        entries[8] = abi.encodeCall(INftVault.reserve, (_ids(first + 20), user));
        entries[9] = abi.encodeCall(INftVault.recall, (_ids(first + 30), true));
        entries[10] = abi.encodeCall(INftVault.claimRent, (_ids(first + 30), user));
        entries[11] = abi.encodeCall(INftVault.withdraw, (_ids(first + 30), user));
        entries[12] = abi.encodeCall(INftVault.claimRented, (_ids(first + 4), user, ITEM));
        // A redemption of an item whose rental is over.
        entries[6] = abi.encodeCall(INftVault.redeemTargeted, (_ids(first), user, ITEM));
    }
}
