// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IExecutor, Job} from "../interfaces/IExecutor.sol";

/// @title Executor
/// @notice Runs keeper jobs at most once each, on allow-listed targets and selectors only.
/// @dev TRUST. A keeper chooses what of the list to run, when, and with what arguments; each target bounds these itself.
/// A hostile keeper can use up keys, so that a job waits for its next period, and can waste its own gas; no more.
/// @dev CUSTODY. The executor is meant to hold no tokens, no ether and no approvals: whoever lists a target should know
/// that every keeper may call it with any arguments.
/// @dev LANES. A job writes the slot of its key and what its target writes. The guard is transient, so it conflicts
/// with nothing.
contract Executor is IExecutor, AccessManaged, ReentrancyGuardTransient {
    /// @dev The longest reason that is told, in bytes: a custom error with its values, and no bill for a longer one.
    uint256 private constant MAX_REASON = 256;

    /// @inheritdoc IExecutor
    mapping(bytes32 key => bool done) public executed;

    /// @inheritdoc IExecutor
    mapping(address target => mapping(bytes4 selector => bool listed)) public allowed;

    constructor(address authority_) AccessManaged(authority_) {}

    /* KEEPER */

    /// @inheritdoc IExecutor
    function execute(uint256 batch, Job[] calldata jobs) external restricted nonReentrant {
        require(jobs.length != 0, NoJobs());
        for (uint256 i = 0; i < jobs.length; ++i) {
            _execute(batch, jobs[i]);
        }
    }

    /// @inheritdoc IExecutor
    function executeEach(uint256 batch, Job[] calldata jobs) external restricted nonReentrant {
        require(jobs.length != 0, NoJobs());
        for (uint256 i = 0; i < jobs.length; ++i) {
            bytes4 selector = bytes4(jobs[i].data);
            (bool done, bytes memory reason) = _tryExecute(jobs[i], selector);
            if (done) emit Execute(jobs[i].key, batch, jobs[i].target, selector, msg.sender);
            else emit ExecuteFailed(jobs[i].key, batch, jobs[i].target, selector, reason);
        }
    }

    /* ADMIN */

    /// @inheritdoc IExecutor
    function setTarget(address target, bytes4[] calldata selectors, bool allowed_) external restricted {
        for (uint256 i = 0; i < selectors.length; ++i) {
            allowed[target][selectors[i]] = allowed_;
            emit SetTarget(target, selectors[i], allowed_);
        }
    }

    /* INTERNALS */

    function _execute(uint256 batch, Job calldata job) private {
        require(!executed[job.key], AlreadyExecuted(job.key));
        bytes4 selector = bytes4(job.data);
        require(_isAllowed(job, selector), TargetNotAllowed(job.target, selector));
        executed[job.key] = true;
        // Bubbles the target's reason up, and refuses a target without code, where a bare call would succeed.
        Address.functionCall(job.target, job.data);
        emit Execute(job.key, batch, job.target, selector, msg.sender);
    }
    /// @dev The key is used while the target runs, and given back where that fails.
    function _tryExecute(Job calldata job, bytes4 selector) private returns (bool done, bytes memory reason) {
        if (executed[job.key]) return (false, abi.encodeWithSelector(AlreadyExecuted.selector, job.key));
        // A call of an address without code would succeed.
        if (!_isAllowed(job, selector) || job.target.code.length == 0) {
            return (false, abi.encodeWithSelector(TargetNotAllowed.selector, job.target, selector));
        }
        executed[job.key] = true;
        done = LowLevelCall.callNoReturn(job.target, job.data);
        if (done) return (true, "");
        executed[job.key] = false;
        if (LowLevelCall.returnDataSize() <= MAX_REASON) reason = LowLevelCall.returnData();
    }

    /// @dev Calldata below four bytes would reach the target's fallback, whatever its padded selector says.
    function _isAllowed(Job calldata job, bytes4 selector) private view returns (bool) {
        return job.data.length >= 4 && allowed[job.target][selector];
    }
}
