// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IOracle} from "../interfaces/IOracle.sol";
import {IPool} from "../interfaces/IPool.sol";

/// @title TwapOracle
/// @notice The price of one of a pool's tokens in the other: the pool's geometric mean over a window.
/// @dev MANIPULATION. The mean sees no price of a single moment: a swap reversed in its block leaves no trace, and a
/// price held away by a factor f for t seconds moves the mean by f^(t / window), while anyone may trade against it. What
/// that costs is the pool's depth, so a window is as long as the pool's ring covers for sure at most, and the pool must hold
/// `minReserve` of the loan asset now and, by its mean price, of the collateral.
/// @dev Warning: the depth is that of now. Whoever holds a thin pool's price for a whole window can deepen it at the
/// end; take a pool whose liquidity others provide, and a CompositeOracle with a feed where there is one.
/// @dev HISTORY. A pool without an observation as old as the window reverts with `IPool.NoObservation`.
/// @dev DECIMALS. A pool counts in units on both sides, and so does the price: there are none to convert.
/// @dev TRUST. All is immutable, as is the pool.
contract TwapOracle is IOracle {
    using Math for uint256;

    /// @notice The shortest window, in seconds.
    uint256 public constant MIN_WINDOW = 5 minutes;

    /// @notice The longest window, in seconds: what 256 observations of at least 15 seconds cover for sure.
    uint256 public constant MAX_WINDOW = 255 * 15;

    /// @notice The pool whose mean this is.
    IPool public immutable pool;
    /// @notice The token that is priced.
    address public immutable collateral;
    /// @notice Over how many seconds, at least, the mean is taken.
    uint32 public immutable window;
    /// @notice The least depth of the pool on either side, in units of the loan asset.
    uint256 public immutable minReserve;

    bool private immutable _isToken0;

    constructor(IPool pool_, address collateral_, uint256 window_, uint256 minReserve_) {
        require(window_ >= MIN_WINDOW && window_ <= MAX_WINDOW, ParameterOutOfBounds(window_, MIN_WINDOW, MAX_WINDOW));
        require(minReserve_ != 0, ParameterOutOfBounds(minReserve_, 1, type(uint112).max));
        _isToken0 = collateral_ == pool_.token0();
        require(_isToken0 || collateral_ == pool_.token1(), IPool.ForeignToken(collateral_));
        pool = pool_;
        collateral = collateral_;
        // Checked above.
        window = uint32(window_);
        minReserve = minReserve_;
    }

    /// @inheritdoc IOracle
    function price() external view returns (uint256) {
        (uint256 price0X112, uint256 price1X112) = pool.consult(window);
        uint256 priceX112 = _isToken0 ? price0X112 : price1X112;
        (uint256 collateralReserve, uint256 loanReserve, ) = pool.reserves();
        if (!_isToken0) (collateralReserve, loanReserve) = (loanReserve, collateralReserve);
        uint256 depth = Math.min(loanReserve, collateralReserve.mulDiv(priceX112, 1 << 112));
        require(depth >= minReserve, PoolTooShallow(depth, minReserve));
        // No need to refuse zero: a mean of one digit is 192 here, and one of none leaves no depth.
        return priceX112.mulDiv(1e36, 1 << 112);
    }
}
