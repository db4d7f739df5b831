// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {RentStream, RentStreamLib} from "../../contracts/nfts/RentStreamLib.sol";
import {Test} from "../helpers/Test.sol";

/// @notice A lane's rent as a contract, so that each call can have its gas bounded.
contract RentLine {
    using RentStreamLib for RentStream;

    RentStream private stream;

    function add(uint256 amount, uint256 start, uint256 end) external {
        stream.add(amount, start, end);
    }

    function hold(uint256 amount) external {
        stream.hold(amount);
    }

    function drop(uint256 amount) external {
        stream.drop(amount);
    }

    function advance() external {
        stream.advance();
    }

    function unearnedUp() external view returns (uint256) {
        return stream.unearnedUp();
    }

    function state() external view returns (uint256 rate, int256 base, uint256 hour, uint256 last) {
        return (stream.rate, stream.base, stream.hour, stream.last);
    }

    function bend(uint256 hour) external view returns (int256 rate, int256 base) {
        return (stream.bends[hour].rate, stream.bends[hour].base);
    }
}

/// @notice The line of a lane's rent beside the sum of its rentals.
contract RentStreamTest is Test {
    struct Rental {
        uint256 amount;
        uint256 start;
        uint256 end;
    }

    /// @dev Early, so that a mistake that goes through all hours since 1970 is soon found.
    uint256 private constant START = 1_000_123;

    /// @dev What no call takes that looks at some weeks of hours.
    uint256 private constant GAS = 10_000_000;

    RentLine private line;
    Rental[] private rentals;

    function setUp() public {
        vm.warp(START);
        line = new RentLine();
    }

    /// @dev At every whole hour what is not earned is the sum over the rentals, to a unit, whenever it was advanced.
    function testFuzz_IsTheSumOfItsRentals(uint256 seed) public {
        for (uint256 i = 0; i < 24; ++i) {
            uint256 roll = uint256(keccak256(abi.encode(seed, i)));
            vm.warp(block.timestamp + (roll % 3 hours));
            uint256 start = block.timestamp + (roll % 5 == 0 ? (roll >> 8) % 2 days : 0);
            uint256 end = start + 60 + ((roll >> 32) % (roll % 4 == 0 ? 2 hours : 10 days));
            uint256 amount = (roll >> 64) % 1e20;
            _add(amount, start, end);
            rentals.push(Rental(amount, start, end));
            if (roll % 3 == 0) line.advance{gas: GAS}();
        }
        for (uint256 i = 0; i < 12; ++i) {
            vm.warp((block.timestamp / 1 hours + 1 + i * 9) * 1 hours);
            (uint256 exact, uint256 running) = _unearned(block.timestamp);
            uint256 unearned = _now();
            assertGe(unearned, exact, "RENT_EARNED_IN_TIME: not before");
            assertLe(unearned, exact + running + 1, "RENT_EARNED_IN_TIME: not later");
            if (i % 2 == 0) line.advance{gas: GAS}();
            assertEq(_now(), unearned, "SETTLE_ANYTIME");
        }
        vm.warp(block.timestamp + 30 days);
        assertEq(_now(), 0, "all is earned, to the unit");
        line.advance{gas: GAS}();
        (uint256 rate, int256 base, , ) = line.state();
        assertEq(rate, 0, "nothing runs");
        assertEq(base, 0, "nothing is left");
    }

    /// @dev Until the next whole hour, what begins in this one holds back at most its own price of what others earned.
    function testFuzz_ARentalHoldsBackItsPriceAtMost(uint256 amount, uint256 seconds_, uint256 atSecond) public {
        amount = bound(amount, 1, 1e20);
        seconds_ = bound(seconds_, 60, 10 days);
        vm.warp((START / 1 hours) * 1 hours);
        _add(1e12, block.timestamp, block.timestamp + 10 days);
        vm.warp(block.timestamp + 5 hours + bound(atSecond, 0, 1 hours - 1));
        uint256 before = _now();
        _add(amount, block.timestamp, block.timestamp + seconds_);
        assertLe(_now(), before + 2 * amount + 1, "RENT_EARNED_IN_TIME: others' rent is theirs");
        assertGe(_now(), before + amount, "RENT_EARNED_IN_TIME: not before");
    }

    function test_HoldsAndDrops() public {
        line.hold(10);
        _add(100, START, START + 100);
        vm.warp(START + 2 hours);
        assertEq(_now(), 10, "what is held is not earned by time");
        line.drop(4);
        assertEq(_now(), 6, "until it is dropped");
    }

    /// @dev From the last whole hour on, so that it runs from there and until the next one counts as if it had.
    function test_RunsFromTheLastWholeHour() public {
        vm.warp(100 hours + 1_800);
        _add(7_200, block.timestamp, block.timestamp + 7_200);
        assertEq(_now(), 9_000, "a unit a second since the hour began");
        vm.warp(101 hours);
        assertEq(_now(), 5_400, "RENT_EARNED_IN_TIME: to the unit");
        vm.warp(102 hours);
        assertEq(_now(), 1_800, "RENT_EARNED_IN_TIME: to the unit");
        vm.warp(102 hours + 1_800);
        assertEq(_now(), 1_800, "by whole hours");
        vm.warp(103 hours);
        assertEq(_now(), 0, "all is earned");
    }

    function test_AnHourIsNotShort() public {
        vm.warp(100 hours + 1_800);
        _add(3_600, block.timestamp, block.timestamp + 3_600);
        vm.warp(101 hours);
        assertEq(_now(), 1_800, "half of it is earned");
    }

    function test_WhatIsShorterIsEarnedAtItsEnd() public {
        vm.warp(100 hours + 1_800);
        _add(1_000, block.timestamp, block.timestamp + 60);
        assertEq(_now(), 1_000, "RENT_EARNED_IN_TIME: it holds back nothing of others'");
        _add(1_000, block.timestamp, block.timestamp + 3_599);
        assertEq(_now(), 2_000, "RENT_EARNED_IN_TIME: it holds back nothing of others'");
        vm.warp(101 hours);
        assertEq(_now(), 1_000, "the first one is over");
        vm.warp(102 hours);
        assertEq(_now(), 0, "and the second");
    }

    function test_WhatBeginsLaterRunsFromThen() public {
        vm.warp(100 hours);
        _add(7_200, block.timestamp + 3_600, block.timestamp + 10_800);
        (uint256 rate, , , ) = line.state();
        assertEq(rate, 0, "not yet");
        assertEq(_now(), 7_200, "all of it");
        vm.warp(101 hours);
        assertEq(_now(), 7_200, "still");
        vm.warp(102 hours);
        assertEq(_now(), 3_600, "half");
        vm.warp(103 hours);
        assertEq(_now(), 0, "none");
    }

    /// @dev A line that was never used has no past to read, nor has one whose rentals are over.
    function test_ReadsNoHoursWithoutRentals() public {
        vm.warp(1_800_000_123);
        _add(1_000, block.timestamp, block.timestamp + 3 hours);
        assertEq(line.unearnedUp{gas: 60_000}(), 1_012, "the first is read at once");
        vm.warp(block.timestamp + 3_650 days);
        line.advance{gas: 100_000}();
        assertEq(line.unearnedUp{gas: 60_000}(), 0, "none after the last");
        (, , uint256 hour, ) = line.state();
        assertEq(hour, block.timestamp / 3_600, "taken in");
    }

    function test_AdvancingTakesBendsIn() public {
        vm.warp(100 hours);
        _add(7_200, block.timestamp, block.timestamp + 7_200);
        (int256 rate, int256 base) = line.bend(102);
        assertEq(rate, -65_536, "a unit a second less");
        assertEq(base, -65_536 * int256(102 hours), "and what it would have paid");
        (, , , uint256 last) = line.state();
        assertEq(last, 102, "the last one");
        vm.warp(102 hours);
        line.advance();
        (rate, base) = line.bend(102);
        assertEq(rate, 0, "taken");
        assertEq(base, 0, "taken");
    }

    /// @dev One begins and another ends within an hour, so that the line turns there but does not jump.
    function test_TurnsWithoutAJump() public {
        uint256 begin = 101 hours;
        vm.warp(begin - 4_600);
        _add(begin * 4_599, block.timestamp, begin - 1);
        _add((begin - 1) * 3_600, begin, begin + 3_600);
        (int256 rate, int256 base) = line.bend(101);
        assertEq(rate, -65_536, "the second earns a unit a second less");
        assertEq(base, 0, "and both lines meet at the time 0");
        vm.warp(begin);
        line.advance();
        assertEq(_now(), (begin - 1) * 3_600, "the first is over");
        vm.warp(begin + 1 hours);
        line.advance();
        assertEq(_now(), 0, "and the second");
    }

    function test_HeldUnitsAreDroppedWhole() public {
        line.hold(1e12);
        assertEq(_now(), 1e12, "held");
        line.drop(1e12);
        (, int256 base, , ) = line.state();
        assertEq(base, 0, "to the scaled unit");
    }

    function _add(uint256 amount, uint256 start, uint256 end) private {
        line.add{gas: GAS}(amount, start, end);
    }

    function _now() private view returns (uint256) {
        return line.unearnedUp{gas: GAS}();
    }

    /// @dev Rounded down each, and how many run, each of which may be a part of a unit off. What is shorter than an hour is
    /// earned at its end.
    function _unearned(uint256 time) private view returns (uint256 sum, uint256 running) {
        for (uint256 i = 0; i < rentals.length; ++i) {
            Rental memory rental = rentals[i];
            if (time >= rental.end) continue;
            bool isShort = rental.end - rental.start < 1 hours;
            uint256 from = time > rental.start && !isShort ? time : rental.start;
            sum += (rental.amount * (rental.end - from)) / (rental.end - rental.start);
            // The scale leaves (end - start) / 2^16 of a unit, and the floor above less than one.
            running += 1 + (rental.end - rental.start) / 65_536;
        }
    }
}
