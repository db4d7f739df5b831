// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";

/// @title PlainVault
/// @notice OpenZeppelin's ERC-4626 as it is: what a vault costs, and how it runs in parallel, without lanes.
contract PlainVault is ERC4626 {
    constructor(IERC20 asset_) ERC20("Plain Vault", "plain") ERC4626(asset_) {}
}
