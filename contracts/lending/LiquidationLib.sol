// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IMarket, Position} from "../interfaces/IMarket.sol";
import {RateLib} from "../lanes/RateLib.sol";

/// @notice How a market liquidates; wads, 1e18 = 100 %.
struct LiquidationTerms {
    uint256 lltvWad;
    uint256 incentiveWad;
    uint256 closeFactorWad;
    uint256 fullLiquidationHealthWad;
}

/// @notice What a liquidation does to a position: assets in units of the loan asset, collateral in its own.
struct LiquidationResult {
    uint256 repaidAssets;
    uint256 repaidShares;
    uint256 seizedCollateral;
    uint256 badDebtShares;
}

/// @title LiquidationLib
/// @notice When a position is healthy, and what a liquidation takes of it. Pure.
/// @dev With C the collateral's value, D the debt, i the incentive: a position is healthy while D <= C * lltv.
/// @dev SOLVENT positions, C >= D * (1 + i), are liquidated for a part or all of the debt. Per debt share they have no
/// less collateral than what is seized for one, so what stays has no less per share than before: health never falls.
/// @dev INSOLVENT ones, C < D * (1 + i), would get worse by being liquidated in part, and what they lack would stay
/// hidden. So they are liquidated whole: the liquidator pays C / (1 + i) for all the collateral, and the rest of the
/// debt is written off in the same call. Nobody can leave a crumb of collateral in order to put that off.
/// @dev ROUNDING. Debts and payments up, values and what is seized down: in favour of the suppliers, then of the borrower.
library LiquidationLib {
    using Math for uint256;
    using RateLib for uint256;

    uint256 internal constant WAD = 1e18;
    uint256 internal constant PRICE_SCALE = 1e36;

    /// @notice The value of collateral in units of the loan asset, rounded down; `price` as an `IOracle` gives it.
    function valueDown(uint256 collateral, uint256 price) internal pure returns (uint256) {
        return collateral.mulDiv(price, PRICE_SCALE);
    }

    /// @notice The debt up to which collateral of a value is healthy, rounded down.
    function maxDebtDown(uint256 value, uint256 lltvWad) internal pure returns (uint256) {
        return value.mulDiv(lltvWad, WAD);
    }

    /// @notice What a liquidation of `borrower` with up to `maxRepayAssets` does; reverts where it is healthy.
    function outcome(
        address borrower,
        Position memory position,
        uint256 indexRay,
        uint256 price,
        uint256 maxRepayAssets,
        LiquidationTerms memory terms
    ) internal pure returns (LiquidationResult memory) {
        uint256 debt = uint256(position.debtShares).toAssetsUp(indexRay);
        uint256 value = valueDown(position.collateral, price);
        uint256 maxDebt = maxDebtDown(value, terms.lltvWad);
        require(debt > maxDebt, IMarket.Healthy(borrower, debt, maxDebt));

        if (value < debt.mulDiv(WAD + terms.incentiveWad, WAD, Math.Rounding.Ceil)) {
            return _whole(position, indexRay, value, maxRepayAssets, terms);
        }
        bool inPart = maxDebt >= debt.mulDiv(terms.fullLiquidationHealthWad, WAD, Math.Rounding.Ceil);
        uint256 closable = position.debtShares;
        if (inPart) closable = closable.mulDiv(terms.closeFactorWad, WAD, Math.Rounding.Ceil);
        return _part(closable, indexRay, price, maxRepayAssets, terms);
    }

    function _whole(
        Position memory position,
        uint256 indexRay,
        uint256 value,
        uint256 maxRepayAssets,
        LiquidationTerms memory terms
    ) private pure returns (LiquidationResult memory result) {
        result.repaidAssets = value.mulDiv(WAD, WAD + terms.incentiveWad, Math.Rounding.Ceil);
        require(result.repaidAssets <= maxRepayAssets, IMarket.MustRepayWhole(maxRepayAssets, result.repaidAssets));
        uint256 shares = position.debtShares;
        result.repaidShares = shares.min(result.repaidAssets.toSharesDown(indexRay));
        result.seizedCollateral = position.collateral;
        result.badDebtShares = shares - result.repaidShares;
    }

    function _part(
        uint256 closable,
        uint256 indexRay,
        uint256 price,
        uint256 maxRepayAssets,
        LiquidationTerms memory terms
    ) private pure returns (LiquidationResult memory result) {
        uint256 shares = closable;
        if (maxRepayAssets < closable.toAssetsUp(indexRay)) shares = maxRepayAssets.toSharesDown(indexRay);
        result.repaidShares = shares;
        result.repaidAssets = shares.toAssetsUp(indexRay);
        require(shares != 0, IMarket.ZeroAmount(maxRepayAssets, 0));
        // Rounded down before the incentive, so that what is seized for a share is at most what each share has.
        uint256 seizedValue = shares.toAssetsDown(indexRay).mulDiv(WAD + terms.incentiveWad, WAD);
        result.seizedCollateral = seizedValue.mulDiv(PRICE_SCALE, price);
    }
}
