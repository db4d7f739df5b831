// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Stream, StreamLib} from "../../contracts/lanes/StreamLib.sol";
import {Test} from "../helpers/Test.sol";

contract StreamLibTest is Test {
    using StreamLib for Stream;

    uint256 private constant P = 1e36;
    uint256 private constant PERIOD = 7 days;
    uint256 private constant START = 1_800_000_000;

    Stream private stream;

    function setUp() public {
        vm.warp(START);
    }

    function test_ReleasesLinearlyThenStops() public {
        stream.add(7e6, PERIOD);
        assertEq(stream.releasable(START), 0, "nothing at once");
        assertEq(stream.releasable(START + 1 days), 1e6 * P, "a seventh a day");
        assertEq(stream.releasable(START + PERIOD), 7e6 * P, "all at the end");
        assertEq(stream.releasable(START + 10 * PERIOD), 7e6 * P, "no more after it");
    }

    function testFuzz_ReleaseDependsOnTimeAlone(uint256 amount, uint256 steps, uint256 seed) public {
        amount = bound(amount, 1, 1e30);
        steps = bound(steps, 1, 20);
        stream.add(amount, PERIOD);
        for (uint256 i = 0; i < steps; ++i) {
            vm.warp(block.timestamp + (uint256(keccak256(abi.encode(seed, i))) % (PERIOD / 10)));
            stream.advance();
            uint256 elapsed = block.timestamp - START;
            uint256 exact = elapsed >= PERIOD ? amount * P : (amount * P * elapsed) / PERIOD;
            // Each step rounds down by less than one scaled unit, and later steps release it.
            assertLe(stream.releasedScaled, exact, "UNLOCK_LINEAR_AND_BOUNDED");
            assertGe(stream.releasedScaled + i + 1, exact, "UNLOCK_LINEAR_AND_BOUNDED");
            assertEq(stream.releasedScaled + stream.remainingScaled, amount * P, "NO_DUST_STRANDED");
        }
    }

    function test_TinyAddsNeitherStretchNorDilute() public {
        stream.add(1e12, PERIOD);
        vm.warp(START + 3 days);
        stream.advance();
        uint256 finish = stream.finish;
        for (uint256 i = 0; i < 200; ++i) {
            stream.add(1, PERIOD);
        }
        assertEq(stream.finish, finish, "not a second later");
    }

    function testFuzz_AddingDelaysByAtMostItsShare(uint256 streaming, uint256 elapsed, uint256 amount) public {
        streaming = bound(streaming, 1, 1e30);
        amount = bound(amount, 1, 1e30);
        elapsed = bound(elapsed, 0, PERIOD - 1);
        stream.add(streaming, PERIOD);
        vm.warp(START + elapsed);
        stream.advance();
        uint256 remaining = stream.remainingScaled;
        uint256 left = PERIOD - elapsed;
        stream.add(amount, PERIOD);
        uint256 newLeft = stream.finish - block.timestamp;
        assertGe(newLeft, left, "never sooner");
        assertLe(newLeft, PERIOD, "never beyond the period");
        uint256 share = (amount * 1e18) / (remaining / P + amount);
        assertLe(newLeft - left, (PERIOD * share) / 1e18 + 1, "delayed by at most the share of what was added");
    }

    function test_PutBackLooksAsIfNoTimeHadPassed() public {
        stream.add(7e6, PERIOD);
        vm.warp(START + 2 days);
        stream.advance();
        stream.putBack(START, PERIOD);
        assertEq(stream.releasedScaled, 0, "nothing released");
        assertEq(stream.remainingScaled, 7e6 * P, "NO_LOSS_AT_ZERO_STAKE");
        assertEq(stream.finish, block.timestamp + PERIOD, "a whole period is left");
    }

    function test_PutBackAfterTheEndKeepsTheRate() public {
        stream.add(7e6, PERIOD);
        vm.warp(START + 2 days);
        stream.advance();
        stream.releasedScaled = 0;
        vm.warp(START + 100 days);
        stream.advance();
        stream.putBack(START + 2 days, PERIOD);
        assertEq(stream.remainingScaled, 5e6 * P, "NO_LOSS_AT_ZERO_STAKE");
        assertEq(stream.finish, block.timestamp + 5 days, "the five days that were left");
    }

    function test_LastScaledUnitIsReleasedAndPutBack() public {
        stream.remainingScaled = 1;
        (stream.updated, stream.finish) = (uint40(START), uint40(START + 10));
        assertEq(stream.releasable(START + 9), 0, "UNLOCK_LINEAR_AND_BOUNDED");
        vm.warp(START + 10);
        stream.advance();
        assertEq(stream.releasedScaled, 1, "NO_DUST_STRANDED released");
        assertEq(stream.remainingScaled, 0, "NO_DUST_STRANDED taken out");
        stream.putBack(START, PERIOD);
        assertEq(stream.remainingScaled, 1, "NO_LOSS_AT_ZERO_STAKE");
        assertEq(stream.releasedScaled, 0, "NO_LOSS_AT_ZERO_STAKE");
    }

    function test_ShortestStreamEndsInASecond() public {
        stream.add(7e6, 1);
        assertEq(stream.finish, START + 1, "a second");
    }

    function test_PutBackOfNothingChangesNothing() public {
        stream.putBack(START - 1 days, PERIOD);
        assertEq(stream.finish, 0, "no end of a stream that never ran");
    }

    /// @dev What rounding left of earlier epochs may be put back in the second of a settlement: no time to stream it.
    function test_PutBackWithoutTimeIsReleasedAtOnce() public {
        stream.add(7e6, PERIOD);
        vm.warp(START + PERIOD);
        stream.advance();
        stream.putBack(block.timestamp, PERIOD);
        assertEq(stream.finish, block.timestamp, "no time");
        assertEq(stream.releasable(block.timestamp), 7e6 * P, "NO_LOSS_AT_ZERO_STAKE");
    }

    function test_RoomIsWhatCanStillBeAdded() public {
        assertEq(stream.room(0), type(uint128).max, "all of it");
        stream.add(7, PERIOD);
        assertEq(stream.room(3), type(uint128).max - 10, "less what was added and what will be");
        stream.add(stream.room(0), PERIOD);
        assertEq(stream.room(0), 0, "none");
    }

    function test_RevertWhen_FundedBeyondBounds() public {
        stream.add(type(uint128).max, PERIOD);
        vm.expectRevert();
        this.addOne();
    }

    function addOne() external {
        stream.add(1, PERIOD);
    }
}
