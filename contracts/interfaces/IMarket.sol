// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {ILaneERC20} from "./ILaneERC20.sol";

/// @notice The rate borrowers pay as a function of utilisation: two straight lines that meet at a kink.
/// @dev Rates a year and the kink as wads, 1e18 = 100 %. From `baseRateWad` where nothing is lent, by `kinkRateWad` at
/// `kinkWad`, to `maxRateWad` where everything is. One slot.
struct RateModel {
    uint64 baseRateWad;
    uint64 kinkRateWad;
    uint64 maxRateWad;
    uint64 kinkWad;
}

/// @notice What never changes of a market.
/// @dev Wads: 1e18 = 100 %. `lltvWad` is the debt per value of collateral up to which a position is healthy;
/// `incentiveWad` what a liquidator gets beyond what it repays; `closeFactorWad` which part of a debt can be repaid by
/// one liquidation while health is at least `fullLiquidationHealthWad`. `seedAssets` in units of the loan asset, periods in seconds.
struct MarketTerms {
    address asset;
    address collateral;
    address oracle;
    uint256 lltvWad;
    uint256 incentiveWad;
    uint256 closeFactorWad;
    uint256 fullLiquidationHealthWad;
    uint256 seedAssets;
    uint256 minEpochSeconds;
    uint256 streamPeriod;
}

/// @notice What a market is created with; caps, fee and rate model can be set later.
/// @dev Caps in units of the loan asset, the fee a wad of interest.
struct MarketParams {
    MarketTerms terms;
    string name;
    string symbol;
    uint256 lanes;
    address authority;
    address feeRecipient;
    uint256 feeWad;
    uint256 supplyCap;
    uint256 borrowCap;
    RateModel rateModel;
}

/// @notice What an account has put up and owes. One slot.
/// @dev `collateral` in units of the collateral; `debtShares` times the borrow index, rounded up, is the debt.
struct Position {
    uint128 collateral;
    uint128 debtShares;
}

/// @notice What the curator has set: caps and fee; `feeWad` of interest, 1e18 = 100 %.
/// @dev Caps in units of the loan asset. Two slots: 128 + 128 bits; 160 + 64 bits.
struct MarketSettings {
    uint128 supplyCap;
    uint128 borrowCap;
    address feeRecipient;
    uint64 feeWad;
}

/// @notice The state that an accrual left.
/// @dev `utilisationWad` of the epoch that it closed, or of the one before where it closed none; `ratePerSecondRay` what
/// the index grows by from now on, 1e27 = 100 % a second; `cash`, `debtAssets` in units of the loan asset; prices in RAY
/// assets a share; `streamPeriod` in seconds.
struct Accrual {
    uint256 indexRay;
    uint256 ratePerSecondRay;
    uint256 utilisationWad;
    uint256 cash;
    uint256 debtAssets;
    uint256 supply;
    uint256 fromRay;
    uint256 fullRay;
    uint256 streamPeriod;
    uint256 feeShares;
}

/// @title ILiquidateCallback
/// @notice What a liquidator implements that repays with what it makes of the collateral.
interface ILiquidateCallback {
    /// @notice Called by a market on its caller after the collateral was handed over, before the repayment is taken.
    /// @dev Warning: anyone can call this; an implementation must know the market, and expect the call.
    /// @param repaidAssets What the market takes by `transferFrom` afterwards, in units of the loan asset.
    /// @param seizedCollateral What was handed over, in units of the collateral.
    function onLiquidate(uint256 repaidAssets, uint256 seizedCollateral, bytes calldata data) external;
}

/// @title IMarket
/// @notice An isolated lending market: one collateral, one loan asset, one oracle, one limit.
/// @dev Its shares are what suppliers hold: an ERC-4626 over the loan asset. Flows write the lane of the account that
/// they are for; the index, the rate and the price of shares are functions of time that only accruals rewrite.
/// @dev Repaying, withdrawing what is supplied, and withdrawing collateral without a debt never ask the oracle.
interface IMarket is IERC4626, ILaneERC20 {
    /* ERRORS */

    /// @notice Thrown when an action is of no assets or no shares.
    error ZeroAmount(uint256 assets, uint256 shares);
    /// @notice Thrown when someone supplies while supplying is paused.
    error SupplyPaused();
    /// @notice Thrown when someone borrows while borrowing is paused.
    error BorrowPaused();
    /// @notice Thrown when someone borrows before the seed is supplied.
    error NotSeeded();
    /// @notice Thrown when the market is seeded a second time.
    error AlreadySeeded();
    /// @notice Thrown when the price of entering, in RAY, is so low after losses that it would be imprecise.
    error PriceTooLow(uint256 fullRay);
    /// @notice Thrown when a token delivers another amount than it was asked to, as those with a fee on transfer do.
    error ShortTransfer(uint256 expected, uint256 received);
    /// @notice Thrown when all lanes together have not enough cash.
    error InsufficientCash(uint256 assets, uint256 available);
    /// @notice Thrown when supplying would take a lane beyond its part of the cap, in shares.
    error SupplyCapExceeded(uint256 lane, int256 shares, int256 cap);
    /// @notice Thrown when borrowing would take a lane beyond its part of the cap, in debt shares.
    error BorrowCapExceeded(uint256 lane, uint256 debtShares, uint256 cap);
    /// @notice Thrown when a debt would be more than the collateral allows, both in units of the loan asset.
    error Unhealthy(address account, uint256 debt, uint256 maxDebt);
    /// @notice Thrown when a position to be liquidated is healthy, both in units of the loan asset.
    error Healthy(address account, uint256 debt, uint256 maxDebt);
    /// @notice Thrown when the oracle answers zero.
    error ZeroPrice();
    /// @notice Thrown when less collateral is there than asked for.
    error InsufficientCollateral(address account, uint256 collateral, uint256 assets);
    /// @notice Thrown when an insolvent position is to be repaid in part: it is liquidated whole, so that what it lacks is
    /// marked at once.
    error MustRepayWhole(uint256 maxRepayAssets, uint256 wholeAssets);
    /// @notice Thrown when a liquidator would get less collateral than it asked for.
    error SeizedTooLittle(uint256 seizedCollateral, uint256 minSeized);
    /// @notice Thrown when `caller` may not act for `account`.
    error NotAuthorized(address account, address caller);
    /// @notice Thrown when an authorisation is used after `deadline`, a Unix time in seconds.
    error AuthorizationExpired(uint256 deadline);
    /// @notice Thrown when `account` did not sign the authorisation, by key or by ERC-1271.
    error AuthorizationNotSigned(address account);
    /// @notice Thrown when an epoch is closed before `openAt`, a Unix time in seconds.
    error EpochTooShort(uint256 openAt);
    /// @notice Thrown when a setting is beyond its bound.
    error SettingTooHigh(uint256 value, uint256 limit);
    /// @notice Thrown when a setting is below its bound.
    error SettingTooLow(uint256 value, uint256 limit);
    /// @notice Thrown when the collateral is the loan asset, the market itself or nothing.
    error BadCollateral(address collateral);
    /// @notice Thrown when the fee recipient would be nobody.
    error ZeroRecipient();

    /* EVENTS */
    // Supplying and withdrawing emit ERC-4626's Deposit and Withdraw.

    event SupplyCollateral(address indexed sender, address indexed onBehalf, uint256 assets);
    event WithdrawCollateral(
        address indexed sender,
        address indexed onBehalf,
        address indexed receiver,
        uint256 assets
    );
    event Borrow(
        address indexed sender,
        address indexed onBehalf,
        address indexed receiver,
        uint256 assets,
        uint256 debtShares
    );
    event Repay(address indexed sender, address indexed onBehalf, uint256 assets, uint256 debtShares);
    /// @notice Emitted by a liquidation. `debtShares` were repaid for `assets`; `badDebtShares` beyond were written off,
    /// worth `badDebtAssets`, which the suppliers lost.
    event Liquidate(
        address indexed sender,
        address indexed borrower,
        address indexed receiver,
        uint256 assets,
        uint256 debtShares,
        uint256 seizedCollateral,
        uint256 badDebtAssets,
        uint256 badDebtShares
    );
    /// @notice Emitted when an epoch is closed, a bad debt is marked or the fee is set: index, rate and prices follow
    /// from the last of them.
    event Accrue(
        uint256 indexRay,
        uint256 ratePerSecondRay,
        uint256 utilisationWad,
        uint256 cash,
        uint256 debtAssets,
        uint256 supply,
        uint256 fromRay,
        uint256 fullRay,
        uint256 streamPeriod,
        uint256 feeShares
    );
    /// @notice Emitted once, when the seed is supplied, of which nobody can ever dispose.
    event Seed(address indexed sender, uint256 assets, uint256 shares);
    event SetAuthorization(address indexed account, address indexed operator, bool allowed);
    event SetCaps(uint256 supplyCap, uint256 borrowCap);
    event SetFee(uint256 feeWad, address indexed recipient);
    event SetRateModel(uint256 baseRateWad, uint256 kinkRateWad, uint256 maxRateWad, uint256 kinkWad);
    /// @notice Emitted when entries are paused or opened; exits never are.
    event SetPaused(bool supplyPaused, bool borrowPaused);

    /* VIEWS: MARKET */

    /// @notice What never changes of this market.
    function terms() external view returns (MarketTerms memory);

    function settings() external view returns (MarketSettings memory);

    function rateModel() external view returns (RateModel memory);

    /// @notice The price of leaving now, in RAY assets a share, rounded down.
    function unlockedPriceRay() external view returns (uint256);

    /// @notice The price of entering, in RAY assets a share: all interest accounted for is in it.
    function fullPriceRay() external view returns (uint256);

    /// @notice What a debt share owes now, in RAY units of the loan asset, rounded down.
    function borrowIndexRay() external view returns (uint256);

    /// @notice What the index grows by until the next accrual, in RAY a second, 1e27 = 100 %.
    function ratePerSecondRay() external view returns (uint256);

    /// @notice The part of supply lent out, weighted by time, since the open epoch began; 1e18 = 100 %.
    function utilisationWad() external view returns (uint256);

    /// @notice When the open epoch can be closed, a Unix time in seconds.
    function epochClosableAt() external view returns (uint256);

    /// @notice What the market has now: cash and debts, interest of this moment included, in units of the loan asset.
    /// @dev Warning: inside a liquidator's callback the repayment is counted already.
    function actualAssets() external view returns (uint256);

    /// @notice The cash of all lanes, in units of the loan asset.
    function totalCash() external view returns (uint256);

    /// @notice What all borrowers owe now, in units of the loan asset, rounded down.
    function totalDebt() external view returns (uint256);

    /// @notice The debt shares of all lanes.
    function totalDebtShares() external view returns (uint256);

    /// @notice The cash of a lane, in units of the loan asset.
    function laneCash(uint256 lane) external view returns (uint256);

    /// @notice The debt shares of a lane.
    function laneDebtShares(uint256 lane) external view returns (uint256);

    /// @notice Up to how many shares, and debt shares, a lane may be filled until the next accrual; see `setCaps`.
    function laneCaps(uint256 lane) external view returns (int256 shares, uint256 debtShares);

    /// @notice Whether supplying and borrowing are paused.
    function paused() external view returns (bool supplyPaused, bool borrowPaused);

    /// @notice Whether the seed is supplied, before which nobody can borrow.
    function seeded() external view returns (bool);

    /* VIEWS: POSITIONS */

    function positionOf(address account) external view returns (Position memory);

    /// @notice What an account owes now, in units of the loan asset, rounded up.
    function debtOf(address account) external view returns (uint256);

    /// @notice Up to what debt the account is healthy, in units of the loan asset, rounded down. Reverts as the oracle does.
    function maxDebtOf(address account) external view returns (uint256);

    /// @notice `maxDebtOf` per debt, a wad, rounded down: below 1e18 the position can be liquidated. The largest number
    /// where there is no debt. Reverts as the oracle does where there is one.
    function healthOf(address account) external view returns (uint256);

    function isAuthorized(address account, address operator) external view returns (bool);

    /* COLLATERAL */

    /// @notice Takes collateral from the caller for the position of `onBehalf`.
    function supplyCollateral(uint256 assets, address onBehalf) external;

    /// @notice Hands collateral of `onBehalf` to `receiver`, where what stays is enough for the debt.
    /// @dev By the account or who it authorised. Without a debt the oracle is not asked.
    function withdrawCollateral(uint256 assets, address onBehalf, address receiver) external;

    /* DEBT */

    /// @notice Lends `assets` to the position of `onBehalf` and pays them to `receiver`.
    /// @dev By the account or who it authorised. What is owed is rounded up.
    /// @return debtShares What the position owes more.
    function borrow(uint256 assets, address onBehalf, address receiver) external returns (uint256 debtShares);

    /// @notice Takes up to `assets` from the caller for the debt of `onBehalf`; any larger amount stands for all of it.
    /// @dev The shares repaid are rounded down.
    /// @return repaidAssets What was taken.
    /// @return debtShares What the position owes less.
    function repay(uint256 assets, address onBehalf) external returns (uint256 repaidAssets, uint256 debtShares);

    /// @notice Repays of an unhealthy debt for collateral of the same value and the incentive.
    /// @dev A part, as long as health is at least the bound of the terms; all of it below. A position whose collateral is
    /// worth less than its debt and the incentive is liquidated whole: all its collateral, for what that is worth less
    /// the incentive; the rest of the debt is written off, and the price of shares falls in the same call.
    /// @dev With `data` the caller is called back as an `ILiquidateCallback` between getting and paying.
    /// @param maxRepayAssets The most to be repaid, in units of the loan asset; any larger amount stands for all that can be.
    /// @param minSeized The least collateral to be got for it, in its units.
    function liquidate(
        address borrower,
        uint256 maxRepayAssets,
        uint256 minSeized,
        address receiver,
        bytes calldata data
    ) external returns (uint256 repaidAssets, uint256 seizedCollateral);

    /* AUTHORISATION */

    /// @notice Lets `operator` borrow and withdraw collateral for the caller, or no longer.
    function setAuthorization(address operator, bool allowed) external;

    /// @notice As `setAuthorization` for `account`, by its signature of
    /// `Authorization(address account,address operator,bool allowed,uint256 nonce,uint256 deadline)`.
    /// @dev The nonces are those of `permit`.
    function setAuthorizationBySig(
        address account,
        address operator,
        bool allowed,
        uint256 deadline,
        bytes calldata signature
    ) external;

    /// @notice Runs calls of this market for the caller, all or none, and returns their answers.
    function multicall(bytes[] calldata calls) external returns (bytes[] memory answers);

    /* SETTLEMENT */

    /// @notice Closes the epoch: the rate follows the time-weighted utilisation, the interest becomes the suppliers' and
    /// streams, and every lane gets its part of what the caps leave. Open to anyone once an epoch.
    function accrue() external returns (Accrual memory);

    /// @notice Supplies the seed, of which nobody can ever dispose; before it nobody can borrow. Open to anyone, once.
    function seed() external returns (uint256 shares);

    /* ROLES */

    /// @notice Sets how much can be supplied and borrowed, in units of the loan asset. Curator only.
    /// @dev What the caps leave is shared out to the lanes evenly at each accrual, on top of what they have; a lane may
    /// refill what left it. So the total is never above the cap but by interest, and one lane may be full while another is
    /// not, until the next accrual.
    function setCaps(uint256 supplyCap, uint256 borrowCap) external;

    /// @notice Sets which part of interest is minted to the fee recipient as shares, from now on. Curator only.
    function setFee(uint256 feeWad, address recipient) external;

    /// @notice Sets how the rate follows utilisation, from the next accrual on. Curator only.
    function setRateModel(RateModel calldata model) external;

    /// @notice Pauses or opens supplying and borrowing; nothing else can be paused. Guardian only.
    function setPaused(bool supplyPaused, bool borrowPaused) external;
}
