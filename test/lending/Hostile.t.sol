// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IMarket, MarketParams} from "../../contracts/interfaces/IMarket.sol";
import {Market} from "../../contracts/lending/Market.sol";
import {FeeToken} from "../mocks/FeeToken.sol";
import {HookToken} from "../mocks/HookToken.sol";
import {SilentToken} from "../mocks/SilentToken.sol";
import {MarketBase} from "./MarketBase.sol";

/// @notice Tokens that misbehave, as the loan asset and as the collateral.
contract MarketHostileTest is MarketBase {
    function test_RevertWhen_TheLoanAssetTakesAFee() public {
        FeeToken fee = new FeeToken();
        market = _newMarket(_params(address(fee), address(btc)));
        fee.mint(alice, 1e18);
        vm.startPrank(alice);
        fee.approve(address(market), 1e18);
        vm.expectRevert(abi.encodeWithSelector(IMarket.ShortTransfer.selector, 1e18, 0.99e18));
        market.deposit(1e18, alice);
        vm.stopPrank();
    }

    function test_RevertWhen_TheCollateralTakesAFee() public {
        FeeToken fee = new FeeToken();
        market = _newMarket(_params(address(usd), address(fee)));
        fee.mint(alice, 1e18);
        vm.startPrank(alice);
        fee.approve(address(market), 1e18);
        vm.expectRevert(abi.encodeWithSelector(IMarket.ShortTransfer.selector, 1e18, 0.99e18));
        market.supplyCollateral(1e18, alice);
        vm.stopPrank();
    }

    /// @dev An earlier gift to the purse doesn't hide a fee on collateral, which is measured.
    function test_RevertWhen_AGiftWouldHideAFeeOnCollateral() public {
        FeeToken fee = new FeeToken();
        market = _newMarket(_params(address(usd), address(fee)));
        fee.mint(address(market.purseOf(market.laneOf(alice))), 1e18);
        fee.mint(alice, 1e18);
        vm.startPrank(alice);
        fee.approve(address(market), 1e18);
        vm.expectRevert(abi.encodeWithSelector(IMarket.ShortTransfer.selector, 1e18, 0.99e18));
        market.supplyCollateral(1e18, alice);
        vm.stopPrank();
    }

    function test_TokensThatReturnNothingWork() public {
        SilentToken loan = new SilentToken();
        SilentToken collateral = new SilentToken();
        market = _newMarket(_params(address(loan), address(collateral)));
        oracle.set(1e36);
        loan.mint(alice, 100e8);
        collateral.mint(bob, 100e8);
        vm.startPrank(alice);
        loan.approve(address(market), 100e8);
        market.seed();
        market.deposit(90e8, alice);
        vm.stopPrank();
        vm.startPrank(bob);
        collateral.approve(address(market), 100e8);
        market.supplyCollateral(100e8, bob);
        market.borrow(80e8, bob, bob);
        loan.approve(address(market), 80e8);
        market.repay(80e8, bob);
        market.withdrawCollateral(100e8, bob, bob);
        vm.stopPrank();
        assertEq(_redeem(alice, 90e8), 90e8, "paid");
        assertEq(collateral.balanceOf(bob), 100e8, "handed back");
    }

    /// @dev A collateral whose issuer stops it stops only what moves it: repaying and leaving go on.
    function test_ACollateralThatStopsDoesNotKeepSuppliers() public {
        _open();
        vm.mockCallRevert(address(btc), abi.encodeWithSelector(btc.transferFrom.selector), "stopped");
        _repay(bob, type(uint256).max);
        assertEq(_redeem(alice, 50_000e6), 50_000e6, "EXIT_UNBLOCKABLE");
    }

    /// @dev Each function's transfer calls back into each function: refused by the guard, and nothing moves but the one.
    function test_CallbacksEnterNothing() public {
        HookToken hook = new HookToken();
        _checkCallbacks(hook, _params(address(hook), address(btc)), true);
        _checkCallbacks(hook, _params(address(usd), address(hook)), false);
    }

    function _checkCallbacks(HookToken hook, MarketParams memory params, bool loan) private {
        market = _newMarket(params);
        oracle.set(1e36);
        address self = address(hook);
        _fundAll(hook, loan);
        bytes[] memory entries = _entries(self);
        // Those that move the token that calls back.
        uint256 moving = loan ? 6 : 2;
        for (uint256 i = 0; i < moving; ++i) {
            bytes memory call = loan ? entries[i] : entries[6 + i];
            for (uint256 j = 0; j < entries.length; ++j) {
                uint256 state = vm.snapshotState();
                hook.arm(address(market), entries[j]);
                vm.prank(self);
                (bool ok, ) = address(market).call(call);
                assertTrue(ok, "the one goes through");
                assertGt(hook.calls(), 0, "called back");
                assertFalse(hook.succeeded(), "HARVEST_REENTRY_SAFE the other doesn't");
                assertEq(
                    hook.answer(),
                    abi.encodeWithSelector(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector),
                    "guarded"
                );
                _checkSolvent();
                vm.revertToState(state);
            }
        }
    }

    /// @dev The token is the user: it calls back in its own name.
    function _fundAll(HookToken hook, bool loan) private {
        address self = address(hook);
        hook.mint(self, 1_000e18);
        hook.mint(address(this), SEED);
        hook.approve(address(market), SEED);
        usd.mint(self, 1_000e18);
        usd.mint(address(this), SEED);
        usd.approve(address(market), SEED);
        btc.mint(self, 1_000e18);
        market.seed();
        vm.startPrank(self);
        hook.approve(address(market), type(uint256).max);
        usd.approve(address(market), type(uint256).max);
        btc.approve(address(market), type(uint256).max);
        market.deposit(100e18, self);
        market.supplyCollateral(100e18, self);
        market.borrow(10e18, self, self);
        vm.stopPrank();
        assertEq(market.asset(), loan ? self : address(usd), "the one that calls back");
    }

    function _entries(address self) private view returns (bytes[] memory entries) {
        entries = new bytes[](10);
        entries[0] = abi.encodeCall(market.deposit, (1e18, self));
        entries[1] = abi.encodeCall(market.mint, (1e18, self));
        entries[2] = abi.encodeCall(market.withdraw, (1e18, self, self));
        entries[3] = abi.encodeCall(market.redeem, (1e18, self, self));
        entries[4] = abi.encodeCall(market.borrow, (1e18, self, self));
        entries[5] = abi.encodeCall(market.repay, (1e18, self));
        entries[6] = abi.encodeCall(market.supplyCollateral, (1e18, self));
        entries[7] = abi.encodeCall(market.withdrawCollateral, (1e18, self, self));
        entries[8] = abi.encodeCall(market.liquidate, (self, 1e18, 0, self, ""));
        entries[9] = abi.encodeCall(market.accrue, ());
    }

    /// @dev In the middle of a payment the views say what they said before or will say after, never what a caller could use.
    function test_PricesStandStillInACallback() public {
        HookToken hook = new HookToken();
        market = _newMarket(_params(address(hook), address(btc)));
        oracle.set(1e36);
        _fundAll(hook, true);
        _skipAndAccrue(30 days);
        uint256 price = market.unlockedPriceRay();
        hook.arm(address(market), abi.encodeCall(IMarket.unlockedPriceRay, ()));
        vm.prank(address(hook));
        market.withdraw(50e18, address(hook), address(hook));
        assertTrue(hook.succeeded(), "a view answers");
        assertEq(abi.decode(hook.answer(), (uint256)), price, "VIEWS_SAFE_IN_CALLBACK");
    }
}
