// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {AuthorityUtils} from "@openzeppelin/contracts/access/manager/AuthorityUtils.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IVault, ReportResult, StrategyCaps, VaultParams, VaultSettings} from "../interfaces/IVault.sol";
import {LaneERC20} from "../lanes/LaneERC20.sol";
import {LaneLib} from "../lanes/LaneLib.sol";
import {Rate, RateLib} from "../lanes/RateLib.sol";
import {ReportInput, ReportLib} from "./ReportLib.sol";
import {StrategyLib} from "./StrategyLib.sol";

/// @title Vault
/// @notice An ERC-4626 over up to eight ERC-4626 strategies, whose entries and exits write one lane.
/// @dev SHARE PRICE. Two prices, stored by a report and streaming in between (RateLib): entering pays `full`, leaving
/// gets `unlocked`. No balance is read for a price, so that neither a donation nor a call in the middle of another moves
/// it. `totalAssets` is what all shares would be redeemed for; what the vault has, streaming profit and reserve
/// included, is `actualAssets`.
/// @dev LANES. Who enters pays into the purse of the receiver's lane, who leaves is paid by the purse of the owner's
/// lane: one slot {shares, cash} either way. Where that lane is short the next lanes pay, then the buffer, then the
/// strategies in their order.
/// @dev ACCOUNTING. What the vault has is counted, not read from balances: cash by lane, the buffer, and by strategy what
/// went in less what came out plus what reports found. A gain or a loss is what a report finds beyond that. It may be
/// negative for a strategy that paid out a gain not yet reported. What was given away to the vault is found by a report,
/// what was given to a purse once it is swept.
/// @dev TOKEN REQUIREMENTS. An ERC-20 that pays the amount asked for; no return value is fine. A fee on transfer is
/// refused by an entry, since a purse must hold what its lane owes. Balances that shrink by themselves are not supported;
/// ones that grow are gifts to a purse. Callbacks are met by the guard, and by prices that no call moves.
/// @dev LIVENESS. Entries can be closed, exits can't: not by a role, and not by a strategy that fails, which is passed
/// over. In a report it counts with its last known value, so that making a strategy fail is no way to move the price.
/// Where liquidity is short there is the exit in kind.
/// @dev LOSSES show at once: a report that finds one is open to anyone. One beyond the health limit closes entries until
/// the guardian has looked, so that nobody buys cheaply from a false alarm; leaving stays possible, in kind for a
/// part of the strategies' own shares.
/// @dev ROLES. Functions are given to roles by the AccessManager: curator (strategies, fees, limits), keeper
/// (`sweep`, `allocate`, `deallocate`, `report`), guardian (`setPaused`). What a keeper may lose by moving assets is
/// bounded over a day by the health limit on losses.
/// @dev ROUNDING. Always against the account that acts.
contract Vault is IVault, LaneERC20, AccessManaged, ReentrancyGuardTransient {
    using Math for uint256;
    using RateLib for Rate;
    using RateLib for uint256;
    using SafeCast for *;
    using SafeERC20 for IERC20;
    using StrategyLib for address;

    /// @dev `accounted` in asset units. Two slots: 128 + 128 bits; 64 + 8 bits.
    struct Strategy {
        uint128 absoluteCap;
        int128 accounted;
        uint64 relativeCapWad;
        bool listed;
    }

    /// @dev What moves have lost since `start`, in asset units. One slot.
    struct MoveLoss {
        uint128 assets;
        uint40 start;
    }

    /// @dev The highest full price so far, and since when the management fee is due. One slot.
    struct HighWater {
        uint128 ray;
        uint40 feesFrom;
    }

    uint256 private constant WAD = 1e18;
    uint256 private constant BPS = 10_000;
    uint256 private constant MAX_STRATEGIES = 8;
    uint256 private constant MAX_PERFORMANCE_FEE_WAD = 0.5e18; // 50 % of a gain
    uint256 private constant MAX_MANAGEMENT_FEE_WAD = 0.05e18; // 5 % a year
    uint256 private constant MAX_GAIN_LIMIT_WAD = 1e18; // a report at most doubles the price
    uint256 private constant MAX_STREAM_PERIOD = 30 days;
    uint256 private constant MAX_GRACE_PERIOD = 30 days;
    /// @dev Each strategy may round a deposit or its value down by a unit without that being a loss worth an alarm.
    uint256 private constant DUST = MAX_STRATEGIES;
    /// @dev Below a billionth of the first price its 27 decimals give less than 18 digits.
    uint256 private constant MIN_ENTRY_PRICE_RAY = RateLib.RAY / 1e9;

    IERC20 private immutable _asset;
    uint8 private immutable _decimals;

    Rate private _rate;
    VaultSettings private _settings;
    uint256 private _buffer;
    HighWater private _highWater;
    MoveLoss private _moveLoss;
    address[] private _order;
    mapping(address strategy => Strategy state) private _strategies;

    constructor(
        VaultParams memory params
    ) LaneERC20(params.name, params.symbol, params.lanes) AccessManaged(params.authority) {
        IERC20 token = IERC20(params.asset);
        _asset = token;
        _decimals = IERC20Metadata(params.asset).decimals();
        for (uint256 lane = 0; lane < params.lanes; ++lane) {
            LaneLib.purseOf(lane).allow(token);
        }
        _rate = Rate({
            full: uint128(RateLib.RAY),
            start: block.timestamp.toUint40(),
            period: 0,
            closed: false,
            from: uint128(RateLib.RAY)
        });
        _highWater = HighWater(uint128(RateLib.RAY), block.timestamp.toUint40());
        _setFees(params.performanceFeeWad, params.managementFeeWad, params.feeRecipient);
        _setHealthLimits(params.maxGainWad, params.maxLossWad);
        _setStreamPeriod(params.streamPeriod);
        _setGracePeriod(params.gracePeriod);
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
    /// @dev What the receiver's lane has room for.
    function maxDeposit(address receiver) external view returns (uint256) {
        if (!_isOpen()) return 0;
        (uint256 sharesRoom, uint256 cashRoom) = _roomOf(receiver);
        return cashRoom.min(sharesRoom.toAssetsDown(_rate.full));
    }

    /// @inheritdoc IERC4626
    /// @dev What the receiver's lane has room for.
    function maxMint(address receiver) external view returns (uint256) {
        if (!_isOpen()) return 0;
        (uint256 sharesRoom, uint256 cashRoom) = _roomOf(receiver);
        return sharesRoom.min(cashRoom.toSharesDown(_rate.full));
    }

    /// @inheritdoc IERC4626
    /// @dev Warning: relies on what strategies say they could pay, each by itself.
    function maxWithdraw(address owner) external view returns (uint256) {
        uint256 assets = balanceOf(owner).toAssetsDown(unlockedPriceRay());
        return assets == 0 ? 0 : assets.min(_liquidity(assets));
    }

    /// @inheritdoc IERC4626
    /// @dev Warning: relies on what strategies say they could pay, each by itself.
    function maxRedeem(address owner) external view returns (uint256) {
        uint256 priceRay = unlockedPriceRay();
        uint256 shares = balanceOf(owner);
        uint256 assets = shares.toAssetsDown(priceRay);
        if (assets == 0) return 0;
        uint256 liquid = _liquidity(assets);
        if (liquid >= assets) return shares;
        // The most shares that are worth `liquid`, rounded down: one less than the fewest that are worth a unit more.
        return liquid == 0 ? 0 : (liquid + 1).toSharesUp(priceRay) - 1;
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

    /* VIEWS: VAULT */

    /// @inheritdoc IERC20Permit
    function nonces(address owner) public view override(IERC20Permit, LaneERC20) returns (uint256) {
        return super.nonces(owner);
    }

    /// @inheritdoc IVault
    function unlockedPriceRay() public view returns (uint256) {
        return _rate.unlocked(block.timestamp);
    }

    /// @inheritdoc IVault
    function fullPriceRay() external view returns (uint256) {
        return _rate.full;
    }

    /// @inheritdoc IVault
    function strategies() external view returns (address[] memory) {
        return _order;
    }

    /// @inheritdoc IVault
    function capsOf(address strategy) external view returns (StrategyCaps memory) {
        Strategy storage state = _strategies[strategy];
        return StrategyCaps(state.absoluteCap, state.relativeCapWad);
    }

    /// @inheritdoc IVault
    /// @dev A strategy that does not say what it holds counts with its last known value.
    function actualAssets() external view returns (uint256) {
        (uint256 assets, , ) = _actual();
        return assets;
    }

    /// @inheritdoc IVault
    function buffer() external view returns (uint256) {
        return _buffer;
    }

    /// @inheritdoc IVault
    function laneCash(uint256 lane) external view returns (uint256) {
        return _lanes[lane].cash;
    }

    /// @inheritdoc IVault
    function lastReport() public view returns (uint256) {
        return _rate.start;
    }

    /// @inheritdoc IVault
    function paused() external view returns (bool) {
        return _rate.closed;
    }

    /// @inheritdoc IVault
    function settings() external view returns (VaultSettings memory) {
        return _settings;
    }

    /// @inheritdoc IVault
    function highWaterRay() external view returns (uint256) {
        return _highWater.ray;
    }

    /* ENTRY */

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

    /* EXIT */

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

    /// @inheritdoc IVault
    function redeemInKind(
        uint256 shares,
        address receiver,
        address owner
    ) external nonReentrant returns (uint256 assets) {
        require(shares != 0, ZeroAmount(0, 0));
        if (msg.sender != owner) _spendAllowance(owner, msg.sender, shares);

        (uint256 part, uint256 whole) = _partOf(shares);
        uint256 cash = _totalCash();
        assets = (cash + _buffer).mulDiv(part, whole);
        uint256 lanesPay = assets.min(cash);

        uint256 taken = _burnWithCash(owner, shares, lanesPay);
        uint256 lane = laneOf(owner);
        _pay(lane, receiver, taken);
        _payFromOtherLanes(lane, receiver, lanesPay - taken);
        if (assets > lanesPay) {
            _buffer -= assets - lanesPay;
            _asset.safeTransfer(receiver, assets - lanesPay);
        }
        for (uint256 i = 0; i < _order.length; ++i) {
            _payInStrategyShares(_order[i], receiver, owner, part, whole);
        }
        emit RedeemInKind(msg.sender, receiver, owner, shares, assets);
    }

    /* SETTLEMENT */

    /// @inheritdoc IVault
    /// @dev No need for `restricted`: where nobody may ask for a report but the keeper, its role is asked for here.
    function report() external nonReentrant returns (ReportResult memory) {
        return _report(_accounted(), true);
    }

    /// @inheritdoc IVault
    function sweep(uint256[] calldata lanes_) external restricted nonReentrant returns (uint256 assets) {
        uint256 keep = _accounted().mulDiv(_settings.laneReserveBps, BPS * lanes);
        for (uint256 i = 0; i < lanes_.length; ++i) {
            uint256 lane = lanes_[i];
            LaneLib.check(lane, lanes);
            uint256 cash = _lanes[lane].cash;
            uint256 moved = cash.saturatingSub(keep);
            uint256 given = _asset.balanceOf(address(LaneLib.purseOf(lane))).saturatingSub(cash);
            if (moved != 0) _lanes[lane].cash = (cash - moved).toUint128();
            _pay(lane, address(this), moved + given);
            assets += moved;
            emit Sweep(lane, moved);
        }
        _buffer += assets;
    }

    /// @inheritdoc IVault
    function allocate(
        address strategy,
        uint256 assets
    ) external restricted nonReentrant returns (uint256 strategyShares) {
        Strategy storage state = _strategies[strategy];
        require(state.listed, NotAStrategy(strategy));
        require(assets <= _buffer, BufferTooSmall(assets, _buffer));
        uint256 total = _accounted();
        uint256 valueBefore = _value(strategy);
        uint256 cap = uint256(state.absoluteCap).min(total.mulDiv(state.relativeCapWad, WAD));
        require(valueBefore + assets <= cap, CapExceeded(strategy, valueBefore + assets, cap));

        _buffer -= assets;
        state.accounted += assets.toInt256().toInt128();
        uint256 held = _asset.balanceOf(address(this));
        uint256 sharesBefore = IERC20(strategy).balanceOf(address(this));
        _asset.forceApprove(strategy, assets);
        IERC4626(strategy).deposit(assets, address(this));
        // A strategy that took less has left an approval and assets that nobody would account for.
        _asset.forceApprove(strategy, 0);
        uint256 spent = held - _asset.balanceOf(address(this));
        require(spent == assets, ShortTransfer(assets, spent));

        strategyShares = IERC20(strategy).balanceOf(address(this)) - sharesBefore;
        uint256 loss = (valueBefore + assets).saturatingSub(_value(strategy));
        _limitMoveLoss(loss, total);
        emit Allocate(strategy, assets, strategyShares);
        // A loss shows at once, else who brought the assets could leave at the old price and let the others bear it.
        if (loss > DUST) _report(total, false);
    }

    /// @inheritdoc IVault
    function deallocate(
        address strategy,
        uint256 assets
    ) external restricted nonReentrant returns (uint256 strategyShares) {
        Strategy storage state = _strategies[strategy];
        require(state.listed, NotAStrategy(strategy));
        uint256 total = _accounted();
        (bool readable, uint256 valueBefore) = strategy.tryValue();

        uint256 held = _asset.balanceOf(address(this));
        uint256 sharesBefore = IERC20(strategy).balanceOf(address(this));
        IERC4626(strategy).withdraw(assets, address(this), address(this));
        uint256 received = _asset.balanceOf(address(this)) - held;
        require(received >= assets, ShortTransfer(assets, received));

        _buffer += received;
        state.accounted -= received.toInt256().toInt128();
        strategyShares = sharesBefore - IERC20(strategy).balanceOf(address(this));
        // A strategy that didn't say its value can be left all the same: it paid what was asked of it.
        if (readable) _limitMoveLoss(valueBefore.saturatingSub(_value(strategy) + received), total);
        emit Deallocate(strategy, received, strategyShares);
    }

    /* ROLES */

    /// @inheritdoc IVault
    function setStrategy(
        address strategy,
        uint256 absoluteCap,
        uint256 relativeCapWad
    ) external restricted nonReentrant {
        require(relativeCapWad <= WAD, SettingTooHigh(relativeCapWad, WAD));
        Strategy storage state = _strategies[strategy];
        if (!state.listed) {
            require(strategy != address(this), BadStrategy(strategy));
            require(IERC4626(strategy).asset() == address(_asset), BadStrategy(strategy));
            require(_order.length < MAX_STRATEGIES, TooManyStrategies(MAX_STRATEGIES));
            _order.push(strategy);
            state.listed = true;
        }
        state.absoluteCap = absoluteCap.toUint128();
        state.relativeCapWad = relativeCapWad.toUint64();
        emit SetStrategy(strategy, absoluteCap, relativeCapWad);
    }

    /// @inheritdoc IVault
    function removeStrategy(address strategy) external restricted nonReentrant {
        require(_strategies[strategy].listed, NotAStrategy(strategy));
        uint256 accounted = _accounted();
        uint256 last = _order.length - 1;
        bool found;
        // Those behind it move up, since the order is the curator's.
        for (uint256 i = 0; i < last; ++i) {
            found = found || _order[i] == strategy;
            if (found) _order[i] = _order[i + 1];
        }
        _order.pop();
        delete _strategies[strategy];
        emit RemoveStrategy(strategy);
        _report(accounted, false);
    }

    /// @inheritdoc IVault
    function setFees(
        uint256 performanceFeeWad,
        uint256 managementFeeWad,
        address recipient
    ) external restricted nonReentrant {
        _report(_accounted(), false);
        _setFees(performanceFeeWad, managementFeeWad, recipient);
    }

    /// @inheritdoc IVault
    function setHealthLimits(uint256 maxGainWad, uint256 maxLossWad) external restricted {
        _setHealthLimits(maxGainWad, maxLossWad);
    }

    /// @inheritdoc IVault
    function setStreamPeriod(uint256 streamPeriod) external restricted {
        _setStreamPeriod(streamPeriod);
    }

    /// @inheritdoc IVault
    function setGracePeriod(uint256 gracePeriod) external restricted {
        _setGracePeriod(gracePeriod);
    }

    /// @inheritdoc IVault
    function setLaneReserve(uint256 laneReserveBps) external restricted {
        require(laneReserveBps <= BPS, SettingTooHigh(laneReserveBps, BPS));
        _settings.laneReserveBps = laneReserveBps.toUint32();
        emit SetLaneReserve(laneReserveBps);
    }

    /// @inheritdoc IVault
    function setPaused(bool closed) external restricted {
        _rate.closed = closed;
        emit SetPaused(closed);
    }

    /* INTERNALS: ENTRY AND EXIT */

    function _deposit(address receiver, uint256 assets, uint256 shares) private {
        require(assets != 0 && shares != 0, ZeroAmount(assets, shares));
        address purse = address(LaneLib.purseOf(laneOf(receiver)));
        _asset.safeTransferFrom(msg.sender, purse, assets);
        uint256 cash = _mintWithCash(receiver, shares, assets);
        // One reading where a measured delta would take two: the purse must hold what its lane owes, or this entry is
        // refused. What a token kept as a fee could only be hidden by an earlier gift of as much.
        (, uint256 held) = address(_asset).tryBalance(purse);
        require(held >= cash, ShortTransfer(cash, held));
        emit Deposit(msg.sender, receiver, assets, shares);
    }

    function _withdraw(address receiver, address owner, uint256 assets, uint256 shares) private {
        require(assets != 0 && shares != 0, ZeroAmount(assets, shares));
        if (msg.sender != owner) _spendAllowance(owner, msg.sender, shares);
        uint256 taken = _burnWithCash(owner, shares, assets);
        uint256 lane = laneOf(owner);
        _pay(lane, receiver, taken);
        if (taken < assets) {
            uint256 rest = _payFromOtherLanes(lane, receiver, assets - taken);
            if (rest != 0) _payFromVault(receiver, rest, assets);
        }
        emit Withdraw(msg.sender, receiver, owner, assets, shares);
    }

    function _pay(uint256 lane, address receiver, uint256 assets) private {
        if (assets != 0) _asset.safeTransferFrom(address(LaneLib.purseOf(lane)), receiver, assets);
    }

    /// @dev From the lanes that follow, and round; returns what they could not pay.
    function _payFromOtherLanes(uint256 own, address receiver, uint256 assets) private returns (uint256 rest) {
        rest = assets;
        for (uint256 i = 1; i < lanes && rest != 0; ++i) {
            uint256 lane = (own + i) & (lanes - 1);
            uint256 cash = _lanes[lane].cash;
            uint256 taken = cash.min(rest);
            if (taken == 0) continue;
            unchecked {
                // taken is at most both.
                _lanes[lane].cash = uint128(cash - taken);
                rest -= taken;
            }
            _pay(lane, receiver, taken);
        }
    }

    /// @dev From the buffer, then from the strategies in their order. `assets` is all that the owner asked for.
    function _payFromVault(address receiver, uint256 rest, uint256 assets) private {
        uint256 buffered = _buffer.min(rest);
        uint256 missing = rest - buffered;
        uint256 pulled;
        for (uint256 i = 0; i < _order.length && pulled < missing; ++i) {
            pulled += _pull(_order[i], missing - pulled);
        }
        require(pulled >= missing, InsufficientLiquidity(assets, assets - missing + pulled));
        // What a strategy pays beyond the order stays in the buffer.
        _buffer = _buffer - buffered + (pulled - missing);
        _asset.safeTransfer(receiver, rest);
    }

    /// @dev Takes up to `assets` from a strategy; nothing where it fails. The delta is measured.
    function _pull(address strategy, uint256 assets) private returns (uint256 received) {
        uint256 wanted = assets.min(strategy.maxWithdraw());
        if (wanted == 0) return 0;
        uint256 held = _asset.balanceOf(address(this));
        strategy.tryWithdraw(wanted);
        received = _asset.balanceOf(address(this)) - held;
        _strategies[strategy].accounted -= received.toInt256().toInt128();
    }

    /// @dev The part of all assets, part / whole, which `shares` are worth: what they could be redeemed for, but no more
    /// than pro rata, which is less while a loss is not reported. All of it in proportion where nothing has a value.
    /// Strategies' shares count at their price of entering: at the one of leaving, an entrant who leaves in kind at once
    /// would take the profit that streams inside a strategy from the holders who earned it.
    function _partOf(uint256 shares) private view returns (uint256 part, uint256 whole) {
        uint256 supply = totalSupply();
        (uint256 actual, int256[] memory values, uint256 given) = _actual();
        whole = actual - given;
        for (uint256 i = 0; i < values.length; ++i) {
            if (values[i] > 0) whole += _order[i].tryPremium(uint256(values[i]));
        }
        if (whole == 0) return (shares.min(supply), supply.max(1));
        part = shares.toAssetsDown(unlockedPriceRay()).min(whole.mulDiv(shares.min(supply), supply.max(1)));
    }

    function _payInStrategyShares(
        address strategy,
        address receiver,
        address owner,
        uint256 part,
        uint256 whole
    ) private {
        (bool ok, uint256 held) = strategy.tryShares();
        uint256 strategyShares = ok ? held.mulDiv(part, whole) : 0;
        if (ok && strategyShares == 0) return;
        if (!ok || !strategy.tryTransfer(receiver, strategyShares)) {
            emit InKindSkipped(strategy, owner, strategyShares);
            return;
        }
        Strategy storage state = _strategies[strategy];
        int256 accounted = state.accounted;
        // strategyShares <= held, so the part keeps the sign and is no larger.
        state.accounted -= ((accounted * strategyShares.toInt256()) / held.toInt256()).toInt128();
    }

    /* INTERNALS: VIEWS */

    function _isOpen() private view returns (bool) {
        return !_rate.closed && _rate.full >= MIN_ENTRY_PRICE_RAY;
    }

    function _entryPriceRay() private view returns (uint256 fullRay) {
        bool closed;
        (fullRay, closed) = _rate.entry();
        require(!closed, EntriesPaused());
        require(fullRay >= MIN_ENTRY_PRICE_RAY, PriceTooLow(fullRay));
    }

    /// @dev What the slot of the receiver's lane has room for.
    function _roomOf(address receiver) private view returns (uint256 shares, uint256 cash) {
        Lane storage lane = _lanes[laneOf(receiver)];
        int256 held = lane.shares;
        shares = uint256(uint128(type(int128).max)) - (held > 0 ? uint256(held) : 0);
        cash = type(uint128).max - lane.cash;
    }

    /// @dev What could be paid out now, counted no further than `enough`.
    function _liquidity(uint256 enough) private view returns (uint256 assets) {
        assets = _totalCash() + _buffer;
        for (uint256 i = 0; i < _order.length && assets < enough; ++i) {
            assets += _order[i].maxWithdraw();
        }
    }

    function _totalCash() private view returns (uint256 cash) {
        for (uint256 lane = 0; lane < lanes; ++lane) {
            cash += _lanes[lane].cash;
        }
    }

    /// @dev What the vault has by its own count: all gains and losses reported so far are in it.
    function _accounted() private view returns (uint256) {
        int256 assets = (_totalCash() + _buffer).toInt256();
        for (uint256 i = 0; i < _order.length; ++i) {
            assets += _strategies[_order[i]].accounted;
        }
        return assets > 0 ? uint256(assets) : 0;
    }

    /// @dev What the vault has, by strategy too, gifts to the vault included, which `given` are.
    function _actual() private view returns (uint256 assets, int256[] memory values, uint256 given) {
        given = _asset.balanceOf(address(this)).saturatingSub(_buffer);
        int256 sum = (_totalCash() + _buffer + given).toInt256();
        values = new int256[](_order.length);
        for (uint256 i = 0; i < values.length; ++i) {
            (bool ok, uint256 value) = _order[i].tryValue();
            values[i] = ok ? value.toInt256() : _strategies[_order[i]].accounted;
            sum += values[i];
        }
        assets = sum > given.toInt256() ? uint256(sum) : given;
    }

    function _value(address strategy) private view returns (uint256) {
        (bool ok, uint256 value) = strategy.tryValue();
        require(ok, StrategyUnreadable(strategy));
        return value;
    }

    /* INTERNALS: SETTLEMENT */

    /// @dev `byCaller` where the caller's right to a report is not yet known.
    function _report(uint256 accounted, bool byCaller) private returns (ReportResult memory result) {
        (uint256 actual, int256[] memory values, uint256 given) = _actual();
        bool loss = actual < accounted;
        // ZERO_SUPPLY_ZERO_CLAIM: what nobody owns is made the fee recipient's before anyone enters.
        if (byCaller && !loss && totalSupply() != 0) _checkReporter();
        if (!loss && block.timestamp == _rate.start) return _unchanged(actual);

        for (uint256 i = 0; i < values.length; ++i) {
            _strategies[_order[i]].accounted = values[i].toInt128();
        }
        if (given != 0) _buffer += given;

        VaultSettings memory set = _settings;
        HighWater memory high = _highWater;
        result = ReportLib.outcome(
            ReportInput({
                accounted: accounted,
                actual: actual,
                supply: totalSupply(),
                fullRay: _rate.full,
                highRay: high.ray,
                feeSeconds: block.timestamp - high.feesFrom
            }),
            set
        );
        if (result.feeShares != 0) {
            _mint(set.feeRecipient, result.feeShares);
            high.feesFrom = block.timestamp.toUint40();
        }
        _rate.report(result.fullRay, block.timestamp, set.streamPeriod);
        result.fromRay = _rate.from;
        if (result.fullRay > high.ray) high.ray = result.fullRay.toUint128();
        _highWater = high;

        emit Report(
            result.gain,
            result.loss,
            result.assets,
            result.supply,
            result.fromRay,
            result.fullRay,
            _rate.period,
            result.reserve,
            result.feeShares
        );
        if (result.loss > accounted.mulDiv(set.maxLossWad, WAD) + DUST && !_rate.closed) {
            _rate.closed = true;
            emit SetPaused(true);
        }
    }

    /// @dev A gain after the last report of the same block waits for the next one.
    function _unchanged(uint256 actual) private view returns (ReportResult memory result) {
        result.assets = actual;
        result.supply = totalSupply();
        result.fromRay = unlockedPriceRay();
        result.fullRay = _rate.full;
        result.reserve = actual - result.supply.toAssetsUp(result.fullRay);
    }

    function _checkReporter() private view {
        uint256 openAt = lastReport() + _settings.gracePeriod;
        if (block.timestamp >= openAt) return;
        (bool allowed, ) = AuthorityUtils.canCallWithDelay(authority(), msg.sender, address(this), msg.sig);
        require(allowed, ReportNotOpen(openAt));
    }

    /// @dev A strategy may take a fee or a slippage from what moves. All of a day's may be as much as the health limit.
    function _limitMoveLoss(uint256 loss, uint256 total) private {
        if (loss <= 1) return;
        MoveLoss memory spent = _moveLoss;
        if (block.timestamp >= spent.start + 1 days) spent = MoveLoss(0, block.timestamp.toUint40());
        uint256 limit = total.mulDiv(_settings.maxLossWad, WAD);
        require(spent.assets + loss <= limit, MoveLossTooHigh(loss, limit.saturatingSub(spent.assets)));
        spent.assets += loss.toUint128();
        _moveLoss = spent;
    }

    /* INTERNALS: SETTINGS */

    function _setFees(uint256 performanceFeeWad, uint256 managementFeeWad, address recipient) private {
        require(
            performanceFeeWad <= MAX_PERFORMANCE_FEE_WAD,
            SettingTooHigh(performanceFeeWad, MAX_PERFORMANCE_FEE_WAD)
        );
        require(managementFeeWad <= MAX_MANAGEMENT_FEE_WAD, SettingTooHigh(managementFeeWad, MAX_MANAGEMENT_FEE_WAD));
        require(recipient != address(0), ZeroRecipient());
        _settings.performanceFeeWad = performanceFeeWad.toUint64();
        _settings.managementFeeWad = managementFeeWad.toUint64();
        _settings.feeRecipient = recipient;
        emit SetFees(performanceFeeWad, managementFeeWad, recipient);
    }

    function _setHealthLimits(uint256 maxGainWad, uint256 maxLossWad) private {
        require(maxGainWad <= MAX_GAIN_LIMIT_WAD, SettingTooHigh(maxGainWad, MAX_GAIN_LIMIT_WAD));
        require(maxLossWad <= WAD, SettingTooHigh(maxLossWad, WAD));
        _settings.maxGainWad = maxGainWad.toUint64();
        _settings.maxLossWad = maxLossWad.toUint64();
        emit SetHealthLimits(maxGainWad, maxLossWad);
    }

    function _setStreamPeriod(uint256 streamPeriod) private {
        require(streamPeriod <= MAX_STREAM_PERIOD, SettingTooHigh(streamPeriod, MAX_STREAM_PERIOD));
        _settings.streamPeriod = streamPeriod.toUint32();
        emit SetStreamPeriod(streamPeriod);
    }

    function _setGracePeriod(uint256 gracePeriod) private {
        require(gracePeriod <= MAX_GRACE_PERIOD, SettingTooHigh(gracePeriod, MAX_GRACE_PERIOD));
        _settings.gracePeriod = gracePeriod.toUint32();
        emit SetGracePeriod(gracePeriod);
    }
}
