// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IOracle} from "../../contracts/interfaces/IOracle.sol";
import {CompositeOracle} from "../../contracts/oracles/CompositeOracle.sol";
import {Test} from "../helpers/Test.sol";
import {FixedOracle} from "../mocks/FixedOracle.sol";

contract CompositeOracleTest is Test {
    FixedOracle private a;
    FixedOracle private b;
    CompositeOracle private oracle;

    function setUp() public {
        a = new FixedOracle();
        b = new FixedOracle();
        oracle = new CompositeOracle(a, b, 200);
    }

    function testFuzz_TheLowerOneCounts(uint256 priceA, uint256 deviationBps, bool aIsLower) public {
        priceA = bound(priceA, 1e6, 1e60);
        uint256 priceB = priceA + (priceA * bound(deviationBps, 0, 200)) / 10_000;
        a.set(aIsLower ? priceA : priceB);
        b.set(aIsLower ? priceB : priceA);
        assertEq(oracle.price(), priceA, "the lower one");
    }

    function testFuzz_RevertWhen_TheyDeviate(uint256 lower, uint256 gap, bool aIsLower) public {
        lower = bound(lower, 1, 1e60);
        uint256 higher = lower + (lower * 200) / 10_000 + bound(gap, 1, 1e60);
        (uint256 priceA, uint256 priceB) = aIsLower ? (lower, higher) : (higher, lower);
        a.set(priceA);
        b.set(priceB);
        vm.expectRevert(abi.encodeWithSelector(IOracle.PricesDeviate.selector, priceA, priceB, 200));
        oracle.price();
    }

    function test_TheLimitItselfIsAllowed() public {
        a.set(100e36);
        b.set(102e36);
        assertEq(oracle.price(), 100e36, "at the limit");
        b.set(102e36 + 1);
        vm.expectPartialRevert(IOracle.PricesDeviate.selector);
        oracle.price();
    }

    function test_RevertWhen_EitherHasNoPrice() public {
        a.set(1e36);
        vm.expectRevert(IOracle.ZeroPrice.selector);
        oracle.price();
        a.set(0);
        b.set(1e36);
        vm.expectRevert(IOracle.ZeroPrice.selector);
        oracle.price();
    }

    function test_RevertWhen_TheDeviationIsOutOfBounds() public {
        vm.expectRevert(abi.encodeWithSelector(IOracle.ParameterOutOfBounds.selector, 0, 1, 5000));
        new CompositeOracle(a, b, 0);
        vm.expectRevert(abi.encodeWithSelector(IOracle.ParameterOutOfBounds.selector, 5001, 1, 5000));
        new CompositeOracle(a, b, 5001);
        assertEq(new CompositeOracle(a, b, 5000).maxDeviationBps(), 5000, "read back");
        assertEq(address(oracle.oracleA()), address(a), "a");
        assertEq(address(oracle.oracleB()), address(b), "b");
    }
}
