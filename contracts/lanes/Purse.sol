// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC4907} from "../interfaces/IERC4907.sol";

/// @title Purse
/// @notice Holds the tokens and items of one lane, so that a token's own balance slots are sharded too.
/// @dev A purse obeys the contract that created it and nobody else; it has no storage.
/// No need for `onERC721Received`: parents move items in by `transferFrom`, and an item sent by anyone else is a gift.
contract Purse {
    using SafeERC20 for IERC20;

    /// @notice Thrown when anyone but the parent gives an order.
    error NotParent(address caller);

    /// @notice The contract whose lane this purse is.
    address public immutable parent = msg.sender;

    modifier onlyParent() {
        require(msg.sender == parent, NotParent(msg.sender));
        _;
    }

    /// @notice Sends `amount` units of `token` to `to`.
    function pay(IERC20 token, address to, uint256 amount) external onlyParent {
        token.safeTransfer(to, amount);
    }

    /// @notice Lets the parent take `token` by `transferFrom`, which spares it a call through the purse at each payment.
    /// @dev No more than the parent could do anyway. An allowance without end is not written again by usual tokens, and
    /// where it is, the slot is this lane's own.
    function allow(IERC20 token) external onlyParent {
        token.forceApprove(parent, type(uint256).max);
    }

    /// @notice Deposits `amount` units of `token` into `vault` for `receiver`, and leaves the vault no allowance.
    /// @dev Warning: the parent checks what the vault took and gave; the allowance alone bounds what it could take.
    function deposit(
        IERC4626 vault,
        IERC20 token,
        uint256 amount,
        address receiver
    ) external onlyParent returns (uint256 shares) {
        token.forceApprove(address(vault), amount);
        shares = vault.deposit(amount, receiver);
        if (token.allowance(address(this), address(vault)) != 0) token.forceApprove(address(vault), 0);
    }

    /// @notice Sends item `id` of `collection` to `to`.
    /// @dev Warning: a plain `transferFrom`, so that a receiver without `onERC721Received` can neither block nor re-enter.
    function payNft(IERC721 collection, address to, uint256 id) external onlyParent {
        collection.transferFrom(address(this), to, id);
    }

    /// @notice Makes `user` the ERC-4907 user of item `id` until `expires`, a Unix time in seconds, inclusive.
    function lend(IERC4907 collection, uint256 id, address user, uint64 expires) external onlyParent {
        collection.setUser(id, user, expires);
    }
}
