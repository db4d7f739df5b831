// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {GaugeParams, IGauge, Payout, RewardParams, RewardState} from "../interfaces/IGauge.sol";
import {IRewardSource} from "../interfaces/IRewardSource.sol";
import {GaugeLib, LaneStake, MAX_REWARDS, Mark, PositionStake} from "../lanes/GaugeLib.sol";
import {LaneLib} from "../lanes/LaneLib.sol";
import {Purse} from "../lanes/Purse.sol";
import {Stream, StreamLib} from "../lanes/StreamLib.sol";
import {PositionSvg, PositionView} from "./PositionSvg.sol";

/// @title Gauge
/// @notice Stake one ERC-20, earn up to four, pro rata to stake and time. A position is an ERC-721.
/// @dev ACCOUNTING. See GaugeLib for weights and credits, StreamLib for the streams; both are exact.
/// @dev LANES. A position is in the lane of the account it was created for, for life: its id says so. Staking,
/// unstaking, claiming and payouts write the position, its lane and balances of its lane's purse; splitting and merging
/// write positions of one lane alone; what all share, the open epoch and the marks of closed ones, they only read.
/// `notify` and `settle` write what is shared; `notifyLane` leaves its tokens in one lane until a settlement.
/// @dev CUSTODY. Stake and credited rewards of a lane are in its purse, what is not yet credited in the gauge itself.
/// A reward may be the stake token: a purse then holds the sum of both, and each is paid from its own account. What
/// arrived in a lane is in its purse as well, and nobody's until a settlement takes it into the stream: that pays a lane's
/// credit from it, and moves no more than the difference, at most one transfer a lane.
/// @dev TOKEN REQUIREMENTS. The stake token may charge for transfers, and may call back; it must not rebase. A reward
/// must not charge for transfers nor rebase. A reward that reverts delays itself alone, at a settlement and in payouts;
/// `claimOne` leaves it aside.
/// @dev LIVENESS. Unstaking reads no reward token and needs no settlement; no role can stop it, nor a claim.
/// @dev ROLES. The authority's roles add rewards and pause staking. Anyone notifies, settles and pays out.
/// @dev Warning: `notifyLane` calls its caller back; no function that moves tokens can be entered meanwhile, so what a
/// purse gets is what the caller paid.
contract Gauge is IGauge, ERC721, AccessManaged, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;
    using Math for uint256;
    using SafeCast for uint256;
    using GaugeLib for LaneStake;
    using GaugeLib for PositionStake;
    using GaugeLib for uint256;
    using GaugeLib for mapping(uint256 epoch => Mark);
    using StreamLib for Stream;

    /// @dev A lane's word of a reward has the units that arrived there and don't stream yet in its high half, and in its low
    /// one the fraction of a unit of all that the lane has been credited, scaled: a settlement reads and writes both.
    uint256 private constant HALF = 128;

    /// @dev What every entry reads. One slot.
    struct Open {
        uint32 epoch;
        uint40 start;
        uint8 rewardCount;
        bool paused;
    }

    struct Reward {
        IERC20 token;
        uint32 streamPeriod;
        Stream stream;
        mapping(uint256 epoch => Mark) marks;
        mapping(uint256 lane => uint256 word) lanes;
    }

    /// @dev What a payout does with a position's rewards, and what it leaves to its caller. One slot.
    struct Preference {
        address target;
        Payout payout;
        uint8 depositIndex;
        uint16 bountyBps;
    }

    /// @dev Adjacent slots: stake, payout preference, and a credit for each reward.
    struct Position {
        PositionStake staked;
        Preference preference;
        uint256[MAX_REWARDS] creditScaled;
    }

    /// @dev The gas that paying one reward of one position may use: a deposit into a vault needs some 250,000.
    uint256 private constant PAYOUT_GAS = 500_000;

    /// @dev How much of what a call returns is kept, so that a failing one can't make the gauge pay for megabytes.
    uint256 private constant MAX_REASON = 256;

    uint256 private constant MAX_MIN_EPOCH = 30 days;

    uint256 private constant BPS = 10_000;

    /// @dev 5 %.
    uint256 private constant MAX_BOUNTY_BPS = 500;

    /// @dev The bits of an id that are the lane.
    uint256 private constant LANE_MASK = LaneLib.MAX_LANES - 1;

    /// @inheritdoc IGauge
    IERC20 public immutable stakeToken;

    /// @inheritdoc IGauge
    uint256 public immutable lanes;

    /// @inheritdoc IGauge
    uint256 public immutable minEpochSeconds;

    PositionSvg private immutable _svg;

    Open private _open;
    Reward[MAX_REWARDS] private _rewards;
    mapping(uint256 lane => LaneStake) private _lanes;
    mapping(uint256 id => Position) private _positions;
    mapping(address owner => uint256 created) private _counters;

    constructor(GaugeParams memory params) ERC721(params.name, params.symbol) AccessManaged(params.authority) {
        LaneLib.createPurses(params.lanes);
        require(address(params.stakeToken).code.length != 0, BadToken(address(params.stakeToken)));
        require(
            params.minEpochSeconds != 0 && params.minEpochSeconds <= MAX_MIN_EPOCH,
            BadMinEpoch(params.minEpochSeconds, MAX_MIN_EPOCH)
        );
        stakeToken = params.stakeToken;
        lanes = params.lanes;
        minEpochSeconds = params.minEpochSeconds;
        _svg = new PositionSvg();
        _open = Open(1, uint40(block.timestamp), 0, false);
        emit Settle(0, block.timestamp, block.timestamp, 0);
        for (uint256 i = 0; i < params.rewards.length; ++i) {
            _addReward(params.rewards[i]);
        }
    }

    /* VIEWS */

    /// @inheritdoc IGauge
    // solhint-disable-next-line func-name-mixedcase
    function PRECISION() external pure returns (uint256) {
        return StreamLib.PRECISION;
    }

    /// @inheritdoc IGauge
    function rewardTokens() external view returns (address[] memory tokens) {
        tokens = new address[](_open.rewardCount);
        for (uint256 i = 0; i < tokens.length; ++i) {
            tokens[i] = address(_rewards[i].token);
        }
    }

    /// @inheritdoc IGauge
    function rewardOf(address token) external view returns (RewardState memory) {
        Reward storage reward = _rewards[_indexOf(token)];
        Stream storage stream = reward.stream;
        return
            RewardState(
                reward.token,
                reward.streamPeriod,
                stream.finish,
                stream.funded,
                stream.remainingScaled,
                stream.releasedScaled
            );
    }

    /// @inheritdoc IGauge
    function markOf(address token, uint256 number) external view returns (uint256 perWeight, uint256 cumulative) {
        Mark storage mark = _rewards[_indexOf(token)].marks[number];
        return (mark.perWeight, mark.cumulative);
    }

    /// @inheritdoc IGauge
    function purseOf(uint256 lane) public view returns (Purse) {
        LaneLib.check(lane, lanes);
        return LaneLib.purseOf(lane);
    }

    /// @inheritdoc IGauge
    function laneOf(uint256 id) public pure returns (uint256) {
        return id & LANE_MASK;
    }

    /// @inheritdoc IGauge
    function laneOfAccount(address account) public view returns (uint256) {
        return LaneLib.laneOf(account, lanes);
    }

    /// @inheritdoc IGauge
    function laneStake(uint256 lane) external view returns (uint256) {
        return _lanes[lane].stake;
    }

    /// @inheritdoc IGauge
    function laneReward(uint256 lane, address token) external view returns (uint256 pending, uint256 fractionScaled) {
        uint256 word = _rewards[_indexOf(token)].lanes[lane];
        return (word >> HALF, uint128(word));
    }

    /// @inheritdoc IGauge
    function totalStake() external view returns (uint256 sum) {
        for (uint256 lane = 0; lane < lanes; ++lane) {
            sum += _lanes[lane].stake;
        }
    }

    /// @inheritdoc IGauge
    function stakeOf(uint256 id) external view returns (uint256) {
        return _positions[id].staked.stake;
    }

    /// @inheritdoc IGauge
    function claimable(uint256 id) external view returns (uint256[] memory amounts) {
        Open memory open = _open;
        Position storage position = _positions[id];
        PositionStake memory staked = position.staked;
        amounts = new uint256[](open.rewardCount);
        for (uint256 i = 0; i < amounts.length; ++i) {
            amounts[i] = (position.creditScaled[i] + staked.earnedScaled(_rewards[i].marks, open.epoch)).units();
        }
    }

    /// @inheritdoc IGauge
    function payoutOf(uint256 id) external view returns (Payout payout, address target) {
        Preference storage preference = _positions[id].preference;
        return (preference.payout, preference.target);
    }

    /// @inheritdoc IGauge
    function bountyOf(uint256 id) external view returns (uint256) {
        return _positions[id].preference.bountyBps;
    }

    /// @inheritdoc IGauge
    function epoch() external view returns (uint256 number, uint256 start) {
        return (_open.epoch, _open.start);
    }

    /// @inheritdoc IGauge
    function releasable(address token) external view returns (uint256) {
        return _rewards[_indexOf(token)].stream.releasable(block.timestamp).units();
    }

    /// @inheritdoc IGauge
    function paused() external view returns (bool) {
        return _open.paused;
    }

    /// @notice The position's metadata, a data URI of JSON with an SVG.
    function tokenURI(uint256 id) public view override returns (string memory) {
        _requireOwned(id);
        (string memory stakeSymbol, uint256 stakeDecimals) = _stakeMetadata();
        return
            _svg.tokenUri(
                PositionView(id, name(), stakeSymbol, stakeDecimals, _positions[id].staked.stake, laneOf(id), lanes)
            );
    }

    function supportsInterface(bytes4 interfaceId) public view override(ERC721, IERC165) returns (bool) {
        return interfaceId == type(IGauge).interfaceId || super.supportsInterface(interfaceId);
    }

    /* HOLDER */

    /// @inheritdoc IGauge
    function stake(uint256 amount, address to) external nonReentrant returns (uint256 id) {
        require(to != address(0), BadReceiver(to));
        id = _create(to, laneOfAccount(to));
        _increase(id, amount);
    }

    /// @inheritdoc IGauge
    function increase(uint256 id, uint256 amount) external nonReentrant {
        _requireOwned(id);
        _increase(id, amount);
    }

    /// @inheritdoc IGauge
    function unstake(uint256 id, uint256 amount, address to) external nonReentrant {
        _checkAuthorized(_ownerOf(id), msg.sender, id);
        require(amount != 0, ZeroAmount());
        require(to != address(0), BadReceiver(to));
        Open memory open = _open;
        Position storage position = _positions[id];
        uint256 held = position.staked.stake;
        require(amount <= held, InsufficientStake(id, held, amount));
        _touch(position, open);
        position.staked.decrease(_lanes[laneOf(id)], amount, block.timestamp - open.start);
        LaneLib.purseOf(laneOf(id)).pay(stakeToken, to, amount);
        emit Unstake(id, to, amount, held - amount);
    }

    /// @inheritdoc IGauge
    function claim(uint256 id, address to) external nonReentrant returns (uint256[] memory amounts) {
        _checkAuthorized(_ownerOf(id), msg.sender, id);
        require(to != address(0), BadReceiver(to));
        Open memory open = _open;
        _touch(_positions[id], open);
        amounts = new uint256[](open.rewardCount);
        for (uint256 i = 0; i < amounts.length; ++i) {
            amounts[i] = _claim(id, i, to);
        }
    }

    /// @inheritdoc IGauge
    function claimOne(uint256 id, address token, address to) external nonReentrant returns (uint256 amount) {
        _checkAuthorized(_ownerOf(id), msg.sender, id);
        require(to != address(0), BadReceiver(to));
        _touch(_positions[id], _open);
        return _claim(id, _indexOf(token), to);
    }

    /// @inheritdoc IGauge
    function setPayout(uint256 id, Payout payout, address target) external nonReentrant {
        _checkAuthorized(_ownerOf(id), msg.sender, id);
        uint256 depositIndex = 0;
        if (payout == Payout.Hold) {
            target = address(0);
        } else if (payout == Payout.Pay) {
            require(target != address(0), BadPayoutTarget(target));
        } else {
            require(target.code.length != 0, BadPayoutTarget(target));
            // The token is fixed here: a vault that changes its mind later is offered the same token, or takes none.
            depositIndex = _indexOf(IERC4626(target).asset());
        }
        Preference storage preference = _positions[id].preference;
        (preference.target, preference.payout, preference.depositIndex) = (target, payout, uint8(depositIndex));
        emit SetPayout(id, payout, target);
    }

    /// @inheritdoc IGauge
    function setBounty(uint256 id, uint256 bountyBps) external nonReentrant {
        _checkAuthorized(_ownerOf(id), msg.sender, id);
        require(bountyBps <= MAX_BOUNTY_BPS, BadBounty(bountyBps, MAX_BOUNTY_BPS));
        _positions[id].preference.bountyBps = uint16(bountyBps);
        emit SetBounty(id, bountyBps);
    }

    /// @inheritdoc IGauge
    function split(uint256 id, uint256 amount) external nonReentrant returns (uint256 newId) {
        address owner = _ownerOf(id);
        _checkAuthorized(owner, msg.sender, id);
        Open memory open = _open;
        Position storage position = _positions[id];
        uint256 held = position.staked.stake;
        require(amount != 0 && amount < held, BadSplit(id, held, amount));
        _touch(position, open);
        newId = _create(owner, laneOf(id));
        Position storage created = _positions[newId];
        created.preference = position.preference;
        created.staked.epoch = open.epoch;
        position.staked.split(created.staked, amount);
        for (uint256 i = 0; i < open.rewardCount; ++i) {
            uint256 credit = position.creditScaled[i];
            uint256 part = credit.mulDiv(amount, held);
            (position.creditScaled[i], created.creditScaled[i]) = (credit - part, part);
        }
        emit Split(id, newId, amount);
    }

    /// @inheritdoc IGauge
    function merge(uint256 id, uint256 into) external nonReentrant {
        (address owner, address otherOwner) = (_ownerOf(id), _ownerOf(into));
        _checkAuthorized(owner, msg.sender, id);
        _checkAuthorized(otherOwner, msg.sender, into);
        require(id != into, SamePosition(id));
        require(owner == otherOwner, DifferentOwners(owner, otherOwner));
        require(laneOf(id) == laneOf(into), MixedLanes(laneOf(id), laneOf(into)));
        Open memory open = _open;
        (Position storage position, Position storage merged) = (_positions[into], _positions[id]);
        _touch(position, open);
        _touch(merged, open);
        uint256 held = position.staked.stake;
        require(merged.staked.stake <= GaugeLib.MAX_STAKE - held, StakeTooLarge(held, GaugeLib.MAX_STAKE));
        position.staked.merge(merged.staked);
        for (uint256 i = 0; i < open.rewardCount; ++i) {
            uint256 credit = merged.creditScaled[i];
            if (credit != 0) position.creditScaled[i] += credit;
        }
        // Before the burning, which would else announce that the payout of a position that is gone was reset.
        delete _positions[id];
        _burn(id);
        emit Merge(id, into, position.staked.stake);
    }

    /* SETTLEMENT */

    /// @inheritdoc IGauge
    function notify(address token, uint256 amount) external nonReentrant {
        Reward storage reward = _rewards[_indexOf(token)];
        uint256 before = reward.token.balanceOf(address(this));
        reward.token.safeTransferFrom(msg.sender, address(this), amount);
        _requireReceived(reward.token, address(this), before, amount);
        reward.stream.add(amount, reward.streamPeriod);
        emit Notify(token, msg.sender, amount, reward.stream.finish);
    }

    /// @inheritdoc IGauge
    function notifyLane(address token, uint256 lane, uint256 amount) external nonReentrant {
        Reward storage reward = _rewards[_indexOf(token)];
        // A source may have more lanes than the gauge; both are powers of two.
        uint256 into = lane & (lanes - 1);
        address purse = address(LaneLib.purseOf(into));
        uint256 before = reward.token.balanceOf(purse);
        IRewardSource(msg.sender).payReward(token, lane, purse, amount);
        _requireReceived(reward.token, purse, before, amount);
        // Reverts where the sum is above 2^128.
        reward.lanes[into] += uint256(amount.toUint128()) << HALF;
        emit NotifyLane(token, msg.sender, into, amount);
    }

    /// @inheritdoc IGauge
    /// @dev Each reward is distributed in a call of its own, so that a token that reverts delays itself alone.
    function settle() external nonReentrant {
        Open memory open = _open;
        uint256 elapsed = block.timestamp - open.start;
        require(elapsed >= minEpochSeconds, EpochTooShort(elapsed, minEpochSeconds));
        uint256 totalWeight = 0;
        uint256[] memory weights = new uint256[](lanes);
        for (uint256 lane = 0; lane < lanes; ++lane) {
            LaneStake storage state = _lanes[lane];
            LaneStake memory staked = state;
            weights[lane] = staked.weight(elapsed);
            totalWeight += weights[lane];
            if (staked.debt != 0) state.debt = 0;
        }
        _open.epoch = open.epoch + 1;
        _open.start = uint40(block.timestamp);
        emit Settle(open.epoch, open.start, block.timestamp, totalWeight);
        for (uint256 i = 0; i < open.rewardCount; ++i) {
            uint256 gasBefore = gasleft();
            (bool success, bytes memory reason) = _attempt(
                gasBefore,
                abi.encodeCall(this.distribute, (i, open.epoch, open.start, totalWeight, weights))
            );
            if (success) continue;
            // A call that ran out of gas, up to eight calls deep, leaves at most 1 - (63/64)^8 < 1/8 of the gas. It is
            // not taken for a token's refusal, else a caller could choose which rewards an epoch credits.
            require(gasleft() > gasBefore / 8, OutOfGas(gasleft()));
            _skip(i, open, reason);
        }
    }

    /// @inheritdoc IGauge
    function payOut(uint256[] calldata ids) external nonReentrant {
        _payOut(ids, address(0));
    }

    /// @inheritdoc IGauge
    function payOutWithBounty(uint256[] calldata ids, address bountyReceiver) external nonReentrant {
        require(bountyReceiver != address(0), BadReceiver(bountyReceiver));
        uint256[MAX_REWARDS] memory bounties = _payOut(ids, bountyReceiver);
        for (uint256 i = 0; i < MAX_REWARDS; ++i) {
            if (bounties[i] == 0) continue;
            LaneLib.purseOf(laneOf(ids[0])).pay(_rewards[i].token, bountyReceiver, bounties[i]);
        }
    }

    /* ROLE */

    /// @inheritdoc IGauge
    function addReward(address token, uint256 streamPeriod) external restricted {
        _addReward(RewardParams(IERC20(token), streamPeriod));
    }

    /// @inheritdoc IGauge
    function setPaused(bool paused_) external restricted {
        _open.paused = paused_;
        emit SetPaused(paused_);
    }

    /* STEPS OF ITS OWN */

    modifier onlySelf() {
        require(msg.sender == address(this), NotSelf(msg.sender));
        _;
    }

    /// @notice Credits one reward for the epoch just closed; a step of `settle`.
    /// @dev A lane's purse is owed the whole units of a running total, so that no lane falls short of a position that
    /// slept through many epochs. What is credited leaves the stream to the last fraction, so that the gauge always
    /// holds the rest: the sum of all totals and of the stream is what was funded, exactly.
    function distribute(
        uint256 index,
        uint256 closed,
        uint256 start,
        uint256 totalWeight,
        uint256[] calldata weights
    ) external onlySelf {
        Reward storage reward = _rewards[index];
        Stream storage stream = reward.stream;
        address token = address(reward.token);
        stream.advance();
        uint256 released = 0;
        uint256 perWeight = 0;
        if (totalWeight != 0) {
            released = stream.releasedScaled;
            perWeight = released / totalWeight;
            stream.releasedScaled = released - perWeight * totalWeight;
        }
        uint256 distributed = 0;
        uint256 arrived = 0;
        for (uint256 lane = 0; lane < weights.length; ++lane) {
            (uint256 topUp, uint256 taken) = _settleLane(reward, lane, weights[lane] * perWeight, stream.room(arrived));
            distributed += topUp;
            arrived += taken;
        }
        if (arrived != 0) {
            stream.add(arrived, reward.streamPeriod);
            emit Notify(token, address(this), arrived, stream.finish);
        }
        if (totalWeight == 0) stream.putBack(start, reward.streamPeriod);
        uint256 cumulative = reward.marks.close(closed, block.timestamp - start, perWeight);
        emit Distribute(closed, token, released.units(), distributed, perWeight, cumulative);
    }

    /// @notice Pays one reward of a position by its preference, less a bounty that the caller pays; a step of `payOut`.
    /// @dev Rounds the bounty down, in favour of the position.
    function payReward(uint256 id, uint256 index, uint256 bountyBps) external onlySelf returns (uint256 bounty) {
        Position storage position = _positions[id];
        address target = position.preference.target;
        IERC20 token = _rewards[index].token;
        Purse purse = LaneLib.purseOf(laneOf(id));
        uint256 amount = _takeCredit(position, index);
        // A credit is below 2^128 units.
        bounty = (amount * bountyBps) / BPS;
        amount -= bounty;
        if (position.preference.payout == Payout.Pay) {
            purse.pay(token, target, amount);
            emit Claim(id, address(token), target, amount);
            return bounty;
        }
        address owner = _ownerOf(id);
        uint256 before = token.balanceOf(address(purse));
        uint256 shares = purse.deposit(IERC4626(target), token, amount, owner);
        // Without reverting where the vault gave something back: the next line tells.
        uint256 held = token.balanceOf(address(purse));
        uint256 taken = before > held ? before - held : 0;
        require(taken == amount && shares != 0, BadDeposit(target, amount, taken, shares));
        emit Claim(id, address(token), owner, amount);
    }

    /* INTERNALS */

    /// @dev A transfer resets payout and bounty: what the former owner chose is not what the new one wants.
    function _update(address to, uint256 id, address auth) internal override returns (address from) {
        from = super._update(to, id, auth);
        if (from == address(0)) return from;
        Preference memory preference = _positions[id].preference;
        if (preference.payout == Payout.Hold && preference.bountyBps == 0) return from;
        delete _positions[id].preference;
        if (preference.payout != Payout.Hold) emit SetPayout(id, Payout.Hold, address(0));
        if (preference.bountyBps != 0) emit SetBounty(id, 0);
    }

    /// @dev A new position of `owner`, in a lane for life. Ids don't repeat, as an account's counter only grows.
    function _create(address owner, uint256 lane) private returns (uint256 id) {
        id = (uint256(keccak256(abi.encode(address(this), owner, _counters[owner]++))) & ~LANE_MASK) | lane;
        _mint(owner, id);
    }

    /// @dev Pulls and counts what arrived.
    function _increase(uint256 id, uint256 amount) private {
        Open memory open = _open;
        require(!open.paused, StakingPaused());
        address purse = address(LaneLib.purseOf(laneOf(id)));
        uint256 before = stakeToken.balanceOf(purse);
        stakeToken.safeTransferFrom(msg.sender, purse, amount);
        uint256 received = stakeToken.balanceOf(purse) - before;
        require(received != 0, ZeroAmount());
        Position storage position = _positions[id];
        uint256 held = position.staked.stake;
        require(received <= GaugeLib.MAX_STAKE - held, StakeTooLarge(held, GaugeLib.MAX_STAKE));
        _touch(position, open);
        position.staked.increase(_lanes[laneOf(id)], received, block.timestamp - open.start);
        emit Stake(id, msg.sender, received, held + received);
    }

    /// @dev Adds to the position's credit what it has earned in closed epochs, so that its stake may change.
    function _touch(Position storage position, Open memory open) private {
        PositionStake memory staked = position.staked;
        if (staked.epoch == open.epoch) return;
        for (uint256 i = 0; i < open.rewardCount; ++i) {
            uint256 earned = staked.earnedScaled(_rewards[i].marks, open.epoch);
            if (earned != 0) position.creditScaled[i] += earned;
        }
        position.staked = PositionStake(staked.stake, open.epoch, 0);
    }

    /// @dev Pays the whole units of a position's credit; the position has been touched.
    function _claim(uint256 id, uint256 index, address to) private returns (uint256 amount) {
        amount = _takeCredit(_positions[id], index);
        if (amount == 0) return 0;
        IERC20 token = _rewards[index].token;
        LaneLib.purseOf(laneOf(id)).pay(token, to, amount);
        emit Claim(id, address(token), to, amount);
    }

    /// @dev Takes the whole units out of a credit and leaves the fraction.
    function _takeCredit(Position storage position, uint256 index) private returns (uint256 amount) {
        uint256 credit = position.creditScaled[index];
        amount = credit.units();
        if (amount != 0) position.creditScaled[index] = credit - amount * StreamLib.PRECISION;
    }

    /// @dev Returns what the caller still has to send to `bountyReceiver`, by reward; nothing where that is nobody. Not
    /// sent with each reward, so that a receiver that a token refuses can't make a payee look like a failing one.
    function _payOut(
        uint256[] calldata ids,
        address bountyReceiver
    ) private returns (uint256[MAX_REWARDS] memory bounties) {
        Open memory open = _open;
        for (uint256 i = 0; i < ids.length; ++i) {
            require(laneOf(ids[i]) == laneOf(ids[0]), MixedLanes(laneOf(ids[0]), laneOf(ids[i])));
            _payOutOne(ids[i], open, bountyReceiver, bounties);
        }
    }

    /// @dev Adds its bounties to `bounties`. Unknown ids hold, hence are skipped like others that do.
    function _payOutOne(
        uint256 id,
        Open memory open,
        address bountyReceiver,
        uint256[MAX_REWARDS] memory bounties
    ) private {
        Position storage position = _positions[id];
        Preference memory preference = position.preference;
        if (preference.payout == Payout.Hold) return;
        if (bountyReceiver == address(0)) preference.bountyBps = 0;
        _touch(position, open);
        bool paid = false;
        for (uint256 i = 0; i < open.rewardCount; ++i) {
            if (preference.payout == Payout.Deposit && i != preference.depositIndex) continue;
            if (position.creditScaled[i].units() == 0) continue;
            // A call is given at most 63/64 of what is left; a caller who leaves less would make honest payees fail.
            require(gasleft() > PAYOUT_GAS + PAYOUT_GAS / 32, OutOfGas(gasleft()));
            (bool success, bytes memory result) = _attempt(
                PAYOUT_GAS,
                abi.encodeCall(this.payReward, (id, i, preference.bountyBps))
            );
            if (!success) {
                emit PayOutSkipped(id, result);
                continue;
            }
            paid = true;
            uint256 bounty = abi.decode(result, (uint256));
            if (bounty == 0) continue;
            bounties[i] += bounty;
            emit PayBounty(id, address(_rewards[i].token), bountyReceiver, bounty);
        }
        if (paid) emit PaidOut(id, preference.payout, preference.target);
    }

    /// @dev Tokens that charge for transfers can't be rewards.
    function _requireReceived(IERC20 token, address holder, uint256 before, uint256 amount) private view {
        require(amount != 0, ZeroAmount());
        uint256 received = token.balanceOf(holder) - before;
        require(received == amount, FeeOnTransfer(address(token), amount, received));
    }

    /// @dev Credits a lane, and takes up to `room` of what arrived there for the stream. What it is credited is paid of
    /// that first: the gauge holds all that streams, so it can pay the rest, whichever lane comes first.
    function _settleLane(
        Reward storage reward,
        uint256 lane,
        uint256 creditScaled,
        uint256 room
    ) private returns (uint256 topUp, uint256 taken) {
        uint256 word = reward.lanes[lane];
        uint256 pending = word >> HALF;
        taken = Math.min(pending, room);
        if (creditScaled == 0 && taken == 0) return (0, 0);
        uint256 grown = uint128(word) + creditScaled;
        topUp = grown.units();
        // taken <= pending < 2^128, and a remainder is below PRECISION < 2^120.
        reward.lanes[lane] = ((pending - taken) << HALF) | (grown % StreamLib.PRECISION);
        Purse purse = LaneLib.purseOf(lane);
        if (topUp > taken) reward.token.safeTransfer(address(purse), topUp - taken);
        else if (taken > topUp) purse.pay(reward.token, address(this), taken - topUp);
    }

    /// @dev Carries a reward over a settlement at which its token refused to move; its stream goes on as it was.
    function _skip(uint256 index, Open memory open, bytes memory reason) private {
        Reward storage reward = _rewards[index];
        uint256 cumulative = reward.marks.close(open.epoch, block.timestamp - open.start, 0);
        emit DistributeSkipped(open.epoch, address(reward.token), reason);
        emit Distribute(open.epoch, address(reward.token), 0, 0, 0, cumulative);
    }

    function _addReward(RewardParams memory params) private {
        address token = address(params.token);
        uint256 count = _open.rewardCount;
        require(token.code.length != 0, BadToken(token));
        require(count < MAX_REWARDS, TooManyRewards(MAX_REWARDS));
        require(
            params.streamPeriod != 0 && params.streamPeriod <= StreamLib.MAX_PERIOD,
            BadStreamPeriod(params.streamPeriod, StreamLib.MAX_PERIOD)
        );
        for (uint256 i = 0; i < count; ++i) {
            require(address(_rewards[i].token) != token, DuplicateReward(token));
        }
        _rewards[count].token = params.token;
        // At most MAX_PERIOD, 63 million.
        _rewards[count].streamPeriod = uint32(params.streamPeriod);
        _open.rewardCount = uint8(count + 1);
        emit AddReward(token, params.streamPeriod);
    }

    /// @dev Calls itself with at most `gas_`, and keeps at most `MAX_REASON` bytes of what that returns.
    function _attempt(uint256 gas_, bytes memory data) private returns (bool success, bytes memory result) {
        uint256 maxReason = MAX_REASON;
        // Memory-safe: writes from the free memory pointer on, and moves it behind what was written.
        assembly ("memory-safe") {
            success := call(gas_, address(), 0, add(data, 0x20), mload(data), 0, 0)
            result := mload(0x40)
            let size := returndatasize()
            if gt(size, maxReason) {
                size := maxReason
            }
            mstore(result, size)
            returndatacopy(add(result, 0x20), 0, size)
            mstore(0x40, add(add(result, 0x20), and(add(size, 0x1f), not(0x1f))))
        }
    }

    function _indexOf(address token) private view returns (uint256) {
        uint256 count = _open.rewardCount;
        for (uint256 i = 0; i < count; ++i) {
            if (address(_rewards[i].token) == token) return i;
        }
        revert UnknownReward(token);
    }

    /// @dev Tokens without metadata are shown too.
    function _stakeMetadata() private view returns (string memory stakeSymbol, uint256 stakeDecimals) {
        IERC20Metadata token = IERC20Metadata(address(stakeToken));
        try token.symbol() returns (string memory value) {
            stakeSymbol = value;
        } catch {
            stakeSymbol = "tokens";
        }
        try token.decimals() returns (uint8 value) {
            stakeDecimals = value;
        } catch {
            stakeDecimals = 0;
        }
    }
}
