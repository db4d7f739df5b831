// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {INftVault} from "../../contracts/interfaces/INftVault.sol";
import {LaneLib} from "../../contracts/lanes/LaneLib.sol";
import {GaugeStub} from "../mocks/GaugeStub.sol";
import {NftVaultBase} from "./NftVaultBase.sol";

contract NftVaultCollectTest is NftVaultBase {
    uint256 private rent1;
    uint256 private rent2;

    function setUp() public override {
        super.setUp();
        _deposit(alice, 10, 4);
        _deposit(bob, 20, 2);
        (rent1, ) = _rent(carol, 10, 100);
        (rent2, ) = _rent(carol, 20, 1_000);
        _warpToHourAfter(START + 1_000);
    }

    function test_SendsRentAndFeesToTheGauge() public {
        _setGauge();
        vm.expectEmit(true, true, true, true, address(vault));
        emit INftVault.Collect(1, rent1, 4 * DEPOSIT_FEE);
        vm.expectEmit(true, true, true, true, address(vault));
        emit INftVault.Collect(2, rent2, 2 * DEPOSIT_FEE);
        vm.prank(bob);
        (uint256 rent, uint256 fees) = vault.collect(_allLanes());

        assertEq(rent, rent1 + rent2, "rent");
        assertEq(fees, 6 * DEPOSIT_FEE, "fees");
        assertEq(quote.balanceOf(address(gauge)), rent, "the gauge has the rent");
        assertEq(vault.balanceOf(address(gauge)), fees, "and the fees");
        assertEq(vault.totalSupply(), 6 * ITEM, "now all items are claimed");
        for (uint256 lane = 0; lane < LANES; ++lane) {
            address purse = address(vault.purseOf(lane));
            assertEq(quote.allowance(purse, address(gauge)), 0, "RESIDUAL_APPROVAL_ZERO");
        }
        (, uint256 rented) = vault.laneItems(1);
        assertEq(rented, 1, "what is on rent stays so");
        _assertBacked();
        (rent, fees) = vault.collect(_allLanes());
        assertEq(rent + fees, 0, "nothing is left");
    }

    function test_TakesTheGivenLanesAloneAndOnce() public {
        _setGauge();
        uint256[] memory twice = new uint256[](2);
        (twice[0], twice[1]) = (1, 1);
        (uint256 rent, uint256 fees) = vault.collect(twice);
        assertEq(rent, rent1, "rent of the lane, once");
        assertEq(fees, 4 * DEPOSIT_FEE, "fees of the lane, once");
        (rent, fees) = vault.laneIncome(2);
        assertEq(rent, rent2, "the other lane keeps its rent");
        assertEq(fees, 2 * DEPOSIT_FEE, "and its fees");
        _assertBacked();
    }

    function test_CountsAGiftOfQuoteTokensAsRent() public {
        _setGauge();
        quote.mint(address(vault.purseOf(3)), 5);
        uint256[] memory lane = _ids(3);
        (uint256 rent, ) = vault.collect(lane);
        assertEq(rent, 5, "gift");
        quote.mint(address(vault.purseOf(3)), 1);
        (rent, ) = vault.collect(lane);
        assertEq(rent, 1, "be it one unit");
    }

    function test_SaysNothingOfLanesWithoutIncome() public {
        _setGauge();
        vm.recordLogs();
        (uint256 rent, uint256 fees) = vault.collect(_ids(3));
        assertEq(rent + fees, 0, "nothing");
        assertEq(vm.getRecordedLogs().length, 0, "and no word of it");
    }

    /// @dev What a lane has is asked often, by whoever shows it: collecting spares them the hours that have passed.
    function test_HoursThatWereCollectedAreNotReadAgain() public {
        _setGauge();
        _rent(carol, 11, 6 days);
        vm.warp(block.timestamp + 5 days);
        uint256 before = _readsOfIncome();
        vault.collect(_ids(1));
        assertGe(before, _readsOfIncome() + 5 * 24, "a slot for each hour");
    }

    function _readsOfIncome() private returns (uint256) {
        vm.record();
        vault.laneIncome(1);
        (bytes32[] memory reads, ) = vm.accesses(address(vault));
        return reads.length;
    }

    /// @dev What lies at the vault's own address is not income, and does not stop collecting.
    function test_LeavesWhatTheVaultItselfHas() public {
        _setGauge();
        quote.mint(address(vault), 7);
        vm.prank(alice);
        vault.transfer(address(vault), 9);
        (uint256 rent, uint256 fees) = vault.collect(_allLanes());
        assertEq(rent, rent1 + rent2, "rent");
        assertEq(fees, 6 * DEPOSIT_FEE, "fees");
        assertEq(quote.balanceOf(address(vault)), 7, "quote tokens stay");
        assertEq(vault.balanceOf(address(vault)), 9, "item tokens stay");
        _assertBacked();
    }

    function test_RevertWhen_NoGaugeAndNothingIsLost() public {
        vm.expectRevert(INftVault.NoGauge.selector);
        vault.collect(_allLanes());
        _assertIncomeIsThere();
    }

    function test_RevertWhen_GaugeRefusesAndNothingIsLost() public {
        _setGauge();
        gauge.refuse(address(vault));
        vm.expectRevert(abi.encodeWithSelector(GaugeStub.Refused.selector, address(vault)));
        vault.collect(_allLanes());
        gauge.refuse(address(quote));
        vm.expectRevert(abi.encodeWithSelector(GaugeStub.Refused.selector, address(quote)));
        vault.collect(_allLanes());
        _assertIncomeIsThere();
        gauge.refuse(address(0));
        (uint256 rent, ) = vault.collect(_allLanes());
        assertEq(rent, rent1 + rent2, "collected later");
    }

    function test_RevertWhen_GaugeTakesNothing() public {
        _setGauge();
        gauge.set(GaugeStub.Trick.TakeNothing);
        vm.expectRevert(abi.encodeWithSelector(INftVault.IncomeNotTaken.selector, address(quote), 1, rent1));
        vault.collect(_allLanes());
        _assertIncomeIsThere();
    }

    /// @dev A gauge gets what is collected at this moment, once, and nothing of what receipts or other lanes have.
    function test_RevertWhen_GaugeAsksForMore() public {
        _setGauge();
        gauge.set(GaugeStub.Trick.TakeMore);
        _expectNotDue(address(quote), 1, rent1 + 1);
        gauge.set(GaugeStub.Trick.TakeTwice);
        _expectNotDue(address(quote), 1, rent1);
        gauge.set(GaugeStub.Trick.OtherLane);
        _expectNotDue(address(quote), 2, rent1);
        gauge.set(GaugeStub.Trick.OtherToken);
        _expectNotDue(address(vault), 1, rent1);
    }

    function test_RevertWhen_NobodyCollects() public {
        _setGauge();
        bytes memory notDue = abi.encodeWithSelector(INftVault.IncomeNotDue.selector, address(quote), 1, rent1);
        vm.prank(address(gauge));
        vm.expectRevert(notDue);
        vault.payReward(address(quote), 1, alice, rent1);
        vm.expectRevert(notDue);
        vault.payReward(address(quote), 1, alice, rent1);
        vault.collect(_allLanes());
        vm.prank(address(gauge));
        vm.expectRevert(notDue);
        vault.payReward(address(quote), 1, alice, rent1);
    }

    /// @dev Where the second lane's fees are refused, the first lane's rent, which was taken, is back.
    function test_RevertWhen_GaugeRefusesHalfway() public {
        _setGauge();
        gauge.refuse(address(vault));
        vm.expectRevert(abi.encodeWithSelector(GaugeStub.Refused.selector, address(vault)));
        vault.collect(_ids(1));
        _assertIncomeIsThere();
        assertEq(quote.balanceOf(address(gauge)), 0, "nothing left the purse");
    }

    function test_RevertWhen_LaneIsUnknown() public {
        _setGauge();
        vm.expectRevert(abi.encodeWithSelector(LaneLib.NoSuchLane.selector, LANES, LANES));
        vault.collect(_ids(LANES));
    }

    function _expectNotDue(address token, uint256 lane, uint256 amount) private {
        vm.expectRevert(abi.encodeWithSelector(INftVault.IncomeNotDue.selector, token, lane, amount));
        vault.collect(_allLanes());
        _assertIncomeIsThere();
    }

    function _assertIncomeIsThere() private view {
        (uint256 rent, uint256 fees) = vault.laneIncome(1);
        assertEq(rent, rent1, "rent stays income");
        assertEq(fees, 4 * DEPOSIT_FEE, "fees stay income");
        _assertBacked();
    }
}
