// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC721Metadata} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Metadata.sol";
import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {INftReceipts} from "../interfaces/INftReceipts.sol";
import {PassThrough} from "./PassThrough.sol";

/// @title NftReceipts
/// @notice The receipts of a vault's reserved items: a clone of this contract, created with its vault.
/// @dev CLONES. Creating a vault with receipts of their own code takes more than the blocks of some chains have, so one
/// code serves all vaults; whose receipts a clone has is behind its code, and so can't change. This contract itself is
/// nobody's.
/// @dev Receipts are minted without asking the receiver, so that none can call back into the vault.
contract NftReceipts is INftReceipts, ERC721, PassThrough {
    modifier onlyVault() {
        require(msg.sender == vault(), NotVault(msg.sender));
        _;
    }

    constructor() ERC721("", "") {}

    /* VIEWS */

    /// @inheritdoc INftReceipts
    function vault() public view returns (address vault_) {
        (vault_, ) = _created();
    }

    /// @inheritdoc INftReceipts
    function collection() external view returns (IERC721) {
        return _items();
    }

    /// @notice The vault's name, and what its receipts are.
    function name() public view override(ERC721, IERC721Metadata) returns (string memory) {
        return string.concat(IERC20Metadata(vault()).name(), " receipt");
    }

    /// @notice The vault's symbol, and that these are its receipts.
    function symbol() public view override(ERC721, IERC721Metadata) returns (string memory) {
        return string.concat(IERC20Metadata(vault()).symbol(), "-R");
    }

    /// @inheritdoc INftReceipts
    function isAuthorized(address account, uint256 id) external view returns (bool) {
        address owner = _ownerOf(id);
        return owner != address(0) && _isAuthorized(owner, account, id);
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

    /* INTERNALS */

    function _items() internal view override returns (IERC721 items) {
        (, items) = _created();
    }

    /// @dev What the vault gave to its clone.
    function _created() private view returns (address vault_, IERC721 items) {
        return abi.decode(Clones.fetchCloneArgs(address(this)), (address, IERC721));
    }
}
