// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {Test} from "./Test.sol";

/// @title Erc4626Properties
/// @notice What ERC-4626 asks of any vault, with no tolerance, in whatever state the heir brings it into.
/// @dev The heir sets `target`, implements `_arrange` and `_give`, and inherits the tests. Every test begins with
/// `_arrange(seed)`, which should reach every kind of state: empty, in the middle of a stream, after a loss, paused,
/// short of liquidity. Amounts are within the `max*` answers, so a call that reverts is a failure, not a discarded run.
/// @dev Stricter than the standard where ours is: previews are exact, not just on the safe side.
abstract contract Erc4626Properties is Test {
    /// @dev No single amount of a test is above it, so that nothing overflows by the test's own doing.
    uint256 internal constant MAX_AMOUNT = 1e30;

    /// @notice The vault under test; it may change from one `_arrange` to the next.
    IERC4626 internal target;

    address internal caller = address(0xCA11E4);
    address internal receiver = address(0x4ECE14);
    address internal owner = address(0x09E401);

    /// @dev Brings `target` into the state that `seed` stands for, with shares of `caller` and `owner` where it can.
    function _arrange(uint256 seed) internal virtual;

    /// @dev Gives `to` that many units of the asset.
    function _give(address to, uint256 assets) internal virtual;

    /* VIEWS */

    function testFuzz_ViewsAnswerAnyoneAlike(uint256 seed, uint256 amount) public {
        _arrange(seed);
        amount = bound(amount, 0, MAX_AMOUNT);
        bytes[] memory calls = new bytes[](12);
        calls[0] = abi.encodeCall(IERC4626.asset, ());
        calls[1] = abi.encodeCall(IERC4626.totalAssets, ());
        calls[2] = abi.encodeCall(IERC4626.convertToShares, (amount));
        calls[3] = abi.encodeCall(IERC4626.convertToAssets, (amount));
        calls[4] = abi.encodeCall(IERC4626.maxDeposit, (receiver));
        calls[5] = abi.encodeCall(IERC4626.maxMint, (receiver));
        calls[6] = abi.encodeCall(IERC4626.maxWithdraw, (owner));
        calls[7] = abi.encodeCall(IERC4626.maxRedeem, (owner));
        calls[8] = abi.encodeCall(IERC4626.previewDeposit, (amount));
        calls[9] = abi.encodeCall(IERC4626.previewMint, (amount));
        calls[10] = abi.encodeCall(IERC4626.previewWithdraw, (amount));
        calls[11] = abi.encodeCall(IERC4626.previewRedeem, (amount));
        for (uint256 i = 0; i < calls.length; ++i) {
            vm.prank(caller);
            (bool ok, bytes memory first) = address(target).staticcall(calls[i]);
            assertTrue(ok, "MAX_NEVER_REVERTS");
            vm.prank(receiver);
            (, bytes memory second) = address(target).staticcall(calls[i]);
            assertEq(first, second, "a view depends on its caller");
        }
    }

    function testFuzz_ConversionsNeverGainByTheWay(uint256 seed, uint256 amount) public {
        _arrange(seed);
        amount = bound(amount, 0, MAX_AMOUNT);
        assertLe(target.convertToAssets(target.convertToShares(amount)), amount, "ROUND_AGAINST_USER assets");
        assertLe(target.convertToShares(target.convertToAssets(amount)), amount, "ROUND_AGAINST_USER shares");
        assertLe(target.previewDeposit(amount), target.convertToShares(amount), "ROUND_AGAINST_USER deposit");
        assertGe(target.previewMint(amount), target.convertToAssets(amount), "ROUND_AGAINST_USER mint");
        assertGe(target.previewWithdraw(amount), target.convertToShares(amount), "ROUND_AGAINST_USER withdraw");
        assertLe(target.previewRedeem(amount), target.convertToAssets(amount), "ROUND_AGAINST_USER redeem");
    }

    function testFuzz_HoldersAreOwedAtMostTheTotal(uint256 seed) public {
        _arrange(seed);
        uint256 owed =
            target.convertToAssets(target.balanceOf(caller)) + target.convertToAssets(target.balanceOf(owner));
        assertLe(owed, target.totalAssets(), "SOLVENT");
    }

    /* ENTRIES */

    function testFuzz_Deposit(uint256 seed, uint256 assets, uint256 allowance) public {
        _arrange(seed);
        assets = _boundDeposit(assets);
        if (assets == 0) return;
        allowance = _approve(caller, assets, allowance);
        uint256 held = target.balanceOf(receiver);
        uint256 supply = target.totalSupply();
        uint256 had = _asset().balanceOf(caller);
        vm.prank(owner);
        uint256 expected = target.previewDeposit(assets);
        vm.prank(caller);
        uint256 shares = target.deposit(assets, receiver);
        assertEq(shares, expected, "PREVIEW_EXACT deposit");
        assertEq(target.balanceOf(receiver), held + shares, "deposit: shares of the receiver");
        assertEq(target.totalSupply(), supply + shares, "deposit: supply");
        _checkPaid(had, assets, allowance);
    }

    function testFuzz_Mint(uint256 seed, uint256 shares, uint256 allowance) public {
        _arrange(seed);
        shares = _boundMint(shares);
        if (shares == 0) return;
        vm.prank(owner);
        uint256 expected = target.previewMint(shares);
        _give(caller, expected);
        allowance = _approve(caller, expected, allowance);
        uint256 held = target.balanceOf(receiver);
        uint256 supply = target.totalSupply();
        uint256 had = _asset().balanceOf(caller);
        vm.prank(caller);
        uint256 assets = target.mint(shares, receiver);
        assertEq(assets, expected, "PREVIEW_EXACT mint");
        assertEq(target.balanceOf(receiver), held + shares, "mint: shares of the receiver");
        assertEq(target.totalSupply(), supply + shares, "mint: supply");
        _checkPaid(had, assets, allowance);
    }

    /* EXITS */

    function testFuzz_Withdraw(uint256 seed, uint256 assets, uint256 allowance) public {
        _arrange(seed);
        assets = _boundExit(assets, target.maxWithdraw(owner));
        if (assets == 0) return;
        vm.prank(receiver);
        uint256 expected = target.previewWithdraw(assets);
        allowance = _allow(expected, allowance);
        uint256 held = target.balanceOf(owner);
        uint256 had = _asset().balanceOf(receiver);
        vm.prank(caller);
        uint256 shares = target.withdraw(assets, receiver, owner);
        assertEq(shares, expected, "PREVIEW_EXACT withdraw");
        _checkLeft(held, shares, had, assets, allowance);
    }

    function testFuzz_Redeem(uint256 seed, uint256 shares, uint256 allowance) public {
        _arrange(seed);
        shares = _boundExit(shares, target.maxRedeem(owner));
        if (shares == 0) return;
        vm.prank(receiver);
        uint256 expected = target.previewRedeem(shares);
        // A share worth less than a unit can't leave by itself.
        if (expected == 0) return;
        allowance = _allow(shares, allowance);
        uint256 held = target.balanceOf(owner);
        uint256 had = _asset().balanceOf(receiver);
        vm.prank(caller);
        uint256 assets = target.redeem(shares, receiver, owner);
        assertEq(assets, expected, "PREVIEW_EXACT redeem");
        _checkLeft(held, shares, had, assets, allowance);
    }

    function testFuzz_RevertWhen_WithdrawnWithoutAllowance(uint256 seed, uint256 assets) public {
        _arrange(seed);
        assets = _boundExit(assets, target.maxWithdraw(owner));
        if (assets == 0) return;
        uint256 shares = target.previewWithdraw(assets);
        vm.prank(owner);
        target.approve(caller, shares - 1);
        vm.expectRevert();
        vm.prank(caller);
        target.withdraw(assets, receiver, owner);
    }

    function testFuzz_RevertWhen_RedeemedWithoutAllowance(uint256 seed, uint256 shares) public {
        _arrange(seed);
        shares = _boundExit(shares, target.maxRedeem(owner));
        if (shares == 0) return;
        vm.prank(owner);
        target.approve(caller, shares - 1);
        vm.expectRevert();
        vm.prank(caller);
        target.redeem(shares, receiver, owner);
    }

    /* LIMITS */

    function testFuzz_MaxWithdrawIsAchievableAndNoMoreIs(uint256 seed) public {
        _arrange(seed);
        uint256 most = target.maxWithdraw(owner);
        vm.startPrank(owner);
        vm.expectRevert();
        target.withdraw(most + 1, owner, owner);
        if (most != 0) target.withdraw(most, owner, owner);
        vm.stopPrank();
    }

    function testFuzz_MaxRedeemIsAchievableAndNoMoreIs(uint256 seed) public {
        _arrange(seed);
        uint256 most = target.maxRedeem(owner);
        vm.startPrank(owner);
        vm.expectRevert();
        target.redeem(most + 1, owner, owner);
        if (most != 0 && target.previewRedeem(most) != 0) target.redeem(most, owner, owner);
        vm.stopPrank();
    }

    function testFuzz_RevertWhen_EnteringBeyondMax(uint256 seed) public {
        _arrange(seed);
        uint256 most = target.maxDeposit(receiver);
        if (most < MAX_AMOUNT) {
            _give(caller, most + 1);
            _approve(caller, most + 1, most + 1);
            vm.expectRevert();
            vm.prank(caller);
            target.deposit(most + 1, receiver);
        }
        most = target.maxMint(receiver);
        if (most < MAX_AMOUNT) {
            uint256 cost = target.previewMint(most + 1);
            _give(caller, cost);
            _approve(caller, cost, cost);
            vm.expectRevert();
            vm.prank(caller);
            target.mint(most + 1, receiver);
        }
    }

    /* ROUND TRIPS */

    function testFuzz_DepositThenRedeem(uint256 seed, uint256 assets) public {
        _arrange(seed);
        assets = _boundDeposit(assets);
        if (assets == 0) return;
        uint256 shares = _deposit(assets);
        if (target.maxRedeem(caller) < shares || target.previewRedeem(shares) == 0) return;
        assertLe(_redeem(shares), assets, "ROUNDTRIP_8 deposit, redeem");
    }

    function testFuzz_DepositThenWithdraw(uint256 seed, uint256 assets) public {
        _arrange(seed);
        assets = _boundDeposit(assets);
        if (assets == 0) return;
        uint256 shares = _deposit(assets);
        if (target.maxWithdraw(caller) < assets) return;
        assertGe(_withdraw(assets), shares, "ROUNDTRIP_8 deposit, withdraw");
    }

    function testFuzz_MintThenRedeem(uint256 seed, uint256 shares) public {
        _arrange(seed);
        shares = _boundMint(shares);
        if (shares == 0) return;
        uint256 assets = _mint(shares);
        if (target.maxRedeem(caller) < shares || target.previewRedeem(shares) == 0) return;
        assertLe(_redeem(shares), assets, "ROUNDTRIP_8 mint, redeem");
    }

    function testFuzz_MintThenWithdraw(uint256 seed, uint256 shares) public {
        _arrange(seed);
        shares = _boundMint(shares);
        if (shares == 0) return;
        uint256 assets = _mint(shares);
        if (target.maxWithdraw(caller) < assets) return;
        assertGe(_withdraw(assets), shares, "ROUNDTRIP_8 mint, withdraw");
    }

    function testFuzz_RedeemThenDeposit(uint256 seed, uint256 shares) public {
        _arrange(seed);
        shares = _boundExit(shares, target.maxRedeem(caller));
        if (shares == 0 || target.previewRedeem(shares) == 0) return;
        uint256 assets = _redeem(shares);
        if (target.maxDeposit(caller) < assets || target.previewDeposit(assets) == 0) return;
        assertLe(_deposit(assets), shares, "ROUNDTRIP_8 redeem, deposit");
    }

    function testFuzz_RedeemThenMint(uint256 seed, uint256 shares) public {
        _arrange(seed);
        shares = _boundExit(shares, target.maxRedeem(caller));
        if (shares == 0 || target.previewRedeem(shares) == 0) return;
        uint256 assets = _redeem(shares);
        if (target.maxMint(caller) < shares) return;
        assertGe(_mint(shares), assets, "ROUNDTRIP_8 redeem, mint");
    }

    function testFuzz_WithdrawThenDeposit(uint256 seed, uint256 assets) public {
        _arrange(seed);
        assets = _boundExit(assets, target.maxWithdraw(caller));
        if (assets == 0) return;
        uint256 shares = _withdraw(assets);
        if (target.maxDeposit(caller) < assets || target.previewDeposit(assets) == 0) return;
        assertLe(_deposit(assets), shares, "ROUNDTRIP_8 withdraw, deposit");
    }

    function testFuzz_WithdrawThenMint(uint256 seed, uint256 assets) public {
        _arrange(seed);
        assets = _boundExit(assets, target.maxWithdraw(caller));
        if (assets == 0) return;
        uint256 shares = _withdraw(assets);
        if (target.maxMint(caller) < shares) return;
        assertGe(_mint(shares), assets, "ROUNDTRIP_8 withdraw, mint");
    }

    /* INTERNALS */

    function _asset() private view returns (IERC20) {
        return IERC20(target.asset());
    }

    /// @dev Of `caller` for itself, funded and approved here; likewise below.
    function _deposit(uint256 assets) private returns (uint256) {
        _give(caller, assets);
        _approve(caller, assets, assets);
        vm.prank(caller);
        return target.deposit(assets, caller);
    }

    function _mint(uint256 shares) private returns (uint256) {
        uint256 cost = target.previewMint(shares);
        _give(caller, cost);
        _approve(caller, cost, cost);
        vm.prank(caller);
        return target.mint(shares, caller);
    }

    function _withdraw(uint256 assets) private returns (uint256) {
        vm.prank(caller);
        return target.withdraw(assets, caller, caller);
    }

    function _redeem(uint256 shares) private returns (uint256) {
        vm.prank(caller);
        return target.redeem(shares, caller, caller);
    }

    /// @dev An amount that must go through, funded; 0 where none does.
    function _boundDeposit(uint256 assets) private returns (uint256) {
        uint256 most = target.maxDeposit(receiver);
        if (most == 0) return 0;
        assets = bound(assets, 1, most < MAX_AMOUNT ? most : MAX_AMOUNT);
        // Less than a share buys none.
        if (target.previewDeposit(assets) == 0) return 0;
        _give(caller, assets);
        return assets;
    }

    function _boundMint(uint256 shares) private view returns (uint256) {
        uint256 most = target.maxMint(receiver);
        return most == 0 ? 0 : bound(shares, 1, most < MAX_AMOUNT ? most : MAX_AMOUNT);
    }

    function _boundExit(uint256 amount, uint256 most) private pure returns (uint256) {
        return most == 0 ? 0 : bound(amount, 1, most);
    }

    /// @dev At least `needed`; one without end in some runs.
    function _boundAllowance(uint256 needed, uint256 allowance) private pure returns (uint256) {
        return allowance % 4 == 0 ? type(uint256).max : bound(allowance, needed, type(uint256).max - 1);
    }

    function _approve(address from, uint256 needed, uint256 allowance) private returns (uint256) {
        allowance = _boundAllowance(needed, allowance);
        IERC20 asset = _asset();
        vm.prank(from);
        asset.approve(address(target), allowance);
        return allowance;
    }

    function _allow(uint256 needed, uint256 allowance) private returns (uint256) {
        allowance = _boundAllowance(needed, allowance);
        vm.prank(owner);
        target.approve(caller, allowance);
        return allowance;
    }

    function _checkPaid(uint256 had, uint256 assets, uint256 allowance) private view {
        assertEq(_asset().balanceOf(caller), had - assets, "entry: assets of the caller");
        uint256 left = allowance == type(uint256).max ? allowance : allowance - assets;
        assertEq(_asset().allowance(caller, address(target)), left, "entry: allowance");
    }

    function _checkLeft(uint256 held, uint256 shares, uint256 had, uint256 assets, uint256 allowance) private view {
        assertEq(target.balanceOf(owner), held - shares, "exit: shares of the owner");
        assertEq(_asset().balanceOf(receiver), had + assets, "exit: assets of the receiver");
        uint256 left = allowance == type(uint256).max ? allowance : allowance - shares;
        assertEq(target.allowance(owner, caller), left, "ALLOWANCE_EXACT");
    }
}
