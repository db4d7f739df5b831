// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {Erc4626Properties} from "../helpers/Erc4626Properties.sol";
import {VaultBase} from "./VaultBase.sol";

/// @notice ERC-4626's properties of a vault that is empty, streaming, after a loss, without liquidity or paused.
contract VaultErc4626Test is VaultBase, Erc4626Properties {
    function setUp() public override {
        super.setUp();
        target = vault;
        vm.prank(guardian);
        vault.setPaused(false);
    }

    /// @dev Each bit or byte of the seed decides on one thing that can have happened.
    function _arrange(uint256 seed) internal override {
        if (seed % 16 == 0) return;
        _deposit(caller, bound(seed >> 8, 2, 1e15));
        _deposit(owner, bound(seed >> 16, 2, 1e15));
        _deposit(alice, bound(seed >> 24, 2, 1e15));
        if (seed & 1 != 0) _allocate(first, bound(seed >> 32, 1, _totalCash()));
        if (seed & 2 != 0) token.mint(address(first), bound(seed >> 40, 0, token.balanceOf(address(first)) / 16));
        _skip(seed % 3 hours);
        _report();
        _skip(bound(seed >> 48, 0, 8 hours));
        if (seed & 4 != 0) {
            first.lose(bound(seed >> 56, 0, token.balanceOf(address(first)) / 2));
            _report();
            if (seed & 8 != 0) {
                vm.prank(guardian);
                vault.setPaused(false);
            }
        }
        if (seed & 16 != 0) first.setLiquidity(bound(seed >> 64, 0, 2e15));
        if (seed & 96 == 96) {
            vm.prank(guardian);
            vault.setPaused(true);
        }
        if (seed & 128 != 0) token.mint(address(vault), bound(seed >> 72, 0, 1e15));
    }

    function _give(address to, uint256 assets) internal override {
        token.mint(to, assets);
    }

    function _totalCash() private view returns (uint256 cash) {
        for (uint256 lane = 0; lane < LANES; ++lane) {
            cash += vault.laneCash(lane);
        }
    }
}
