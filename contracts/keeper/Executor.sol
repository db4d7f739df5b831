// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
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
        // Calldata below four bytes would reach the target's fallback, whatever its padded selector says.
        require(job.data.length >= 4 && allowed[job.target][selector], TargetNotAllowed(job.target, selector));
        executed[job.key] = true;
        // Bubbles the target's reason up, and refuses a target without code, where a bare call would succeed.
        Address.functionCall(job.target, job.data);
        emit Execute(job.key, batch, job.target, selector, msg.sender);
    }
}
