// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {RentStream, RentStreamLib} from "../../contracts/nfts/RentStreamLib.sol";
import {Test} from "../helpers/Test.sol";

/// @notice The line of a lane's rent beside the sum of its rentals.
contract RentStreamTest is Test {
    using RentStreamLib for RentStream;

    struct Rental {
        uint256 amount;
        uint256 start;
        uint256 end;
    }

    uint256 private constant START = 1_800_000_123;

    RentStream private stream;
    Rental[] private rentals;

    function setUp() public {
        vm.warp(START);
    }

    /// @dev At every whole hour what is not earned is the sum over the rentals, to a unit, whenever it was advanced.
    function testFuzz_IsTheSumOfItsRentals(uint256 seed) public {
        for (uint256 i = 0; i < 24; ++i) {
            uint256 roll = uint256(keccak256(abi.encode(seed, i)));
            vm.warp(block.timestamp + (roll % 3 hours));
            uint256 start = block.timestamp + (roll % 5 == 0 ? (roll >> 8) % 2 days : 0);
            uint256 end = start + 60 + ((roll >> 32) % (roll % 4 == 0 ? 2 hours : 10 days));
            uint256 amount = (roll >> 64) % 1e20;
            stream.add(amount, start, end);
            rentals.push(Rental(amount, start, end));
            if (roll % 3 == 0) stream.advance();
        }
        for (uint256 i = 0; i < 12; ++i) {
            vm.warp((block.timestamp / 1 hours + 1 + i * 9) * 1 hours);
            (uint256 exact, uint256 running) = _unearned(block.timestamp);
            uint256 unearned = stream.unearnedUp();
            assertGe(unearned, exact, "RENT_EARNED_IN_TIME: not before");
            assertLe(unearned, exact + running + 1, "RENT_EARNED_IN_TIME: not later");
            if (i % 2 == 0) stream.advance();
            assertEq(stream.unearnedUp(), unearned, "SETTLE_ANYTIME");
        }
        vm.warp(block.timestamp + 30 days);
        assertEq(stream.unearnedUp(), 0, "all is earned, to the unit");
        stream.advance();
        assertEq(uint256(stream.rate), 0, "nothing runs");
        assertEq(int256(stream.base), 0, "nothing is left");
    }

    /// @dev Until the next whole hour, what begins in this one holds back at most its own price of what others earned.
    function testFuzz_ARentalHoldsBackItsPriceAtMost(uint256 amount, uint256 seconds_, uint256 atSecond) public {
        amount = bound(amount, 1, 1e20);
        seconds_ = bound(seconds_, 60, 10 days);
        vm.warp((START / 1 hours) * 1 hours);
        stream.add(1e12, block.timestamp, block.timestamp + 10 days);
        vm.warp(block.timestamp + 5 hours + bound(atSecond, 0, 1 hours - 1));
        uint256 before = stream.unearnedUp();
        stream.add(amount, block.timestamp, block.timestamp + seconds_);
        assertLe(stream.unearnedUp(), before + 2 * amount + 1, "RENT_EARNED_IN_TIME: others' rent is theirs");
        assertGe(stream.unearnedUp(), before + amount, "RENT_EARNED_IN_TIME: not before");
    }

    function test_HoldsAndDrops() public {
        stream.hold(10);
        stream.add(100, START, START + 100);
        vm.warp(START + 2 hours);
        assertEq(stream.unearnedUp(), 10, "what is held is not earned by time");
        stream.drop(4);
        assertEq(stream.unearnedUp(), 6, "until it is dropped");
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
