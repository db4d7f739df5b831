// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC721Metadata} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Metadata.sol";

/// @title PassThrough
/// @notice Answers for a collection's items what the collection itself says of their looks and royalties.
/// @dev A collection that reverts has no metadata, and one without an answer asks for no royalty.
abstract contract PassThrough {
    function _tokenUri(uint256 id) internal view returns (string memory) {
        try IERC721Metadata(address(_items())).tokenURI(id) returns (string memory uri) {
            return uri;
        } catch {
            return "";
        }
    }

    function _royaltyInfo(uint256 id, uint256 price) internal view returns (address receiver, uint256 amount) {
        (bool success, bytes memory answer) = address(_items()).staticcall(
            abi.encodeCall(IERC2981.royaltyInfo, (id, price))
        );
        if (!success || answer.length < 64) return (address(0), 0);
        return abi.decode(answer, (address, uint256));
    }

    /// @dev The collection that is asked.
    function _items() internal view virtual returns (IERC721);
}
