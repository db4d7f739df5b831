// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AuthorityUtils} from "@openzeppelin/contracts/access/manager/AuthorityUtils.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {SignedMath} from "@openzeppelin/contracts/utils/math/SignedMath.sol";
import {IVault, ReportResult, VaultParams, VaultSettings} from "../interfaces/IVault.sol";
import {LaneLib} from "../lanes/LaneLib.sol";
import {Rate, RateLib} from "../lanes/RateLib.sol";
import {ReportInput, ReportLib} from "./ReportLib.sol";
import {StrategyLib} from "./StrategyLib.sol";
import {VaultCore} from "./VaultCore.sol";

/// @title VaultSettlement
/// @notice The half of a vault that reports, moves assets and is set; vaults of one asset and number of lanes may share
/// it, as it has nothing of its own: a vault delegates calls to it.
/// @dev Runs on the vault's storage, which `VaultCore` alone lays out: this contract must not have any of its own. Called
/// by itself it is a vault without authority, shares or assets, of which nobody can take anything.
/// @dev ROLES. Each function of a role asks the AccessManager, and whether the power was abdicated.
contract VaultSettlement is VaultCore {
    using Math for uint256;
    using RateLib for Rate;
    using SafeCast for *;
    using SafeERC20 for IERC20;
    using StrategyLib for address;

    uint256 private constant WAD = 1e18;
    uint256 private constant BPS = 10_000;
    uint256 private constant MAX_STRATEGIES = 8;
    uint256 private constant MAX_PERFORMANCE_FEE_WAD = 0.5e18; // 50 % of a gain
    uint256 private constant MAX_MANAGEMENT_FEE_WAD = 0.05e18; // 5 % a year
    uint256 private constant MAX_GAIN_LIMIT_WAD = 1e18; // a report at most doubles the price
    uint256 private constant MAX_STREAM_PERIOD = 30 days;
    uint256 private constant MAX_GRACE_PERIOD = 30 days;
    /// @dev How long wider health limits wait, so that holders who mind can leave before.
    uint256 private constant LIMITS_DELAY = 1 days;
    /// @dev Each strategy may round a deposit or its value down by a unit without that being a loss worth an alarm.
    uint256 private constant DUST = MAX_STRATEGIES;

    constructor(IERC20 asset_, uint256 lanes_) VaultCore(asset_, lanes_, address(0)) {}

    /// @notice The asset of the vaults that may delegate here.
    function asset() external view returns (address) {
        return address(_asset);
    }

    /// @dev For functions of roles: the power must not have been given away.
    modifier power() {
        require(!_abdicated[msg.sig], IVault.PowerAbdicated(msg.sig));
        _;
    }

    /* SETTLEMENT */

    /// @dev No need for `restricted`: where nobody may ask for a report but the keeper, its role is asked for here.
    function report() external nonReentrant returns (ReportResult memory) {
        return _report(_accounted(), true);
    }

    /// @notice Makes what nobody owns the fee recipient's, before someone enters.
    /// @dev For the vault's entries alone, which are guarded by themselves, and only where there are no shares.
    function settleOwnerless() external {
        _report(_accounted(), false);
    }

    function sweep(uint256[] calldata lanes_) external power restricted nonReentrant returns (uint256 assets) {
        uint256 keep = _accounted().mulDiv(_settings.laneReserveBps, BPS * lanes);
        for (uint256 i = 0; i < lanes_.length; ++i) {
            uint256 lane = lanes_[i];
            LaneLib.check(lane, lanes);
            (uint256 shares, uint256 cash) = _readLane(lane);
            uint256 moved = cash.saturatingSub(keep);
            uint256 given = _asset.balanceOf(address(LaneLib.purseOf(lane))).saturatingSub(cash);
            if (moved != 0) _writeLane(lane, shares, cash - moved);
            if (moved + given != 0) {
                _asset.safeTransferFrom(address(LaneLib.purseOf(lane)), address(this), moved + given);
            }
            assets += moved;
            emit IVault.Sweep(lane, moved);
        }
        _buffer += assets;
    }

    function allocate(
        address strategy,
        uint256 assets
    ) external power restricted nonReentrant returns (uint256 strategyShares) {
        Strategy storage state = _strategies[strategy];
        require(state.listed, IVault.NotAStrategy(strategy));
        require(assets <= _buffer, IVault.BufferTooSmall(assets, _buffer));
        uint256 total = _accounted();
        uint256 valueBefore = _value(strategy);
        uint256 cap = uint256(state.absoluteCap).min(total.mulDiv(state.relativeCapWad, WAD));
        require(valueBefore + assets <= cap, IVault.CapExceeded(strategy, valueBefore + assets, cap));

        _buffer -= assets;
        state.accounted += assets.toInt256().toInt128();
        _writeHeads(WATCHED);
        uint256 held = _asset.balanceOf(address(this));
        uint256 sharesBefore = IERC20(strategy).balanceOf(address(this));
        _asset.forceApprove(strategy, assets);
        IERC4626(strategy).deposit(assets, address(this));
        // A strategy that took less has left an approval and assets that nobody would account for.
        _asset.forceApprove(strategy, 0);
        uint256 spent = held - _asset.balanceOf(address(this));
        require(spent == assets, IVault.ShortTransfer(assets, spent));

        strategyShares = IERC20(strategy).balanceOf(address(this)) - sharesBefore;
        uint256 loss = (valueBefore + assets).saturatingSub(_value(strategy));
        _limitMoveLoss(loss, total);
        emit IVault.Allocate(strategy, assets, strategyShares);
        // A loss shows at once, else who brought the assets could leave at the old price and let the others bear it.
        if (loss > DUST) _report(total, false);
    }

    function deallocate(
        address strategy,
        uint256 assets
    ) external power restricted nonReentrant returns (uint256 strategyShares) {
        Strategy storage state = _strategies[strategy];
        require(state.listed, IVault.NotAStrategy(strategy));
        uint256 total = _accounted();
        (bool readable, uint256 worthBefore) = _worth(strategy);

        uint256 held = _asset.balanceOf(address(this));
        uint256 sharesBefore = IERC20(strategy).balanceOf(address(this));
        IERC4626(strategy).withdraw(assets, address(this), address(this));
        uint256 received = _asset.balanceOf(address(this)) - held;
        require(received >= assets, IVault.ShortTransfer(assets, received));

        _buffer += received;
        state.accounted -= received.toInt256().toInt128();
        strategyShares = sharesBefore - IERC20(strategy).balanceOf(address(this));
        // A strategy that didn't say its value can be left all the same: it paid what was asked of it. What streams
        // inside one stays behind for its other holders, a keeper's friends maybe: so it counts as lost too.
        if (readable) {
            (bool ok, uint256 worth) = _worth(strategy);
            require(ok, IVault.StrategyUnreadable(strategy));
            _limitMoveLoss(worthBefore.saturatingSub(worth + received), total);
        }
        emit IVault.Deallocate(strategy, received, strategyShares);
    }

    /* ROLES */

    /// @notice Gives a new vault its settings.
    /// @dev For the vault's constructor alone; the vault has no function that would delegate here.
    function initialize(VaultParams calldata params) external {
        _rate = Rate({
            full: uint128(RateLib.RAY),
            start: block.timestamp.toUint40(),
            period: 0,
            closed: false,
            from: uint128(RateLib.RAY)
        });
        _highWater = HighWater(uint128(RateLib.RAY), block.timestamp.toUint40());
        _writeHeads(0);
        _setFees(params.performanceFeeWad, params.managementFeeWad, params.feeRecipient);
        _checkHealthLimits(params.maxGainWad, params.maxLossWad);
        _writeHealthLimits(params.maxGainWad, params.maxLossWad);
        _setStreamPeriod(params.streamPeriod);
        _setGracePeriod(params.gracePeriod);
    }

    function setStrategy(
        address strategy,
        uint256 absoluteCap,
        uint256 relativeCapWad
    ) external power restricted nonReentrant {
        require(relativeCapWad <= WAD, IVault.SettingTooHigh(relativeCapWad, WAD));
        Strategy storage state = _strategies[strategy];
        if (!state.listed) {
            require(strategy != address(this), IVault.BadStrategy(strategy));
            require(IERC4626(strategy).asset() == address(_asset), IVault.BadStrategy(strategy));
            require(_order.length < MAX_STRATEGIES, IVault.TooManyStrategies(MAX_STRATEGIES));
            _order.push(strategy);
            state.listed = true;
        }
        state.absoluteCap = absoluteCap.toUint128();
        state.relativeCapWad = relativeCapWad.toUint64();
        emit IVault.SetStrategy(strategy, absoluteCap, relativeCapWad);
    }

    function removeStrategy(address strategy) external power restricted nonReentrant {
        require(_strategies[strategy].listed, IVault.NotAStrategy(strategy));
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
        emit IVault.RemoveStrategy(strategy);
        _report(accounted, false);
    }

    function setFees(
        uint256 performanceFeeWad,
        uint256 managementFeeWad,
        address recipient
    ) external power restricted nonReentrant {
        _report(_accounted(), false);
        _setFees(performanceFeeWad, managementFeeWad, recipient);
    }

    function setHealthLimits(uint256 maxGainWad, uint256 maxLossWad) external power restricted {
        _checkHealthLimits(maxGainWad, maxLossWad);
        _applyPendingLimits();
        if (maxGainWad <= _settings.maxGainWad && maxLossWad <= _settings.maxLossWad) {
            delete _pendingLimits;
            _writeHealthLimits(maxGainWad, maxLossWad);
        } else {
            uint256 from = block.timestamp + LIMITS_DELAY;
            _pendingLimits = PendingLimits(maxGainWad.toUint64(), maxLossWad.toUint64(), from.toUint40());
            emit IVault.SubmitHealthLimits(maxGainWad, maxLossWad, from);
        }
    }

    function setStreamPeriod(uint256 streamPeriod) external power restricted {
        _setStreamPeriod(streamPeriod);
    }

    function setGracePeriod(uint256 gracePeriod) external power restricted {
        _setGracePeriod(gracePeriod);
    }

    function setLaneReserve(uint256 laneReserveBps) external power restricted {
        require(laneReserveBps <= BPS, IVault.SettingTooHigh(laneReserveBps, BPS));
        _settings.laneReserveBps = laneReserveBps.toUint32();
        emit IVault.SetLaneReserve(laneReserveBps);
    }

    function setPaused(bool closed) external power restricted {
        _close(closed);
    }

    /// @dev No need for `power`: giving away is not itself given away.
    function abdicate(bytes4 selector) external restricted {
        require(_isPower(selector), IVault.NotAPower(selector));
        _abdicated[selector] = true;
        // What was submitted and does not hold yet never will.
        if (selector == IVault.setHealthLimits.selector) {
            _applyPendingLimits();
            delete _pendingLimits;
        }
        emit IVault.Abdicate(selector);
    }

    /// @dev What the vault has by its own count: all gains and losses reported so far are in it.
    function _accounted() private view returns (uint256) {
        int256 assets = (_totalCash() + _buffer).toInt256();
        for (uint256 i = 0; i < _order.length; ++i) {
            assets += _strategies[_order[i]].accounted;
        }
        return uint256(SignedMath.max(assets, 0));
    }

    /// @dev What the vault has in a strategy, profit included that streams inside.
    function _worth(address strategy) private view returns (bool ok, uint256 assets) {
        (ok, assets) = strategy.tryValue();
        if (ok) assets += strategy.tryPremium(assets);
    }

    function _value(address strategy) private view returns (uint256) {
        (bool ok, uint256 value) = strategy.tryValue();
        require(ok, IVault.StrategyUnreadable(strategy));
        return value;
    }

    /* INTERNALS: SETTLEMENT */

    /// @dev `byCaller` where the caller's right to a report is not yet known.
    function _report(uint256 accounted, bool byCaller) private returns (ReportResult memory result) {
        (uint256 actual, int256[] memory values, uint256 given) = _actual();
        uint256 supply = _supply();
        bool loss = actual < accounted;
        // ZERO_SUPPLY_ZERO_CLAIM: what nobody owns is made the fee recipient's before anyone enters.
        if (byCaller && !loss && supply != 0) _checkReporter();
        if (!loss && supply != 0 && block.timestamp == _rate.start) return _unchanged(actual, supply);

        _applyPendingLimits();

        for (uint256 i = 0; i < values.length; ++i) {
            _strategies[_order[i]].accounted = values[i].toInt128();
        }
        if (given != 0) _buffer += given;
        result = _settle(accounted, actual, supply);

        emit IVault.Report(
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
        // No need to close where nobody is to be protected, nor where nobody could open again.
        uint256 tolerated = accounted.mulDiv(_settings.maxLossWad, WAD) + DUST;
        if (supply == 0 || result.loss <= tolerated || _rate.closed || _abdicated[IVault.setPaused.selector]) {
            _writeHeads(WATCHED);
        } else {
            _close(true);
        }
    }

    /// @dev Mints the fee shares, and writes the new price but to the lanes.
    function _settle(uint256 accounted, uint256 actual, uint256 supply) private returns (ReportResult memory result) {
        VaultSettings memory set = _settings;
        HighWater memory high = _highWater;
        result = ReportLib.outcome(
            ReportInput({
                accounted: accounted,
                actual: actual,
                supply: supply,
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
        // What was earned over longer than the period streams for as long, else who enters shortly before a late report
        // would have earned it all in the shorter time.
        uint256 period = (block.timestamp - _rate.start).max(set.streamPeriod).min(MAX_STREAM_PERIOD);
        _rate.report(result.fullRay, block.timestamp, period);
        // Where nobody was, nobody waits for what streams.
        if (supply == 0) (_rate.from, _rate.period) = (_rate.full, 0);
        result.fromRay = _rate.from;
        high.ray = result.fullRay.max(high.ray).toUint128();
        _highWater = high;
    }

    /// @dev A gain after the last report of the same block waits for the next one.
    function _unchanged(uint256 actual, uint256 supply) private view returns (ReportResult memory result) {
        result.assets = actual;
        result.supply = supply;
        result.fromRay = _rate.unlocked(block.timestamp);
        result.fullRay = _rate.full;
        result.reserve = actual - RateLib.toAssetsUp(supply, result.fullRay);
    }

    function _checkReporter() private view {
        uint256 openAt = uint256(_rate.start) + _settings.gracePeriod;
        if (block.timestamp >= openAt) return;
        (bool allowed, ) = AuthorityUtils.canCallWithDelay(authority(), msg.sender, address(this), msg.sig);
        require(allowed, IVault.ReportNotOpen(openAt));
    }

    /// @dev A strategy may take a fee or a slippage from what moves. All of a day's may be as much as the health limit.
    function _limitMoveLoss(uint256 loss, uint256 total) private {
        if (loss <= 1) return;
        _applyPendingLimits();
        MoveLoss memory spent = _moveLoss;
        if (block.timestamp >= spent.start + 1 days) spent = MoveLoss(0, block.timestamp.toUint40());
        uint256 limit = total.mulDiv(_settings.maxLossWad, WAD);
        require(spent.assets + loss <= limit, IVault.MoveLossTooHigh(loss, limit.saturatingSub(spent.assets)));
        spent.assets += loss.toUint128();
        _moveLoss = spent;
    }

    /* INTERNALS: SETTINGS */

    function _setFees(uint256 performanceFeeWad, uint256 managementFeeWad, address recipient) private {
        require(
            performanceFeeWad <= MAX_PERFORMANCE_FEE_WAD,
            IVault.SettingTooHigh(performanceFeeWad, MAX_PERFORMANCE_FEE_WAD)
        );
        require(
            managementFeeWad <= MAX_MANAGEMENT_FEE_WAD,
            IVault.SettingTooHigh(managementFeeWad, MAX_MANAGEMENT_FEE_WAD)
        );
        require(recipient != address(0), IVault.ZeroRecipient());
        _settings.performanceFeeWad = performanceFeeWad.toUint64();
        _settings.managementFeeWad = managementFeeWad.toUint64();
        _settings.feeRecipient = recipient;
        emit IVault.SetFees(performanceFeeWad, managementFeeWad, recipient);
    }

    function _close(bool closed) private {
        _rate.closed = closed;
        _writeHeads(WATCHED);
        emit IVault.SetPaused(closed);
    }

    /// @dev What a role does for the vault and may give away for good. Not `report`, which is every holder's.
    function _isPower(bytes4 selector) private pure returns (bool) {
        return
            selector == IVault.sweep.selector ||
            selector == IVault.allocate.selector ||
            selector == IVault.deallocate.selector ||
            selector == IVault.setStrategy.selector ||
            selector == IVault.removeStrategy.selector ||
            selector == IVault.setFees.selector ||
            selector == IVault.setHealthLimits.selector ||
            selector == IVault.setStreamPeriod.selector ||
            selector == IVault.setGracePeriod.selector ||
            selector == IVault.setLaneReserve.selector ||
            selector == IVault.setPaused.selector;
    }

    function _applyPendingLimits() private {
        PendingLimits memory pending = _pendingLimits;
        if (pending.from == 0 || block.timestamp < pending.from) return;
        delete _pendingLimits;
        _writeHealthLimits(pending.maxGainWad, pending.maxLossWad);
    }

    function _checkHealthLimits(uint256 maxGainWad, uint256 maxLossWad) private pure {
        require(maxGainWad <= MAX_GAIN_LIMIT_WAD, IVault.SettingTooHigh(maxGainWad, MAX_GAIN_LIMIT_WAD));
        require(maxLossWad <= WAD, IVault.SettingTooHigh(maxLossWad, WAD));
    }

    function _writeHealthLimits(uint256 maxGainWad, uint256 maxLossWad) private {
        _settings.maxGainWad = maxGainWad.toUint64();
        _settings.maxLossWad = maxLossWad.toUint64();
        emit IVault.SetHealthLimits(maxGainWad, maxLossWad);
    }

    function _setStreamPeriod(uint256 streamPeriod) private {
        require(streamPeriod <= MAX_STREAM_PERIOD, IVault.SettingTooHigh(streamPeriod, MAX_STREAM_PERIOD));
        _settings.streamPeriod = streamPeriod.toUint32();
        emit IVault.SetStreamPeriod(streamPeriod);
    }

    function _setGracePeriod(uint256 gracePeriod) private {
        require(gracePeriod <= MAX_GRACE_PERIOD, IVault.SettingTooHigh(gracePeriod, MAX_GRACE_PERIOD));
        _settings.gracePeriod = gracePeriod.toUint32();
        emit IVault.SetGracePeriod(gracePeriod);
    }
}
