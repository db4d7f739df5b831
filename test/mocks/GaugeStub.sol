// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @notice As much of a gauge as an NFT vault sees, which can refuse income or leave some of it.
contract GaugeStub {
    error Refused(address token);

    IERC20 public immutable stakeToken;
    address[] private _rewards;
    address public refused;
    uint256 public left;

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

    function leaveBehind(uint256 amount) external {
        left = amount;
    }

    function notify(address token, uint256 amount) external {
        require(token != refused, Refused(token));
        IERC20(token).transferFrom(msg.sender, address(this), amount - left);
    }
}
