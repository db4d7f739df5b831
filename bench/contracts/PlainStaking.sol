// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// @title PlainStaking
/// @notice Staking with one reward and one accumulator that every call updates, by the algorithm of Batog, Boca and
/// Johnson, "Scalable Reward Distribution on the Ethereum Blockchain": the usual way, without lanes.
contract PlainStaking {
    using SafeERC20 for IERC20;

    IERC20 public immutable token;
    IERC20 public immutable reward;

    uint256 public rate;
    uint256 public finish;
    uint256 public last;
    uint256 public perToken;
    uint256 public supply;
    mapping(address account => uint256 amount) public balanceOf;
    mapping(address account => uint256 paid) public paidPerToken;
    mapping(address account => uint256 amount) public earned;

    constructor(IERC20 token_, IERC20 reward_) {
        token = token_;
        reward = reward_;
    }

    modifier update(address account) {
        uint256 time = block.timestamp < finish ? block.timestamp : finish;
        if (supply != 0) perToken += ((time - last) * rate * 1e18) / supply;
        last = time;
        if (account != address(0)) {
            earned[account] += (balanceOf[account] * (perToken - paidPerToken[account])) / 1e18;
            paidPerToken[account] = perToken;
        }
        _;
    }

    function stake(uint256 amount) external update(msg.sender) {
        supply += amount;
        balanceOf[msg.sender] += amount;
        token.safeTransferFrom(msg.sender, address(this), amount);
    }

    function unstake(uint256 amount) external update(msg.sender) {
        supply -= amount;
        balanceOf[msg.sender] -= amount;
        token.safeTransfer(msg.sender, amount);
    }

    function claim() external update(msg.sender) {
        uint256 amount = earned[msg.sender];
        earned[msg.sender] = 0;
        reward.safeTransfer(msg.sender, amount);
    }

    /// @notice Streams `amount` of the reward over a day.
    function notify(uint256 amount) external update(address(0)) {
        reward.safeTransferFrom(msg.sender, address(this), amount);
        rate = amount / 1 days;
        last = block.timestamp;
        finish = block.timestamp + 1 days;
    }
}
