// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {GaugeLib, LaneStake, Mark, PositionStake} from "../../contracts/lanes/GaugeLib.sol";
import {Test} from "../helpers/Test.sol";

/// @notice Weights and credits against integrals taken step by step.
contract GaugeLibTest is Test {
    using GaugeLib for LaneStake;
    using GaugeLib for PositionStake;
    using GaugeLib for mapping(uint256 epoch => Mark);

    uint256 private constant POSITIONS = 3;
    /// @dev See BOUNDS of the library.
    uint256 private constant LONGEST_EPOCH = (1 << 31) - 1;

    LaneStake private lane;
    PositionStake[POSITIONS] private positions;
    mapping(uint256 epoch => Mark) private marks;

    /// @dev The plain reference: the integral of stake over the epoch, and the sum of weight * perWeight.
    uint256[POSITIONS] private naiveWeight;
    uint256[POSITIONS] private naiveCredit;
    uint256[POSITIONS] private credit;

    function testFuzz_WeightsAndCreditsAreExact(uint256 seed) public {
        uint256 epoch = 1;
        uint256 start = 1000;
        uint256 now_ = start;
        for (uint256 step = 0; step < 40; ++step) {
            uint256 dice = uint256(keccak256(abi.encode(seed, step)));
            uint256 passed = (dice >> 8) % 100;
            now_ += passed;
            for (uint256 i = 0; i < POSITIONS; ++i) {
                naiveWeight[i] += positions[i].stake * passed;
            }
            uint256 laneWeight = lane.weight(now_ - start);
            assertEq(laneWeight, naiveWeight[0] + naiveWeight[1] + naiveWeight[2], "LANE_SUM");
            if (dice % 4 == 0 && now_ != start) {
                uint256 perWeight = (dice >> 128) % 1e40;
                marks.close(epoch, now_ - start, perWeight);
                lane.debt = 0;
                for (uint256 i = 0; i < POSITIONS; ++i) {
                    naiveCredit[i] += naiveWeight[i] * perWeight;
                    naiveWeight[i] = 0;
                }
                ++epoch;
                start = now_;
            } else {
                uint256 who = (dice >> 4) % POSITIONS;
                _touch(who, epoch);
                uint256 amount = (dice >> 16) % 1e24;
                if (dice & 1 == 0) positions[who].increase(lane, amount, now_ - start);
                else positions[who].decrease(lane, amount % (positions[who].stake + 1), now_ - start);
            }
            for (uint256 i = 0; i < POSITIONS; ++i) {
                uint256 earned = GaugeLib.earnedScaled(positions[i], marks, epoch);
                assertEq(credit[i] + earned, naiveCredit[i], "PRO_RATA_BY_STAKE_TIME");
            }
        }
    }

    function test_CumulativeMayWrap() public {
        uint256 almost = type(uint256).max - 10;
        marks[4] = Mark(0, almost);
        positions[0] = PositionStake(3, 5, 7);
        // An epoch of 10 seconds, in which the position lacked 7 of its 30 token-seconds.
        marks.close(5, 10, 1e36);
        assertLt(marks[5].cumulative, almost, "wrapped");
        assertEq(GaugeLib.earnedScaled(positions[0], marks, 6), 23e36, "PRO_RATA_BY_STAKE_TIME");
    }

    function test_LargestStakeForDecades() public {
        uint256 fiftyYears = 50 * 365 days;
        PositionStake storage position = positions[0];
        position.epoch = 1;
        position.increase(lane, GaugeLib.MAX_STAKE, fiftyYears);
        assertEq(lane.weight(fiftyYears + 10), GaugeLib.MAX_STAKE * 10, "weight");
        position.decrease(lane, GaugeLib.MAX_STAKE, fiftyYears + 10);
        assertEq(lane.weight(fiftyYears + 99), GaugeLib.MAX_STAKE * 10, "what was earned stays");
        assertEq(lane.stake, 0, "nothing left");
    }

    /// @dev Each part has the weight that it would have, had it been staked by itself.
    function testFuzz_SplitSharesTheWeight(uint96 stake, uint96 amount, uint32 since) public {
        stake = uint96(bound(stake, 2, type(uint96).max));
        amount = uint96(bound(amount, 1, stake - 1));
        since = uint32(bound(since, 0, LONGEST_EPOCH));
        positions[0].increase(lane, stake, since);
        positions[0].split(positions[1], amount);
        assertEq(positions[1].stake, amount, "what was split off");
        assertEq(uint256(int256(positions[1].debt)), uint256(amount) * since, "PRO_RATA_BY_STAKE_TIME");
        assertEq(positions[0].stake, stake - amount, "what stays");
        assertEq(uint256(int256(positions[0].debt)), uint256(stake - amount) * since, "PRO_RATA_BY_STAKE_TIME");
    }

    function testFuzz_MergeAddsTheWeights(uint96 stake, uint96 other, uint32 since, uint32 later) public {
        stake = uint96(bound(stake, 1, type(uint96).max / 2));
        other = uint96(bound(other, 1, type(uint96).max / 2));
        (since, later) = (uint32(bound(since, 0, LONGEST_EPOCH)), uint32(bound(later, 0, LONGEST_EPOCH)));
        positions[0].increase(lane, stake, since);
        positions[1].increase(lane, other, later);
        positions[0].merge(positions[1]);
        assertEq(positions[0].stake, uint256(stake) + other, "both");
        uint256 debt = uint256(stake) * since + uint256(other) * later;
        assertEq(uint256(int256(positions[0].debt)), debt, "PRO_RATA_BY_STAKE_TIME");
        assertEq(uint256(int256(lane.debt)), debt, "LANE_SUM");
    }

    function _touch(uint256 who, uint256 epoch) private {
        PositionStake storage position = positions[who];
        credit[who] += GaugeLib.earnedScaled(position, marks, epoch);
        if (position.epoch != epoch) (position.epoch, position.debt) = (uint32(epoch), 0);
    }
}
