// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Fill, IMarketplace, Order} from "../../contracts/interfaces/IMarketplace.sol";
import {MarketplaceBase} from "./MarketplaceBase.sol";

/// @notice Fills of different makers, takers, items and lanes write no common slot, royalties and fees included.
contract MarketplaceLanesTest is MarketplaceBase {
    uint256 private constant OTHER_KEY = 0xd0d0;

    function test_TwoFillsShareNoWrittenSlot() public {
        address other = vm.addr(OTHER_KEY);
        usd.mint(other, 1e12);
        for (uint256 id = 21; id <= 24; ++id) {
            collection.mint(other, id);
        }
        vm.startPrank(other);
        collection.setApprovalForAll(address(market), true);
        usd.approve(address(market), type(uint256).max);
        vm.stopPrank();
        Order memory order = _sale(21);
        order.maker = other;
        Fill memory theirs = _signBy(OTHER_KEY, order);
        theirs.to = carol;
        Order memory offer = _offer(11);
        bytes32[][3][2] memory written;
        written[0] = _writesOf(bob, abi.encodeCall(IMarketplace.fill, (_sign(_sale(1)))));
        written[1] = _writesOf(carol, abi.encodeCall(IMarketplace.fill, (theirs)));
        _assertApart(written[0], written[1]);
        written[0] = _writesOf(bob, abi.encodeCall(IMarketplace.fill, (_sign(offer))));
        _assertApart(written[0], written[1]);
        written[1] = _writesOf(other, abi.encodeCall(IMarketplace.cancel, (_one(5))));
        _assertApart(written[0], written[1]);
        written[1] = _writesOf(other, abi.encodeCall(IMarketplace.cancelAll, ()));
        _assertApart(written[0], written[1]);
    }

    function _writesOf(address who, bytes memory data) private returns (bytes32[][3] memory written) {
        uint256 state = vm.snapshotState();
        vm.record();
        vm.prank(who);
        (bool success, ) = address(market).call(data);
        assertTrue(success, "an entry works");
        (, written[0]) = vm.accesses(address(market));
        (, written[1]) = vm.accesses(address(collection));
        (, written[2]) = vm.accesses(address(usd));
        assertGt(written[0].length, 0, "an entry writes something");
        vm.revertToState(state);
    }

    function _assertApart(bytes32[][3] memory a, bytes32[][3] memory b) private pure {
        for (uint256 account = 0; account < 3; ++account) {
            for (uint256 i = 0; i < a[account].length; ++i) {
                for (uint256 j = 0; j < b[account].length; ++j) {
                    assertTrue(a[account][i] != b[account][j], "LANE_INDEPENDENCE");
                }
            }
        }
    }
}
