// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice A token that has neither name, symbol nor decimals, which ERC-20 says are optional.
contract BareToken {
    mapping(address account => uint256 amount) public balanceOf;

    function mint(address to, uint256 amount) external {
        balanceOf[to] += amount;
    }

    function transferFrom(address from, address to, uint256 amount) external returns (bool) {
        balanceOf[from] -= amount;
        balanceOf[to] += amount;
        return true;
    }
}
