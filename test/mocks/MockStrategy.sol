// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title MockStrategy
/// @notice An ERC-4626 that gains, loses, freezes, fails and cheats on command.
contract MockStrategy is ERC4626 {
    bool public brokenViews;
    bool public brokenMoves;
    bool public frozenTransfers;
    uint256 public liquidity = type(uint256).max;
    /// @dev What it asks for less than what it was given, in asset units.
    uint256 public underTake;
    /// @dev What it pays beyond what it was asked for, in asset units; less where it is negative.
    int256 public overPay;
    /// @dev What it loses of each deposit, in asset units.
    uint256 public slip;
    address public callTarget;
    bytes public callData;
    bool public called;

    error Broken();

    constructor(IERC20 asset_) ERC4626(asset_) ERC20("Mock strategy", "MOCK") {}

    function setBroken(bool views, bool moves, bool transfers) external {
        brokenViews = views;
        brokenMoves = moves;
        frozenTransfers = transfers;
    }

    function setLiquidity(uint256 liquidity_) external {
        liquidity = liquidity_;
    }

    function setUnderTake(uint256 underTake_) external {
        underTake = underTake_;
    }

    function setOverPay(int256 overPay_) external {
        overPay = overPay_;
    }

    function setSlip(uint256 slip_) external {
        slip = slip_;
    }

    /// @notice Makes the next withdrawal or deposit call `target` first.
    function setCall(address target, bytes calldata data) external {
        callTarget = target;
        callData = data;
    }

    /// @notice Loses `assets` for good.
    function lose(uint256 assets) public {
        require(IERC20(asset()).transfer(address(0xdead), assets), Broken());
    }

    function convertToAssets(uint256 shares) public view override returns (uint256) {
        require(!brokenViews, Broken());
        return super.convertToAssets(shares);
    }

    function maxWithdraw(address owner) public view override returns (uint256) {
        require(!brokenViews, Broken());
        uint256 most = super.maxWithdraw(owner);
        return most < liquidity ? most : liquidity;
    }

    function _deposit(address caller, address receiver, uint256 assets, uint256 shares) internal virtual override {
        require(!brokenMoves, Broken());
        _callBack();
        super._deposit(caller, receiver, assets - underTake, shares);
        if (slip != 0) lose(slip);
    }

    function _withdraw(
        address caller,
        address receiver,
        address owner,
        uint256 assets,
        uint256 shares
    ) internal override {
        require(!brokenMoves, Broken());
        _callBack();
        super._withdraw(caller, receiver, owner, uint256(int256(assets) + overPay), shares);
    }

    function _update(address from, address to, uint256 value) internal override {
        require(!frozenTransfers || from == address(0) || to == address(0), Broken());
        super._update(from, to, value);
    }

    function _callBack() private {
        if (callTarget == address(0)) return;
        (called, ) = callTarget.call(callData);
    }
}
