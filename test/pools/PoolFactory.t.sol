// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {Curve} from "../../contracts/interfaces/IPool.sol";
import {IPoolFactory} from "../../contracts/interfaces/IPoolFactory.sol";
import {Pool} from "../../contracts/pools/Pool.sol";
import {PoolFactory} from "../../contracts/pools/PoolFactory.sol";
import {PoolsBase} from "./PoolsBase.sol";

contract PoolFactoryTest is PoolsBase {
    function testFuzz_PoolIsWhereItIsComputed(uint8 shard, bool swapped) public {
        (address a, address b) = swapped ? (address(tokenB), address(tokenA)) : (address(tokenA), address(tokenB));
        address computed = factory.poolFor(b, a, 500, shard, Curve.Product);
        assertFalse(factory.isPool(computed), "not yet");
        Pool pool = Pool(factory.createPool(a, b, 500, shard, Curve.Product));
        assertEq(address(pool), computed, "address");
        assertTrue(factory.isPool(computed), "known");
        assertTrue(pool.token0() < pool.token1(), "sorted");
        assertEq(pool.feePips(), 500, "fee");
        assertEq(pool.shard(), shard, "shard");
        assertEq(pool.factory(), address(factory), "factory");
        (address token0, , uint24 fee, , ) = factory.parameters();
        assertEq(token0, address(0), "parameters are gone");
        assertEq(fee, 0, "parameters are gone");
    }

    function test_RevertWhen_ThePoolExists() public {
        address pool = factory.createPool(address(tokenA), address(tokenB), FEE, 0, Curve.Product);
        vm.expectRevert(abi.encodeWithSelector(IPoolFactory.PoolExists.selector, pool));
        factory.createPool(address(tokenB), address(tokenA), FEE, 0, Curve.Product);
    }

    function test_RevertWhen_ThePairIsNoPair() public {
        vm.expectRevert(abi.encodeWithSelector(IPoolFactory.SameToken.selector, address(tokenA)));
        factory.createPool(address(tokenA), address(tokenA), FEE, 0, Curve.Product);
        vm.expectRevert(abi.encodeWithSelector(IPoolFactory.NoToken.selector, ALICE));
        factory.createPool(ALICE, address(tokenA), FEE, 0, Curve.Product);
        vm.expectRevert(abi.encodeWithSelector(IPoolFactory.NoToken.selector, address(0)));
        factory.createPool(address(tokenA), address(0), FEE, 0, Curve.Product);
    }

    function test_RevertWhen_TheFeeIsNotEnabled() public {
        vm.expectRevert(abi.encodeWithSelector(IPoolFactory.FeeNotEnabled.selector, 1234));
        factory.createPool(address(tokenA), address(tokenB), 1234, 0, Curve.Product);
        factory.setFeeTier(1234, true);
        factory.createPool(address(tokenA), address(tokenB), 1234, 0, Curve.Product);
        factory.setFeeTier(1234, false);
        vm.expectRevert(abi.encodeWithSelector(IPoolFactory.FeeNotEnabled.selector, 1234));
        factory.createPool(address(tokenA), address(tokenB), 1234, 1, Curve.Product);
    }

    function test_RevertWhen_ASettingIsOutOfBounds() public {
        vm.expectRevert(abi.encodeWithSelector(IPoolFactory.FeeOutOfBounds.selector, 0, 100_000));
        factory.setFeeTier(0, true);
        vm.expectRevert(abi.encodeWithSelector(IPoolFactory.FeeOutOfBounds.selector, 100_001, 100_000));
        factory.setFeeTier(100_001, true);
        vm.expectRevert(abi.encodeWithSelector(IPoolFactory.ProtocolFeeTooHigh.selector, 2501, 2500));
        factory.setProtocolFee(2501);
        vm.expectRevert(IPoolFactory.ZeroRecipient.selector);
        factory.setFeeRecipient(address(0));
        vm.expectRevert(IPoolFactory.ZeroRecipient.selector);
        new PoolFactory(address(manager), address(0), 0);
    }

    function test_RevertWhen_AStrangerSets() public {
        bytes memory unauthorised = abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, ALICE);
        vm.startPrank(ALICE);
        vm.expectRevert(unauthorised);
        factory.setFeeTier(1234, true);
        vm.expectRevert(unauthorised);
        factory.setProtocolFee(0);
        vm.expectRevert(unauthorised);
        factory.setFeeRecipient(ALICE);
        vm.stopPrank();
    }

    function test_SettingsAreReadBack() public {
        factory.setFeeRecipient(BOB);
        factory.setProtocolFee(2500);
        assertEq(factory.feeRecipient(), BOB, "recipient");
        assertEq(factory.protocolFeeBps(), 2500, "part");
    }
}
