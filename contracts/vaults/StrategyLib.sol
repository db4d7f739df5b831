// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title StrategyLib
/// @notice Asks strategies and tells them to move, such that one which fails can't take its caller down with it.
/// @dev Calls are low-level: `try` reverts in the caller where the answer is too short or there is no code, and copies
/// an answer of any length. Here one word is read at most.
/// @dev GAS. A call gets 63/64 of what is left, so a caller that starves it must make do with 1/64 itself. What follows
/// a valuation in a report costs more than 20,000 gas, so only a strategy that needs over 1.2 million can be starved;
/// and starving one moves no price, since it then counts with its last known value.
library StrategyLib {
    /// @notice From here on a value is taken for nonsense, so that sums of values can't overflow.
    uint256 internal constant MAX_VALUE = 1 << 126;

    /// @notice What this contract's shares of the strategy are worth, in asset units; not ok where it doesn't say.
    function tryValue(address strategy) internal view returns (bool ok, uint256 assets) {
        uint256 shares;
        (ok, shares) = tryShares(strategy);
        if (!ok || shares == 0) return (ok, 0);
        (ok, assets) = _tryView(strategy, abi.encodeCall(IERC4626.convertToAssets, (shares)));
        ok = ok && assets < MAX_VALUE;
    }

    /// @notice What entering would cost for this contract's shares beyond `value`, which they would be left for: a
    /// strategy may sell at a price that holds profit still streaming. At most `value`, so that nonsense can't make the
    /// shares look out of reach; nothing where the strategy doesn't say, nor for a unit of rounding.
    function tryPremium(address strategy, uint256 value) internal view returns (uint256) {
        (, uint256 shares) = tryShares(strategy);
        (, uint256 cost) = _tryView(strategy, abi.encodeCall(IERC4626.previewMint, (shares)));
        if (cost >= MAX_VALUE || cost <= value + 1) return 0;
        return Math.min(cost - value, value);
    }

    /// @notice How many shares of the strategy this contract has.
    function tryShares(address strategy) internal view returns (bool ok, uint256 shares) {
        return tryBalance(strategy, address(this));
    }

    /// @notice What `account` has of `token`; not ok, and nothing, where the token doesn't say.
    function tryBalance(address token, address account) internal view returns (bool ok, uint256 amount) {
        bytes4 selector = IERC20.balanceOf.selector;
        assembly ("memory-safe") {
            mstore(0x00, selector)
            mstore(0x04, account)
            ok := staticcall(gas(), token, 0x00, 0x24, 0x00, 0x20)
            ok := and(ok, gt(returndatasize(), 0x1f))
            amount := mul(ok, mload(0x00))
        }
    }

    /// @notice What the strategy would pay out now, in asset units; nothing where it doesn't say.
    function maxWithdraw(address strategy) internal view returns (uint256) {
        (, uint256 assets) = _tryView(strategy, abi.encodeCall(IERC4626.maxWithdraw, (address(this))));
        return Math.min(assets, MAX_VALUE);
    }

    /// @notice Asks the strategy for `assets`; the caller measures what came.
    function tryWithdraw(address strategy, uint256 assets) internal {
        _tryCall(strategy, abi.encodeCall(IERC4626.withdraw, (assets, address(this), address(this))));
    }

    /// @notice Hands strategy shares over to `to`.
    function tryTransfer(address strategy, address to, uint256 shares) internal returns (bool) {
        return _tryCall(strategy, abi.encodeCall(IERC20.transfer, (to, shares)));
    }

    /// @dev What `target` answers; not ok, and nothing, where it doesn't.
    function _tryView(address target, bytes memory data) private view returns (bool ok, uint256 word) {
        assembly ("memory-safe") {
            ok := staticcall(gas(), target, add(data, 0x20), mload(data), 0x00, 0x20)
            ok := and(ok, gt(returndatasize(), 0x1f))
            word := mul(ok, mload(0x00))
        }
    }

    /// @dev Whether `target` answers `true`.
    function _tryCall(address target, bytes memory data) private returns (bool done) {
        assembly ("memory-safe") {
            done := call(gas(), target, 0, add(data, 0x20), mload(data), 0x00, 0x20)
            done := and(done, and(gt(returndatasize(), 0x1f), eq(mload(0x00), 1)))
        }
    }
}
