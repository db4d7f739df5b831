// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Erc4626Properties} from "../helpers/Erc4626Properties.sol";
import {MarketBase} from "./MarketBase.sol";

/// @notice ERC-4626's properties of a market's supply side: empty, streaming, after a loss, lent out, capped or paused.
contract MarketErc4626Test is MarketBase, Erc4626Properties {
    function setUp() public override {
        super.setUp();
        target = market;
    }

    /// @dev Each bit or byte of the seed decides on one thing that can have happened.
    function _arrange(uint256 seed) internal override {
        if (seed % 16 == 0) return;
        _supply(caller, bound(seed >> 8, 2, 1e15));
        _supply(owner, bound(seed >> 16, 2, 1e15));
        _supply(alice, bound(seed >> 24, 2, 1e15));
        if (seed & 1 != 0) _lend(bob, seed >> 32);
        _skipAndAccrue(EPOCH + (seed % 90 days));
        if (seed & 2 != 0) _lend(carol, seed >> 40);
        _skipAndAccrue(bound(seed >> 48, EPOCH, 400 days));
        _skip(bound(seed >> 56, 0, 2 * STREAM));
        if (seed & 4 != 0 && market.debtOf(bob) != 0) {
            // From nearly solvent to worth nothing.
            uint256 most = (PRICE * market.debtOf(bob)) / market.maxDebtOf(bob);
            oracle.set(bound(seed >> 64, 1, (most * 3) / 4));
            _liquidate(bob, type(uint256).max);
        }
        if (seed & 16 != 0) usd.mint(address(market.purseOf(seed % LANES)), bound(seed >> 72, 0, 1e15));
        if (seed & 96 == 96) {
            vm.prank(guardian);
            market.setPaused(true, false);
        }
        if (seed & 128 != 0) {
            vm.prank(curator);
            market.setCaps(bound(seed >> 80, 0, 2e15), 0);
        }
    }

    function _lend(address user, uint256 seed) private {
        uint256 cash = market.totalCash();
        if (cash == 0) return;
        _putUp(user, 1e14);
        uint256 most = market.maxDebtOf(user) - market.debtOf(user);
        _borrow(user, bound(seed, 1, cash < most ? cash : most));
    }

    function _give(address to, uint256 assets) internal override {
        usd.mint(to, assets);
    }
}
