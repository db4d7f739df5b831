// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {VaultBase} from "./VaultBase.sol";

/// @title PlainVault
/// @notice OpenZeppelin's ERC-4626 as it comes, the peer.
contract PlainVault is ERC4626 {
    constructor(IERC20 asset_) ERC4626(asset_) ERC20("Plain", "PLAIN") {}
}

/// @notice What an entry and an exit cost beside OpenZeppelin's ERC-4626, with all slots warm.
contract VaultGasTest is VaultBase {
    function test_GasAgainstOpenZeppelin() public {
        PlainVault plain = new PlainVault(IERC20(address(token)));
        _deposit(bob, 5e6);
        (uint256 depositGas, uint256 redeemGas) = _measure(vault);
        (uint256 plainDepositGas, uint256 plainRedeemGas) = _measure(plain);
        assertLe(depositGas, plainDepositGas, "GAS deposit");
        assertLe(redeemGas * 100, plainRedeemGas * 110, "GAS redeem");
    }

    function _measure(IERC4626 target) private returns (uint256 depositGas, uint256 redeemGas) {
        token.mint(alice, 10e6);
        vm.startPrank(alice);
        token.approve(address(target), type(uint256).max);
        target.deposit(2e6, alice);
        depositGas = gasleft();
        target.deposit(1e6, alice);
        depositGas -= gasleft();
        target.redeem(0.5e6, alice, alice);
        redeemGas = gasleft();
        target.redeem(1e6, alice, alice);
        redeemGas -= gasleft();
        vm.stopPrank();
    }
}
