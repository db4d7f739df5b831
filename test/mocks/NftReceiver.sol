// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721Receiver} from "@openzeppelin/contracts/token/ERC721/IERC721Receiver.sol";

/// @notice A receiver of items that answers as it is told, and may call back first.
contract NftReceiver is IERC721Receiver {
    enum Answer {
        Accept,
        Wrong,
        Revert,
        RevertSilently,
        Panic
    }

    error Refused();

    Answer public answer;
    address public target;
    bytes public payload;
    bool public succeeded;
    bytes public result;
    /// @dev What arrived: from whom, by whom, which, and with what data.
    bytes public received;

    function setAnswer(Answer answer_) external {
        answer = answer_;
    }

    function setCallBack(address target_, bytes calldata payload_) external {
        (target, payload) = (target_, payload_);
    }

    function onERC721Received(
        address operator,
        address from,
        uint256 id,
        bytes calldata data
    ) external returns (bytes4) {
        received = abi.encode(operator, from, id, data);
        if (target != address(0)) (succeeded, result) = target.call(payload);
        if (answer == Answer.Wrong) return 0xdeadbeef;
        require(answer != Answer.Revert, Refused());
        // solhint-disable-next-line gas-custom-errors, reason-string
        if (answer == Answer.RevertSilently) revert();
        assert(answer != Answer.Panic);
        return IERC721Receiver.onERC721Received.selector;
    }
}
