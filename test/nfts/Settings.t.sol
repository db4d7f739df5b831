// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IGauge} from "../../contracts/interfaces/IGauge.sol";
import {INftVault, RentTerms} from "../../contracts/interfaces/INftVault.sol";
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
