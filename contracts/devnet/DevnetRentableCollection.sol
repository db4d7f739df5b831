// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {ERC2981} from "@openzeppelin/contracts/token/common/ERC2981.sol";
import {IERC4907} from "../interfaces/IERC4907.sol";
import {DevnetArtLib, Style} from "./DevnetArtLib.sol";

/// @title DevnetRentableCollection
/// @notice An ERC-721 of the devnet with users (ERC-4907) and royalties (ERC-2981), of which anyone mints. Never for a
/// public chain.
contract DevnetRentableCollection is ERC721, ERC2981, IERC4907 {
    /// @dev One slot.
    struct User {
        address account;
        uint64 expires;
    }

    /// @notice Thrown when anyone but the receiver of royalties names another.
    error NotRoyaltyReceiver(address caller);

    /// @notice What the items look like.
    Style public immutable style;

    mapping(uint256 id => User user) private _users;

    constructor(
        string memory name_,
        string memory symbol_,
        address royaltyReceiver,
        uint96 royaltyBps,
        Style style_
    ) ERC721(name_, symbol_) {
        _setDefaultRoyalty(royaltyReceiver, royaltyBps);
        style = style_;
    }

    function tokenURI(uint256 id) public view override returns (string memory) {
        _requireOwned(id);
        return DevnetArtLib.tokenUri(name(), id, style);
    }

    function supportsInterface(bytes4 interfaceId) public view override(ERC721, ERC2981) returns (bool) {
        return interfaceId == type(IERC4907).interfaceId || super.supportsInterface(interfaceId);
    }

    /// @inheritdoc IERC4907
    function userOf(uint256 id) external view returns (address) {
        User memory user = _users[id];
        return block.timestamp <= user.expires ? user.account : address(0);
    }

    /// @inheritdoc IERC4907
    function userExpires(uint256 id) external view returns (uint256) {
        return _users[id].expires;
    }

    /// @notice Creates the items `ids` for `to`.
    function mint(address to, uint256[] calldata ids) external {
        for (uint256 i = 0; i < ids.length; ++i) {
            _mint(to, ids[i]);
        }
    }

    /// @notice Names another receiver of royalties. The present one only.
    function setRoyalty(address receiver, uint96 royaltyBps) external {
        (address present, ) = royaltyInfo(0, 0);
        require(msg.sender == present, NotRoyaltyReceiver(msg.sender));
        _setDefaultRoyalty(receiver, royaltyBps);
    }

    /// @inheritdoc IERC4907
    /// @dev Owner or approved only; it may replace a user whose time is not over.
    function setUser(uint256 id, address user, uint64 expires) external {
        _checkAuthorized(_ownerOf(id), msg.sender, id);
        _users[id] = User(user, expires);
        emit UpdateUser(id, user, expires);
    }

    /// @dev A new owner starts without a user, as in the reference implementation of ERC-4907.
    function _update(address to, uint256 id, address auth) internal override returns (address from) {
        from = super._update(to, id, auth);
        if (from != to && _users[id].account != address(0)) {
            delete _users[id];
            emit UpdateUser(id, address(0), 0);
        }
    }
}
