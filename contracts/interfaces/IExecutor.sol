// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice One keeper action. `key` is unique for (target, action, period), and used once.
struct Job {
    bytes32 key;
    address target;
    bytes data;
}

/// @title IExecutor
/// @notice Runs keeper jobs at most once each, on allow-listed targets and selectors only, and tells what it did.
/// @dev It writes nothing but the slot of the key, so jobs of different keys never conflict here.
interface IExecutor {
    /// @notice Emitted for every job that ran; `batch` is the planner's, jobs of one batch are meant to run in parallel.
    event Execute(bytes32 indexed key, uint256 indexed batch, address indexed target, bytes4 selector, address sender);
    /// @notice Emitted for every job of `executeEach` that did not run: its key is as it was before, its calls are undone.
    /// @dev `reason` is what the target reverted with, or an error of this interface; empty where it is above 256 bytes.
    event ExecuteFailed(
        bytes32 indexed key,
        uint256 indexed batch,
        address indexed target,
        bytes4 selector,
        bytes reason
    );
    event SetTarget(address indexed target, bytes4 indexed selector, bool allowed);

    /// @notice Thrown where the key of a job was used before.
    error AlreadyExecuted(bytes32 key);
    /// @notice Thrown where a batch has no jobs.
    error NoJobs();
    /// @notice Thrown where a target and selector are not on the list.
    error TargetNotAllowed(address target, bytes4 selector);

    function executed(bytes32 key) external view returns (bool);
    function allowed(address target, bytes4 selector) external view returns (bool);

    /// @notice Runs `jobs` in order as part of `batch`; reverts with the reason of the first that fails. Keeper only.
    function execute(uint256 batch, Job[] calldata jobs) external;

    /// @notice Runs `jobs` in order as part of `batch`, each by itself: one that fails is told by `ExecuteFailed`, and
    /// neither stops nor undoes the others. Keeper only.
    /// @dev Warning: a job that runs out of gas takes that of the jobs behind it along; they then fail too.
    function executeEach(uint256 batch, Job[] calldata jobs) external;

    /// @notice Allows or forbids a selector of a target. Admin only.
    function setTarget(address target, bytes4[] calldata selectors, bool allowed_) external;
}
