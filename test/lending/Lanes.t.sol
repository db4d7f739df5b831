// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMarket} from "../../contracts/interfaces/IMarket.sol";
import {SlotRecorder} from "../helpers/SlotRecorder.sol";
import {MarketBase} from "./MarketBase.sol";

/// @notice Which slots two users of different lanes both write: none, whatever they call.
contract MarketLanesTest is MarketBase, SlotRecorder {
    function setUp() public override {
        super.setUp();
        watched = [address(market), address(usd), address(btc)];
        _prepare(alice);
        _prepare(bob);
        _skipAndAccrue(EPOCH);
    }

    function test_TwoLanesShareNoWrittenSlot() public {
        assertTrue(market.laneOf(alice) != market.laneOf(bob), "two lanes");
        Slot[][] memory byAlice = _writes(address(market), alice, _entries(alice, address(0xD0)));
        Slot[][] memory byBob = _writes(address(market), bob, _entries(bob, address(0xD1)));
        for (uint256 i = 0; i < byAlice.length; ++i) {
            assertGt(byAlice[i].length, 0, "an entry writes something");
            for (uint256 j = 0; j < byBob.length; ++j) {
                assertFalse(_shared(byAlice[i], byBob[j]), "LANE_INDEPENDENCE");
            }
        }
    }

    /// @dev Shows that the test above would see a common slot: two users of one lane have the lane's.
    function test_OneLaneSharesItsSlots() public {
        address neighbour = address(uint160(alice) ^ (1 << 100));
        _prepare(neighbour);
        assertTrue(
            _shared(
                _writes(address(market), alice, _entries(alice, address(0xD0)))[0],
                _writes(address(market), neighbour, _entries(neighbour, address(0xD1)))[0]
            ),
            "one lane, one slot"
        );
    }

    /// @dev A liquidation without a bad debt writes the borrower's lane alone.
    function test_LiquidationsOfTwoLanesShareNoWrittenSlot() public {
        // As much as they may, so that a fall of a fiftieth makes both unhealthy.
        _borrow(alice, market.maxDebtOf(alice) - market.debtOf(alice) - 2);
        _borrow(bob, market.maxDebtOf(bob) - market.debtOf(bob) - 2);
        oracle.set((PRICE * 49) / 50);
        Slot[] memory ofAlice = _recordLiquidation(alice, address(0x11A));
        Slot[] memory ofBob = _recordLiquidation(bob, address(0x11B));
        assertGt(ofAlice.length, 0, "it writes something");
        assertFalse(_shared(ofAlice, ofBob), "LANE_INDEPENDENCE liquidations");
    }

    function _recordLiquidation(address borrower, address by) private returns (Slot[] memory slots) {
        usd.mint(by, 100_000e6);
        vm.prank(by);
        usd.approve(address(market), type(uint256).max);
        vm.record();
        vm.prank(by);
        market.liquidate(borrower, type(uint256).max, 0, by, "");
        return _recorded();
    }

    function _prepare(address user) private {
        usd.mint(user, 1_000_000e6);
        btc.mint(user, 10e8);
        vm.startPrank(user);
        usd.approve(address(market), type(uint256).max);
        btc.approve(address(market), type(uint256).max);
        market.deposit(200_000e6, user);
        market.supplyCollateral(1e8, user);
        market.borrow(10_000e6, user, user);
        vm.stopPrank();
    }

    function _entries(address user, address other) private view returns (bytes[] memory entries) {
        entries = new bytes[](13);
        entries[0] = abi.encodeCall(market.deposit, (1e6, user));
        entries[1] = abi.encodeCall(market.mint, (1e6, user));
        entries[2] = abi.encodeCall(market.withdraw, (1e6, user, user));
        entries[3] = abi.encodeCall(market.redeem, (1e6, user, user));
        entries[4] = abi.encodeCall(market.supplyCollateral, (1e6, user));
        entries[5] = abi.encodeCall(market.withdrawCollateral, (1e6, user, user));
        entries[6] = abi.encodeCall(market.borrow, (1e6, user, user));
        entries[7] = abi.encodeCall(market.repay, (1e6, user));
        entries[8] = abi.encodeCall(market.repay, (type(uint256).max, user));
        entries[9] = abi.encodeCall(market.transfer, (other, 1e6));
        entries[10] = abi.encodeCall(market.approve, (other, 1e6));
        entries[11] = abi.encodeCall(market.setAuthorization, (other, true));
        bytes[] memory inner = new bytes[](2);
        (inner[0], inner[1]) = (entries[4], entries[6]);
        entries[12] = abi.encodeCall(IMarket.multicall, (inner));
    }
}
