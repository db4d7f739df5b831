// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IOracle} from "../interfaces/IOracle.sol";

/// @title CompositeOracle
/// @notice Two oracles of one price: the one that is worse for the borrower, and none where they disagree.
/// @dev DIRECTION. The price is the collateral's in the loan asset, and a lender is safe where it is too low. So the lower
/// one counts, for both directions in which a market asks. Borrowing and withdrawing collateral: raising one of the two
/// prices gives nobody borrowing power. Liquidating: a position is liquidated by the lower price too, so a borrower bears
/// the risk that one of the two falls without the other, up to the deviation allowed. A market the other way round
/// (collateral and loan exchanged) takes a composite of two oracles of that price, whose lower one is again the worse for its
/// lender; the inverse of this one's answer would be the better.
/// @dev DEVIATION. Where the two differ by more than the limit, at least one is wrong and there is no price: borrowing
/// and liquidating stop until they agree, repaying goes on.
/// @dev FAILURE. There is no falling back: an oracle that reverts is an oracle that knows of nothing good, and an
/// attacker who can silence one would else choose the other.
/// @dev TRUST. All is immutable.
contract CompositeOracle is IOracle {
    using Math for uint256;

    /// @notice The largest deviation that can be allowed, in ten-thousandths.
    uint256 public constant LARGEST_DEVIATION_BPS = 5000;

    uint256 private constant _BPS = 10_000;

    IOracle public immutable oracleA;
    IOracle public immutable oracleB;

    /// @notice By how much the higher price may exceed the lower, in ten-thousandths of the lower.
    uint256 public immutable maxDeviationBps;

    constructor(IOracle oracleA_, IOracle oracleB_, uint256 maxDeviationBps_) {
        bool isInBounds = maxDeviationBps_ != 0 && maxDeviationBps_ <= LARGEST_DEVIATION_BPS;
        require(isInBounds, ParameterOutOfBounds(maxDeviationBps_, 1, LARGEST_DEVIATION_BPS));
        oracleA = oracleA_;
        oracleB = oracleB_;
        maxDeviationBps = maxDeviationBps_;
    }

    /// @inheritdoc IOracle
    function price() external view returns (uint256 lower) {
        uint256 priceA = oracleA.price();
        uint256 priceB = oracleB.price();
        lower = Math.min(priceA, priceB);
        uint256 gap = Math.max(priceA, priceB) - lower;
        // Rounded down, so that the limit itself is allowed and nothing above it.
        require(gap <= lower.mulDiv(maxDeviationBps, _BPS), PricesDeviate(priceA, priceB, maxDeviationBps));
    }
}
