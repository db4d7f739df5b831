// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";
import {PositionSvg, PositionView} from "../../contracts/gauges/PositionSvg.sol";
import {BareToken} from "../mocks/BareToken.sol";
import {GaugeBase} from "./GaugeBase.sol";

contract PositionSvgTest is GaugeBase {
    PositionSvg private svg = new PositionSvg();

    function test_ShowsStakeAndLane() public view {
        PositionView memory shown = PositionView(0xabcdef12 << 224, "LP gauge", "BTC", 8, 1_234_567_890, 3, 16);
        string memory json = _decoded(svg.tokenUri(shown));
        assertTrue(_contains(json, '"name":"LP gauge 0xabcdef12"'), "name");
        assertTrue(_contains(json, '{"trait_type":"Stake","value":"12.3456 BTC"}'), "stake, rounded down");
        assertTrue(_contains(json, '{"trait_type":"Lane","value":"3"}'), "lane");
    }

    function test_HostileSymbolIsHarmless() public view {
        PositionView memory shown = PositionView(1, '"},<script>', "</text><script>\\", 18, 1, 0, 1);
        string memory json = _decoded(svg.tokenUri(shown));
        assertTrue(_contains(json, '"name":"....script. 0x00000000"'), "no quotes, no tags");
        assertFalse(_contains(json, "<script>"), "no tags");
    }

    function test_AmountsOfAnyDecimals() public view {
        assertTrue(_contains(_decoded(svg.tokenUri(PositionView(1, "", "T", 0, 42, 0, 1))), '"42 T"'), "0");
        assertTrue(_contains(_decoded(svg.tokenUri(PositionView(1, "", "T", 2, 4205, 0, 1))), '"42.05 T"'), "2");
        assertTrue(_contains(_decoded(svg.tokenUri(PositionView(1, "", "T", 255, 42, 0, 1))), '"42 T"'), "255");
    }

    function test_GaugeShowsItsPositions() public {
        uint256 id = stakeAs(alice, 1.5e18);
        string memory json = _decoded(gauge.tokenURI(id));
        assertTrue(_contains(json, '"1.5000 LP"'), "stake");
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 1));
        gauge.tokenURI(1);
    }

    function test_StakeTokenWithoutMetadataIsShown() public {
        BareToken bare = new BareToken();
        gauge = createGauge(IERC20(address(bare)), IERC20(address(usd)), IERC20(address(lp)));
        bare.mint(alice, 42);
        assertTrue(_contains(_decoded(gauge.tokenURI(stakeAs(alice, 42))), '"42 tokens"'), "in units, by no name");
    }

    function _decoded(string memory uri) private pure returns (string memory) {
        bytes memory raw = bytes(uri);
        bytes memory payload = new bytes(raw.length - 29);
        for (uint256 i = 0; i < payload.length; ++i) {
            payload[i] = raw[i + 29];
        }
        return string(Base64.decode(string(payload)));
    }

    function _contains(string memory text, string memory part) private pure returns (bool) {
        (bytes memory a, bytes memory b) = (bytes(text), bytes(part));
        for (uint256 i = 0; i + b.length <= a.length; ++i) {
            uint256 matched = 0;
            while (matched < b.length && a[i + matched] == b[matched]) ++matched;
            if (matched == b.length) return true;
        }
        return false;
    }
}
