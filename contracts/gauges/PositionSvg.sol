// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

// JSON and SVG are full of double quotes, which single-quoted literals spare from being escaped.
// solhint-disable quotes

import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

/// @notice What the picture of a position shows.
struct PositionView {
    uint256 id;
    string gaugeName;
    string stakeSymbol;
    uint256 stakeDecimals;
    uint256 stake;
    uint256 lane;
    uint256 lanes;
}

/// @title PositionSvg
/// @notice The metadata of a gauge position: JSON with an SVG of its stake and its lane, all on chain.
/// @dev Names and symbols come from whoever deployed the tokens, and land in JSON within XML within a web page: of them
/// only letters, digits and a few harmless signs are shown.
/// @dev A contract of its own, which every gauge creates, since a gauge with it inside exceeds the size of a contract.
contract PositionSvg {
    using Strings for uint256;

    uint256 private constant MAX_NAME = 40;

    /// @notice The token URI, a data URI of JSON.
    function tokenUri(PositionView memory position) external pure returns (string memory) {
        string memory name = _clean(position.gaugeName);
        string memory amount = string.concat(
            _decimal(position.stake, position.stakeDecimals),
            " ",
            _clean(position.stakeSymbol)
        );
        string memory json = string.concat(
            '{"name":"',
            name,
            " ",
            _short(position.id),
            '","description":"A position staked in a Millrace gauge. Its rewards go with it.","attributes":[',
            '{"trait_type":"Stake","value":"',
            amount,
            '"},{"trait_type":"Lane","value":"',
            position.lane.toString(),
            '"}],"image":"data:image/svg+xml;base64,',
            Base64.encode(bytes(_svg(position, name, amount))),
            '"}'
        );
        return string.concat("data:application/json;base64,", Base64.encode(bytes(json)));
    }

    /// @dev A wheel with as many paddles as the gauge has lanes, the position's own one lit.
    function _svg(
        PositionView memory position,
        string memory name,
        string memory amount
    ) private pure returns (string memory) {
        string memory paddles;
        for (uint256 lane = 0; lane < position.lanes; ++lane) {
            paddles = string.concat(
                paddles,
                '<path d="M0 -64V-88" stroke="',
                lane == position.lane ? "#f2b34c" : "#3d6b6b",
                '" transform="rotate(',
                ((360 * lane) / position.lanes).toString(),
                ')"/>'
            );
        }
        return
            string.concat(
                '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 400" font-family="monospace" fill="#e8f0ee">',
                '<rect width="320" height="400" rx="16" fill="#10292b"/><g transform="translate(160 150)" fill="none" ',
                'stroke-width="5" stroke-linecap="round"><circle r="60" stroke="#3d6b6b"/>',
                paddles,
                '</g><text x="24" y="304" font-size="15">',
                name,
                '</text><text x="24" y="334" font-size="18" fill="#f2b34c">',
                amount,
                '</text><text x="24" y="364" font-size="12">lane ',
                position.lane.toString(),
                " / ",
                _short(position.id),
                "</text></svg>"
            );
    }

    /// @dev The first four bytes of an id, which a hash made, name it well enough for people.
    function _short(uint256 id) private pure returns (string memory) {
        return (id >> 224).toHexString(4);
    }

    /// @dev An amount with up to four decimals, rounded down.
    function _decimal(uint256 amount, uint256 decimals) private pure returns (string memory) {
        if (decimals > 30) return amount.toString();
        uint256 shown = Math.min(decimals, 4);
        string memory whole = (amount / 10 ** decimals).toString();
        if (shown == 0) return whole;
        uint256 fraction = (amount % 10 ** decimals) / 10 ** (decimals - shown);
        bytes memory digits = bytes((10 ** shown + fraction).toString());
        digits[0] = ".";
        return string.concat(whole, string(digits));
    }

    /// @dev At most `MAX_NAME` characters, others than letters, digits, space and . - _ + / shown as dots.
    function _clean(string memory text) private pure returns (string memory) {
        bytes memory raw = bytes(text);
        bytes memory out = new bytes(Math.min(raw.length, MAX_NAME));
        for (uint256 i = 0; i < out.length; ++i) {
            bytes1 char = raw[i];
            bool letter = (char >= "a" && char <= "z") || (char >= "A" && char <= "Z");
            bool digitOrSign = (char >= "-" && char <= "9") || char == " " || char == "_" || char == "+";
            out[i] = letter || digitOrSign ? char : bytes1(".");
        }
        return string(out);
    }
}
