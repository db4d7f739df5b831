// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {DevnetRentableCollection} from "../../contracts/devnet/DevnetRentableCollection.sol";
import {DevnetToken} from "../../contracts/devnet/DevnetToken.sol";
import {Style} from "../../contracts/devnet/DevnetArtLib.sol";
import {IGauge} from "../../contracts/interfaces/IGauge.sol";
import {NftFees, RentTerms} from "../../contracts/interfaces/INftVault.sol";
import {NftReceipts} from "../../contracts/nfts/NftReceipts.sol";
import {NftVault, NftVaultParams} from "../../contracts/nfts/NftVault.sol";
import {GaugeStub} from "../mocks/GaugeStub.sol";
import {Test} from "../helpers/Test.sol";

/// @notice A vault of 4 lanes over a rentable collection, accounts of known lanes, and the sums its tests compare.
abstract contract NftVaultBase is Test {
    uint256 internal constant LANES = 4;
    uint256 internal constant ITEM = 1e18;
    uint256 internal constant START = 1_000_000;
    uint64 internal constant DEPOSIT_FEE = 0.01e18;
    uint64 internal constant TARGETED_FEE = 0.05e18;
    uint64 internal constant SWAP_FEE = 0.02e18;
    uint32 internal constant MIN_SECONDS = 60;
    uint32 internal constant MAX_SECONDS = 7 days;
    /// @dev A third of a unit a second, so that prices are rounded.
    uint128 internal constant PRICE_WAD = 333_333_333_333_333_333;

    AccessManager internal authority;
    DevnetRentableCollection internal collection;
    DevnetToken internal quote;
    NftReceipts internal receiptsCode;
    NftVault internal vault;
    GaugeStub internal gauge;

    address internal alice;
    address internal bob;
    address internal carol;

    function setUp() public virtual {
        vm.warp(START);
        authority = new AccessManager(address(this));
        collection = new DevnetRentableCollection("Land", "LAND", address(this), 500, Style.Land);
        quote = new DevnetToken("Quote", "QUOTE", 6);
        receiptsCode = new NftReceipts();
        vault = _newVault(IERC721(address(collection)));
        gauge = _newGauge(address(quote), address(vault));
        alice = _accountIn(1, 0xa11ce);
        bob = _accountIn(2, 0xb0b);
        carol = _accountIn(1, 0xca401);
    }

    /* CREATING */

    function _newVault(IERC721 collection_) internal returns (NftVault) {
        return
            new NftVault(
                NftVaultParams({
                    collection: collection_,
                    quoteToken: quote,
                    receipts: receiptsCode,
                    name: "Land item",
                    symbol: "iLAND",
                    lanes: LANES,
                    authority: address(authority),
                    fees: NftFees(DEPOSIT_FEE, TARGETED_FEE, SWAP_FEE),
                    rentTerms: RentTerms(PRICE_WAD, MIN_SECONDS, MAX_SECONDS, 0.5e18)
                })
            );
    }

    function _newGauge(address rewardA, address rewardB) internal returns (GaugeStub) {
        address[] memory rewards = new address[](2);
        (rewards[0], rewards[1]) = (rewardA, rewardB);
        return new GaugeStub(vault, rewards);
    }

    function _setGauge() internal {
        vault.setGauge(IGauge(address(gauge)));
    }

    /// @dev An account whose lane in the vault is `lane`.
    function _accountIn(uint256 lane, uint160 salt) internal view returns (address) {
        uint160 low = uint160(LANES - 1);
        return address(((salt << 8) & ~low) | ((uint160(lane) ^ uint160(address(vault))) & low));
    }

    /* ACTING */

    /// @dev Mints the items `first` to `first + count - 1` to `who`, who deposits them for itself, a second ago, since what
    /// comes in within a transaction can't be used in it.
    function _deposit(address who, uint256 first, uint256 count) internal returns (uint256 minted) {
        uint256[] memory ids = _mintApproved(who, first, count);
        vm.warp(block.timestamp - 1);
        vm.prank(who);
        minted = vault.deposit(ids, who);
        vm.warp(block.timestamp + 1);
    }

    /// @dev As `_deposit`, for the receipts of items.
    function _reserve(address who, uint256 first, uint256 count) internal {
        uint256[] memory ids = _mintApproved(who, first, count);
        vm.warp(block.timestamp - 1);
        vm.prank(who);
        vault.reserve(ids, who);
        vm.warp(block.timestamp + 1);
    }

    function _mintApproved(address who, uint256 first, uint256 count) internal returns (uint256[] memory ids) {
        ids = _ids(first, count);
        collection.mint(who, ids);
        vm.prank(who);
        collection.setApprovalForAll(address(vault), true);
    }

    /// @dev To the next whole hour after `time`, when the rent until then counts.
    function _warpToHourAfter(uint256 time) internal {
        vm.warp((time / 1 hours + 1) * 1 hours);
    }

    function _rent(address who, uint256 id, uint256 durationSeconds) internal returns (uint256 paid, uint64 expires) {
        uint256 price = vault.rentPrice(id, durationSeconds);
        quote.mint(who, price);
        vm.startPrank(who);
        quote.approve(address(vault), price);
        (paid, expires) = vault.rent(id, who, durationSeconds, price);
        vm.stopPrank();
    }

    /// @dev A signed ERC-2612 permit of the quote token for `spender`, until now.
    function _signPermit(
        uint256 key,
        address spender,
        uint256 value
    ) internal view returns (uint8 v, bytes32 r, bytes32 s) {
        address owner = vm.addr(key);
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"),
                owner,
                spender,
                value,
                quote.nonces(owner),
                block.timestamp
            )
        );
        return vm.sign(key, keccak256(abi.encodePacked(hex"1901", quote.DOMAIN_SEPARATOR(), structHash)));
    }

    /* IDS */

    function _ids(uint256 first, uint256 count) internal pure returns (uint256[] memory ids) {
        ids = new uint256[](count);
        for (uint256 i = 0; i < count; ++i) {
            ids[i] = first + i;
        }
    }

    function _ids(uint256 id) internal pure returns (uint256[] memory ids) {
        return _ids(id, 1);
    }

    function _allLanes() internal pure returns (uint256[] memory) {
        return _ids(0, LANES);
    }

    function _fees(uint64 deposit, uint64 targeted, uint64 swap) internal pure returns (NftFees memory) {
        return NftFees(deposit, targeted, swap);
    }

    /* SUMS */

    function _held() internal view returns (uint256 sum) {
        for (uint256 lane = 0; lane < LANES; ++lane) {
            (uint256 held, ) = vault.laneItems(lane);
            sum += held;
        }
    }

    function _itemFees() internal view returns (uint256 sum) {
        for (uint256 lane = 0; lane < LANES; ++lane) {
            (, uint256 itemFees) = vault.laneIncome(lane);
            sum += itemFees;
        }
    }

    function _assertBacked() internal view {
        assertEq(_held() * ITEM, vault.totalSupply() + _itemFees(), "NFT_BACKING_EQ_CLAIMS");
    }
}
