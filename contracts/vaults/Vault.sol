// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ILaneERC20} from "../interfaces/ILaneERC20.sol";
import {IVault, ReportResult, StrategyCaps, VaultParams, VaultSettings} from "../interfaces/IVault.sol";
import {LaneLib} from "../lanes/LaneLib.sol";
import {LaneToken} from "../lanes/LaneToken.sol";
import {Rate, RateLib} from "../lanes/RateLib.sol";
import {PriceLib} from "./PriceLib.sol";
import {StrategyLib} from "./StrategyLib.sol";
import {VaultCore} from "./VaultCore.sol";
import {VaultSettlement} from "./VaultSettlement.sol";

/// @title Vault
/// @notice An ERC-4626 over up to eight ERC-4626 strategies, whose entries and exits write one lane.
/// @dev SHARE PRICE. Two prices, stored by a report and streaming in between (RateLib): entering pays `full`, leaving
/// gets `unlocked`. No balance is read for a price, so that neither a donation nor a call in the middle of another moves
/// it. `totalAssets` is what all shares would be redeemed for; what the vault has, streaming profit and reserve
/// included, is `actualAssets`.
/// @dev LANES. Who enters pays into the purse of the receiver's lane, who leaves is paid by the purse of the owner's
/// lane: one slot {shares, cash, price} either way, see VaultCore. Where that lane is short, or its purse can't pay, the
/// next lanes do, then the buffer, then the strategies in their order.
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
/// (`sweep`, `allocate`, `deallocate`, `report`), guardian (`setPaused`), admin (`abdicate`). What a keeper may lose by
/// moving assets is bounded over a day by the health limit on losses. All of it is in VaultSettlement.
/// @dev ROUNDING. Always against the account that acts.
contract Vault is IVault, VaultCore, LaneToken {
    using Math for uint256;
    using RateLib for Rate;
    using RateLib for uint256;
    using SafeCast for *;
    using SafeERC20 for IERC20;
    using StrategyLib for address;

    uint8 private immutable _decimals;
    /// @inheritdoc IVault
    address public immutable settlement;

    constructor(
        VaultParams memory params
    )
        VaultCore(IERC20(params.asset), params.lanes, params.authority)
        LaneToken(params.name, params.symbol, params.lanes)
    {
        _decimals = IERC20Metadata(params.asset).decimals();
        for (uint256 lane = 0; lane < params.lanes; ++lane) {
            LaneLib.purseOf(lane).allow(_asset);
        }
        VaultSettlement half = VaultSettlement(params.settlement);
        require(half.asset() == params.asset && half.lanes() == params.lanes, BadSettlement(params.settlement));
        settlement = params.settlement;
        Address.functionDelegateCall(params.settlement, abi.encodeCall(VaultSettlement.initialize, (params)));
    }

    /* VIEWS: ERC-4626 */

    /// @inheritdoc IERC4626
    function asset() external view returns (address) {
        return address(_asset);
    }

    /// @inheritdoc IERC20Metadata
    function decimals() public view override(LaneToken, IERC20Metadata) returns (uint8) {
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
        uint256 priceRay = fullPriceRay();
        if (!_isOpen(priceRay)) return 0;
        (uint256 sharesRoom, uint256 cashRoom) = _roomOf(receiver);
        return cashRoom.min(sharesRoom.toAssetsDown(priceRay));
    }

    /// @inheritdoc IERC4626
    /// @dev What the receiver's lane has room for.
    function maxMint(address receiver) external view returns (uint256) {
        uint256 priceRay = fullPriceRay();
        if (!_isOpen(priceRay)) return 0;
        (uint256 sharesRoom, uint256 cashRoom) = _roomOf(receiver);
        return sharesRoom.min(cashRoom.toSharesDown(priceRay));
    }

    /// @inheritdoc IERC4626
    /// @dev Warning: relies on what strategies say they could pay, each by itself.
    function maxWithdraw(address owner) external view returns (uint256) {
        uint256 assets = balanceOf(owner).toAssetsDown(unlockedPriceRay());
        return assets.min(_liquidity(assets));
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
        return assets.toSharesDown(fullPriceRay());
    }

    /// @inheritdoc IERC4626
    function previewMint(uint256 shares) external view returns (uint256) {
        return shares.toAssetsUp(fullPriceRay());
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
    function nonces(address owner) public view override(IERC20Permit, LaneToken) returns (uint256) {
        return super.nonces(owner);
    }

    /// @inheritdoc IERC20
    /// @dev The sum over lanes, O(lanes): for settlements and for reading.
    function totalSupply() public view returns (uint256) {
        return _supply();
    }

    /// @inheritdoc ILaneERC20
    /// @dev Never negative here, see VaultCore.
    function laneShares(uint256 lane) external view returns (int256) {
        LaneLib.check(lane, MAX_LANES);
        (uint256 shares, ) = _readLane(lane);
        return shares.toInt256();
    }

    /// @inheritdoc IVault
    function unlockedPriceRay() public view returns (uint256) {
        return _rate.full < RateLib.RAY && _isOwnerless() ? RateLib.RAY : _exitPriceRay();
    }

    /// @inheritdoc IVault
    /// @dev Where there are no shares an entry settles first, and pays what a report makes the price then.
    function fullPriceRay() public view returns (uint256) {
        uint256 fullRay = _rate.full;
        return fullRay < RateLib.RAY && _isOwnerless() ? RateLib.RAY : fullRay;
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
        LaneLib.check(lane, MAX_LANES);
        (, uint256 cash) = _readLane(lane);
        return cash;
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
    /// @dev Health limits that were submitted count from their time on, though the next settlement writes them.
    function settings() external view returns (VaultSettings memory set) {
        set = _settings;
        PendingLimits memory pending = _pendingLimits;
        if (pending.from == 0 || block.timestamp < pending.from) return set;
        (set.maxGainWad, set.maxLossWad) = (pending.maxGainWad, pending.maxLossWad);
    }

    /// @inheritdoc IVault
    function abdicated(bytes4 selector) external view returns (bool) {
        return _abdicated[selector];
    }

    /// @inheritdoc IVault
    function highWaterRay() external view returns (uint256) {
        return _highWater.ray;
    }

    /* ENTRY */

    /// @inheritdoc IERC4626
    /// @dev Asks whether a call is under way, but does not say that it is one itself: what it knows it reads after the
    /// token's call, which so may be to anything. It is as if the assets had been there before the call.
    function deposit(uint256 assets, address receiver) external nonReentrantView returns (uint256 shares) {
        uint256 lane = laneOf(receiver);
        address purse = address(LaneLib.purseOf(lane));
        _asset.safeTransferFrom(msg.sender, purse, assets);
        uint256 word = _entryWord(lane);
        shares = assets.toSharesDown(PriceLib.unpack(word >> PRICE_OFFSET));
        _enter(receiver, lane, purse, word, assets, shares);
    }

    /// @inheritdoc IERC4626
    function mint(uint256 shares, address receiver) external nonReentrant returns (uint256 assets) {
        uint256 lane = laneOf(receiver);
        address purse = address(LaneLib.purseOf(lane));
        uint256 word = _entryWord(lane);
        assets = shares.toAssetsUp(PriceLib.unpack(word >> PRICE_OFFSET));
        _asset.safeTransferFrom(msg.sender, purse, assets);
        _enter(receiver, lane, purse, word, assets, shares);
    }

    /* EXIT */

    /// @inheritdoc IERC4626
    function withdraw(uint256 assets, address receiver, address owner) external nonReentrant returns (uint256 shares) {
        shares = assets.toSharesUp(_exitPriceRay());
        _withdraw(receiver, owner, assets, shares);
    }

    /// @inheritdoc IERC4626
    function redeem(uint256 shares, address receiver, address owner) external nonReentrant returns (uint256 assets) {
        assets = shares.toAssetsDown(_exitPriceRay());
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
        uint256 fromLanes = assets.min(cash);
        uint256 fromBuffer = assets - fromLanes;
        assets -= _burnAndPay(receiver, owner, shares, fromLanes);
        if (fromBuffer != 0) {
            _buffer -= fromBuffer;
            if (!_asset.trySafeTransfer(receiver, fromBuffer)) {
                _buffer += fromBuffer;
                assets -= fromBuffer;
            }
        }
        for (uint256 i = 0; i < _order.length; ++i) {
            _payInStrategyShares(_order[i], receiver, owner, part, whole);
        }
        emit RedeemInKind(msg.sender, receiver, owner, shares, assets);
    }

    /* SETTLEMENT */

    /// @inheritdoc IVault
    function report() external returns (ReportResult memory) {
        _delegate();
    }

    /// @inheritdoc IVault
    function sweep(uint256[] calldata) external returns (uint256) {
        _delegate();
    }

    /// @inheritdoc IVault
    function allocate(address, uint256) external returns (uint256) {
        _delegate();
    }

    /// @inheritdoc IVault
    function deallocate(address, uint256) external returns (uint256) {
        _delegate();
    }

    /* ROLES */

    /// @inheritdoc IVault
    function setStrategy(address, uint256, uint256) external {
        _delegate();
    }

    /// @inheritdoc IVault
    function removeStrategy(address) external {
        _delegate();
    }

    /// @inheritdoc IVault
    function setFees(uint256, uint256, address) external {
        _delegate();
    }

    /// @inheritdoc IVault
    function setHealthLimits(uint256, uint256) external {
        _delegate();
    }

    /// @inheritdoc IVault
    function setStreamPeriod(uint256) external {
        _delegate();
    }

    /// @inheritdoc IVault
    function setGracePeriod(uint256) external {
        _delegate();
    }

    /// @inheritdoc IVault
    function setLaneReserve(uint256) external {
        _delegate();
    }

    /// @inheritdoc IVault
    function setPaused(bool) external {
        _delegate();
    }

    /// @inheritdoc IVault
    function abdicate(bytes4) external {
        _delegate();
    }

    /* SEVERAL AT ONCE */

    /// @inheritdoc IVault
    function multicall(bytes[] calldata calls) external returns (bytes[] memory answers) {
        answers = new bytes[](calls.length);
        for (uint256 i = 0; i < calls.length; ++i) {
            answers[i] = Address.functionDelegateCall(address(this), calls[i]);
        }
    }

    /* INTERNALS: ENTRY */

    /// @dev The lane's slot, when entries are open and what nobody owned has found its owner. One read, where neither is
    /// in question.
    function _entryWord(uint256 lane) private returns (uint256 word) {
        word = _words[lane];
        if (word & CLOSED == 0 && word & LANE_MASK != 0) return word;
        // Where nothing was ever settled no other lane is looked at, so that the first entries of all keep to their own.
        if (word & WATCHED != 0 && _isOwnerless()) {
            Address.functionDelegateCall(settlement, abi.encodeCall(VaultSettlement.settleOwnerless, ()));
            word = _words[lane];
        }
        if (word & CLOSED != 0) {
            require(!_rate.closed, EntriesPaused());
            revert PriceTooLow(_rate.full);
        }
    }

    /// @dev `word` is the lane's slot.
    function _enter(
        address receiver,
        uint256 lane,
        address purse,
        uint256 word,
        uint256 assets,
        uint256 shares
    ) private {
        require(assets != 0 && shares != 0, ZeroAmount(assets, shares));
        uint256 cash;
        unchecked {
            // The sums don't wrap where both parts have no more than 104 bits, and where they do it is not written.
            uint256 held = (word & LANE_MASK) + shares;
            cash = ((word >> LANE_BITS) & LANE_MASK) + assets;
            if (word & WIDE == 0 && (assets | shares | held | cash) >> LANE_BITS == 0) {
                _words[lane] = word + shares + (assets << LANE_BITS);
            } else {
                cash = _enterWide(lane, assets, shares);
            }
        }
        _increaseBalance(receiver, shares);
        // One reading where a measured delta would take two: the purse must hold what its lane owes, or this entry is
        // refused. What a token kept as a fee could only be hidden by an earlier gift of as much.
        (, uint256 purseHolds) = address(_asset).tryBalance(purse);
        require(purseHolds >= cash, ShortTransfer(cash, purseHolds));
        emit Deposit(msg.sender, receiver, assets, shares);
    }

    function _enterWide(uint256 lane, uint256 assets, uint256 shares) private returns (uint256 cash) {
        uint256 held;
        (held, cash) = _readLane(lane);
        cash += assets;
        _writeLane(lane, held + shares, cash);
    }

    /* INTERNALS: EXIT */

    function _exitPriceRay() private view returns (uint256) {
        return _rate.unlocked(block.timestamp);
    }

    function _withdraw(address receiver, address owner, uint256 assets, uint256 shares) private {
        require(assets != 0 && shares != 0, ZeroAmount(assets, shares));
        if (msg.sender != owner) _spendAllowance(owner, msg.sender, shares);
        uint256 rest = _burnAndPay(receiver, owner, shares, assets);
        if (rest != 0) _payFromVault(receiver, rest, assets);
        emit Withdraw(msg.sender, receiver, owner, assets, shares);
    }

    /// @dev Burns `shares` of `owner` and pays up to `assets` from the owner's lane, then from those that follow, and
    /// round; returns what they could not pay. A purse that can't pay, blacklisted by the asset maybe, is passed over.
    function _burnAndPay(
        address receiver,
        address owner,
        uint256 shares,
        uint256 assets
    ) private returns (uint256 rest) {
        _decreaseBalance(owner, shares);
        uint256 own = laneOf(owner);
        uint256 word = _words[own];
        // The usual case with one read and one write: the owner's lane has all of it.
        if (word & WIDE == 0 && shares <= word & LANE_MASK && assets <= (word >> LANE_BITS) & LANE_MASK) {
            unchecked {
                // Neither borrows from what is above it.
                _words[own] = word - shares - (assets << LANE_BITS);
            }
            return _tryPay(own, receiver, assets) ? 0 : _burnAndPayFrom(own, 1, receiver, 0, assets);
        }
        return _burnAndPayFrom(own, 0, receiver, shares, assets);
    }

    /// @dev Likewise, lane by lane from the `first` after `own` on.
    function _burnAndPayFrom(
        uint256 own,
        uint256 first,
        address receiver,
        uint256 shares,
        uint256 assets
    ) private returns (uint256 rest) {
        rest = assets;
        for (uint256 i = first; i < lanes; ++i) {
            if (rest == 0 && shares == 0) break;
            uint256 lane = (own + i) & (lanes - 1);
            (uint256 held, uint256 cash) = _readLane(lane);
            uint256 burned = held.min(shares);
            uint256 taken = cash.min(rest);
            if (burned == 0 && taken == 0) continue;
            unchecked {
                // burned <= held and shares; taken <= cash and rest.
                _writeLane(lane, held - burned, cash - taken);
                shares -= burned;
                rest -= taken;
            }
            if (!_tryPay(lane, receiver, taken)) rest += taken;
        }
    }

    /// @dev Where it fails, the cash goes back to the lane.
    function _tryPay(uint256 lane, address receiver, uint256 assets) private returns (bool) {
        if (assets == 0 || _asset.trySafeTransferFrom(address(LaneLib.purseOf(lane)), receiver, assets)) return true;
        (uint256 shares, uint256 cash) = _readLane(lane);
        _writeLane(lane, shares, cash + assets);
        emit LaneSkipped(lane, assets);
        return false;
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
        part = shares.toAssetsDown(_exitPriceRay()).min(whole.mulDiv(shares.min(supply), supply.max(1)));
    }

    function _payInStrategyShares(
        address strategy,
        address receiver,
        address owner,
        uint256 part,
        uint256 whole
    ) private {
        (bool ok, uint256 held) = strategy.tryShares();
        uint256 strategyShares = held.mulDiv(part, whole);
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

    function _isOpen(uint256 priceRay) private view returns (bool) {
        return !_rate.closed && priceRay >= MIN_ENTRY_PRICE_RAY;
    }

    /// @dev What the receiver's lane has room for.
    function _roomOf(address receiver) private view returns (uint256 shares, uint256 cash) {
        (shares, cash) = _readLane(laneOf(receiver));
        (shares, cash) = (type(uint128).max - shares, type(uint128).max - cash);
    }

    /// @dev What could be paid out now, counted no further than `enough`.
    function _liquidity(uint256 enough) private view returns (uint256 assets) {
        assets = _totalCash() + _buffer;
        for (uint256 i = 0; i < _order.length && assets < enough; ++i) {
            assets += _order[i].maxWithdraw();
        }
    }

    /// @dev Answers with what the settlement's function of the same name does to this vault.
    function _delegate() private {
        address target = settlement;
        assembly {
            // All of memory may be written, as the call ends here.
            calldatacopy(0, 0, calldatasize())
            let ok := delegatecall(gas(), target, 0, calldatasize(), 0, 0)
            returndatacopy(0, 0, returndatasize())
            if iszero(ok) {
                revert(0, returndatasize())
            }
            return(0, returndatasize())
        }
    }
}
