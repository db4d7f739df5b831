// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DevnetToken} from "../../contracts/devnet/DevnetToken.sol";

/// @notice A token that burns a hundredth of every transfer, at the receiver's cost.
contract FeeToken is DevnetToken {
    constructor() DevnetToken("Fee", "FEE", 18) {}

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        if (from != address(0) && to != address(0)) super._update(to, address(0), amount / 100);
    }
}
