// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {DevnetToken} from "../../contracts/devnet/DevnetToken.sol";
import {Fill, Order, OrderKind} from "../../contracts/interfaces/IMarketplace.sol";
import {Marketplace} from "../../contracts/nfts/Marketplace.sol";
import {RoyaltyCollection} from "../mocks/RoyaltyCollection.sol";
import {Test} from "../helpers/Test.sol";

/// @notice A marketplace of 4 lanes, a maker with a key, takers of known lanes, and a collection that asks for 5 %.
abstract contract MarketplaceBase is Test {
    uint256 internal constant LANES = 4;
    uint256 internal constant START = 1_000_000;
    uint256 internal constant PRICE = 10_000;
    uint256 internal constant FEE_BPS = 100;
    uint256 internal constant ROYALTY_BPS = 500;
    uint256 internal constant ROYALTY = 500;
    uint256 internal constant FEE = 100;
    uint256 internal constant KEY = 0xa11ce;
    address internal constant CREATOR = address(0xc0ffee);
    address internal constant TREASURY = address(0x7ea5);

    AccessManager internal authority;
    Marketplace internal market;
    RoyaltyCollection internal collection;
    DevnetToken internal usd;
    address internal maker;
    address internal bob;
    address internal carol;

    function setUp() public virtual {
        vm.warp(START);
        authority = new AccessManager(address(this));
        market = new Marketplace(address(authority), LANES, TREASURY, FEE_BPS);
        collection = new RoyaltyCollection(CREATOR, ROYALTY_BPS);
        usd = new DevnetToken("Dollar", "USD", 6);
        maker = vm.addr(KEY);
        bob = _accountIn(2, 0xb0b);
        carol = _accountIn(3, 0xca401);
        address[3] memory all = [maker, bob, carol];
        for (uint256 i = 0; i < 3; ++i) {
            usd.mint(all[i], 1e12);
            vm.deal(all[i], 1e18);
            vm.startPrank(all[i]);
            usd.approve(address(market), type(uint256).max);
            collection.setApprovalForAll(address(market), true);
            vm.stopPrank();
        }
        for (uint256 id = 1; id <= 8; ++id) {
            collection.mint(maker, id);
        }
        for (uint256 id = 11; id <= 14; ++id) {
            collection.mint(bob, id);
        }
    }

    /// @dev An account whose lane in the marketplace is `lane`.
    function _accountIn(uint256 lane, uint160 salt) internal view returns (address) {
        uint160 low = uint160(LANES - 1);
        return address(((salt << 8) & ~low) | ((uint160(lane) ^ uint160(address(market))) & low));
    }

    /* ORDERS */

    function _sale(uint256 id) internal view returns (Order memory order) {
        order.kind = OrderKind.Sale;
        order.maker = maker;
        order.collection = address(collection);
        order.id = id;
        order.currency = address(usd);
        order.price = PRICE;
        order.start = uint64(START);
        order.end = uint64(START + 1_000);
        order.nonce = id;
    }

    function _offer(uint256 id) internal view returns (Order memory order) {
        order = _sale(id);
        order.kind = OrderKind.Offer;
    }

    function _offerForAny(uint256 nonce) internal view returns (Order memory order) {
        order = _sale(0);
        order.kind = OrderKind.CollectionOffer;
        order.nonce = nonce;
    }

    function _sign(Order memory order) internal view returns (Fill memory) {
        return _signBy(KEY, order);
    }

    function _signBy(uint256 key, Order memory order) internal view returns (Fill memory fill) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, market.hashOrder(order));
        fill.order = order;
        fill.signature = abi.encodePacked(r, s, v);
        fill.id = order.id;
        fill.to = bob;
    }

    /// @dev Signing asks the marketplace, so the fill is made before the caller is changed.
    function _fillAs(address taker, Fill memory fill) internal {
        vm.prank(taker);
        market.fill(fill);
    }

    function _allLanes() internal pure returns (uint256[] memory lanes) {
        lanes = new uint256[](LANES);
        for (uint256 i = 0; i < LANES; ++i) {
            lanes[i] = i;
        }
    }

    function _one(uint256 value) internal pure returns (uint256[] memory list) {
        list = new uint256[](1);
        list[0] = value;
    }
}
