// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DevnetToken} from "../../contracts/devnet/DevnetToken.sol";

/// @notice A hostile token: it calls `target` with `payload` before each transfer it was told to, and keeps the answer.
contract HookToken is DevnetToken {
    address public target;
    bytes public payload;
    bool public succeeded;
    bytes public answer;
    uint256 public calls;
    /// @dev How many of all its calls went through.
    uint256 public entries;

    constructor() DevnetToken("Hook", "HOOK", 18) {}

    function arm(address target_, bytes calldata payload_) external {
        (target, payload, calls) = (target_, payload_, 0);
    }

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        if (target == address(0) || from == address(0)) return;
        address called = target;
        target = address(0);
        (succeeded, answer) = called.call(payload);
        target = called;
        calls += 1;
        if (succeeded) entries += 1;
    }
}
