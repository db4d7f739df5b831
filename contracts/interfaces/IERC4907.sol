// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title IERC4907
/// @notice The user role of a rentable ERC-721, as ERC-4907 defines it. Its interface id is 0xad092b5c.
interface IERC4907 {
    /// @notice Emitted when the user of an item changes, or its expiry does.
    event UpdateUser(uint256 indexed tokenId, address indexed user, uint64 expires);

    /// @notice Sets the user of an item until `expires`, a Unix time in seconds, inclusive.
    function setUser(uint256 tokenId, address user, uint64 expires) external;

    /// @notice The user of an item, the zero address where there is none or the time is over.
    function userOf(uint256 tokenId) external view returns (address);

    /// @notice The last second, a Unix time, at which the user of an item is its user.
    function userExpires(uint256 tokenId) external view returns (uint256);
}
