// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MockL1Block} from "./MockL1Block.sol";

/// @notice The oracle of an OP-stack chain of what a transaction's bytes cost on the layer below, as of Ecotone or Fjord.
/// @dev Formulas: https://specs.optimism.io/protocol/exec-engine.html#ecotone-l1-cost-fee-changes-eip-4844-da and
/// https://specs.optimism.io/protocol/fjord/exec-engine.html. Meant to be put at
/// 0x420000000000000000000000000000000000000F as code alone, so it has no constructor.
/// @dev Of Fjord's compressed size it takes the upper bound, as if nothing could be compressed.
contract MockGasPriceOracle {
    MockL1Block private constant L1_BLOCK = MockL1Block(0x4200000000000000000000000000000000000015);
    /// @dev A signature, its length and the type of the transaction, which unsigned bytes lack.
    uint256 private constant SIGNATURE_BYTES = 68;
    int256 private constant COST_INTERCEPT = -42_585_600;
    int256 private constant COST_FASTLZ_COEFFICIENT = 836_500;
    int256 private constant MIN_SIZE_SCALED = 100e6;

    bool public isFjord;
    bool public isBroken;

    error NotEcotone();

    function setFjord(bool isFjord_) external {
        isFjord = isFjord_;
    }

    function setBroken(bool isBroken_) external {
        isBroken = isBroken_;
    }

    /// @notice What `data`, an unsigned transaction, costs to publish, in wei, rounded down.
    function getL1Fee(bytes memory data) external view returns (uint256) {
        require(!isBroken, NotEcotone());
        if (isFjord) return _fjordCost(_incompressible(data.length + SIGNATURE_BYTES));
        uint256 gas = SIGNATURE_BYTES * 16;
        for (uint256 i = 0; i < data.length; ++i) gas += data[i] == 0 ? 4 : 16;
        return (gas * _weightedFee()) / 16e6;
    }

    /// @notice The most that an unsigned transaction of `size` bytes costs to publish, in wei, rounded down.
    function getL1FeeUpperBound(uint256 size) external view returns (uint256) {
        return _fjordCost(_incompressible(size + SIGNATURE_BYTES));
    }

    function _weightedFee() private view returns (uint256) {
        return
            16 * L1_BLOCK.baseFeeScalar() * L1_BLOCK.basefee() + L1_BLOCK.blobBaseFeeScalar() * L1_BLOCK.blobBaseFee();
    }

    /// @dev FastLZ adds at most a byte in 255, and 16.
    function _incompressible(uint256 size) private pure returns (uint256) {
        return size + size / 255 + 16;
    }

    function _fjordCost(uint256 fastLzSize) private view returns (uint256) {
        int256 scaled = COST_INTERCEPT + COST_FASTLZ_COEFFICIENT * int256(fastLzSize);
        if (scaled < MIN_SIZE_SCALED) scaled = MIN_SIZE_SCALED;
        return (uint256(scaled) * _weightedFee()) / 1e12;
    }
}
