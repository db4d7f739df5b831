// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {IERC4907} from "../../contracts/interfaces/IERC4907.sol";

/// @notice A rentable collection that calls back on every move and loan, and can leave either out or lie about it.
contract HostileCollection is ERC721, IERC4907 {
    address public callTarget;
    bytes public callData;
    bytes public callResult;
    bool public callSucceeded;
    uint256 public calls;
    bool public keepsItems;
    bool public keepsUser;
    address public thief;

    mapping(uint256 id => address user) private _userOf;
    mapping(uint256 id => uint64 expires) private _expiresOf;

    constructor() ERC721("Hostile", "HOSTILE") {}

    function mint(address to, uint256 id) external {
        _mint(to, id);
    }

    /* HOSTILITY */

    /// @notice Calls `target` at every move and loan from now on.
    function callBack(address target, bytes calldata data) external {
        (callTarget, callData, calls) = (target, data, 0);
    }

    /// @notice Moves succeed without moving.
    function keepItems(bool keeps) external {
        keepsItems = keeps;
    }

    /// @notice Loans succeed without a user.
    function keepUser(bool keeps) external {
        keepsUser = keeps;
    }

    /// @notice Moves go to `thief_` instead, where it is not zero.
    function divert(address thief_) external {
        thief = thief_;
    }

    /* COLLECTION */

    function transferFrom(address from, address to, uint256 id) public override {
        if (!keepsItems) super.transferFrom(from, thief == address(0) ? to : thief, id);
        _call();
    }

    function setUser(uint256 id, address user, uint64 expires) external {
        if (!keepsUser) (_userOf[id], _expiresOf[id]) = (user, expires);
        _call();
    }

    function userOf(uint256 id) external view returns (address) {
        return block.timestamp <= _expiresOf[id] ? _userOf[id] : address(0);
    }

    function userExpires(uint256 id) external view returns (uint256) {
        return _expiresOf[id];
    }

    function supportsInterface(bytes4 interfaceId) public view override returns (bool) {
        return interfaceId == type(IERC4907).interfaceId || super.supportsInterface(interfaceId);
    }

    function _call() private {
        if (callTarget == address(0)) return;
        (callSucceeded, callResult) = callTarget.call(callData);
        ++calls;
    }
}
