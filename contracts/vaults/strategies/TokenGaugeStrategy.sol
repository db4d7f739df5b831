// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {GaugeStrategyParams} from "../../interfaces/IGaugeStrategy.sol";
import {GaugeStrategy} from "./GaugeStrategy.sol";

/// @title TokenGaugeStrategy
/// @notice Stakes any token in a gauge and swaps the rewards into more of it.
contract TokenGaugeStrategy is GaugeStrategy {
    constructor(GaugeStrategyParams memory params) GaugeStrategy(params, address(params.gauge.stakeToken())) {}

    /// @dev The rewards have become the asset already.
    function _compound() internal override {}
}
