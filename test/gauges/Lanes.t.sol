// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {HostileVault} from "../mocks/HostileVault.sol";
import {IGauge, Payout} from "../../contracts/interfaces/IGauge.sol";
import {RewardSource} from "../mocks/RewardSource.sol";
import {SlotRecorder} from "../helpers/SlotRecorder.sol";
import {GaugeBase} from "./GaugeBase.sol";

/// @notice Which slots two users of different lanes both write: none, whatever they call.
contract GaugeLanesTest is GaugeBase, SlotRecorder {
    HostileVault private vaultOfAlice;
    HostileVault private vaultOfBob;

    function setUp() public override {
        super.setUp();
        watched = [address(gauge), address(lp), address(usd)];
        // Vaults of their own: a plain ERC-4626, other than a sharded one, has one total supply.
        vaultOfAlice = new HostileVault(IERC20(address(usd)));
        vaultOfBob = new HostileVault(IERC20(address(usd)));
        gauge.notify(address(usd), 700e6);
        gauge.notify(address(lp), 700e18);
    }

    function test_TwoLanesShareNoWrittenSlot() public {
        assertTrue(gauge.laneOfAccount(alice) != gauge.laneOfAccount(bob), "two lanes");
        Slot[][] memory byAlice = _writes(address(gauge), alice, _entries(alice, vaultOfAlice));
        Slot[][] memory byBob = _writes(address(gauge), bob, _entries(bob, vaultOfBob));
        (byAlice[12], byBob[12]) = (_writesOfSource(alice), _writesOfSource(bob));
        for (uint256 i = 0; i < byAlice.length; ++i) {
            assertGt(byAlice[i].length, 0, "an entry writes something");
            for (uint256 j = 0; j < byBob.length; ++j) {
                assertFalse(_shared(byAlice[i], byBob[j]), "LANE_INDEPENDENCE");
            }
        }
    }

    /// @dev Shows that the test above would see a common slot: two users of one lane have the lane's.
    function test_OneLaneSharesItsSlot() public {
        address neighbour = address(uint160(alice) ^ (1 << 100));
        fund(neighbour);
        bytes[] memory entry = new bytes[](1);
        entry[0] = abi.encodeCall(IGauge.stake, (1e18, alice));
        Slot[] memory a = _writes(address(gauge), alice, entry)[0];
        entry[0] = abi.encodeCall(IGauge.stake, (1e18, neighbour));
        assertTrue(_shared(a, _writes(address(gauge), neighbour, entry)[0]), "one lane, one slot");
    }

    function _entries(address user, HostileVault vault) private returns (bytes[] memory entries) {
        uint256 id = stakeAs(user, 10e18);
        uint256 paid = stakeAs(user, 10e18);
        uint256 deposited = stakeAs(user, 10e18);
        vm.startPrank(user);
        gauge.setPayout(paid, Payout.Pay, user);
        gauge.setPayout(deposited, Payout.Deposit, address(vault));
        gauge.setBounty(paid, 100);
        vm.stopPrank();
        waitAndSettle(1 days);
        wait(1 hours);
        entries = new bytes[](13);
        entries[0] = abi.encodeCall(IGauge.stake, (1e18, user));
        entries[1] = abi.encodeCall(IGauge.increase, (id, 1e18));
        entries[2] = abi.encodeCall(IGauge.unstake, (id, 1e18, user));
        entries[3] = abi.encodeCall(IGauge.claim, (id, user));
        entries[4] = abi.encodeCall(IGauge.claimOne, (id, address(lp), user));
        entries[5] = abi.encodeCall(IGauge.setPayout, (id, Payout.Pay, user));
        entries[6] = abi.encodeCall(IGauge.payOut, (idsOf(paid)));
        entries[7] = abi.encodeCall(IGauge.payOut, (idsOf(deposited)));
        entries[8] = abi.encodeCall(IGauge.split, (id, 1e18));
        entries[9] = abi.encodeCall(IGauge.merge, (deposited, id));
        entries[10] = abi.encodeCall(IGauge.setBounty, (id, 10));
        entries[11] = abi.encodeCall(IGauge.payOutWithBounty, (idsOf(paid), user));
        // In the place of `notifyLane`, which a contract calls.
        entries[12] = entries[0];
    }

    /// @dev What a source of a user's lane, with tokens of its own, writes.
    function _writesOfSource(address user) private returns (Slot[] memory) {
        RewardSource source = new RewardSource(gauge);
        lp.mint(address(source), 1e18);
        bytes[] memory entry = new bytes[](1);
        entry[0] = abi.encodeCall(RewardSource.bring, (address(lp), gauge.laneOfAccount(user), 1e18));
        return _writes(address(source), user, entry)[0];
    }
}
