// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {DevnetArtLib, Style} from "./DevnetArtLib.sol";

/// @title DevnetPlainCollection
/// @notice An ERC-721 of the devnet without any extension, of which anyone mints. Never for a public chain.
contract DevnetPlainCollection is ERC721 {
    constructor(string memory name_, string memory symbol_) ERC721(name_, symbol_) {}

    function tokenURI(uint256 id) public view override returns (string memory) {
        _requireOwned(id);
        return DevnetArtLib.tokenUri(name(), id, Style.Badge);
    }

    /// @notice Creates the items `ids` for `to`.
    function mint(address to, uint256[] calldata ids) external {
        for (uint256 i = 0; i < ids.length; ++i) {
            _mint(to, ids[i]);
        }
    }
}
