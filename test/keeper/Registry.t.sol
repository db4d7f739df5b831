// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {Registry} from "../../contracts/keeper/Registry.sol";
import {IRegistry, Kind} from "../../contracts/interfaces/IRegistry.sol";
import {Test} from "../helpers/Test.sol";

contract RegistryTest is Test {
    address private constant ONE = address(0x11);
    address private constant TWO = address(0x22);

    AccessManager private authority = new AccessManager(address(this));
    Registry private registry = new Registry(address(authority));

    function test_RegistersAndTells() public {
        vm.expectEmit(true, true, true, true, address(registry));
        emit IRegistry.Register(Kind.Gauge, ONE);
        vm.expectEmit(true, true, true, true, address(registry));
        emit IRegistry.Register(Kind.Gauge, TWO);
        registry.register(Kind.Gauge, _two(ONE, TWO));
        assertEq(uint256(registry.kindOf(ONE)), uint256(Kind.Gauge), "the first");
        assertEq(uint256(registry.kindOf(TWO)), uint256(Kind.Gauge), "the second");
        assertEq(uint256(registry.kindOf(address(this))), uint256(Kind.None), "no other");
    }

    function test_RevertWhen_RegisteredTwice() public {
        vm.expectRevert(abi.encodeWithSelector(IRegistry.CannotRegister.selector, ONE, Kind.Vault));
        registry.register(Kind.Vault, _two(ONE, ONE));
    }

    function test_RevertWhen_KindIsNone() public {
        vm.expectRevert(abi.encodeWithSelector(IRegistry.CannotRegister.selector, ONE, Kind.None));
        registry.register(Kind.None, _two(ONE, TWO));
    }

    function test_RevertWhen_CallerIsNotAdmin() public {
        vm.prank(ONE);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, ONE));
        registry.register(Kind.Vault, _two(ONE, TWO));
    }

    function _two(address a, address b) private pure returns (address[] memory accounts) {
        accounts = new address[](2);
        (accounts[0], accounts[1]) = (a, b);
    }
}
