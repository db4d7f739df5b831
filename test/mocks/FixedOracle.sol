// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IOracle} from "../../contracts/interfaces/IOracle.sol";

/// @notice An oracle that answers what it is told to, and refuses zero.
contract FixedOracle is IOracle {
    uint256 private _price;

    function set(uint256 price_) external {
        _price = price_;
    }

    function price() external view returns (uint256) {
        require(_price != 0, ZeroPrice());
        return _price;
    }
}
