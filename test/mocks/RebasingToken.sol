// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DevnetToken} from "../../contracts/devnet/DevnetToken.sol";

/// @notice A token whose issuer changes what an account has, up or down, without a transfer.
contract RebasingToken is DevnetToken {
    constructor() DevnetToken("Rebasing", "REB", 18) {}

    function rebase(address account, uint256 amount) external {
        uint256 held = balanceOf(account);
        if (amount < held) _burn(account, held - amount);
        else _mint(account, amount - held);
    }
}
