// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAggregator} from "../../contracts/interfaces/IAggregator.sol";

/// @notice A feed that answers what it is told to.
contract MockAggregator is IAggregator {
    uint8 public immutable decimals;

    uint80 private _roundId = 1;
    int256 private _answer;
    uint256 private _startedAt;
    uint256 private _updatedAt;
    uint80 private _answeredInRound = 1;

    constructor(uint8 decimals_) {
        decimals = decimals_;
    }

    function set(int256 answer, uint256 time) external {
        (_answer, _startedAt, _updatedAt) = (answer, time, time);
        _roundId += 1;
        _answeredInRound = _roundId;
    }

    function setRound(uint80 roundId, uint80 answeredInRound, uint256 updatedAt) external {
        (_roundId, _answeredInRound, _updatedAt) = (roundId, answeredInRound, updatedAt);
    }

    function latestRoundData() external view returns (uint80, int256, uint256, uint256, uint80) {
        return (_roundId, _answer, _startedAt, _updatedAt, _answeredInRound);
    }
}
