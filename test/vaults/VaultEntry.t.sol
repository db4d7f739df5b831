// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {DevnetToken} from "../../contracts/devnet/DevnetToken.sol";
import {IVault} from "../../contracts/interfaces/IVault.sol";
import {Vault} from "../../contracts/vaults/Vault.sol";
import {FeeToken} from "../mocks/FeeToken.sol";
import {HookToken} from "../mocks/HookToken.sol";
import {SilentToken} from "../mocks/SilentToken.sol";
import {VaultBase} from "./VaultBase.sol";

/// @notice Entering: what is written, what it costs, and which tokens are taken.
contract VaultEntryTest is VaultBase {
    function test_PaysIntoTheReceiversLane() public {
        token.mint(alice, 100);
        vm.startPrank(alice);
        token.approve(address(vault), 100);
        vm.expectEmit(true, true, true, true);
        emit IERC4626.Deposit(alice, bob, 100, 100);
        vault.deposit(100, bob);
        vm.stopPrank();
        uint256 lane = vault.laneOf(bob);
        assertEq(vault.laneCash(lane), 100, "cash");
        assertEq(vault.laneShares(lane), 100, "shares");
        assertEq(token.balanceOf(address(vault.purseOf(lane))), 100, "LANE_CUSTODY");
        assertEq(vault.balanceOf(bob), 100, "bob's");
    }

    function test_DecimalsAreTheAssets() public {
        assertEq(vault.decimals(), 6, "6");
        assertEq(_newVault(address(new DevnetToken("Bitcoin", "BTC", 8)), 0, 0).decimals(), 8, "8");
        assertEq(vault.asset(), address(token), "asset");
    }

    function test_RevertWhen_NothingOrDustEnters() public {
        vm.expectRevert(abi.encodeWithSelector(IVault.ZeroAmount.selector, 0, 0));
        vault.deposit(0, alice);
        vm.expectRevert(abi.encodeWithSelector(IVault.ZeroAmount.selector, 0, 0));
        vault.mint(0, alice);
        _deposit(alice, 100e6);
        _allocate(first, 100e6);
        token.mint(address(first), 3e6);
        _skip(1 hours);
        _report();
        // A unit buys less than a share now, and no entry takes assets for nothing.
        token.mint(alice, 1);
        vm.startPrank(alice);
        token.approve(address(vault), 1);
        vm.expectRevert(abi.encodeWithSelector(IVault.ZeroAmount.selector, 1, 0));
        vault.deposit(1, alice);
        vm.stopPrank();
    }

    function test_RevertWhen_ReceiverIsNobody() public {
        token.mint(alice, 1);
        vm.startPrank(alice);
        token.approve(address(vault), 1);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InvalidReceiver.selector, address(0)));
        vault.deposit(1, address(0));
        vm.stopPrank();
    }

    function testFuzz_MaxIsAchievable(uint256 already, uint256 gain) public {
        already = bound(already, 1e6, 1e33);
        _deposit(alice, already);
        _allocate(first, already);
        token.mint(address(first), bound(gain, 0, already));
        _skip(1 hours);
        _report();
        uint256 most = vault.maxDeposit(alice);
        assertGt(most, 2 ** 125, "MAX_IS_ACHIEVABLE is not a sham");
        assertEq(_deposit(alice, most), vault.previewDeposit(most), "MAX_IS_ACHIEVABLE deposit");
        most = vault.maxMint(bob);
        token.mint(bob, vault.previewMint(most));
        vm.startPrank(bob);
        token.approve(address(vault), type(uint256).max);
        vault.mint(most, bob);
        vm.stopPrank();
        vault.maxDeposit(bob);
        vault.maxMint(bob);
        assertEq(vault.maxRedeem(bob), most, "MAX_IS_ACHIEVABLE redeem");
        assertGt(_redeem(bob, most), 0, "MAX_IS_ACHIEVABLE redeemed");
    }

    /* TOKENS */

    function test_RevertWhen_TokenTakesAFee() public {
        FeeToken fee = new FeeToken();
        vault = _newVault(address(fee), 0, 0);
        fee.mint(alice, 1000);
        vm.startPrank(alice);
        fee.approve(address(vault), 1000);
        vm.expectRevert(abi.encodeWithSelector(IVault.ShortTransfer.selector, 1000, 990));
        vault.deposit(1000, alice);
        vm.stopPrank();
    }

    function test_TokenWithoutAnAnswerIsTaken() public {
        SilentToken silent = new SilentToken();
        vault = _newVault(address(silent), 0, 0);
        silent.mint(alice, 1000);
        vm.startPrank(alice);
        silent.approve(address(vault), 1000);
        vault.deposit(1000, alice);
        vault.redeem(400, bob, alice);
        vm.stopPrank();
        assertEq(silent.balanceOf(bob), 400, "paid");
    }

    /// @dev The token calls back in the middle of an entry and of an exit.
    function test_TokenThatCallsBackCannotReenterNorSeeAnotherPrice() public {
        HookToken hook = new HookToken();
        vault = _newVault(address(hook), 0, 0);
        hook.mint(alice, 1000);
        vm.startPrank(alice);
        hook.approve(address(vault), 1000);
        vault.deposit(500, alice);
        bytes[4] memory calls = [
            abi.encodeCall(vault.deposit, (1, alice)),
            abi.encodeCall(vault.redeem, (1, alice, alice)),
            abi.encodeCall(vault.redeemInKind, (1, alice, alice)),
            abi.encodeCall(vault.report, ())
        ];
        for (uint256 i = 0; i < calls.length; ++i) {
            hook.arm(address(vault), calls[i]);
            vault.deposit(10, alice);
            assertFalse(hook.succeeded(), "HARVEST_REENTRY_SAFE entry");
            vault.redeem(10, alice, alice);
            assertFalse(hook.succeeded(), "HARVEST_REENTRY_SAFE exit");
            assertGt(hook.calls(), 1, "the calls were made");
        }
        hook.arm(address(vault), abi.encodeCall(vault.convertToAssets, (1e18)));
        vault.redeem(10, alice, alice);
        assertEq(abi.decode(hook.answer(), (uint256)), 1e18, "VIEWS_SAFE_IN_CALLBACK");
        vm.stopPrank();
    }

    /* PRICES */

    /// @dev Both prices, several decimals, every way in and out: the result is the plain formula's.
    function testFuzz_RoundTripsNeverProfit(uint8 decimals, uint256 seed, uint256 assets, uint256 gain) public {
        DevnetToken other = new DevnetToken("Other", "OTH", uint8(bound(decimals, 6, 18)));
        token = other;
        Vault fresh = _newVault(address(other), 0, 0);
        vault = fresh;
        assets = bound(assets, 2, 1e30);
        _deposit(alice, 1e6);
        token.mint(address(vault), bound(gain, 0, 1e6));
        _skip(1 hours);
        _report();
        _skip(seed % STREAM);
        uint256 shares = vault.previewDeposit(assets);
        vm.assume(shares != 0);
        token.mint(bob, assets + 2);
        vm.startPrank(bob);
        token.approve(address(vault), assets + 2);
        if (seed % 2 == 0) vault.deposit(assets, bob);
        else vault.mint(shares, bob);
        uint256 out = vault.maxWithdraw(bob);
        if (out != 0 && seed % 4 < 2) vault.withdraw(out, bob, bob);
        else if (vault.maxRedeem(bob) != 0) vault.redeem(vault.maxRedeem(bob), bob, bob);
        vm.stopPrank();
        assertLe(token.balanceOf(bob), assets + 2, "ROUNDTRIP_8");
    }
}
