// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {DevnetToken} from "../../contracts/devnet/DevnetToken.sol";
import {IVault, ReportResult} from "../../contracts/interfaces/IVault.sol";
import {MockStrategy} from "../mocks/MockStrategy.sol";
import {VaultBase} from "./VaultBase.sol";

/// @title OperatedToken
/// @notice A token whose operators move anyone's units without an allowance, as those of ERC-777 do; all are operators.
contract OperatedToken is DevnetToken {
    constructor() DevnetToken("Operated", "OP", 6) {}

    function operate(address from, address to, uint256 amount) external {
        _transfer(from, to, amount);
    }
}

/// @title GraspingStrategy
/// @notice Takes what it is given as an operator of the token, so that the allowance is left for later.
contract GraspingStrategy is MockStrategy {
    constructor(IERC20 asset_) MockStrategy(asset_) {}

    function _deposit(address caller, address receiver, uint256 assets, uint256 shares) internal override {
        OperatedToken(asset()).operate(caller, address(this), assets);
        _mint(receiver, shares);
    }
}

/// @notice What an allocation moves, says, costs at most, and leaves behind.
contract VaultAllocateTest is VaultBase {
    function setUp() public override {
        super.setUp();
        _deposit(alice, 1000e6);
        vm.prank(keeper);
        vault.sweep(_allLanes());
    }

    function _move(uint256 assets) private returns (uint256) {
        vm.prank(keeper);
        return vault.allocate(address(first), assets);
    }

    function test_SaysWhatMovedAndWhatItBought() public {
        assertEq(_move(400e6), 400e6, "shares of the first");
        vm.expectEmit(true, true, true, true, address(vault));
        emit IVault.Allocate(address(first), 300e6, 300e6);
        assertEq(_move(300e6), 300e6, "shares of the second, and no others");
        _skip(1 hours);
        vm.prank(keeper);
        ReportResult memory result = vault.report();
        assertEq(result.gain, 0, "both are accounted");
        assertEq(result.loss, 0, "both are accounted");
    }

    function test_LeavesNoApprovalWhateverTheStrategyDoes() public {
        token = new OperatedToken();
        GraspingStrategy grasping = new GraspingStrategy(token);
        vault = _newVault(address(token), 0, 0);
        vm.prank(curator);
        vault.setStrategy(address(grasping), type(uint128).max, 1e18);
        _deposit(alice, 100e6);
        vm.startPrank(keeper);
        vault.sweep(_allLanes());
        vault.allocate(address(grasping), 60e6);
        vm.stopPrank();
        assertEq(token.balanceOf(address(grasping)), 60e6, "taken");
        assertEq(token.allowance(address(vault), address(grasping)), 0, "RESIDUAL_APPROVAL_ZERO");
    }

    /* LOSSES */

    /// @dev As much as eight strategies may round is no news; a unit more shows at once.
    function test_ALossBeyondRoundingIsReportedAtOnce() public {
        uint256 since = vault.lastReport();
        _skip(1 hours);
        first.setSlip(8);
        _move(100e6);
        assertEq(vault.lastReport(), since, "rounding");
        assertEq(vault.fullPriceRay(), RAY, "rounding moves no price");
        first.setSlip(9);
        _move(100e6);
        assertEq(vault.lastReport(), block.timestamp, "LOSS_SHOWS_AT_ONCE");
        assertLt(vault.fullPriceRay(), RAY, "LOSS_SHOWS_AT_ONCE in the price");
    }

    /// @dev The right to allocate brings the report along, also for a keeper whose calls are delayed, and where a gain
    /// elsewhere makes up for the loss.
    function test_ADelayedKeeperReportsItsLossToo() public {
        vm.prank(keeper);
        vault.allocate(address(second), 500e6);
        manager.grantRole(KEEPER, bob, 1 hours);
        bytes memory call = abi.encodeCall(IVault.allocate, (address(first), 100e6));
        vm.prank(bob);
        manager.schedule(address(vault), call, 0);
        _skip(1 hours);
        token.mint(address(second), 5e6);
        first.setSlip(1e6);
        vm.prank(bob);
        vault.allocate(address(first), 100e6);
        assertEq(vault.lastReport(), block.timestamp, "reported");
        assertGt(vault.fullPriceRay(), RAY, "the gain was more");
    }

    function test_AUnitOfRoundingIsNoLoss() public {
        vm.prank(curator);
        vault.setHealthLimits(MAX_GAIN, 0);
        first.setSlip(1);
        _move(100e6);
        first.setSlip(2);
        vm.expectRevert(abi.encodeWithSelector(IVault.MoveLossTooHigh.selector, 2, 0));
        _move(100e6);
    }

    function test_TheLossesOfADayAreBoundedToTheUnit() public {
        first.setSlip(20e6 + 1);
        vm.expectRevert(abi.encodeWithSelector(IVault.MoveLossTooHigh.selector, 20e6 + 1, 20e6));
        _move(100e6);
        first.setSlip(20e6);
        _move(100e6);
        first.setSlip(2);
        vm.expectRevert(abi.encodeWithSelector(IVault.MoveLossTooHigh.selector, 2, 0));
        _move(100e6);
        _skip(1 days - 1);
        vm.expectRevert(abi.encodeWithSelector(IVault.MoveLossTooHigh.selector, 2, 0));
        _move(100e6);
        _skip(1);
        _move(100e6);
        assertEq(vault.buffer(), 800e6, "HOSTILE_KEEPER_LOSS_LE_CAP");
    }

    /// @dev A limit that was submitted bounds moves from its time on, though no report came by.
    function test_AWiderLimitBoundsTheNextMove() public {
        vm.prank(curator);
        vault.setHealthLimits(MAX_GAIN, 0.5e18);
        first.setSlip(100e6);
        _skip(1 days - 1);
        vm.expectRevert(abi.encodeWithSelector(IVault.MoveLossTooHigh.selector, 100e6, 20e6));
        _move(300e6);
        _skip(1);
        _move(300e6);
        assertEq(vault.actualAssets(), 900e6, "HEALTH_LIMITS_HOLD the wider one");
    }
}
