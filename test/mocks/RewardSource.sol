// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IGauge} from "../../contracts/interfaces/IGauge.sol";
import {IRewardSource} from "../../contracts/interfaces/IRewardSource.sol";

/// @notice Brings tokens of its own to a gauge's lanes: all of them, more or fewer, and calls the gauge meanwhile.
contract RewardSource is IRewardSource {
    IGauge private immutable _gauge;

    int256 public excess;
    bytes public payload;
    uint256 public laneAsked;

    constructor(IGauge gauge_) {
        _gauge = gauge_;
    }

    function setExcess(int256 excess_) external {
        excess = excess_;
    }

    function arm(bytes calldata payload_) external {
        payload = payload_;
    }

    function bring(address token, uint256 lane, uint256 amount) external {
        _gauge.notifyLane(token, lane, amount);
    }

    function payReward(address token, uint256 lane, address to, uint256 amount) external {
        laneAsked = lane;
        IERC20(token).transfer(to, uint256(int256(amount) + excess));
        if (payload.length == 0) return;
        (bool success, bytes memory reason) = address(_gauge).call(payload);
        if (success) return;
        assembly ("memory-safe") {
            revert(add(reason, 0x20), mload(reason))
        }
    }
}
