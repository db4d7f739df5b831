// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IRewardSource} from "../../contracts/interfaces/IRewardSource.sol";

/// @notice As much of a gauge as an NFT vault sees, which can refuse income, leave it, or ask for more than it is due.
contract GaugeStub {
    enum Trick {
        None,
        TakeNothing,
        TakeMore,
        TakeTwice,
        OtherLane,
        OtherToken
    }

    error Refused(address token);

    IERC20 public immutable stakeToken;
    address[] private _rewards;
    address public refused;
    Trick public trick;

    constructor(IERC20 stakeToken_, address[] memory rewards) {
        stakeToken = stakeToken_;
        _rewards = rewards;
    }

    function rewardTokens() external view returns (address[] memory) {
        return _rewards;
    }

    function refuse(address token) external {
        refused = token;
    }

    function set(Trick trick_) external {
        trick = trick_;
    }

    function notifyLane(address token, uint256 lane, uint256 amount) external {
        require(token != refused, Refused(token));
        if (trick == Trick.TakeNothing) return;
        if (trick == Trick.TakeMore) ++amount;
        if (trick == Trick.OtherLane) ++lane;
        if (trick == Trick.OtherToken) token = token == _rewards[0] ? _rewards[1] : _rewards[0];
        IRewardSource(msg.sender).payReward(token, lane, address(this), amount);
        if (trick == Trick.TakeTwice) IRewardSource(msg.sender).payReward(token, lane, address(this), amount);
    }
}
