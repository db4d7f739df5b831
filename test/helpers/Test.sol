// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {Vm} from "./Vm.sol";

/// @title Test
/// @notice The assertions, bounds and invariant targets that the Solidity tests share.
abstract contract Test {
    using Strings for *;

    /// @dev The runner's flag: this contract is a test.
    // solhint-disable-next-line const-name-snakecase
    bool public constant IS_TEST = true;

    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    error AssertionFailed(string message);

    address[] private _targetContracts;
    address[] private _excludedSenders;

    /* INVARIANT TARGETS */

    function targetContracts() public view returns (address[] memory) {
        return _targetContracts;
    }

    function excludeSenders() public view returns (address[] memory) {
        return _excludedSenders;
    }

    function targetContract(address target) internal {
        _targetContracts.push(target);
    }

    function excludeSender(address sender) internal {
        _excludedSenders.push(sender);
    }

    /* BOUNDS */

    /// @dev Maps `value` into [min, max], edges likely: small values and values near the type's maximum map to edges.
    function bound(uint256 value, uint256 min, uint256 max) internal pure returns (uint256) {
        require(min <= max, AssertionFailed("bound: min > max"));
        if (value >= min && value <= max) return value;
        uint256 size = max - min + 1;
        if (size == 0) return value;
        if (value <= 3 && size > value) return min + value;
        if (value >= type(uint256).max - 3 && size > type(uint256).max - value) {
            return max - (type(uint256).max - value);
        }
        return min + (value % size);
    }

    /* ASSERTIONS */

    function assertTrue(bool condition, string memory message) internal pure {
        require(condition, AssertionFailed(message));
    }

    function assertFalse(bool condition, string memory message) internal pure {
        require(!condition, AssertionFailed(message));
    }

    function assertEq(uint256 a, uint256 b, string memory message) internal pure {
        require(a == b, AssertionFailed(string.concat(message, ": ", a.toString(), " != ", b.toString())));
    }

    function assertEq(int256 a, int256 b, string memory message) internal pure {
        require(a == b, AssertionFailed(string.concat(message, ": ", a.toStringSigned(), " != ", b.toStringSigned())));
    }

    function assertEq(address a, address b, string memory message) internal pure {
        require(a == b, AssertionFailed(string.concat(message, ": ", a.toHexString(), " != ", b.toHexString())));
    }

    function assertEq(bytes32 a, bytes32 b, string memory message) internal pure {
        require(
            a == b,
            AssertionFailed(
                string.concat(message, ": ", uint256(a).toHexString(32), " != ", uint256(b).toHexString(32))
            )
        );
    }

    function assertEq(bytes memory a, bytes memory b, string memory message) internal pure {
        require(keccak256(a) == keccak256(b), AssertionFailed(message));
    }

    function assertEq(string memory a, string memory b, string memory message) internal pure {
        require(a.equal(b), AssertionFailed(string.concat(message, ": ", a, " != ", b)));
    }

    function assertLe(uint256 a, uint256 b, string memory message) internal pure {
        require(a <= b, AssertionFailed(string.concat(message, ": ", a.toString(), " > ", b.toString())));
    }

    function assertLt(uint256 a, uint256 b, string memory message) internal pure {
        require(a < b, AssertionFailed(string.concat(message, ": ", a.toString(), " >= ", b.toString())));
    }

    function assertGe(uint256 a, uint256 b, string memory message) internal pure {
        require(a >= b, AssertionFailed(string.concat(message, ": ", a.toString(), " < ", b.toString())));
    }

    function assertGt(uint256 a, uint256 b, string memory message) internal pure {
        require(a > b, AssertionFailed(string.concat(message, ": ", a.toString(), " <= ", b.toString())));
    }

    /// @dev |a - b| <= tolerance, in the same unit.
    function assertApprox(uint256 a, uint256 b, uint256 tolerance, string memory message) internal pure {
        uint256 gap = a > b ? a - b : b - a;
        require(gap <= tolerance, AssertionFailed(string.concat(message, ": ", a.toString(), " !~ ", b.toString())));
    }
}
