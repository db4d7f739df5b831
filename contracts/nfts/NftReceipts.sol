// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC721Metadata} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Metadata.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {INftReceipts} from "../interfaces/INftReceipts.sol";
import {PassThrough} from "./PassThrough.sol";

/// @title NftReceipts
/// @notice The receipts of a vault's reserved items, created with their vault.
/// @dev Receipts are minted without asking the receiver, so that none can call back into the vault.
contract NftReceipts is INftReceipts, ERC721, PassThrough {
    /// @inheritdoc INftReceipts
    address public immutable vault;

    modifier onlyVault() {
        require(msg.sender == vault, NotVault(msg.sender));
        _;
    }

    constructor(
        IERC721 collection_,
        string memory name_,
        string memory symbol_
    ) ERC721(name_, symbol_) PassThrough(collection_) {
        vault = msg.sender;
    }

    /* VIEWS */

    /// @inheritdoc INftReceipts
    function isAuthorized(address account, uint256 id) external view returns (bool) {
        address owner = _ownerOf(id);
        return owner != address(0) && _isAuthorized(owner, account, id);
    }

    /// @inheritdoc INftReceipts
    function collection() external view returns (IERC721) {
        return _collection;
    }

    /// @inheritdoc IERC721Metadata
    function tokenURI(uint256 id) public view override(ERC721, IERC721Metadata) returns (string memory) {
        _requireOwned(id);
        return _tokenUri(id);
    }

    /// @inheritdoc IERC2981
    function royaltyInfo(uint256 id, uint256 price) external view returns (address receiver, uint256 amount) {
        return _royaltyInfo(id, price);
    }

    function supportsInterface(bytes4 interfaceId) public view override(ERC721, IERC165) returns (bool) {
        return interfaceId == type(IERC2981).interfaceId || super.supportsInterface(interfaceId);
    }

    /* VAULT */

    /// @inheritdoc INftReceipts
    function mint(address to, uint256[] calldata ids) external onlyVault {
        for (uint256 i = 0; i < ids.length; ++i) {
            _mint(to, ids[i]);
        }
    }

    /// @inheritdoc INftReceipts
    function burn(uint256[] calldata ids) external onlyVault {
        for (uint256 i = 0; i < ids.length; ++i) {
            _burn(ids[i]);
        }
    }
}
