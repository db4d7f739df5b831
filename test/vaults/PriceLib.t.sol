// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PriceLib} from "../../contracts/vaults/PriceLib.sol";
import {Test} from "../helpers/Test.sol";

/// @notice The prices that a lane's slot can say.
contract PriceLibTest is Test {
    uint256 private constant RAY = 1e27;
    uint256 private constant MAX_RAY = RAY * ((1 << 38) - 1);

    function test_TheFirstPriceIsOne() public pure {
        assertEq(PriceLib.floor(RAY), RAY, "RAY");
        assertEq(PriceLib.floor(0), 0, "nothing");
        assertEq(PriceLib.floor(type(uint128).max), MAX_RAY, "the highest");
        assertEq(PriceLib.floor(MAX_RAY), MAX_RAY, "the highest itself");
    }

    /// @dev The vault's lowest price of entering lies between two prices, so that no price is the lowest itself.
    function test_ABillionthIsNoPrice() public pure {
        assertLt(PriceLib.floor(RAY / 1e9), RAY / 1e9, "below");
    }

    function testFuzz_AtMostAndByLessThanAPartOf2To37(uint256 ray, uint8 bits) public pure {
        ray = (ray % MAX_RAY) >> (bits % 100);
        uint256 floored = PriceLib.floor(ray);
        assertLe(floored, ray, "ROUND_AGAINST_USER");
        // RAY / 2^88 < 4 is the finest step there is.
        assertLe(ray - floored, (ray >> 37) + 4, "precision");
        assertLe(PriceLib.pack(ray) >> 45, 0, "45 bits");
    }

    function testFuzz_OnceIsEnoughAndOrderIsKept(uint256 a, uint256 b, uint8 bits) public pure {
        a = (a % MAX_RAY) >> (bits % 100);
        b = (b % MAX_RAY) >> (bits % 100);
        assertEq(PriceLib.floor(PriceLib.floor(a)), PriceLib.floor(a), "twice");
        if (a > b) (a, b) = (b, a);
        assertLe(PriceLib.floor(a), PriceLib.floor(b), "PPS_MONOTONE_EXCEPT_LOSS order");
        assertLe(PriceLib.floor(a), PriceLib.floor(a + 1), "PPS_MONOTONE_EXCEPT_LOSS neighbours");
    }

    /// @dev Around each power of two, where the mantissa turns over.
    function test_TurnsOverWithoutAGap() public pure {
        for (uint256 shift = 0; shift <= 88; ++shift) {
            uint256 power = (RAY << 37) >> shift;
            for (uint256 ray = power > 3 ? power - 3 : 0; ray < power + 3; ++ray) {
                assertLe(PriceLib.floor(ray), PriceLib.floor(ray + 1), "PPS_MONOTONE_EXCEPT_LOSS");
                assertEq(PriceLib.floor(PriceLib.floor(ray)), PriceLib.floor(ray), "twice");
            }
            assertEq(PriceLib.floor(power), power, "a power is a price");
        }
    }

    /// @dev All bits of the mantissa set: the next price would have another shift.
    function test_TheLastPriceBeforeATurnIsOneToo() public pure {
        for (uint256 shift = 0; shift <= 88; ++shift) {
            uint256 last = MAX_RAY >> shift;
            assertEq(PriceLib.floor(last), last, "a price");
            assertLt(PriceLib.floor(last - 1), last, "and not the one below");
        }
    }

    function testFuzz_BitsAboveAreIgnored(uint256 ray, uint256 above) public pure {
        uint256 code = PriceLib.pack(ray % MAX_RAY);
        assertEq(PriceLib.unpack(code | (above << 45)), PriceLib.unpack(code), "bits above");
    }
}
