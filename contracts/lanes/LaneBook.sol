// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ILanes} from "../interfaces/ILanes.sol";
import {LaneLib} from "./LaneLib.sol";
import {Purse} from "./Purse.sol";

/// @title LaneBook
/// @notice Who has how many shares and who may move them: the part of a lane token that has no functions of its own.
/// @dev Apart from `LaneToken` so that a contract to which the token delegates calls can share the storage without
/// carrying the token's code.
abstract contract LaneBook is ILanes, IERC20Errors {
    /// @inheritdoc ILanes
    uint256 public immutable lanes;

    mapping(address account => uint256 shares) internal _balances;
    mapping(address owner => mapping(address spender => uint256 shares)) internal _allowances;

    constructor(uint256 lanes_) {
        lanes = lanes_;
    }

    /// @inheritdoc ILanes
    function laneOf(address account) public view returns (uint256) {
        return LaneLib.laneOf(account, lanes);
    }

    /// @inheritdoc ILanes
    function purseOf(uint256 lane) public view returns (Purse) {
        LaneLib.check(lane, lanes);
        return LaneLib.purseOf(lane);
    }

    /* INTERNALS */

    /// @dev Adds to the balance of `to` alone, and emits the ERC-20 event; the heir keeps the supply.
    function _increaseBalance(address to, uint256 shares) internal {
        require(to != address(0), ERC20InvalidReceiver(to));
        unchecked {
            // The supply, which bounds every balance, is the sum of at most 64 amounts below 2^128.
            _balances[to] += shares;
        }
        emit IERC20.Transfer(address(0), to, shares);
    }

    /// @dev Takes from the balance of `from` alone, and emits the ERC-20 event; the heir keeps the supply.
    function _decreaseBalance(address from, uint256 shares) internal {
        _balances[from] = _balanceLess(from, shares);
        emit IERC20.Transfer(from, address(0), shares);
    }

    /// @dev Consumes `shares` of the allowance; one of `type(uint256).max` is without limit and not written.
    function _spendAllowance(address owner, address spender, uint256 shares) internal {
        uint256 allowed = _allowances[owner][spender];
        if (allowed == type(uint256).max) return;
        require(shares <= allowed, ERC20InsufficientAllowance(spender, allowed, shares));
        unchecked {
            // shares <= allowed.
            _allowances[owner][spender] = allowed - shares;
        }
    }

    function _balanceLess(address from, uint256 shares) internal view returns (uint256) {
        uint256 held = _balances[from];
        require(shares <= held, ERC20InsufficientBalance(from, held, shares));
        unchecked {
            // shares <= held.
            return held - shares;
        }
    }
}
