// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LaneERC20} from "../../contracts/lanes/LaneERC20.sol";

/// @title LaneToken
/// @notice The lane token with nothing else: anyone mints and burns its own.
contract LaneToken is LaneERC20 {
    constructor(uint256 lanes_) LaneERC20("Lane Token", "LANE", lanes_) {}

    function mint(uint256 shares) external {
        _mint(msg.sender, shares);
    }

    function burn(uint256 shares) external {
        _burn(msg.sender, shares);
    }
}
