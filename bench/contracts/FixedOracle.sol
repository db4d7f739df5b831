// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IOracle} from "../../contracts/interfaces/IOracle.sol";

/// @title FixedOracle
/// @notice Answers one price for ever, so that a bench measures the market and not its feed.
contract FixedOracle is IOracle {
    uint256 public immutable price;

    constructor(uint256 price_) {
        price = price_;
    }
}
