// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721Receiver} from "@openzeppelin/contracts/token/ERC721/IERC721Receiver.sol";

/// @notice A receiver of ERC-721 that accepts, refuses by answer, or reverts.
contract Erc721Receiver is IERC721Receiver {
    error Unwanted();

    event Received(address operator, address from, uint256 id, bytes data);

    bytes4 public answer = IERC721Receiver.onERC721Received.selector;
    bool public reverts;

    function set(bytes4 answer_, bool reverts_) external {
        (answer, reverts) = (answer_, reverts_);
    }

    function onERC721Received(
        address operator,
        address from,
        uint256 id,
        bytes calldata data
    ) external returns (bytes4) {
        require(!reverts, Unwanted());
        emit Received(operator, from, id, data);
        return answer;
    }
}
