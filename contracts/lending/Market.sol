// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SignedMath} from "@openzeppelin/contracts/utils/math/SignedMath.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
// prettier-ignore
import {Accrual, ILiquidateCallback, IMarket, MarketParams, MarketSettings, MarketTerms, Position, RateModel} from "../interfaces/IMarket.sol";
import {IOracle} from "../interfaces/IOracle.sol";
import {LaneERC20} from "../lanes/LaneERC20.sol";
import {LaneLib} from "../lanes/LaneLib.sol";
import {Rate, RateLib} from "../lanes/RateLib.sol";
import {BorrowIndex, InterestLib} from "./InterestLib.sol";
import {LiquidationLib, LiquidationResult, LiquidationTerms} from "./LiquidationLib.sol";
import {Timed, TimedLib} from "./TimedLib.sol";

/// @title Market
/// @notice An isolated lending market whose suppliers and borrowers write one lane.
/// @dev SUPPLY. Shares are an ERC-4626 over the loan asset with two prices (RateLib): entering pays `full`, leaving gets
/// `unlocked`. Interest is counted by an accrual and streams from there on. No balance is read for a price, so that
/// a donation moves none; what is given to a purse stays there.
/// @dev DEBT. A debt is debt shares times the index, which grows with time by a rate that accruals set: borrowing and
/// repaying read both and write neither.
/// @dev RATE. The rate of an epoch follows the utilisation of the one before, weighted by time. What comes and goes within
/// a block has no weight, and an epoch lasts `minEpochSeconds` at least, so that no short one can be chosen.
/// @dev LANES. Cash and debt are kept by lane, with their integrals over time (TimedLib). Cash comes into the lane of
/// the account that is credited, and is paid from the lane of the account that is debited; where that one is short, by
/// the lanes that follow. A debt stays in the lane of its account, and its collateral in the purse of that lane.
/// @dev SOLVENCY. With A = cash + debts: supply * full <= A * RAY after an accrual, and no entry, exit, loan or repayment
/// breaks it, as each rounds against who acts. A debt written off lowers A, and the price in the same call.
/// @dev CAPS. What a cap leaves is shared out to the lanes at each accrual, so that entries need no sum over lanes; see
/// `setCaps`.
/// @dev SEED. Nobody borrows before `seedAssets` are supplied for good, so that interest never meets a supply of a few
/// units. An accrual lifts the price by no more than the index has grown: what exceeds it, left behind by who left
/// while interest was streaming, waits for later accruals.
/// @dev TOKEN REQUIREMENTS. ERC-20s that pay the amount asked for; no return value is fine. A fee on transfer is refused.
/// Balances that shrink by themselves are not supported; ones that grow are gifts to a purse. Callbacks are met by the
/// guard, and by prices that no call moves.
/// @dev LIVENESS. Supplying and borrowing can be paused, nothing else. Repaying, leaving, and withdrawing collateral
/// without a debt never ask the oracle. An oracle that reverts stops borrowing, and liquidations too.
/// @dev Warning: a position under water counts in full until someone liquidates it, and who leaves before is paid in full.
/// @dev ROLES. Given by the AccessManager: curator (caps, fee, rate model), guardian (`setPaused`). A keeper has none:
/// accruing and liquidating are open to anyone, within bounds of their own.
/// @dev ROUNDING. Always against the account that acts.
contract Market is IMarket, LaneERC20, AccessManaged, ReentrancyGuardTransient {
    using InterestLib for BorrowIndex;
    using InterestLib for RateModel;
    using Math for uint256;
    using RateLib for Rate;
    using RateLib for uint256;
    using SafeCast for *;
    using SafeERC20 for IERC20;
    using TimedLib for Timed;

    /// @dev Up to how many shares and debt shares a lane may be filled. One slot.
    struct LaneCaps {
        int128 shares;
        uint128 debtShares;
    }

    /// @dev Integrals since the origin, in units of the loan asset and debt shares times seconds: of cash and debt when the
    /// open epoch began, of debt at the last accrual of interest. The utilisation is that of the epoch before.
    struct Epoch {
        uint256 cashIntegral;
        uint256 debtIntegral;
        uint256 settledDebtIntegral;
        uint40 start;
        uint64 utilisationWad;
    }

    /// @dev Sums over the lanes.
    struct Totals {
        uint256 supply;
        uint256 cash;
        uint256 debtShares;
        uint256 cashIntegral;
        uint256 debtIntegral;
    }

    bytes32 private constant AUTHORIZATION_TYPEHASH = keccak256(
        "Authorization(address account,address operator,bool allowed,uint256 nonce,uint256 deadline)"
    );

    uint256 private constant WAD = 1e18;
    uint256 private constant MAX_FEE_WAD = 0.25e18; // 25 % of the interest
    uint256 private constant MIN_SEED_ASSETS = 1_000;
    uint256 private constant MIN_EPOCH = 1 minutes;
    uint256 private constant MAX_EPOCH = 1 days;
    uint256 private constant MAX_STREAM_PERIOD = 30 days;
    /// @dev Below a billionth of the first price its 27 decimals give less than 18 digits.
    uint256 private constant MIN_ENTRY_PRICE_RAY = RateLib.RAY / 1e9;

    IERC20 private immutable _asset;
    IERC20 private immutable _collateral;
    IOracle private immutable _oracle;
    uint8 private immutable _decimals;
    uint256 private immutable _lltvWad;
    uint256 private immutable _incentiveWad;
    uint256 private immutable _closeFactorWad;
    uint256 private immutable _fullLiquidationHealthWad;
    uint256 private immutable _seedAssets;
    uint256 private immutable _minEpochSeconds;
    uint256 private immutable _streamPeriod;
    /// @dev The moment from which integrals over time are counted, a Unix time in seconds.
    uint256 private immutable _origin;

    Rate private _rate;
    BorrowIndex private _index;
    RateModel private _model;
    MarketSettings private _settings;
    Epoch private _epoch;
    mapping(uint256 lane => Timed cash) private _cash;
    mapping(uint256 lane => Timed debtShares) private _debts;
    mapping(uint256 lane => LaneCaps caps) private _caps;
    mapping(address account => Position state) private _positions;

    /// @inheritdoc IMarket
    mapping(address account => mapping(address operator => bool allowed)) public isAuthorized;

    constructor(
        MarketParams memory params
    ) LaneERC20(params.name, params.symbol, params.lanes) AccessManaged(params.authority) {
        MarketTerms memory set = params.terms;
        _checkTerms(set);
        (_asset, _collateral, _oracle) = (IERC20(set.asset), IERC20(set.collateral), IOracle(set.oracle));
        _decimals = IERC20Metadata(set.asset).decimals();
        (_lltvWad, _incentiveWad, _closeFactorWad) = (set.lltvWad, set.incentiveWad, set.closeFactorWad);
        _fullLiquidationHealthWad = set.fullLiquidationHealthWad;
        (_seedAssets, _minEpochSeconds, _streamPeriod) = (set.seedAssets, set.minEpochSeconds, set.streamPeriod);
        _origin = block.timestamp;
        for (uint256 lane = 0; lane < params.lanes; ++lane) {
            LaneLib.purseOf(lane).allow(IERC20(set.asset));
            LaneLib.purseOf(lane).allow(IERC20(set.collateral));
        }
        uint40 start = block.timestamp.toUint40();
        _rate = Rate(uint128(RateLib.RAY), start, 0, false, uint128(RateLib.RAY));
        _epoch.start = start;
        _setRateModel(params.rateModel);
        uint72 ratePerSecond = params.rateModel.ratePerSecondRay(0).toUint72();
        _index = BorrowIndex(uint128(RateLib.RAY), start, ratePerSecond, false, false);
        _setFee(params.feeWad, params.feeRecipient);
        _setCaps(params.supplyCap, params.borrowCap);
    }

    /* VIEWS: ERC-4626 */

    /// @inheritdoc IERC4626
    function asset() external view returns (address) {
        return address(_asset);
    }

    /// @inheritdoc IERC20Metadata
    function decimals() public view override(LaneERC20, IERC20Metadata) returns (uint8) {
        return _decimals;
    }

    /// @inheritdoc IERC4626
    function totalAssets() external view returns (uint256) {
        return totalSupply().toAssetsDown(unlockedPriceRay());
    }

    /// @inheritdoc IERC4626
    function convertToShares(uint256 assets) external view returns (uint256) {
        return assets.toSharesDown(unlockedPriceRay());
    }

    /// @inheritdoc IERC4626
    function convertToAssets(uint256 shares) external view returns (uint256) {
        return shares.toAssetsDown(unlockedPriceRay());
    }

    /// @inheritdoc IERC4626
    /// @dev What the receiver's lane may be filled with until the next accrual.
    function maxDeposit(address receiver) external view returns (uint256) {
        if (!_isOpen()) return 0;
        uint256 fullRay = _rate.full;
        (uint256 sharesRoom, uint256 cashRoom) = _roomOf(receiver);
        // The most that buys no more than the room: a unit less than what buys one share more.
        uint256 assets = ((sharesRoom + 1).toAssetsUp(fullRay) - 1).min(cashRoom);
        return assets.toSharesDown(fullRay) == 0 ? 0 : assets;
    }

    /// @inheritdoc IERC4626
    /// @dev What the receiver's lane may be filled with until the next accrual.
    function maxMint(address receiver) external view returns (uint256) {
        if (!_isOpen()) return 0;
        (uint256 sharesRoom, uint256 cashRoom) = _roomOf(receiver);
        return sharesRoom.min(cashRoom.toSharesDown(_rate.full));
    }

    /// @inheritdoc IERC4626
    function maxWithdraw(address owner) external view returns (uint256) {
        uint256 assets = balanceOf(owner).toAssetsDown(unlockedPriceRay());
        return assets == 0 ? 0 : assets.min(totalCash());
    }

    /// @inheritdoc IERC4626
    function maxRedeem(address owner) external view returns (uint256) {
        uint256 priceRay = unlockedPriceRay();
        uint256 shares = balanceOf(owner);
        uint256 assets = shares.toAssetsDown(priceRay);
        if (assets == 0) return 0;
        uint256 cash = totalCash();
        if (cash >= assets) return shares;
        // The most shares that are worth `cash`, rounded down: one less than the fewest that are worth a unit more.
        return cash == 0 ? 0 : (cash + 1).toSharesUp(priceRay) - 1;
    }

    /// @inheritdoc IERC4626
    function previewDeposit(uint256 assets) external view returns (uint256) {
        return assets.toSharesDown(_rate.full);
    }

    /// @inheritdoc IERC4626
    function previewMint(uint256 shares) external view returns (uint256) {
        return shares.toAssetsUp(_rate.full);
    }

    /// @inheritdoc IERC4626
    function previewWithdraw(uint256 assets) external view returns (uint256) {
        return assets.toSharesUp(unlockedPriceRay());
    }

    /// @inheritdoc IERC4626
    function previewRedeem(uint256 shares) external view returns (uint256) {
        return shares.toAssetsDown(unlockedPriceRay());
    }

    /* VIEWS: MARKET */

    /// @inheritdoc IERC20Permit
    function nonces(address owner) public view override(IERC20Permit, LaneERC20) returns (uint256) {
        return super.nonces(owner);
    }

    /// @inheritdoc IMarket
    function terms() external view returns (MarketTerms memory) {
        return
            MarketTerms({
                asset: address(_asset),
                collateral: address(_collateral),
                oracle: address(_oracle),
                lltvWad: _lltvWad,
                incentiveWad: _incentiveWad,
                closeFactorWad: _closeFactorWad,
                fullLiquidationHealthWad: _fullLiquidationHealthWad,
                seedAssets: _seedAssets,
                minEpochSeconds: _minEpochSeconds,
                streamPeriod: _streamPeriod
            });
    }

    /// @inheritdoc IMarket
    function settings() external view returns (MarketSettings memory) {
        return _settings;
    }

    /// @inheritdoc IMarket
    function rateModel() external view returns (RateModel memory) {
        return _model;
    }

    /// @inheritdoc IMarket
    function unlockedPriceRay() public view returns (uint256) {
        return _rate.unlocked(block.timestamp);
    }

    /// @inheritdoc IMarket
    function fullPriceRay() external view returns (uint256) {
        return _rate.full;
    }

    /// @inheritdoc IMarket
    function borrowIndexRay() public view returns (uint256) {
        return _index.indexAt(block.timestamp);
    }

    /// @inheritdoc IMarket
    function ratePerSecondRay() external view returns (uint256) {
        return _index.ratePerSecondRay;
    }

    /// @inheritdoc IMarket
    function utilisationWad() external view returns (uint256) {
        return _utilisation(_totals(), borrowIndexRay());
    }

    /// @inheritdoc IMarket
    function epochClosableAt() public view returns (uint256) {
        return _epoch.start + _minEpochSeconds;
    }

    /// @inheritdoc IMarket
    function actualAssets() external view returns (uint256) {
        return totalCash() + totalDebt();
    }

    /// @inheritdoc IMarket
    function totalCash() public view returns (uint256 cash) {
        for (uint256 lane = 0; lane < lanes; ++lane) {
            cash += _cash[lane].amount;
        }
    }

    /// @inheritdoc IMarket
    function totalDebt() public view returns (uint256) {
        return totalDebtShares().toAssetsDown(borrowIndexRay());
    }

    /// @inheritdoc IMarket
    function totalDebtShares() public view returns (uint256 debtShares) {
        for (uint256 lane = 0; lane < lanes; ++lane) {
            debtShares += _debts[lane].amount;
        }
    }

    /// @inheritdoc IMarket
    function laneCash(uint256 lane) external view returns (uint256) {
        return _cash[lane].amount;
    }

    /// @inheritdoc IMarket
    function laneDebtShares(uint256 lane) external view returns (uint256) {
        return _debts[lane].amount;
    }

    /// @inheritdoc IMarket
    function laneCaps(uint256 lane) external view returns (int256 shares, uint256 debtShares) {
        LaneCaps memory caps = _caps[lane];
        return (caps.shares, caps.debtShares);
    }

    /// @inheritdoc IMarket
    function paused() external view returns (bool supplyPaused, bool borrowPaused) {
        return (_rate.closed, _index.borrowPaused);
    }

    /// @inheritdoc IMarket
    function seeded() external view returns (bool) {
        return _index.seeded;
    }

    /* VIEWS: POSITIONS */

    /// @inheritdoc IMarket
    function positionOf(address account) external view returns (Position memory) {
        return _positions[account];
    }

    /// @inheritdoc IMarket
    function debtOf(address account) public view returns (uint256) {
        return uint256(_positions[account].debtShares).toAssetsUp(borrowIndexRay());
    }

    /// @inheritdoc IMarket
    function maxDebtOf(address account) public view returns (uint256) {
        return _maxDebt(_positions[account].collateral);
    }

    /// @inheritdoc IMarket
    function healthOf(address account) external view returns (uint256) {
        uint256 debt = debtOf(account);
        return debt == 0 ? type(uint256).max : maxDebtOf(account).mulDiv(WAD, debt);
    }

    /* SUPPLY */

    /// @inheritdoc IERC4626
    function deposit(uint256 assets, address receiver) external nonReentrant returns (uint256 shares) {
        shares = assets.toSharesDown(_entryPriceRay());
        _deposit(receiver, assets, shares);
    }

    /// @inheritdoc IERC4626
    function mint(uint256 shares, address receiver) external nonReentrant returns (uint256 assets) {
        assets = shares.toAssetsUp(_entryPriceRay());
        _deposit(receiver, assets, shares);
    }

    /// @inheritdoc IERC4626
    function withdraw(uint256 assets, address receiver, address owner) external nonReentrant returns (uint256 shares) {
        shares = assets.toSharesUp(unlockedPriceRay());
        _withdraw(receiver, owner, assets, shares);
    }

    /// @inheritdoc IERC4626
    function redeem(uint256 shares, address receiver, address owner) external nonReentrant returns (uint256 assets) {
        assets = shares.toAssetsDown(unlockedPriceRay());
        _withdraw(receiver, owner, assets, shares);
    }

    /// @inheritdoc IMarket
    /// @dev The market itself is the holder: no function of it moves its own shares.
    function seed() external nonReentrant returns (uint256 shares) {
        require(!_index.seeded, AlreadySeeded());
        shares = _seedAssets.toSharesDown(_entryPriceRay());
        _index.seeded = true;
        _deposit(address(this), _seedAssets, shares);
        emit Seed(msg.sender, _seedAssets, shares);
    }

    /* COLLATERAL */

    /// @inheritdoc IMarket
    function supplyCollateral(uint256 assets, address onBehalf) external nonReentrant {
        require(assets != 0, ZeroAmount(0, 0));
        address purse = _purseOf(laneOf(onBehalf));
        // Measured, since the purse's balance is all that says what the lane's positions have.
        uint256 held = _collateral.balanceOf(purse);
        _collateral.safeTransferFrom(msg.sender, purse, assets);
        uint256 received = _collateral.balanceOf(purse) - held;
        require(received == assets, ShortTransfer(assets, received));
        _positions[onBehalf].collateral += assets.toUint128();
        emit SupplyCollateral(msg.sender, onBehalf, assets);
    }

    /// @inheritdoc IMarket
    function withdrawCollateral(uint256 assets, address onBehalf, address receiver) external nonReentrant {
        require(assets != 0, ZeroAmount(0, 0));
        _checkAuthorized(onBehalf);
        Position memory position = _positions[onBehalf];
        require(assets <= position.collateral, InsufficientCollateral(onBehalf, position.collateral, assets));
        unchecked {
            // assets <= position.collateral.
            position.collateral -= uint128(assets);
        }
        _positions[onBehalf].collateral = position.collateral;
        if (position.debtShares != 0) _checkHealthy(onBehalf, position, borrowIndexRay());
        _payCollateral(laneOf(onBehalf), receiver, assets);
        emit WithdrawCollateral(msg.sender, onBehalf, receiver, assets);
    }

    /* DEBT */

    /// @inheritdoc IMarket
    function borrow(
        uint256 assets,
        address onBehalf,
        address receiver
    ) external nonReentrant returns (uint256 debtShares) {
        require(assets != 0, ZeroAmount(0, 0));
        _checkAuthorized(onBehalf);
        BorrowIndex memory index = _index;
        require(index.seeded, NotSeeded());
        require(!index.borrowPaused, BorrowPaused());
        uint256 indexRay = index.indexAt(block.timestamp);
        debtShares = assets.toSharesUp(indexRay);

        Position memory position = _positions[onBehalf];
        position.debtShares = (position.debtShares + debtShares).toUint128();
        _positions[onBehalf].debtShares = position.debtShares;
        uint256 lane = laneOf(onBehalf);
        uint256 laneDebt = _debts[lane].increase(debtShares, _elapsed());
        uint256 cap = _caps[lane].debtShares;
        require(laneDebt <= cap, BorrowCapExceeded(lane, laneDebt, cap));
        _checkHealthy(onBehalf, position, indexRay);
        _payCash(lane, receiver, assets);
        emit Borrow(msg.sender, onBehalf, receiver, assets, debtShares);
    }

    /// @inheritdoc IMarket
    function repay(
        uint256 assets,
        address onBehalf
    ) external nonReentrant returns (uint256 repaidAssets, uint256 debtShares) {
        uint256 indexRay = borrowIndexRay();
        uint256 owed = _positions[onBehalf].debtShares;
        repaidAssets = owed.toAssetsUp(indexRay);
        debtShares = owed;
        if (assets < repaidAssets) (repaidAssets, debtShares) = (assets, assets.toSharesDown(indexRay));
        require(debtShares != 0, ZeroAmount(repaidAssets, 0));

        uint256 lane = laneOf(onBehalf);
        _asset.safeTransferFrom(msg.sender, _purseOf(lane), repaidAssets);
        unchecked {
            // debtShares <= owed, which fits.
            _positions[onBehalf].debtShares = uint128(owed - debtShares);
        }
        _debts[lane].decrease(debtShares, _elapsed());
        _checkHeld(lane, _cash[lane].increase(repaidAssets, _elapsed()));
        emit Repay(msg.sender, onBehalf, repaidAssets, debtShares);
    }

    /// @inheritdoc IMarket
    function liquidate(
        address borrower,
        uint256 maxRepayAssets,
        uint256 minSeized,
        address receiver,
        bytes calldata data
    ) external nonReentrant returns (uint256 repaidAssets, uint256 seizedCollateral) {
        uint256 indexRay = borrowIndexRay();
        Position memory position = _positions[borrower];
        LiquidationResult memory result = LiquidationLib.outcome(
            borrower,
            position,
            indexRay,
            _price(),
            maxRepayAssets,
            LiquidationTerms(_lltvWad, _incentiveWad, _closeFactorWad, _fullLiquidationHealthWad)
        );
        (repaidAssets, seizedCollateral) = (result.repaidAssets, result.seizedCollateral);
        require(seizedCollateral >= minSeized, SeizedTooLittle(seizedCollateral, minSeized));

        uint256 closed = result.repaidShares + result.badDebtShares;
        // The outcome is at most what the position has.
        position.collateral -= uint128(seizedCollateral);
        position.debtShares -= uint128(closed);
        _positions[borrower] = position;
        uint256 lane = laneOf(borrower);
        _debts[lane].decrease(closed, _elapsed());
        uint256 cash = _cash[lane].increase(repaidAssets, _elapsed());
        emit Liquidate(
            msg.sender,
            borrower,
            receiver,
            repaidAssets,
            result.repaidShares,
            seizedCollateral,
            result.badDebtShares.toAssetsUp(indexRay),
            result.badDebtShares
        );
        // Before anyone else is called: nobody leaves at the price before the loss.
        if (result.badDebtShares != 0) _settle(_totals(), _index.ratePerSecondRay);

        _payCollateral(lane, receiver, seizedCollateral);
        if (data.length != 0) ILiquidateCallback(msg.sender).onLiquidate(repaidAssets, seizedCollateral, data);
        if (repaidAssets != 0) _asset.safeTransferFrom(msg.sender, _purseOf(lane), repaidAssets);
        _checkHeld(lane, cash);
    }

    /* AUTHORISATION */

    /// @inheritdoc IMarket
    function setAuthorization(address operator, bool allowed) external {
        _setAuthorization(msg.sender, operator, allowed);
    }

    /// @inheritdoc IMarket
    function setAuthorizationBySig(
        address account,
        address operator,
        bool allowed,
        uint256 deadline,
        bytes calldata signature
    ) external {
        require(block.timestamp <= deadline, AuthorizationExpired(deadline));
        bytes32 structHash = keccak256(
            abi.encode(AUTHORIZATION_TYPEHASH, account, operator, allowed, _useNonce(account), deadline)
        );
        require(
            SignatureChecker.isValidSignatureNow(account, _hashTypedDataV4(structHash), signature),
            AuthorizationNotSigned(account)
        );
        _setAuthorization(account, operator, allowed);
    }

    /// @inheritdoc IMarket
    /// @dev No need to be payable or guarded: each call is guarded by itself, and none takes ether.
    function multicall(bytes[] calldata calls) external returns (bytes[] memory answers) {
        answers = new bytes[](calls.length);
        for (uint256 i = 0; i < calls.length; ++i) {
            answers[i] = Address.functionDelegateCall(address(this), calls[i]);
        }
    }

    /* SETTLEMENT */

    /// @inheritdoc IMarket
    function accrue() external nonReentrant returns (Accrual memory) {
        require(block.timestamp >= epochClosableAt(), EpochTooShort(epochClosableAt()));
        Totals memory totals = _totals();
        uint256 mean = _utilisation(totals, borrowIndexRay());
        _epoch.start = block.timestamp.toUint40();
        _epoch.cashIntegral = totals.cashIntegral;
        _epoch.debtIntegral = totals.debtIntegral;
        _epoch.utilisationWad = mean.toUint64();
        return _settle(totals, _model.ratePerSecondRay(mean));
    }

    /* ROLES */

    /// @inheritdoc IMarket
    function setCaps(uint256 supplyCap, uint256 borrowCap) external restricted {
        _setCaps(supplyCap, borrowCap);
    }

    /// @inheritdoc IMarket
    function setFee(uint256 feeWad, address recipient) external restricted nonReentrant {
        _settle(_totals(), _index.ratePerSecondRay);
        _setFee(feeWad, recipient);
    }

    /// @inheritdoc IMarket
    function setRateModel(RateModel calldata model) external restricted {
        _setRateModel(model);
    }

    /// @inheritdoc IMarket
    function setPaused(bool supplyPaused, bool borrowPaused) external restricted {
        _rate.closed = supplyPaused;
        _index.borrowPaused = borrowPaused;
        emit SetPaused(supplyPaused, borrowPaused);
    }

    /* INTERNALS: FLOWS */

    function _deposit(address receiver, uint256 assets, uint256 shares) private {
        require(assets != 0 && shares != 0, ZeroAmount(assets, shares));
        uint256 lane = laneOf(receiver);
        _asset.safeTransferFrom(msg.sender, _purseOf(lane), assets);
        _mint(receiver, shares);
        int256 laneShares_ = _lanes[lane].shares;
        int256 cap = _caps[lane].shares;
        require(laneShares_ <= cap, SupplyCapExceeded(lane, laneShares_, cap));
        _checkHeld(lane, _cash[lane].increase(assets, _elapsed()));
        emit Deposit(msg.sender, receiver, assets, shares);
    }

    function _withdraw(address receiver, address owner, uint256 assets, uint256 shares) private {
        require(assets != 0 && shares != 0, ZeroAmount(assets, shares));
        if (msg.sender != owner) _spendAllowance(owner, msg.sender, shares);
        _burn(owner, shares);
        _payCash(laneOf(owner), receiver, assets);
        emit Withdraw(msg.sender, receiver, owner, assets, shares);
    }

    /// @dev From the lane `own`, then from those that follow, and round.
    function _payCash(uint256 own, address receiver, uint256 assets) private {
        uint256 elapsed = _elapsed();
        uint256 rest = assets;
        for (uint256 i = 0; i < lanes && rest != 0; ++i) {
            uint256 lane = (own + i) & (lanes - 1);
            uint256 taken = _cash[lane].take(rest, elapsed);
            if (taken == 0) continue;
            unchecked {
                // taken <= rest.
                rest -= taken;
            }
            _asset.safeTransferFrom(_purseOf(lane), receiver, taken);
        }
        require(rest == 0, InsufficientCash(assets, assets - rest));
    }

    function _payCollateral(uint256 lane, address receiver, uint256 assets) private {
        _collateral.safeTransferFrom(_purseOf(lane), receiver, assets);
    }

    function _setAuthorization(address account, address operator, bool allowed) private {
        isAuthorized[account][operator] = allowed;
        emit SetAuthorization(account, operator, allowed);
    }

    /* INTERNALS: CHECKS */

    /// @dev One reading where a measured delta would take two: the purse must hold what its lane owes, or the entry is
    /// refused. What a token kept as a fee could only be hidden by an earlier gift of as much.
    function _checkHeld(uint256 lane, uint256 cash) private view {
        uint256 held = _asset.balanceOf(_purseOf(lane));
        require(held >= cash, ShortTransfer(cash, held));
    }

    function _checkAuthorized(address account) private view {
        require(msg.sender == account || isAuthorized[account][msg.sender], NotAuthorized(account, msg.sender));
    }

    function _checkHealthy(address account, Position memory position, uint256 indexRay) private view {
        uint256 debt = uint256(position.debtShares).toAssetsUp(indexRay);
        uint256 maxDebt = _maxDebt(position.collateral);
        require(debt <= maxDebt, Unhealthy(account, debt, maxDebt));
    }

    /* INTERNALS: VIEWS */

    function _purseOf(uint256 lane) private view returns (address) {
        return address(LaneLib.purseOf(lane));
    }

    function _elapsed() private view returns (uint256) {
        return block.timestamp - _origin;
    }

    function _price() private view returns (uint256 price) {
        price = _oracle.price();
        require(price != 0, ZeroPrice());
    }

    function _maxDebt(uint256 collateral) private view returns (uint256) {
        return LiquidationLib.maxDebtDown(LiquidationLib.valueDown(collateral, _price()), _lltvWad);
    }

    function _isOpen() private view returns (bool) {
        return !_rate.closed && _rate.full >= MIN_ENTRY_PRICE_RAY;
    }

    function _entryPriceRay() private view returns (uint256 fullRay) {
        bool closed;
        (fullRay, closed) = _rate.entry();
        require(!closed, SupplyPaused());
        require(fullRay >= MIN_ENTRY_PRICE_RAY, PriceTooLow(fullRay));
    }

    /// @dev What the receiver's lane has room for; nothing for nobody, to whom no shares can be minted.
    function _roomOf(address receiver) private view returns (uint256 shares, uint256 cash) {
        if (receiver == address(0)) return (0, 0);
        uint256 lane = laneOf(receiver);
        int256 room = int256(_caps[lane].shares) - _lanes[lane].shares;
        shares = room > 0 ? uint256(room) : 0;
        cash = TimedLib.MAX_AMOUNT - _cash[lane].amount;
    }

    function _totals() private view returns (Totals memory totals) {
        uint256 elapsed = _elapsed();
        int256 supply;
        for (uint256 lane = 0; lane < lanes; ++lane) {
            (uint256 cash, uint256 cashIntegral) = _cash[lane].read(elapsed);
            (uint256 debtShares, uint256 debtIntegral) = _debts[lane].read(elapsed);
            supply += _lanes[lane].shares;
            totals.cash += cash;
            totals.cashIntegral += cashIntegral;
            totals.debtShares += debtShares;
            totals.debtIntegral += debtIntegral;
        }
        // Not negative: it is the sum of all balances.
        totals.supply = uint256(supply);
    }

    /// @dev Since the open epoch began. Debt shares count for what they owe at its end.
    function _utilisation(Totals memory totals, uint256 indexRay) private view returns (uint256) {
        uint256 debtSeconds = (totals.debtIntegral - _epoch.debtIntegral).toAssetsDown(indexRay);
        return InterestLib.utilisation(totals.cashIntegral - _epoch.cashIntegral, debtSeconds);
    }

    /* INTERNALS: SETTLEMENT */

    /// @dev Counts the interest since the last settlement, at the rate of then, and lets it stream; a loss shows at once.
    /// The index grows at `nextRate` from here on, in RAY a second.
    function _settle(Totals memory totals, uint256 nextRate) private returns (Accrual memory result) {
        BorrowIndex memory index = _index;
        uint256 indexRay = index.indexAt(block.timestamp);
        uint256 debtAssets = totals.debtShares.toAssetsDown(indexRay);
        uint256 assets = totals.cash + debtAssets;
        uint256 fee = _feeOf(totals, index, indexRay, assets);

        uint256 fullRay = _rate.full;
        uint256 feeShares;
        if (totals.supply != 0) {
            // No more than the index has grown; see SEED.
            uint256 limitRay = fullRay.mulDiv(indexRay, index.ray);
            fullRay = (assets - fee).mulDiv(RateLib.RAY, totals.supply).min(limitRay);
            // At the new price, so that supply * full stays within what there is.
            feeShares = fee.toSharesDown(fullRay);
        }
        if (feeShares != 0) _mint(_settings.feeRecipient, feeShares);
        totals.supply += feeShares;
        _rate.report(fullRay, block.timestamp, _streamPeriod);

        index.ray = uint128(indexRay);
        index.updated = block.timestamp.toUint40();
        index.ratePerSecondRay = nextRate.toUint72();
        _index = index;
        _epoch.settledDebtIntegral = totals.debtIntegral;
        _shareCaps(totals, indexRay);

        result = Accrual({
            indexRay: indexRay,
            ratePerSecondRay: nextRate,
            utilisationWad: _epoch.utilisationWad,
            cash: totals.cash,
            debtAssets: debtAssets,
            supply: totals.supply,
            fromRay: _rate.from,
            fullRay: fullRay,
            streamPeriod: _rate.period,
            feeShares: feeShares
        });
        _emitAccrue(result);
    }

    /// @dev The fee on the interest since the last settlement, in units of the loan asset, rounded down: on what the mean
    /// debt over that time has grown by, and never more than what the suppliers gain.
    function _feeOf(
        Totals memory totals,
        BorrowIndex memory index,
        uint256 indexRay,
        uint256 assets
    ) private view returns (uint256) {
        uint256 elapsed = block.timestamp - index.updated;
        if (elapsed == 0) return 0;
        uint256 meanDebtShares = (totals.debtIntegral - _epoch.settledDebtIntegral) / elapsed;
        uint256 interest = meanDebtShares.toAssetsDown(indexRay - index.ray);
        uint256 gain = assets.saturatingSub(totals.supply.toAssetsUp(_rate.full));
        return interest.min(gain).mulDiv(_settings.feeWad, WAD);
    }

    /// @dev Gives every lane an even part of what the caps leave, on top of what it has.
    function _shareCaps(Totals memory totals, uint256 indexRay) private {
        uint256 most = uint256(_settings.supplyCap).toSharesDown(_rate.full);
        uint256 shares = (most.saturatingSub(totals.supply) / lanes).min(uint128(type(int128).max));
        most = uint256(_settings.borrowCap).toSharesDown(indexRay);
        uint256 debtShares = most.saturatingSub(totals.debtShares) / lanes;
        for (uint256 lane = 0; lane < lanes; ++lane) {
            int256 laneShares_ = int256(_lanes[lane].shares) + int256(shares);
            uint256 laneDebt = _debts[lane].amount + debtShares;
            // Both were brought within their bounds; a lane can't be filled beyond them anyway.
            _caps[lane] = LaneCaps(
                int128(SignedMath.min(laneShares_, type(int128).max)),
                uint128(laneDebt.min(type(uint128).max))
            );
        }
    }

    function _emitAccrue(Accrual memory result) private {
        emit Accrue(
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
    }

    /* INTERNALS: SETTINGS */

    function _setCaps(uint256 supplyCap, uint256 borrowCap) private {
        _settings.supplyCap = supplyCap.toUint128();
        _settings.borrowCap = borrowCap.toUint128();
        _shareCaps(_totals(), borrowIndexRay());
        emit SetCaps(supplyCap, borrowCap);
    }

    function _setFee(uint256 feeWad, address recipient) private {
        require(feeWad <= MAX_FEE_WAD, SettingTooHigh(feeWad, MAX_FEE_WAD));
        require(recipient != address(0), ZeroRecipient());
        _settings.feeWad = uint64(feeWad);
        _settings.feeRecipient = recipient;
        emit SetFee(feeWad, recipient);
    }

    function _setRateModel(RateModel memory model) private {
        uint256 max = InterestLib.MAX_RATE_WAD;
        require(model.maxRateWad <= max, SettingTooHigh(model.maxRateWad, max));
        require(model.kinkRateWad <= model.maxRateWad, SettingTooHigh(model.kinkRateWad, model.maxRateWad));
        require(model.baseRateWad <= model.kinkRateWad, SettingTooHigh(model.baseRateWad, model.kinkRateWad));
        require(model.kinkWad != 0, SettingTooLow(0, 1));
        require(model.kinkWad < WAD, SettingTooHigh(model.kinkWad, WAD - 1));
        _model = model;
        emit SetRateModel(model.baseRateWad, model.kinkRateWad, model.maxRateWad, model.kinkWad);
    }

    function _checkTerms(MarketTerms memory set) private view {
        require(set.collateral != set.asset && set.collateral.code.length != 0, BadCollateral(set.collateral));
        // A position that has just become unhealthy has more than its debt and the incentive.
        uint256 mostLltv = WAD.mulDiv(WAD, WAD + set.incentiveWad) - 1;
        require(set.lltvWad <= mostLltv, SettingTooHigh(set.lltvWad, mostLltv));
        require(set.closeFactorWad != 0, SettingTooLow(0, 1));
        require(set.closeFactorWad <= WAD, SettingTooHigh(set.closeFactorWad, WAD));
        require(set.fullLiquidationHealthWad <= WAD, SettingTooHigh(set.fullLiquidationHealthWad, WAD));
        require(set.seedAssets >= MIN_SEED_ASSETS, SettingTooLow(set.seedAssets, MIN_SEED_ASSETS));
        require(set.minEpochSeconds >= MIN_EPOCH, SettingTooLow(set.minEpochSeconds, MIN_EPOCH));
        require(set.minEpochSeconds <= MAX_EPOCH, SettingTooHigh(set.minEpochSeconds, MAX_EPOCH));
        require(set.streamPeriod <= MAX_STREAM_PERIOD, SettingTooHigh(set.streamPeriod, MAX_STREAM_PERIOD));
    }
}
