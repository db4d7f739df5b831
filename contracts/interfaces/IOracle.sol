// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title IOracle
/// @notice What one unit of a collateral asset is worth in units of a loan asset; the interface of Morpho Blue's oracles.
/// @dev An oracle answers or reverts: a price that it does not stand by (old, out of bounds, from a sequencer that is down)
/// is an error of its own, never a number. So whatever needs a price stops, and what must go on whatever happens to an
/// oracle (repaying, leaving) must not ask for one.
interface IOracle {
    /// @notice Thrown where a feed's last answer, of Unix time `updatedAt`, is older than `maxAgeSeconds` or of the future.
    error StalePrice(address feed, uint256 updatedAt, uint256 maxAgeSeconds);
    /// @notice Thrown where a feed's round is not complete, or was answered in an earlier one.
    error BadRound(address feed, uint256 roundId, uint256 answeredInRound);
    /// @notice Thrown where an answer is at a bound or beyond it, in the feed's decimals.
    /// @dev A feed that is clamped answers with its bound while the market is beyond it.
    error PriceOutOfBounds(address feed, int256 answer, int256 min, int256 max);
    /// @notice Thrown where the chain's sequencer is down, or its feed doesn't say.
    error SequencerDown();
    /// @notice Thrown where the sequencer is up since `upSince`, a Unix time, for `graceSeconds` or less.
    error SequencerGrace(uint256 upSince, uint256 graceSeconds);
    /// @notice Thrown where a pool holds less of the loan asset than its mean price needs to mean something, in units.
    error PoolTooShallow(uint256 reserve, uint256 minReserve);
    /// @notice Thrown where two prices differ by more than the limit, in ten-thousandths of the lower.
    error PricesDeviate(uint256 priceA, uint256 priceB, uint256 maxDeviationBps);
    /// @notice Thrown where the price rounds down to nothing.
    error ZeroPrice();
    /// @notice Thrown at construction for a parameter out of its bounds.
    error ParameterOutOfBounds(uint256 value, uint256 min, uint256 max);

    /// @notice The price of one unit of the collateral asset, in units of the loan asset times 1e36, rounded down, above
    /// zero.
    /// @dev Units are the assets' smallest: for whole tokens the same number has 36 + loanDecimals - collateralDecimals
    /// decimals. An amount of collateral is worth floor(amount * price / 1e36) units of the loan asset.
    function price() external view returns (uint256);
}
