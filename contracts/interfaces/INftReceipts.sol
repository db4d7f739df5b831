// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC721Metadata} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Metadata.sol";

/// @title INftReceipts
/// @notice The receipts of an NftVault's reserved items: who has one has the item, its rent and its way out.
/// @dev A receipt has its item's id, metadata and royalties. Its transfer carries the rent not yet claimed.
interface INftReceipts is IERC721Metadata, IERC2981 {
    /// @notice Thrown when anyone but the vault mints or burns.
    error NotVault(address caller);

    /// @notice The vault that keeps the items.
    function vault() external view returns (address);

    /// @notice The collection of the items.
    function collection() external view returns (IERC721);

    /// @notice Whether `account` may use the receipt of an item: its owner, or approved.
    function isAuthorized(address account, uint256 id) external view returns (bool);

    /// @notice Creates the receipts of items. Vault only.
    function mint(address to, uint256[] calldata ids) external;

    /// @notice Takes back the receipts of items that left. Vault only.
    function burn(uint256[] calldata ids) external;
}
