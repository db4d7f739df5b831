// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title IRewardSource
/// @notice What brings rewards to a lane of a gauge out of a lane of its own, by `IGauge.notifyLane`.
/// @dev The gauge calls back within that call, and by nothing else; it trusts what arrived, not the answer.
interface IRewardSource {
    /// @notice Sends `amount` units of `token` of the source's `lane` to `to`, the purse of a lane of the gauge.
    /// @dev Warning: a source that pays whoever asks is emptied by whoever asks. It pays its gauge, within its own call of
    /// `notifyLane`, what it named there, once.
    function payReward(address token, uint256 lane, address to, uint256 amount) external;
}
