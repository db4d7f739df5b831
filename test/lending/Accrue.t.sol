// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Accrual, IMarket} from "../../contracts/interfaces/IMarket.sol";
import {MarketBase} from "./MarketBase.sol";

/// @notice accrue: the epoch, the rate, the index, the fee and the price.
contract MarketAccrueTest is MarketBase {
    using Math for uint256;

    function test_RevertWhen_TheEpochIsTooShort() public {
        uint256 openAt = block.timestamp + EPOCH;
        assertEq(market.epochClosableAt(), openAt, "an epoch from now");
        _skip(EPOCH - 1);
        vm.expectRevert(abi.encodeWithSelector(IMarket.EpochTooShort.selector, openAt));
        market.accrue();
        _skip(1);
        market.accrue();
        vm.expectRevert(abi.encodeWithSelector(IMarket.EpochTooShort.selector, openAt + EPOCH));
        market.accrue();
    }

    function test_TheRateFollowsTheMeanUtilisation() public {
        _supply(alice, 100e6 - SEED);
        _putUp(bob, 1e8);
        // Nothing is lent for half an epoch, then 80 %: 40 % on the mean, halfway to the kink.
        _skip(EPOCH / 2);
        _borrow(bob, 80e6);
        _skip(EPOCH / 2);
        uint256 mean = market.utilisationWad();
        Accrual memory result = market.accrue();
        assertEq(result.utilisationWad, mean, "as the view says");
        assertApprox(mean, 0.4e18, 1e12, "weighted by time");
        uint256 yearly = uint256(0.055e18);
        assertApprox(result.ratePerSecondRay, (yearly * 1e9) / 365 days, 1e12, "between base and kink");
        assertEq(market.ratePerSecondRay(), result.ratePerSecondRay, "from now on");
        _skip(EPOCH);
        result = market.accrue();
        assertApprox(result.utilisationWad, 0.8e18, 1e13, "the next epoch");
        assertApprox(result.ratePerSecondRay, (uint256(0.1e18) * 1e9) / 365 days, 1e15, "at the kink");
        _borrow(bob, 10e6);
        result = _skipAndAccrue(EPOCH);
        assertApprox(result.ratePerSecondRay, (uint256(0.55e18) * 1e9) / 365 days, 1e15, "halfway to the end");
    }

    function test_AFlashLoanMovesNothing() public {
        _open();
        _skip(EPOCH);
        uint256 mean = market.utilisationWad();
        uint256 id = vm.snapshotState();
        Accrual memory plain = market.accrue();
        vm.revertToState(id);
        // A flash loan of all cash, one of supply, and the epoch closed in between.
        _putUp(carol, 10e8);
        _borrow(carol, market.totalCash());
        assertEq(market.utilisationWad(), mean, "RATE_NOT_FLASH_MOVABLE borrow");
        _supply(alice, 1_000_000e6);
        assertEq(market.utilisationWad(), mean, "RATE_NOT_FLASH_MOVABLE supply");
        Accrual memory moved = market.accrue();
        assertEq(moved.ratePerSecondRay, plain.ratePerSecondRay, "RATE_NOT_FLASH_MOVABLE rate");
        assertEq(moved.utilisationWad, plain.utilisationWad, "RATE_NOT_FLASH_MOVABLE utilisation");
    }

    function test_TheIndexCompounds() public {
        _open();
        _skipAndAccrue(EPOCH);
        uint256 rate = market.ratePerSecondRay();
        uint256 before = market.borrowIndexRay();
        _skip(365 days);
        uint256 x = rate * 365 days;
        uint256 growth = x + x.mulDiv(x, 2 * RAY) + x.mulDiv(x, 2 * RAY).mulDiv(x, 3 * RAY);
        assertApprox(market.borrowIndexRay(), before + before.mulDiv(growth, RAY), 10, "e^x - 1 to the third term");
        assertGt(market.borrowIndexRay(), before + before.mulDiv(x, RAY), "more than simple interest");
    }

    /// @dev How often it is called is of no consequence: the index agrees with one accrual within the
    /// fourth term of the series, below a part in 10^7 at 20 % a year over 60 days.
    function testFuzz_HowOftenDoesNotMatter(uint256 times, uint256 elapsed) public {
        _open();
        _skipAndAccrue(30 days);
        // At a rate that stays what it is.
        vm.prank(curator);
        market.setRateModel(_flatModel());
        _skipAndAccrue(EPOCH);
        times = bound(times, 1, 12);
        elapsed = bound(elapsed, EPOCH * times, 60 days);
        uint256 id = vm.snapshotState();
        _skipAndAccrue(elapsed - (elapsed % times));
        uint256 once = market.borrowIndexRay();
        vm.revertToState(id);
        for (uint256 i = 0; i < times; ++i) {
            _skipAndAccrue(elapsed / times);
        }
        assertApprox(market.borrowIndexRay(), once, once / 1e7, "SETTLE_ANYTIME");
        assertGe(market.borrowIndexRay() + times, once, "SETTLE_ANYTIME in favour of the suppliers");
    }

    function test_InterestIsTheSuppliersButForTheFee() public {
        _open();
        uint256 supply = market.totalSupply();
        _skip(30 days);
        uint256 interest = market.debtOf(bob) - 40_000e6;
        assertGt(interest, 0, "interest");
        Accrual memory result = market.accrue();
        uint256 feeAssets = (result.feeShares * result.fullRay) / RAY;
        assertApprox(feeAssets, interest / 10, 2, "a tenth is the fee");
        assertLe(feeAssets, interest / 10, "FEE_LE_CAP_OF_GAIN_ONLY");
        assertEq(market.balanceOf(feeRecipient), result.feeShares, "minted to the recipient");
        assertEq(result.supply, supply + result.feeShares, "the supply after");
        _skip(STREAM);
        assertApprox(
            market.convertToAssets(50_000e6),
            50_000e6 + (interest * 9) / 10,
            3e6,
            "the rest is the suppliers'"
        );
        assertEq(result.cash, market.totalCash(), "cash");
        _checkSolvent();
    }

    function test_TheEventSaysWhatIsReturned() public {
        _open();
        _skip(EPOCH);
        uint256 id = vm.snapshotState();
        Accrual memory result = market.accrue();
        vm.revertToState(id);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarket.Accrue(
            result.indexRay,
            result.ratePerSecondRay,
            result.utilisationWad,
            result.cash,
            result.debtAssets,
            result.supply,
            result.fromRay,
            result.fullRay,
            result.streamPeriod,
            result.feeShares
        );
        market.accrue();
        assertEq(result.indexRay, market.borrowIndexRay(), "the index");
        assertEq(result.fullRay, market.fullPriceRay(), "the price of entering");
        assertEq(result.fromRay, market.unlockedPriceRay(), "the price of leaving");
    }

    /// @dev What who left while interest was streaming left behind meets a small supply: the price is not blown up.
    function test_ThePriceRisesNoFasterThanTheIndex() public {
        _supply(alice, 1_000_000e6);
        _putUp(bob, 100e8);
        _borrow(bob, 900_000e6);
        _skipAndAccrue(30 days);
        _repay(bob, type(uint256).max);
        _redeem(alice, market.balanceOf(alice));
        assertLt(market.totalSupply(), 100_000e6, "the seed and the fee");
        assertGt(market.totalCash(), SEED + 500e6, "what streamed is left behind");
        for (uint256 i = 0; i < 5; ++i) {
            uint256 index = market.borrowIndexRay();
            uint256 full = market.fullPriceRay();
            _skipAndAccrue(1 days);
            assertLe(market.fullPriceRay(), full.mulDiv(market.borrowIndexRay(), index), "HEALTH_LIMITS_HOLD");
        }
        _checkSolvent();
    }

    function test_AnEmptyMarketAccrues() public {
        market = _newMarket(_params(address(usd), address(btc)));
        Accrual memory result = _skipAndAccrue(30 days);
        assertEq(result.fullRay, RAY, "the first price");
        assertEq(result.utilisationWad, 0, "nothing is lent");
        assertEq(result.feeShares, 0, "FEE_LE_CAP_OF_GAIN_ONLY");
    }

    /// @dev Entering before an accrual and leaving after it, in the same block or the next.
    function testFuzz_NobodyGainsAroundAnAccrual(uint256 assets, uint256 seconds_) public {
        _open();
        _skip(30 days);
        assets = bound(assets, 2, 1e15);
        uint256 shares = _supply(carol, assets);
        market.accrue();
        assertLe(market.previewRedeem(shares), assets, "JIT_PROFIT_LE_ZERO same block");
        _skip(bound(seconds_, 1, 2));
        uint256 late = _supply(alice, assets);
        assertLe(market.previewRedeem(late), assets, "JIT_PROFIT_LE_ZERO next block");
    }
}
