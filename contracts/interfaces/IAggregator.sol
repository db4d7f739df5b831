// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title IAggregator
/// @notice What is used of Chainlink's AggregatorV3Interface
/// (https://docs.chain.link/data-feeds/api-reference#aggregatorv3interface).
interface IAggregator {
    function decimals() external view returns (uint8);

    /// @return roundId The round of the answer.
    /// @return answer The price, in the feed's decimals; of a sequencer uptime feed 0 for up, 1 for down.
    /// @return startedAt When the round began, a Unix time; of an uptime feed when the status last changed.
    /// @return updatedAt When the answer was given, a Unix time; 0 while a round is open.
    /// @return answeredInRound The round in which the answer was computed.
    function latestRoundData()
        external
        view
        returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound);
}
