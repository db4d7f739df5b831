// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {ILaneERC20} from "../../contracts/interfaces/ILaneERC20.sol";
import {IVault} from "../../contracts/interfaces/IVault.sol";
import {VaultBase} from "./VaultBase.sol";

/// @notice What an entry, an exit and a settlement read and write: one slot a lane, where its amounts fit.
contract VaultLaneSlotTest is VaultBase {
    uint256 private constant FITS = (1 << 104) - 1;

    address private user;
    address private whale;

    /// @dev The first lane is empty, and all are watched since a report.
    function setUp() public override {
        super.setUp();
        (user, whale) = (_inLane(5), _inLane(12));
        _skip(1 hours);
        _report();
        token.mint(user, type(uint128).max);
    }

    /// @dev Slots of the vault that are read and written by a call; a write counts as a read too.
    function _accesses(address caller, bytes memory data) private returns (uint256 reads, bytes32[] memory written) {
        vm.record();
        vm.prank(caller);
        (bool ok, ) = address(vault).call(data);
        assertTrue(ok, "the call goes through");
        bytes32[] memory read;
        (read, written) = vm.accesses(address(vault));
        reads = read.length;
    }

    function _assertFast(bytes memory data, uint256 reads, string memory message) private {
        vm.prank(user);
        token.approve(address(vault), type(uint256).max);
        (uint256 counted, bytes32[] memory written) = _accesses(user, data);
        assertEq(counted, reads, message);
        assertEq(written.length, 2, message);
    }

    /* ENTRY */

    /// @dev The lane and the balance, each read once and written once, whatever is there.
    function test_AnEntryReadsNothingThatItDoesNotWrite() public {
        bytes memory one = abi.encodeCall(IERC4626.deposit, (1, user));
        _deposit(user, 1);
        _assertFast(one, 4, "a lane with one share");
        _assertFast(one, 4, "with two");
        _assertFast(abi.encodeCall(IERC4626.mint, (2, user)), 4, "with three");
        _assertFast(abi.encodeCall(IERC4626.mint, (1e6, user)), 4, "with five");
    }

    function test_AnEntryFillsTheSlotToTheLastUnit() public {
        _deposit(user, 1);
        _assertFast(abi.encodeCall(IERC4626.deposit, (FITS - 1, user)), 4, "104 bits");
        assertEq(vault.laneShares(5), int256(FITS), "LANE_SUM shares");
        assertEq(vault.laneCash(5), FITS, "LANE_SUM cash");
        (, bytes32[] memory written) = _accesses(user, abi.encodeCall(IERC4626.deposit, (1, user)));
        assertEq(written.length, 3, "a second slot for 105");
        assertEq(vault.laneShares(5), int256(FITS + 1), "LANE_SUM shares");
        assertEq(vault.laneCash(5), FITS + 1, "LANE_SUM cash");
    }

    /* EXIT */

    /// @dev The price, the lane and the balance, the last two written.
    function test_AnExitReadsItsLaneOnce() public {
        _deposit(user, 1001);
        _assertFast(abi.encodeCall(IERC4626.redeem, (1, user, user)), 5, "a share of an odd number");
        _assertFast(abi.encodeCall(IERC4626.withdraw, (1, user, user)), 5, "and of an even one");
        _assertFast(abi.encodeCall(IERC4626.redeem, (999, user, user)), 5, "all shares and all cash");
    }

    function test_AnExitTakesAllCashOfItsLane() public {
        _deposit(user, 1000);
        vm.prank(curator);
        vault.setLaneReserve(1_600);
        vm.prank(keeper);
        vault.sweep(_allLanes());
        assertEq(vault.laneCash(5), 10, "less cash than shares");
        _assertFast(abi.encodeCall(IERC4626.withdraw, (10, user, user)), 5, "all of it");
        assertEq(vault.laneCash(5), 0, "LANE_SUM");
        assertEq(vault.buffer(), 990, "the buffer is not touched");
    }

    function test_AnExitTakesAllSharesOfItsLane() public {
        _lowerThePrice();
        uint256 shares = uint256(vault.laneShares(5));
        assertGt(vault.laneCash(5), vault.previewRedeem(shares), "more cash than the shares are worth");
        _assertFast(abi.encodeCall(IERC4626.redeem, (shares, user, user)), 5, "all of them");
        assertEq(vault.laneShares(5), int256(0), "LANE_SUM");
    }

    /// @dev Shares of other lanes, which its own cash could pay for, are no reason to take more than the lane has.
    function test_AnExitTakesNoMoreSharesThanItsLaneHas() public {
        _lowerThePrice();
        uint256 own = vault.balanceOf(user);
        uint256 supply = vault.totalSupply();
        vm.prank(whale);
        vault.transfer(user, 5);
        uint256 cash = vault.laneCash(5);
        assertEq(cash % 2, 1, "an odd amount");
        assertGe(cash, vault.previewRedeem(own + 5), "the lane could pay for all");
        uint256 paid = _redeem(user, own + 5);
        assertEq(vault.laneShares(5), int256(0), "LANE_SUM shares");
        assertEq(vault.laneCash(5), cash - paid, "LANE_SUM cash");
        assertEq(vault.totalSupply(), supply - own - 5, "SHARES_EQ_SUM_BALANCES");
    }

    /// @dev The lanes between the owner's and the one that pays are read, and that is all.
    function test_AnExitWritesTheLanesThatPay() public {
        _deposit(_inLane(8), 100);
        vm.prank(_inLane(8));
        vault.transfer(user, 100);
        (uint256 reads, bytes32[] memory written) = _accesses(user, abi.encodeCall(IERC4626.redeem, (40, user, user)));
        assertEq(written.length, 2, "the balance and one lane");
        assertEq(reads, 10, "the price, the balance, lanes 5 to 8, and no lane beyond");
        assertEq(vault.laneShares(8), int256(60), "LANE_SUM");
        // In kind, what the lane has not is the buffer's to pay.
        vm.prank(keeper);
        vault.sweep(_allLanes());
        (, written) = _accesses(user, abi.encodeCall(IVault.redeemInKind, (20, user, user)));
        assertEq(written.length, 3, "the balance, one lane and the buffer");
    }

    /// @dev Lane 6 has a share and no cash, lane 7 a unit of dust and no share.
    function test_ASingleShareAndASingleUnitAreTaken() public {
        _deposit(_inLane(6), 1);
        _lowerThePrice();
        _redeem(_inLane(7), _deposit(_inLane(7), 102));
        assertEq(vault.laneShares(6), int256(1), "a share");
        assertEq(vault.laneCash(6), 0, "no cash");
        assertEq(vault.laneShares(7), int256(0), "no share");
        assertEq(vault.laneCash(7), 1, "a unit");
        vm.prank(whale);
        vault.transfer(_inLane(6), 1);
        vm.prank(_inLane(6));
        vault.redeemInKind(2, _inLane(6), _inLane(6));
        assertEq(vault.laneShares(6), int256(0), "LANE_SUM the share is burned");
        assertEq(vault.totalSupply(), vault.balanceOf(user) + vault.balanceOf(whale), "SHARES_EQ_SUM_BALANCES");

        uint256[] memory own = new uint256[](1);
        own[0] = 5;
        vm.prank(keeper);
        vault.sweep(own);
        uint256 buffered = vault.buffer();
        vm.prank(user);
        vault.withdraw(1, user, user);
        assertEq(vault.laneCash(7), 0, "LANE_FALLTHROUGH the unit is taken");
        assertEq(vault.buffer(), buffered, "LANE_FALLTHROUGH before the buffer");
    }

    /* SETTLEMENT */

    function _slotOfTheBuffer() private returns (bytes32) {
        uint256[] memory empty = new uint256[](1);
        empty[0] = 1;
        (, bytes32[] memory written) = _accesses(keeper, abi.encodeCall(IVault.sweep, (empty)));
        assertEq(written.length, 1, "sweeping a lane without cash writes the buffer alone");
        return written[0];
    }

    /// @dev A lane's slot is written where the price or what the lanes know has changed.
    function test_AReportWithoutNewsWritesNoLane() public {
        _deposit(_inLane(0), 101);
        bytes32 bufferSlot = _slotOfTheBuffer();
        _skip(1 hours);
        (, bytes32[] memory written) = _accesses(keeper, abi.encodeCall(IVault.report, ()));
        assertLt(written.length, LANES, "no lane");
        for (uint256 i = 0; i < written.length; ++i) {
            assertTrue(written[i] != bufferSlot, "nor the buffer");
        }
        token.mint(address(vault), 1);
        _skip(1 hours);
        (, written) = _accesses(keeper, abi.encodeCall(IVault.report, ()));
        assertGe(written.length, LANES, "a price that has changed is written to all");
    }

    /* TWO SLOTS */

    function test_ALaneGoesBackToOneSlotWhereItFits() public {
        uint256 shares = _deposit(user, FITS);
        token.mint(user, 3);
        vm.prank(user);
        token.approve(address(vault), 3);
        (, bytes32[] memory written) = _accesses(user, abi.encodeCall(IERC4626.deposit, (3, user)));
        assertEq(written.length, 3, "the lane's two slots and the balance");
        shares += 3;
        // The shares still need two slots, whatever is swept.
        vm.prank(keeper);
        vault.sweep(_allLanes());
        assertEq(vault.laneShares(5), int256(shares), "LANE_SUM");
        assertEq(_redeem(user, shares), shares, "out");
        for (uint256 i = 0; i < written.length; ++i) {
            uint256 left = uint256(vm.load(address(vault), written[i]));
            assertEq(left & ((1 << 208) - 1), 0, "the balance, shares and cash are 0, and the second slot");
            assertEq(left >> 255, 0, "the lane has one slot");
        }
    }

    /// @dev In lanes that stay within their slot no second one is cleared.
    function test_AnExitThroughLanesWritesOneSlotALane() public {
        _deposit(user, 101);
        _deposit(_inLane(6), 101);
        vm.prank(_inLane(6));
        vault.transfer(user, 50);
        (, bytes32[] memory written) = _accesses(user, abi.encodeCall(IERC4626.redeem, (120, user, user)));
        assertEq(written.length, 3, "the balance and two lanes");
        assertEq(vault.laneShares(6), int256(82), "LANE_SUM");
    }

    function test_RevertWhen_OneOfBothDoesNotFitTwoSlots() public {
        _deposit(user, type(uint128).max - 5);
        vm.prank(keeper);
        vault.sweep(_allLanes());
        token.mint(user, 6);
        vm.startPrank(user);
        token.approve(address(vault), 6);
        vm.expectRevert(
            abi.encodeWithSelector(ILaneERC20.LaneOverflow.selector, int256(1 << 128), vault.laneCash(5) + 6)
        );
        vault.deposit(6, user);
        vm.stopPrank();
    }

    /// @dev A price of 0.99, an odd amount of cash and as many shares in the user's lane.
    function _lowerThePrice() private {
        _deposit(whale, 100_000);
        vm.startPrank(keeper);
        vault.sweep(_allLanes());
        vault.allocate(address(first), vault.buffer());
        vm.stopPrank();
        _deposit(user, 1001);
        first.lose(1010);
        vault.report();
        assertLt(vault.fullPriceRay(), RAY, "LOSS_SHOWS_AT_ONCE");
    }
}
