// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What an OP-stack chain knows of the layer below, with the storage layout that its nodes read fees from.
/// @dev Layout: https://specs.optimism.io/protocol/isthmus/predeploys.html#l1block, each slot by its number. Meant to be
/// put at 0x4200000000000000000000000000000000000015 as code alone, so it has no constructor.
contract MockL1Block {
    uint64 public number;
    uint64 public timestamp;
    uint256 public basefee;
    bytes32 public hash;
    uint64 public sequenceNumber;
    uint32 public blobBaseFeeScalar;
    uint32 public baseFeeScalar;
    bytes32 public batcherHash;
    uint256 public l1FeeOverhead;
    uint256 public l1FeeScalar;
    uint256 public blobBaseFee;

    function set(uint64 time, uint256 fee, uint256 blobFee, uint32 feeScalar, uint32 blobFeeScalar) external {
        timestamp = time;
        basefee = fee;
        blobBaseFee = blobFee;
        baseFeeScalar = feeScalar;
        blobBaseFeeScalar = blobFeeScalar;
    }
}
