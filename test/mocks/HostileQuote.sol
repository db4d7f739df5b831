// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @notice A token that keeps a part of every transfer and calls back.
contract HostileQuote is ERC20 {
    uint256 public keptBps;
    address public callTarget;
    bytes public callData;
    bytes public callResult;
    uint256 public calls;

    constructor() ERC20("Hostile quote", "HQUOTE") {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function keep(uint256 bps) external {
        keptBps = bps;
    }

    function callBack(address target, bytes calldata data) external {
        (callTarget, callData) = (target, data);
    }

    function _update(address from, address to, uint256 amount) internal override {
        uint256 kept = from == address(0) ? 0 : (amount * keptBps) / 10_000;
        super._update(from, to, amount - kept);
        if (kept != 0) super._update(from, address(0xdead), kept);
        if (callTarget == address(0)) return;
        (, callResult) = callTarget.call(callData);
        ++calls;
    }
}
