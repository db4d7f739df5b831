// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAggregator} from "../../contracts/interfaces/IAggregator.sol";
import {IOracle} from "../../contracts/interfaces/IOracle.sol";
import {ChainlinkOracle, ChainlinkParams, Feed} from "../../contracts/oracles/ChainlinkOracle.sol";
import {Test} from "../helpers/Test.sol";
import {MockAggregator} from "../mocks/MockAggregator.sol";

contract ChainlinkOracleTest is Test {
    uint256 private constant NOW = 1_700_000_000;
    uint256 private constant MAX_AGE = 3600;
    uint256 private constant GRACE = 1800;

    /// BTC and USDC in USD, 8 decimals both.
    MockAggregator private btc;
    MockAggregator private usdc;
    MockAggregator private sequencer;

    function setUp() public {
        vm.warp(NOW);
        btc = new MockAggregator(8);
        usdc = new MockAggregator(8);
        sequencer = new MockAggregator(0);
        btc.set(100_000e8, NOW);
        usdc.set(1e8, NOW);
        sequencer.set(0, NOW - 1 days);
    }

    /* PARAMETERS */

    function _none() private pure returns (Feed memory) {
        return Feed(IAggregator(address(0)), 0, 0, 0);
    }

    function _params() private view returns (ChainlinkParams memory) {
        return
            ChainlinkParams({
                base: Feed(btc, MAX_AGE, 1000e8, 10_000_000e8),
                quote: Feed(usdc, MAX_AGE, 0.9e8, 1.1e8),
                sequencer: sequencer,
                graceSeconds: GRACE,
                collateralDecimals: 8,
                loanDecimals: 6
            });
    }

    function _oracle() private returns (ChainlinkOracle) {
        return new ChainlinkOracle(_params());
    }

    function _single(MockAggregator feed, uint256 collateral, uint256 loan) private returns (ChainlinkOracle) {
        Feed memory base = Feed(feed, MAX_AGE, 0, type(int128).max);
        return new ChainlinkOracle(ChainlinkParams(base, _none(), IAggregator(address(0)), 0, collateral, loan));
    }

    /* PRICE */

    function test_PriceIsInUnits() public {
        // 1e8 units of BTC are 100,000e6 units of USDC: 1,000 units a unit.
        assertEq(_oracle().price(), 1000e36, "DECIMALS_8_VS_18_CORRECT: 8 and 6");
    }

    function test_PriceOfEveryPairOfDecimals() public {
        assertEq(_single(btc, 8, 18).price(), 100_000e46, "DECIMALS_8_VS_18_CORRECT: 8 and 18");
        assertEq(_single(btc, 18, 8).price(), 100_000e26, "DECIMALS_8_VS_18_CORRECT: 18 and 8");
        assertEq(_single(btc, 18, 18).price(), 100_000e36, "DECIMALS_8_VS_18_CORRECT: 18 and 18");
        MockAggregator fine = new MockAggregator(18);
        fine.set(100_000e18, NOW);
        assertEq(_single(fine, 8, 18).price(), 100_000e46, "DECIMALS_8_VS_18_CORRECT: a feed of 18");
        assertEq(_single(fine, 18, 6).price(), 100_000e24, "DECIMALS_8_VS_18_CORRECT: a feed of 18, 18 and 6");
    }

    /// @dev Where the decimals of the collateral and its feed exceed all others and the 36 digits.
    function test_PriceWithADenominator() public {
        MockAggregator finest = new MockAggregator(24);
        finest.set(5e24, NOW);
        assertEq(_single(finest, 24, 0).price(), 5e12, "5 tokens of no decimals for 10^24 units");
        finest.set(1e11, NOW);
        ChainlinkOracle oracle = _single(finest, 24, 0);
        vm.expectRevert(IOracle.ZeroPrice.selector);
        oracle.price();
    }

    function testFuzz_PriceIsTheQuotientRoundedDown(uint256 base, uint256 quote) public {
        base = bound(base, 1000e8 + 1, 10_000_000e8 - 1);
        quote = bound(quote, 0.9e8 + 1, 1.1e8 - 1);
        btc.set(int256(base), NOW);
        usdc.set(int256(quote), NOW);
        // 10^36 * 10^6 / 10^8, the decimals of the feeds being equal.
        assertEq(_oracle().price(), (base * 1e34) / quote, "quotient");
    }

    /* REFUSALS */

    function test_RevertWhen_AnAnswerIsStale() public {
        ChainlinkOracle oracle = _oracle();
        vm.warp(NOW + MAX_AGE);
        oracle.price();
        vm.warp(NOW + MAX_AGE + 1);
        bytes memory stale = abi.encodeWithSelector(IOracle.StalePrice.selector, address(btc), NOW, MAX_AGE);
        vm.expectRevert(stale);
        oracle.price();
        // One fresh feed of two is not enough.
        btc.set(100_000e8, NOW + MAX_AGE + 1);
        vm.expectRevert(abi.encodeWithSelector(IOracle.StalePrice.selector, address(usdc), NOW, MAX_AGE));
        oracle.price();
        usdc.set(1e8, NOW + MAX_AGE + 1);
        oracle.price();
    }

    function test_RevertWhen_AnAnswerIsOfTheFuture() public {
        ChainlinkOracle oracle = _oracle();
        btc.set(100_000e8, NOW + 1);
        vm.expectRevert(abi.encodeWithSelector(IOracle.StalePrice.selector, address(btc), NOW + 1, MAX_AGE));
        oracle.price();
    }

    function test_RevertWhen_AnAnswerIsZeroOrLess() public {
        ChainlinkOracle oracle = _single(btc, 8, 6);
        int256[3] memory answers = [int256(0), -1, type(int256).min];
        for (uint256 i = 0; i < 3; ++i) {
            btc.set(answers[i], NOW);
            vm.expectRevert(
                abi.encodeWithSelector(
                    IOracle.PriceOutOfBounds.selector,
                    address(btc),
                    answers[i],
                    int256(0),
                    type(int128).max
                )
            );
            oracle.price();
        }
    }

    function test_RevertWhen_AnAnswerIsAtABound() public {
        ChainlinkOracle oracle = _oracle();
        int256[4] memory answers = [int256(1000e8), 10_000_000e8, 999e8, 10_000_001e8];
        for (uint256 i = 0; i < 4; ++i) {
            btc.set(answers[i], NOW);
            vm.expectRevert(
                abi.encodeWithSelector(
                    IOracle.PriceOutOfBounds.selector,
                    address(btc),
                    answers[i],
                    int256(1000e8),
                    int256(10_000_000e8)
                )
            );
            oracle.price();
        }
        btc.set(1000e8 + 1, NOW);
        oracle.price();
        // A loan asset off its peg: dearer than the feed's bound is as bad as cheaper.
        usdc.set(1.1e8, NOW);
        vm.expectPartialRevert(IOracle.PriceOutOfBounds.selector);
        oracle.price();
    }

    function test_RevertWhen_ARoundIsNotComplete() public {
        ChainlinkOracle oracle = _oracle();
        btc.setRound(0, 0, NOW);
        vm.expectRevert(abi.encodeWithSelector(IOracle.BadRound.selector, address(btc), 0, 0));
        oracle.price();
        btc.setRound(7, 6, NOW);
        vm.expectRevert(abi.encodeWithSelector(IOracle.BadRound.selector, address(btc), 7, 6));
        oracle.price();
        btc.setRound(7, 7, 0);
        vm.expectRevert(abi.encodeWithSelector(IOracle.BadRound.selector, address(btc), 7, 7));
        oracle.price();
        btc.setRound(7, 7, NOW);
        oracle.price();
    }

    function test_RevertWhen_TheSequencerIsDown() public {
        ChainlinkOracle oracle = _oracle();
        sequencer.set(1, NOW - 1 days);
        vm.expectRevert(IOracle.SequencerDown.selector);
        oracle.price();
        // A feed that never answered.
        sequencer.set(0, 0);
        vm.expectRevert(IOracle.SequencerDown.selector);
        oracle.price();
    }

    function test_RevertWhen_TheSequencerIsJustBack() public {
        ChainlinkOracle oracle = _oracle();
        uint256[3] memory starts = [NOW - GRACE, NOW, NOW + 5];
        for (uint256 i = 0; i < 3; ++i) {
            sequencer.set(0, starts[i]);
            vm.expectRevert(abi.encodeWithSelector(IOracle.SequencerGrace.selector, starts[i], GRACE));
            oracle.price();
        }
        sequencer.set(0, NOW - GRACE - 1);
        oracle.price();
    }

    function test_AnOracleWithoutASequencerAsksNone() public {
        ChainlinkParams memory params = _params();
        params.sequencer = IAggregator(address(0));
        params.graceSeconds = 0;
        assertEq(new ChainlinkOracle(params).price(), 1000e36, "price");
    }

    /* CONSTRUCTION */

    function test_RevertWhen_AParameterIsOutOfBounds() public {
        ChainlinkParams memory params = _params();
        params.base.maxAgeSeconds = 0;
        vm.expectRevert(abi.encodeWithSelector(IOracle.ParameterOutOfBounds.selector, 0, 1, 7 days));
        new ChainlinkOracle(params);
        params.base.maxAgeSeconds = 7 days + 1;
        vm.expectRevert(abi.encodeWithSelector(IOracle.ParameterOutOfBounds.selector, 7 days + 1, 1, 7 days));
        new ChainlinkOracle(params);
        params = _params();
        params.graceSeconds = 0;
        vm.expectRevert(abi.encodeWithSelector(IOracle.ParameterOutOfBounds.selector, 0, 1, 7 days));
        new ChainlinkOracle(params);
        params = _params();
        params.loanDecimals = 25;
        vm.expectRevert(abi.encodeWithSelector(IOracle.ParameterOutOfBounds.selector, 25, 0, 24));
        new ChainlinkOracle(params);
    }

    function test_RevertWhen_BoundsAreNoRange() public {
        int256[3] memory mins = [int256(-1), 5, 0];
        int256[3] memory maxs = [int256(5), 5, type(int256).max];
        for (uint256 i = 0; i < 3; ++i) {
            ChainlinkParams memory params = _params();
            (params.quote.min, params.quote.max) = (mins[i], maxs[i]);
            vm.expectRevert(
                abi.encodeWithSelector(IOracle.PriceOutOfBounds.selector, address(usdc), int256(0), mins[i], maxs[i])
            );
            new ChainlinkOracle(params);
        }
    }

    function test_ParametersAreReadBack() public {
        ChainlinkOracle oracle = _oracle();
        assertEq(address(oracle.baseFeed()), address(btc), "base");
        assertEq(address(oracle.quoteFeed()), address(usdc), "quote");
        assertEq(address(oracle.sequencerFeed()), address(sequencer), "sequencer");
        assertEq(oracle.graceSeconds(), GRACE, "grace");
        assertEq(oracle.baseMaxAgeSeconds() + oracle.quoteMaxAgeSeconds(), 2 * MAX_AGE, "ages");
        assertEq(oracle.baseMin() + oracle.quoteMin(), 1000e8 + 0.9e8, "floors");
        assertEq(oracle.baseMax() + oracle.quoteMax(), 10_000_000e8 + 1.1e8, "ceilings");
    }
}
