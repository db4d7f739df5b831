// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IOracle} from "../../contracts/interfaces/IOracle.sol";

/// @notice An oracle that answers what it was told, or refuses to.
contract MockOracle is IOracle {
    bool public broken;
    uint256 private _price;

    error Broken();

    constructor(uint256 price_) {
        _price = price_;
    }

    function set(uint256 price_) external {
        _price = price_;
    }

    function setBroken(bool broken_) external {
        broken = broken_;
    }

    function price() external view returns (uint256) {
        require(!broken, Broken());
        return _price;
    }
}
