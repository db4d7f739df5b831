// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IExecutor, Job} from "../../contracts/interfaces/IExecutor.sol";

/// @notice What an executor calls in the tests.
contract JobTarget {
    error Failed(uint256 why);

    uint256 public counted;
    uint256 public last;

    function count(uint256 by) external {
        counted += by;
        last = by;
    }

    function unlisted() external {
        ++counted;
    }

    function fail(uint256 why) external pure {
        revert Failed(why);
    }

    /// @dev Undoes what it counted, with a reason of any length.
    function failAtLength(uint256 length) external {
        ++counted;
        bytes memory reason = new bytes(length);
        assembly ("memory-safe") {
            revert(add(reason, 32), length)
        }
    }

    /// @dev Uses up all the gas that it is given.
    function burn() external pure {
        assembly ("memory-safe") {
            invalid()
        }
    }

    function reenter(IExecutor executor, Job calldata job) external {
        Job[] memory jobs = new Job[](1);
        jobs[0] = job;
        executor.execute(0, jobs);
    }
}
