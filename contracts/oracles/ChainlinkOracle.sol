// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IAggregator} from "../interfaces/IAggregator.sol";
import {IOracle} from "../interfaces/IOracle.sol";

/// @notice A price feed and what is believed of it: an answer no older than `maxAgeSeconds`, strictly between `min` and
/// `max`, both in the feed's decimals.
/// @dev `maxAgeSeconds` is the feed's heartbeat and a margin. A feed of zero stands for a price of one.
struct Feed {
    IAggregator aggregator;
    uint256 maxAgeSeconds;
    int256 min;
    int256 max;
}

/// @notice What an oracle is created with.
/// @dev `base` quotes the collateral and `quote` the loan asset, both in one currency; without `quote`, `base` quotes the
/// collateral in the loan asset. `sequencer` is the uptime feed of an L2, zero on a chain without one.
struct ChainlinkParams {
    Feed base;
    Feed quote;
    IAggregator sequencer;
    uint256 graceSeconds;
    uint256 collateralDecimals;
    uint256 loanDecimals;
}

/// @title ChainlinkOracle
/// @notice The price of a collateral in a loan asset, by one or two Chainlink feeds.
/// @dev BOUNDS. An aggregator clamps its answers to limits of its own and then repeats the limit: in May 2022 markets went
/// on lending against LUNA at its floor (Venus, Blizz). So an answer at a bound is refused; set them inside the
/// aggregator's limits.
/// @dev SEQUENCER. While a sequencer is down, feeds stand still and nobody can repay; when it is back, answers of before
/// are still young enough. So prices are refused until it has been up for longer than the grace period.
/// @dev TRUST. All is immutable and nobody can change it; a feed that is replaced needs another oracle.
/// @dev ROUNDING. Down, once: a lender's collateral is never worth more than the feeds say.
contract ChainlinkOracle is IOracle {
    using Math for uint256;

    /// @notice The longest age and grace period that an oracle can have.
    uint256 public constant MAX_SECONDS = 7 days;

    /// @dev Decimals of feeds and assets; the exponents below then lie between -24 and 84.
    uint256 private constant _MAX_DECIMALS = 24;

    IAggregator public immutable baseFeed;
    uint256 public immutable baseMaxAgeSeconds;
    int256 public immutable baseMin;
    int256 public immutable baseMax;

    IAggregator public immutable quoteFeed;
    uint256 public immutable quoteMaxAgeSeconds;
    int256 public immutable quoteMin;
    int256 public immutable quoteMax;

    IAggregator public immutable sequencerFeed;
    uint256 public immutable graceSeconds;

    /// @dev price = base * _numerator / (quote * _denominator); one of the two is 1.
    uint256 private immutable _numerator;
    uint256 private immutable _denominator;

    constructor(ChainlinkParams memory params) {
        _checkFeed(params.base);
        (baseFeed, baseMaxAgeSeconds) = (params.base.aggregator, params.base.maxAgeSeconds);
        (baseMin, baseMax) = (params.base.min, params.base.max);
        uint256 quoteDecimals = 0;
        if (address(params.quote.aggregator) != address(0)) {
            _checkFeed(params.quote);
            quoteDecimals = params.quote.aggregator.decimals();
        }
        (quoteFeed, quoteMaxAgeSeconds) = (params.quote.aggregator, params.quote.maxAgeSeconds);
        (quoteMin, quoteMax) = (params.quote.min, params.quote.max);
        if (address(params.sequencer) != address(0)) _check(params.graceSeconds, 1, MAX_SECONDS);
        (sequencerFeed, graceSeconds) = (params.sequencer, params.graceSeconds);

        uint256 baseDecimals = params.base.aggregator.decimals();
        _check(baseDecimals, 0, _MAX_DECIMALS);
        _check(quoteDecimals, 0, _MAX_DECIMALS);
        _check(params.collateralDecimals, 0, _MAX_DECIMALS);
        _check(params.loanDecimals, 0, _MAX_DECIMALS);
        // base / 10^baseDecimals tokens for 10^collateralDecimals units, and so on.
        uint256 up = 36 + quoteDecimals + params.loanDecimals;
        uint256 down = baseDecimals + params.collateralDecimals;
        (_numerator, _denominator) = up >= down ? (10 ** (up - down), uint256(1)) : (uint256(1), 10 ** (down - up));
    }

    /// @inheritdoc IOracle
    function price() external view returns (uint256 answer) {
        _checkSequencer();
        uint256 base = _read(baseFeed, baseMaxAgeSeconds, baseMin, baseMax);
        uint256 quote = 1;
        if (address(quoteFeed) != address(0)) quote = _read(quoteFeed, quoteMaxAgeSeconds, quoteMin, quoteMax);
        answer = base.mulDiv(_numerator, quote * _denominator);
        require(answer != 0, ZeroPrice());
    }

    /// @dev An uptime feed that has never answered has `startedAt` of zero.
    function _checkSequencer() private view {
        if (address(sequencerFeed) == address(0)) return;
        (, int256 status, uint256 startedAt, , ) = sequencerFeed.latestRoundData();
        require(status == 0 && startedAt != 0, SequencerDown());
        // A start in the future would underflow; it counts as just begun.
        bool isSettled = block.timestamp > startedAt && block.timestamp - startedAt > graceSeconds;
        require(isSettled, SequencerGrace(startedAt, graceSeconds));
    }

    function _read(IAggregator feed, uint256 maxAgeSeconds, int256 min, int256 max) private view returns (uint256) {
        (uint80 roundId, int256 answer, , uint256 updatedAt, uint80 answeredInRound) = feed.latestRoundData();
        bool isComplete = roundId != 0 && updatedAt != 0 && answeredInRound >= roundId;
        require(isComplete, BadRound(address(feed), roundId, answeredInRound));
        bool isFresh = updatedAt <= block.timestamp && block.timestamp - updatedAt <= maxAgeSeconds;
        require(isFresh, StalePrice(address(feed), updatedAt, maxAgeSeconds));
        require(answer > min && answer < max, PriceOutOfBounds(address(feed), answer, min, max));
        // Above `min`, which is not negative.
        return uint256(answer);
    }

    /// @dev A feed of 128 bits at most keeps every product in `price` within 512.
    function _checkFeed(Feed memory feed) private pure {
        _check(feed.maxAgeSeconds, 1, MAX_SECONDS);
        bool isRange = feed.min >= 0 && feed.max > feed.min && feed.max <= type(int128).max;
        require(isRange, PriceOutOfBounds(address(feed.aggregator), 0, feed.min, feed.max));
    }

    function _check(uint256 value, uint256 min, uint256 max) private pure {
        require(value >= min && value <= max, ParameterOutOfBounds(value, min, max));
    }
}
