// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IGauge} from "../../contracts/interfaces/IGauge.sol";
import {INftVault, RentTerms} from "../../contracts/interfaces/INftVault.sol";
import {LaneLib} from "../../contracts/lanes/LaneLib.sol";
import {GaugeStub} from "../mocks/GaugeStub.sol";
import {NftVaultBase} from "./NftVaultBase.sol";

contract NftVaultSettingsTest is NftVaultBase {
    function test_StartsAsConfigured() public view {
        assertEq(vault.name(), "Land item", "name");
        assertEq(vault.symbol(), "iLAND", "symbol");
        assertEq(vault.decimals(), 18, "decimals");
        assertEq(vault.lanes(), LANES, "lanes");
        assertEq(address(vault.collection()), address(collection), "collection");
        assertEq(address(vault.quoteToken()), address(quote), "quote token");
        assertTrue(vault.rentable(), "rentable");
        assertFalse(vault.paused(), "open");
        assertEq(vault.fees().targetedRedeemFeeWad, TARGETED_FEE, "fees");
        assertEq(vault.rentTerms().maxSeconds, MAX_SECONDS, "rent terms");
        assertEq(vault.eligibility().minId, 0, "every id is welcome");
        assertEq(vault.eligibility().maxId, type(uint256).max, "every id is welcome");
    }

    function test_TellsWhenItIsPaused() public {
        vm.expectEmit(true, true, true, true, address(vault));
        emit INftVault.SetPaused(true);
        vault.setPaused(true);
        vm.expectEmit(true, true, true, true, address(vault));
        emit INftVault.SetPaused(false);
        vault.setPaused(false);
        _deposit(alice, 10, 1);
    }

    /// @dev Nothing is said of a lane that is not there: 0 would pass for an answer.
    function test_RevertWhen_AskedOfAnUnknownLane() public {
        bytes[4] memory questions = [
            abi.encodeCall(INftVault.laneItems, (LANES)),
            abi.encodeCall(INftVault.redeemable, (LANES, 0, 1)),
            abi.encodeCall(INftVault.laneIncome, (LANES)),
            abi.encodeCall(INftVault.laneUnearned, (LANES))
        ];
        for (uint256 i = 0; i < questions.length; ++i) {
            (bool success, bytes memory answer) = address(vault).staticcall(questions[i]);
            assertFalse(success, "no answer");
            assertEq(answer, abi.encodeWithSelector(LaneLib.NoSuchLane.selector, LANES, LANES), "but the reason");
        }
    }

    function test_SetsFeesWithinBounds() public {
        vm.expectEmit(true, true, true, true, address(vault));
        emit INftVault.SetFees(1, 2, 0.1e18);
        vault.setFees(_fees(1, 2, 0.1e18));
        vm.expectRevert(abi.encodeWithSelector(INftVault.FeeOutOfBounds.selector, 0.1e18 + 1, 0.1e18));
        vault.setFees(_fees(0, 0.1e18 + 1, 0));
    }

    function test_SetsRentTermsWithinBounds() public {
        vm.expectEmit(true, true, true, true, address(vault));
        emit INftVault.SetRentTerms(1, 1, 30 days, 0.8e18);
        vault.setRentTerms(RentTerms(1, 1, 30 days, 0.8e18));
        vault.setRentTerms(RentTerms(1, 1 hours, 1 hours, 0));
        assertEq(vault.rentTerms().minSeconds, 1 hours, "one duration alone is fine");
        RentTerms[5] memory bad = [
            RentTerms(0, 1, 2, 0),
            RentTerms(1, 0, 2, 0),
            RentTerms(1, 3, 2, 0),
            RentTerms(1, 1, 30 days + 1, 0),
            RentTerms(1, 1, 2, 0.8e18 + 1)
        ];
        for (uint256 i = 0; i < bad.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(INftVault.RentTermsOutOfBounds.selector, bad[i]));
            vault.setRentTerms(bad[i]);
        }
    }

    function test_SetsTheGaugeOnce() public {
        vm.expectEmit(true, true, true, true, address(vault));
        emit INftVault.SetGauge(address(gauge));
        _setGauge();
        vm.expectRevert(abi.encodeWithSelector(INftVault.GaugeIsSet.selector, address(gauge)));
        _setGauge();
    }

    function test_RevertWhen_GaugeDoesNotFit() public {
        IGauge other = IGauge(address(new GaugeStub(quote, new address[](0))));
        vm.expectRevert(abi.encodeWithSelector(INftVault.GaugeDoesNotFit.selector, address(other), address(vault)));
        vault.setGauge(other);
        address[] memory rewards = new address[](2);
        (rewards[0], rewards[1]) = (address(quote), address(vault));
        other = IGauge(address(new GaugeStub(quote, rewards)));
        vm.expectRevert(abi.encodeWithSelector(INftVault.GaugeDoesNotFit.selector, address(other), address(vault)));
        vault.setGauge(other);
        other = IGauge(address(_newGauge(address(quote), address(quote))));
        vm.expectRevert(abi.encodeWithSelector(INftVault.GaugeDoesNotFit.selector, address(other), address(vault)));
        vault.setGauge(other);
        other = IGauge(address(_newGauge(address(vault), address(vault))));
        vm.expectRevert(abi.encodeWithSelector(INftVault.GaugeDoesNotFit.selector, address(other), address(quote)));
        vault.setGauge(other);
    }

    function test_RevertWhen_CallerHasNoRole() public {
        bytes memory unauthorized = abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, alice);
        vm.startPrank(alice);
        vm.expectRevert(unauthorized);
        vault.setFees(_fees(0, 0, 0));
        vm.expectRevert(unauthorized);
        vault.setRentTerms(RentTerms(1, 1, 2, 0));
        vm.expectRevert(unauthorized);
        vault.setGauge(IGauge(address(gauge)));
        vm.expectRevert(unauthorized);
        vault.setPaused(true);
        vm.stopPrank();
    }

    function test_RevertWhen_CollectionIsNone() public {
        vm.expectRevert(abi.encodeWithSelector(INftVault.NotACollection.selector, address(quote)));
        _newVault(IERC721(address(quote)));
        vm.expectRevert(abi.encodeWithSelector(INftVault.NotACollection.selector, alice));
        _newVault(IERC721(alice));
    }
}
