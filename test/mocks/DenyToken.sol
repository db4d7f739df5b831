// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DevnetToken} from "../../contracts/devnet/DevnetToken.sol";

/// @title DenyToken
/// @notice Whose issuer can forbid accounts to send, as those of large stablecoins can.
contract DenyToken is DevnetToken {
    mapping(address account => bool) public denied;

    error Denied(address account);

    constructor() DevnetToken("Deny", "DENY", 6) {}

    function deny(address account) external {
        denied[account] = true;
    }

    function _update(address from, address to, uint256 amount) internal override {
        require(!denied[from], Denied(from));
        super._update(from, to, amount);
    }
}
