// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

// Markup quotes its attributes.
/* solhint-disable quotes */

/// @notice What the items of a devnet collection look like.
enum Style {
    Land,
    Art,
    Badge
}

/// @title DevnetArtLib
/// @notice Draws the items of the devnet's collections, each from the hash of its collection and id.
library DevnetArtLib {
    using Strings for uint256;

    /// @notice The metadata of an item, as a data URI: JSON with an SVG inside.
    function tokenUri(string memory collectionName, uint256 id, Style style) internal view returns (string memory) {
        uint256 seed = uint256(keccak256(abi.encode(address(this), id)));
        string memory json = string.concat(
            '{"name":"',
            collectionName,
            " #",
            id.toString(),
            '","description":"An item of the devnet.","image":"data:image/svg+xml;base64,',
            Base64.encode(bytes(svg(seed, style))),
            '"}'
        );
        return string.concat("data:application/json;base64,", Base64.encode(bytes(json)));
    }

    /// @notice A picture of 320 by 320.
    function svg(uint256 seed, Style style) internal pure returns (string memory) {
        string memory shapes =
            style == Style.Land
                ? _land(seed)
                : style == Style.Art
                    ? _art(seed)
                    : _badge(seed);
        return
            string.concat(
                '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 320">',
                '<rect width="320" height="320" fill="',
                _hsl(seed % 360, 30, 93),
                '"/>',
                shapes,
                "</svg>"
            );
    }

    /// @dev A plot of 36 isometric tiles: a river runs through woods and meadows, some tiles stand higher.
    function _land(uint256 seed) private pure returns (string memory shapes) {
        uint256 river = 1 + ((seed >> 16) % 4);
        for (uint256 row = 0; row < 6; ++row) {
            // The river bends by at most one tile a row.
            river = (river + ((seed >> (20 + row)) & 1) + 5) % 6;
            for (uint256 column = 0; column < 6; ++column) {
                uint256 random = uint256(keccak256(abi.encode(seed, row, column)));
                uint256 height = column == river ? 0 : (random >> 8) % 14;
                string memory colour =
                    column == river
                        ? _hsl(200, 60, 62)
                        : _hsl(85 + ((seed >> 32) % 50) + (random % 30), 38, 48 + ((random >> 16) % 14));
                shapes = string.concat(
                    shapes,
                    _tile(160 + column * 23 - row * 23, 92 + (column + row) * 13, height, colour)
                );
            }
        }
    }

    function _tile(uint256 x, uint256 y, uint256 height, string memory colour) private pure returns (string memory) {
        return
            string.concat(
                '<path transform="translate(',
                x.toString(),
                " ",
                (y - height).toString(),
                ')" d="M0-13L23 0L23 20L0 33L-23 20L-23 0Z" fill="#6d5a44"/>',
                '<path transform="translate(',
                x.toString(),
                " ",
                (y - height).toString(),
                ')" d="M0-13L23 0L0 13L-23 0Z" stroke="#fff" stroke-opacity=".35" fill="',
                colour,
                '"/>'
            );
    }

    /// @dev Ten overlapping discs in neighbouring hues, from large to small.
    function _art(uint256 seed) private pure returns (string memory shapes) {
        for (uint256 i = 0; i < 10; ++i) {
            uint256 random = uint256(keccak256(abi.encode(seed, i)));
            shapes = string.concat(
                shapes,
                '<circle cx="',
                (60 + (random % 200)).toString(),
                '" cy="',
                (60 + ((random >> 16) % 200)).toString(),
                '" r="',
                (100 - i * 9).toString(),
                '" fill="',
                _hsl((seed % 360) + 40 + ((random >> 32) % 110), 65, 58),
                '" opacity=".72"/>'
            );
        }
    }

    /// @dev A mirrored pattern of 7 by 7, as an identicon.
    function _badge(uint256 seed) private pure returns (string memory shapes) {
        string memory colour = _hsl((seed % 360) + 180, 55, 45);
        for (uint256 cell = 0; cell < 28; ++cell) {
            if ((seed >> (16 + cell)) & 1 == 0) continue;
            uint256 column = cell % 4;
            shapes = string.concat(shapes, _cell(column, cell / 4, colour));
            if (column != 3) shapes = string.concat(shapes, _cell(6 - column, cell / 4, colour));
        }
    }

    function _cell(uint256 column, uint256 row, string memory colour) private pure returns (string memory) {
        return
            string.concat(
                '<rect width="32" height="32" rx="6" x="',
                (48 + column * 32).toString(),
                '" y="',
                (48 + row * 32).toString(),
                '" fill="',
                colour,
                '"/>'
            );
    }

    function _hsl(uint256 hue, uint256 saturation, uint256 light) private pure returns (string memory) {
        return string.concat("hsl(", (hue % 360).toString(), " ", saturation.toString(), "% ", light.toString(), "%)");
    }
}
