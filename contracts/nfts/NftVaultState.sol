// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {INftReceipts} from "../interfaces/INftReceipts.sol";
import {Eligibility, Premium, RentTerms} from "../interfaces/INftVault.sol";
import {Item, ItemList} from "./ItemListLib.sol";
import {RentStream} from "./RentStreamLib.sol";
import {ReservedRent} from "./ReservedRentLib.sol";

/// @notice What every entry of a vault reads. One slot.
/// @dev `limited`: not every id is eligible. `asksPremium`: the premium is not zero. `listed`: rents of ids are proven.
/// Rents of ids are valid where they are of this `priceVersion`.
struct Settings {
    uint64 depositFeeWad;
    uint64 targetedRedeemFeeWad;
    uint64 swapFeeWad;
    bool paused;
    bool limited;
    bool asksPremium;
    bool listed;
    uint32 priceVersion;
}

/// @notice Who brought an item, and when. One slot.
struct Deposited {
    address depositor;
    uint40 since;
}

/// @notice The rent of one id. One slot.
struct ItemPrice {
    uint128 pricePerSecondWad;
    uint32 version;
}

/// @notice All that a vault stores beside its token, in one struct that its libraries are handed.
struct NftVaultState {
    Settings settings;
    RentTerms rentTerms;
    Premium premium;
    Eligibility eligibility;
    bytes32 priceRoot;
    mapping(uint256 id => Item) items;
    mapping(uint256 id => Deposited) deposited;
    mapping(uint256 id => ItemPrice) itemPrices;
    mapping(uint256 id => ReservedRent) reservedRents;
    mapping(uint256 id => bool) admitted;
    mapping(uint256 lane => ItemList) lists;
    mapping(uint256 lane => RentStream) streams;
}

/// @notice What a vault never changes, which its libraries can't read from its code.
struct NftVaultParts {
    IERC721 collection;
    IERC20 quoteToken;
    INftReceipts receipts;
    bool rentable;
}
