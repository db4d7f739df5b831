// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IGauge} from "../interfaces/IGauge.sol";
import {Eligibility, INftVault, NftFees, Premium, RentTerms} from "../interfaces/INftVault.sol";
import {ItemPrice, NftVaultState} from "./NftVaultState.sol";

/// @title TermsLib
/// @notice A vault's terms: how they are set within their bounds, proven and asked. Linked, as the vault has no room.
library TermsLib {
    /// @notice The bound of each fee, in WAD of an item: 10 %.
    uint256 internal constant MAX_FEE_WAD = 0.1e18;

    /// @notice The bound of the premium, in WAD of an item: 100 %.
    uint256 internal constant MAX_PREMIUM_WAD = 1e18;

    /// @notice The bound of how long a premium is asked for.
    uint256 internal constant MAX_PREMIUM_SECONDS = 30 days;

    /// @notice The bound of a lane's part on rent, in WAD: 80 %, so that of any lane some item stays free.
    uint256 internal constant MAX_RENTED_WAD = 0.8e18;

    /// @notice The bound of how far ahead a rental may end.
    uint256 internal constant MAX_RENT_SECONDS = 30 days;

    uint256 private constant WAD = 1e18;

    /* SETTING */

    function setFees(NftVaultState storage state, NftFees memory fees) external {
        uint256 highest = Math.max(fees.depositFeeWad, Math.max(fees.targetedRedeemFeeWad, fees.swapFeeWad));
        require(highest <= MAX_FEE_WAD, INftVault.FeeOutOfBounds(highest, MAX_FEE_WAD));
        state.settings.depositFeeWad = fees.depositFeeWad;
        state.settings.targetedRedeemFeeWad = fees.targetedRedeemFeeWad;
        state.settings.swapFeeWad = fees.swapFeeWad;
        emit INftVault.SetFees(fees.depositFeeWad, fees.targetedRedeemFeeWad, fees.swapFeeWad);
    }

    function setPremium(NftVaultState storage state, Premium memory premium) external {
        require(
            premium.startWad <= MAX_PREMIUM_WAD &&
                premium.decaySeconds <= MAX_PREMIUM_SECONDS &&
                premium.depositorShareWad <= WAD,
            INftVault.PremiumOutOfBounds(premium)
        );
        state.premium = premium;
        state.settings.asksPremium = premium.startWad != 0 && premium.decaySeconds != 0;
        emit INftVault.SetPremium(premium.startWad, premium.decaySeconds, premium.depositorShareWad);
    }

    function setEligibility(NftVaultState storage state, Eligibility memory eligibility) external {
        require(!state.settings.limited, INftVault.EligibilityIsSet());
        require(
            eligibility.minId <= eligibility.maxId,
            INftVault.EmptyEligibility(eligibility.minId, eligibility.maxId)
        );
        state.eligibility = eligibility;
        state.settings.limited = true;
        emit INftVault.SetEligibility(eligibility.minId, eligibility.maxId, eligibility.root);
    }

    function setRentTerms(NftVaultState storage state, RentTerms memory terms) external {
        require(
            terms.pricePerSecondWad != 0 &&
                terms.minSeconds != 0 &&
                terms.minSeconds <= terms.maxSeconds &&
                terms.maxSeconds <= MAX_RENT_SECONDS &&
                terms.maxRentedWad <= MAX_RENTED_WAD,
            INftVault.RentTermsOutOfBounds(terms)
        );
        state.rentTerms = terms;
        emit INftVault.SetRentTerms(terms.pricePerSecondWad, terms.minSeconds, terms.maxSeconds, terms.maxRentedWad);
    }

    function setRentPrices(NftVaultState storage state, uint256[] calldata ids, uint128 pricePerSecondWad) external {
        for (uint256 i = 0; i < ids.length; ++i) {
            _setItemPrice(state, ids[i], pricePerSecondWad);
        }
    }

    function setPriceRoot(NftVaultState storage state, bytes32 root) external {
        state.priceRoot = root;
        state.settings.listed = root != 0;
        ++state.settings.priceVersion;
        emit INftVault.SetPriceRoot(root);
    }

    /// @notice Reverts unless a gauge stakes the vault's token, and rewards it and the quote token.
    /// @dev Addresses rather than contracts, so that the library's ABI is one that tools can read.
    function requireGaugeFits(address gauge, address quoteToken) external view {
        address self = address(this);
        require(address(IGauge(gauge).stakeToken()) == self, INftVault.GaugeDoesNotFit(gauge, self));
        address[] memory rewards = IGauge(gauge).rewardTokens();
        _requireReward(gauge, rewards, self);
        _requireReward(gauge, rewards, quoteToken);
    }

    /* PROVING */

    function admit(NftVaultState storage state, uint256[] calldata ids, bytes32[][] calldata proofs) external {
        require(ids.length == proofs.length, INftVault.UnequalLists(ids.length, proofs.length));
        bytes32 root = state.eligibility.root;
        for (uint256 i = 0; i < ids.length; ++i) {
            _prove(ids[i], abi.encode(ids[i]), root, proofs[i]);
            state.admitted[ids[i]] = true;
        }
        emit INftVault.AdmitItems(ids);
    }

    function provePrices(
        NftVaultState storage state,
        uint256[] calldata ids,
        uint128[] calldata prices,
        bytes32[][] calldata proofs
    ) external {
        require(ids.length == proofs.length, INftVault.UnequalLists(ids.length, proofs.length));
        require(ids.length == prices.length, INftVault.UnequalLists(ids.length, prices.length));
        bytes32 root = state.priceRoot;
        uint256 version = state.settings.priceVersion;
        for (uint256 i = 0; i < ids.length; ++i) {
            _prove(ids[i], abi.encode(ids[i], uint256(prices[i])), root, proofs[i]);
            require(prices[i] != 0, INftVault.ZeroPrice(ids[i]));
            // What the curator set since the list was set stands.
            if (state.itemPrices[ids[i]].version == version) continue;
            _setItemPrice(state, ids[i], prices[i]);
        }
    }

    /* ASKING */

    /// @notice What a rental costs, in units of the quote token, rounded up, in favour of the stakers: at least one unit.
    function rentPriceUp(
        NftVaultState storage state,
        uint256 id,
        uint256 durationSeconds
    ) external view returns (uint256) {
        ItemPrice memory own = state.itemPrices[id];
        uint256 pricePerSecondWad = own.version == state.settings.priceVersion ? own.pricePerSecondWad : 0;
        if (pricePerSecondWad == 0) {
            require(!state.settings.listed, INftVault.PriceNotProven(id));
            pricePerSecondWad = state.rentTerms.pricePerSecondWad;
        }
        return Math.mulDiv(durationSeconds, pricePerSecondWad, WAD, Math.Rounding.Ceil);
    }

    /// @notice What naming these items costs at `feeWad` each and their premiums: in all, and of that what the vault keeps.
    function feesWithPremium(
        NftVaultState storage state,
        uint256[] calldata ids,
        uint256 feeWad
    ) external view returns (uint256 fee, uint256 kept) {
        fee = ids.length * feeWad;
        kept = fee;
        for (uint256 i = 0; i < ids.length; ++i) {
            (uint256 premium, uint256 toDepositor, ) = premiumOf(state, ids[i]);
            fee += premium;
            kept += premium - toDepositor;
        }
    }

    /// @notice Whether a premium is asked for an item.
    function asksPremiumFor(NftVaultState storage state, uint256 id) external view returns (bool) {
        (uint256 premium, , ) = premiumOf(state, id);
        return premium != 0;
    }

    /// @notice An item's premium, rounded up, what of it is its depositor's, rounded down, in favour of the stakers, and
    /// who that is.
    function premiumOf(
        NftVaultState storage state,
        uint256 id
    ) public view returns (uint256 premium, uint256 toDepositor, address depositor) {
        if (!state.items[id].fresh) return (0, 0, address(0));
        depositor = state.deposited[id].depositor;
        Premium memory asked = state.premium;
        uint256 end = uint256(state.deposited[id].since) + asked.decaySeconds;
        if (block.timestamp >= end) return (0, 0, depositor);
        premium = Math.ceilDiv(asked.startWad * (end - block.timestamp), asked.decaySeconds);
        toDepositor = Math.mulDiv(premium, asked.depositorShareWad, WAD);
    }

    /// @notice Whether the vault takes an id in.
    function isEligible(NftVaultState storage state, uint256 id) external view returns (bool) {
        Eligibility memory eligibility = state.eligibility;
        if (id < eligibility.minId || id > eligibility.maxId) return false;
        return eligibility.root == 0 || state.admitted[id];
    }

    function _setItemPrice(NftVaultState storage state, uint256 id, uint128 pricePerSecondWad) private {
        if (pricePerSecondWad == 0) delete state.itemPrices[id];
        else state.itemPrices[id] = ItemPrice(pricePerSecondWad, state.settings.priceVersion);
        emit INftVault.SetRentPrice(id, pricePerSecondWad);
    }

    function _requireReward(address gauge, address[] memory rewards, address token) private pure {
        for (uint256 i = 0; i < rewards.length; ++i) {
            if (rewards[i] == token) return;
        }
        revert INftVault.GaugeDoesNotFit(gauge, token);
    }

    /// @dev Reverts unless the tree of `root` has the leaf of `data`.
    function _prove(uint256 id, bytes memory data, bytes32 root, bytes32[] calldata proof) private pure {
        // Hashed twice, so that no inner node of the tree passes for a leaf.
        bytes32 leaf = keccak256(bytes.concat(keccak256(data)));
        require(MerkleProof.verifyCalldata(proof, root, leaf), INftVault.BadProof(id));
    }
}
