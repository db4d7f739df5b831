// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAggregator} from "../interfaces/IAggregator.sol";

/// @title DevnetFeed
/// @notice A price feed of the devnet that anyone sets, for markets to lend by. Never for a public chain.
contract DevnetFeed is IAggregator {
    // solhint-disable-next-line const-name-snakecase
    uint8 public constant decimals = 8;

    uint80 private _round;
    int256 private _answer;
    uint256 private _updatedAt;

    event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt);

    constructor(int256 answer) {
        set(answer);
    }

    /// @inheritdoc IAggregator
    function latestRoundData() external view returns (uint80, int256, uint256, uint256, uint80) {
        return (_round, _answer, _updatedAt, _updatedAt, _round);
    }

    /// @notice Answers `answer`, with 8 decimals, from now on.
    function set(int256 answer) public {
        _round += 1;
        (_answer, _updatedAt) = (answer, block.timestamp);
        emit AnswerUpdated(answer, _round, block.timestamp);
    }
}
