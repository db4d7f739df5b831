// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC721Metadata} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Metadata.sol";
import {IERC4907} from "./IERC4907.sol";

/// @title IRentalWrapper
/// @notice Gives the items of an ERC-721 the ERC-4907 user role, with the same ids, metadata and royalties.
/// @dev Beyond the ERC: a user keeps its time, whoever owns the item then; the owner can only make it longer.
interface IRentalWrapper is IERC721Metadata, IERC4907, IERC2981 {
    event Wrap(address indexed sender, address indexed to, uint256[] ids);
    event Unwrap(address indexed sender, address indexed to, uint256[] ids);

    /// @notice Thrown where no item is named.
    error NoItems();
    /// @notice Thrown where a collection is no ERC-721.
    error NotACollection(address collection);
    /// @notice Thrown where the collection did not move an item to `expected`: it says that `owner` has it.
    error ItemNotMoved(uint256 id, address expected, address owner);
    /// @notice Thrown where the user of an item would lose time, or the item be unwrapped within it; `expires` is a Unix
    /// time in seconds, inclusive.
    error ItemInUse(uint256 id, address user, uint64 expires);
    /// @notice Thrown where an expiry is above 40 bits of a Unix time.
    error ExpiryTooFar(uint64 expires);

    /// @notice The collection whose items are wrapped.
    function collection() external view returns (IERC721);

    /// @notice Takes the caller's items and mints the wrapped ones to `to`.
    function wrap(uint256[] calldata ids, address to) external;

    /// @notice Burns wrapped items, of which the caller must be owner or approved, and sends what they wrap to `to`.
    function unwrap(uint256[] calldata ids, address to) external;
}
