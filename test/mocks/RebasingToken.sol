// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DevnetToken} from "../../contracts/devnet/DevnetToken.sol";

/// @notice A token of which balances grow and shrink by themselves.
contract RebasingToken is DevnetToken {
    constructor() DevnetToken("Rebasing", "REB", 18) {}

    function rebase(address account, uint256 numerator, uint256 denominator) external {
        uint256 balance = balanceOf(account);
        uint256 target = (balance * numerator) / denominator;
        if (target > balance) _mint(account, target - balance);
        else _burn(account, balance - target);
    }
}
