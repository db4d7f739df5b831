// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";

/// @notice An account with code that says by itself which orders are its own, and may dislike the native coin.
contract Maker1271 is IERC1271 {
    bytes32 public accepted;
    uint256 public mood;
    address public callTarget;
    bytes public callData;
    bytes public callResult;

    function accept(bytes32 hash) external {
        accepted = hash;
    }

    /// @notice 0 takes the native coin, 1 refuses it, 2 burns all gas, 3 does so when asked for its signature.
    function setMood(uint256 mood_) external {
        mood = mood_;
    }

    function callBack(address target, bytes calldata data) external {
        (callTarget, callData) = (target, data);
    }

    function approve(address collection, address currency, address spender) external {
        if (collection != address(0)) IERC721(collection).setApprovalForAll(spender, true);
        if (currency != address(0)) IERC20(currency).approve(spender, type(uint256).max);
    }

    function isValidSignature(bytes32 hash, bytes memory) external view returns (bytes4) {
        while (mood == 3) {}
        return hash == accepted ? IERC1271.isValidSignature.selector : bytes4(0);
    }

    receive() external payable {
        require(mood != 1, "no coin");
        while (mood == 2) {}
        if (callTarget != address(0)) (, callResult) = callTarget.call(callData);
    }
}
