// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {DevnetToken} from "../../contracts/devnet/DevnetToken.sol";
import {ILaneERC20} from "../../contracts/interfaces/ILaneERC20.sol";
import {IVault} from "../../contracts/interfaces/IVault.sol";
import {Vault} from "../../contracts/vaults/Vault.sol";
import {DenyToken} from "../mocks/DenyToken.sol";
import {HookToken} from "../mocks/HookToken.sol";
import {MockStrategy} from "../mocks/MockStrategy.sol";
import {RebasingToken} from "../mocks/RebasingToken.sol";
import {VaultBase} from "./VaultBase.sol";

/// @notice Bad assets, purses that can't pay, and amounts that don't fit a lane's slot.
contract VaultTokensTest is VaultBase {
    /* PURSES THAT CAN'T PAY */

    DenyToken private _deny;

    /// @dev A vault over a token whose issuer denies accounts, with 100 units each of three holders.
    function _denying() private returns (Vault denying, MockStrategy strategy) {
        _deny = new DenyToken();
        denying = _newVault(address(_deny), 0, 0);
        strategy = new MockStrategy(IERC20(address(_deny)));
        vm.prank(curator);
        denying.setStrategy(address(strategy), type(uint128).max, 1e18);
        _enter(denying, alice, 100e6);
        _enter(denying, bob, 100e6);
        _enter(denying, carol, 100e6);
    }

    function _enter(Vault into, address who, uint256 assets) private {
        DevnetToken asset = DevnetToken(into.asset());
        asset.mint(who, assets);
        vm.startPrank(who);
        asset.approve(address(into), assets);
        into.deposit(assets, who);
        vm.stopPrank();
    }

    function _denyPurseOf(Vault denying, address who) private {
        _deny.deny(address(denying.purseOf(denying.laneOf(who))));
    }

    function test_ADeniedPurseIsPassedOverByTheNextLanes() public {
        (Vault denying, ) = _denying();
        _denyPurseOf(denying, alice);
        uint256 lane = denying.laneOf(alice);
        vm.expectEmit(true, true, true, true, address(denying));
        emit IVault.LaneSkipped(lane, 100e6);
        vm.prank(alice);
        denying.redeem(100e6, alice, alice);
        assertEq(_deny.balanceOf(alice), 100e6, "EXIT_UNBLOCKABLE");
        assertEq(denying.laneCash(lane), 100e6, "LANE_CUSTODY still counted where it is");
        // What is left is paid to the others until the denied purse is all there is.
        vm.prank(bob);
        denying.redeem(100e6, bob, bob);
        vm.expectRevert(abi.encodeWithSelector(IVault.InsufficientLiquidity.selector, 100e6, 0));
        vm.prank(carol);
        denying.redeem(100e6, carol, carol);
        // In kind nothing stops her: she gets her part of what can be paid, and it is nothing.
        vm.prank(carol);
        assertEq(denying.redeemInKind(100e6, carol, carol), 0, "EXIT_UNBLOCKABLE in kind");
    }

    function test_ADeniedPurseOnTheWayIsPassedOver() public {
        (Vault denying, MockStrategy strategy) = _denying();
        _denyPurseOf(denying, bob);
        uint256[] memory lanes = new uint256[](1);
        lanes[0] = denying.laneOf(carol);
        vm.startPrank(keeper);
        denying.sweep(lanes);
        denying.allocate(address(strategy), 60e6);
        vm.stopPrank();
        vm.prank(carol);
        denying.transfer(alice, 100e6);
        // Her lane, then bob's that is denied, then the buffer, then the strategy.
        vm.prank(alice);
        denying.redeem(200e6, alice, alice);
        assertEq(_deny.balanceOf(alice), 200e6, "LANE_FALLTHROUGH");
        assertEq(denying.laneCash(denying.laneOf(bob)), 100e6, "LANE_CUSTODY");
    }

    /// @dev Three lanes in a row; the first can't pay, and what it can't pay is added to what it had not.
    function test_TheNextLanesPayAllThatADeniedPurseCannot() public {
        (vault, ) = _denying();
        vm.prank(keeper);
        vault.sweep(_allLanes());
        for (uint256 lane = 5; lane < 8; ++lane) {
            _enter(vault, _inLane(lane), 100e6);
        }
        address owner = _inLane(5);
        _denyPurseOf(vault, owner);
        uint256 supply = vault.totalSupply();
        // All is in its lane, so the next lane pays all of it.
        vm.prank(owner);
        vault.redeem(60e6, owner, owner);
        assertEq(_deny.balanceOf(owner), 60e6, "LANE_FALLTHROUGH");
        assertEq(vault.laneCash(5), 100e6, "LANE_CUSTODY");
        assertEq(vault.laneCash(6), 40e6, "LANE_FALLTHROUGH the next lane");
        assertEq(vault.laneShares(6), int256(100e6), "LANE_SUM its shares are its own");
        assertEq(vault.totalSupply(), supply - 60e6, "SHARES_EQ_SUM_BALANCES");
        // More than its lane has: what that can't pay comes on top.
        vm.prank(_inLane(6));
        vault.transfer(owner, 90e6);
        vm.prank(owner);
        vault.redeem(130e6, owner, owner);
        assertEq(_deny.balanceOf(owner), 190e6, "LANE_FALLTHROUGH all of it");
        assertEq(vault.laneCash(5) + vault.laneCash(6) + vault.laneCash(7), 110e6, "LANE_CUSTODY");
        assertEq(vault.totalSupply(), supply - 190e6, "SHARES_EQ_SUM_BALANCES");
    }

    function test_ADeniedPurseIsTriedOnce() public {
        (vault, ) = _denying();
        vm.prank(keeper);
        vault.sweep(_allLanes());
        address owner = _inLane(5);
        _enter(vault, owner, 100e6);
        _denyPurseOf(vault, owner);
        vm.recordLogs();
        vm.prank(owner);
        vault.redeem(100e6, owner, owner);
        assertEq(vm.getRecordedLogs().length, 4, "the burn, one lane passed over, the buffer's payment, and the exit");
        assertEq(vault.buffer(), 200e6, "LANE_FALLTHROUGH");
    }

    function test_ADeniedVaultCannotHoldUpAnExitInKind() public {
        (Vault denying, MockStrategy strategy) = _denying();
        vm.startPrank(keeper);
        denying.sweep(_allLanes());
        denying.allocate(address(strategy), 150e6);
        vm.stopPrank();
        _deny.deny(address(denying));
        vm.prank(alice);
        assertEq(denying.redeemInKind(100e6, alice, alice), 0, "no cash");
        assertEq(strategy.balanceOf(alice), 50e6, "EXIT_UNBLOCKABLE the part of the strategy");
        assertEq(denying.buffer(), 150e6, "the buffer waits");
    }

    /* BALANCES THAT MOVE BY THEMSELVES */

    /// @dev Growth is a gift, found once it is swept; nobody can take it before.
    function test_GrowingBalancesAreGiftsOfTheNextReport() public {
        RebasingToken growing = new RebasingToken();
        Vault over = _newVault(address(growing), 0, 0);
        _enter(over, alice, 100e18);
        growing.rebase(address(over.purseOf(over.laneOf(alice))), 102e18);
        _skip(1 hours);
        assertEq(over.previewRedeem(100e18), 100e18, "DONATION_INERT");
        vm.startPrank(keeper);
        over.sweep(_allLanes());
        over.report();
        vm.stopPrank();
        _skip(STREAM);
        assertApprox(over.previewRedeem(100e18), 102e18, 1e12, "then a gain");
    }

    /// @dev Shrinking ones are not supported: who enters such a lane is refused, and who leaves first is paid, as long as
    /// the purses have it. Nobody of another vault is concerned.
    function test_ShrunkenBalancesRefuseEntries() public {
        RebasingToken shrinking = new RebasingToken();
        Vault over = _newVault(address(shrinking), 0, 0);
        _enter(over, alice, 100e18);
        shrinking.rebase(address(over.purseOf(over.laneOf(alice))), 90e18);
        shrinking.mint(alice, 100e18);
        vm.startPrank(alice);
        shrinking.approve(address(over), 100e18);
        vm.expectRevert(abi.encodeWithSelector(IVault.ShortTransfer.selector, 150e18, 140e18));
        over.deposit(50e18, alice);
        vm.expectRevert(abi.encodeWithSelector(IVault.InsufficientLiquidity.selector, 100e18, 0));
        over.redeem(100e18, alice, alice);
        assertEq(over.redeem(90e18, alice, alice), 90e18, "what the purse has");
        vm.stopPrank();
    }

    /* CALLBACKS */

    /// @dev The token calls back into the vault in the middle of an entry: whatever it does, shares are sold at the price
    /// of the moment after, and cash is counted once.
    function testFuzz_AnEntryWithinAnEntryIsTwoEntries(uint256 assets, uint256 inner, bool byMint) public {
        HookToken hook = new HookToken();
        Vault over = _newVault(address(hook), 0, 0);
        (assets, inner) = (bound(assets, 1, 1e24), bound(inner, 1, 1e24));
        hook.mint(address(hook), inner);
        vm.prank(address(hook));
        hook.approve(address(over), inner);
        hook.mint(alice, assets);
        vm.startPrank(alice);
        hook.approve(address(over), assets);
        hook.arm(address(over), abi.encodeCall(IERC4626.deposit, (inner, bob)));
        if (byMint) over.mint(assets, alice);
        else over.deposit(assets, alice);
        vm.stopPrank();
        // A mint knows its price before the call, so nothing may enter within it.
        assertEq(over.balanceOf(bob), byMint ? 0 : inner, "HARVEST_REENTRY_SAFE inner");
        assertEq(over.balanceOf(alice), assets, "HARVEST_REENTRY_SAFE outer");
        assertEq(over.laneCash(over.laneOf(alice)), assets, "LANE_CUSTODY outer");
        assertEq(over.totalAssets(), assets + over.balanceOf(bob), "SOLVENT");
    }

    /// @dev In the middle of an exit nothing of the vault can be entered.
    function test_NothingEntersWithinAnExit() public {
        HookToken hook = new HookToken();
        Vault over = _newVault(address(hook), 0, 0);
        _enter(over, alice, 100e18);
        bytes[5] memory calls = [
            abi.encodeCall(IERC4626.deposit, (1, alice)),
            abi.encodeCall(IERC4626.mint, (1, alice)),
            abi.encodeCall(IERC4626.withdraw, (1, alice, alice)),
            abi.encodeCall(IVault.redeemInKind, (1, alice, alice)),
            abi.encodeCall(IVault.report, ())
        ];
        for (uint256 i = 0; i < calls.length; ++i) {
            hook.arm(address(over), calls[i]);
            vm.prank(alice);
            over.redeem(1e18, alice, alice);
            assertEq(hook.entries(), 0, "HARVEST_REENTRY_SAFE");
        }
    }

    /* AMOUNTS */

    /// @dev More than 104 bits go to a second slot, and come back from there, to the unit.
    function testFuzz_WideLanesCountAsOthers(uint256 assets, uint256 part, uint256 more) public {
        DevnetToken large = new DevnetToken("Large", "LARGE", 18);
        Vault over = _newVault(address(large), 0, 0);
        assets = bound(assets, 1 << 100, 1 << 126);
        more = bound(more, 1, 1 << 126);
        _enter(over, alice, assets);
        assertEq(over.laneCash(over.laneOf(alice)), assets, "LANE_SUM cash");
        assertEq(over.laneShares(over.laneOf(alice)), int256(assets), "LANE_SUM shares");
        assertEq(over.maxDeposit(alice), type(uint128).max - assets, "MAX_IS_ACHIEVABLE room");
        part = bound(part, 1, assets);
        vm.prank(alice);
        assertEq(over.redeem(part, alice, alice), part, "out");
        _enter(over, alice, more);
        assertEq(over.totalSupply(), assets - part + more, "LANE_SUM supply");
        assertEq(over.balanceOf(alice), assets - part + more, "SHARES_EQ_SUM_BALANCES");
        // The report writes its price beside whatever the slot says.
        vm.prank(keeper);
        over.report();
        vm.prank(alice);
        assertEq(over.redeem(assets - part + more, alice, alice), assets - part + more, "all of it");
        assertEq(over.laneCash(over.laneOf(alice)), 0, "LANE_SUM nothing is left");
    }

    /// @dev Above the first price a lane is full of cash before it is full of shares.
    function test_TheRoomOfALaneIsThatOfItsCash() public {
        _deposit(alice, 100e6);
        token.mint(address(vault), 3e6);
        _skip(1 hours);
        vm.prank(keeper);
        vault.report();
        uint256 most = vault.maxDeposit(alice);
        assertEq(most, type(uint128).max - 100e6, "MAX_IS_ACHIEVABLE");
        assertEq(vault.maxMint(alice), vault.previewDeposit(most), "MAX_IS_ACHIEVABLE in shares");
        _deposit(alice, most);
        assertEq(vault.maxDeposit(alice), 0, "MAX_IS_ACHIEVABLE it is full");
    }

    function test_RevertWhen_ALaneHasNoRoom() public {
        DevnetToken large = new DevnetToken("Large", "LARGE", 18);
        Vault over = _newVault(address(large), 0, 0);
        _enter(over, alice, type(uint128).max - 5);
        assertEq(over.maxMint(alice), 5, "MAX_IS_ACHIEVABLE");
        large.mint(alice, 6);
        vm.startPrank(alice);
        large.approve(address(over), 6);
        vm.expectRevert(abi.encodeWithSelector(ILaneERC20.LaneOverflow.selector, int256(1 << 128), uint256(1 << 128)));
        over.deposit(6, alice);
        over.deposit(5, alice);
        vm.stopPrank();
    }
}
