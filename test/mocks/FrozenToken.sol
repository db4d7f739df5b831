// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DevnetToken} from "../../contracts/devnet/DevnetToken.sol";

/// @notice A token whose issuer can freeze all transfers, or those to one account.
contract FrozenToken is DevnetToken {
    bool public frozen;
    address public denied;

    error Frozen();

    constructor() DevnetToken("Frozen", "FRZ", 18) {}

    function setFrozen(bool frozen_) external {
        frozen = frozen_;
    }

    function deny(address account) external {
        denied = account;
    }

    function _update(address from, address to, uint256 amount) internal override {
        require(!frozen && (to != denied || to == address(0)), Frozen());
        super._update(from, to, amount);
    }
}
