// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {DevnetToken} from "../../contracts/devnet/DevnetToken.sol";
import {Gauge} from "../../contracts/gauges/Gauge.sol";
import {IGauge, Payout, RewardState} from "../../contracts/interfaces/IGauge.sol";
import {Test} from "../helpers/Test.sol";
import {HookToken} from "../mocks/HookToken.sol";
import {HostileVault} from "../mocks/HostileVault.sol";
import {GaugeBase} from "./GaugeBase.sol";

/// @notice Acts on a gauge at random, and keeps beside it the plain, unsharded model of what everyone is owed.
/// @dev The model integrates every position's stake over time, one by one, and at a settlement gives each position
/// its weight's share of what left the stream, in scaled units: no lanes, no debts, no marks. It is exact: integers
/// scaled by 1e36, of which nothing but the sums that a split floors by its definition is ever divided.
/// In the test's file, since the runner calls only contracts of the files it runs.
contract GaugeHandler is Test {
    using Math for uint256;

    uint256 private constant P = 1e36;

    Gauge public immutable gauge;
    DevnetToken[] public tokens;
    address[] public actors;
    uint256[] public ids;
    uint256 public settlements;

    uint256 private _last = block.timestamp;
    uint256 private _epochStart = block.timestamp;
    mapping(uint256 id => uint256) public stakeOf;
    mapping(uint256 id => uint256) private _weightOf;
    /// @dev By token, in units: what ever began to stream, and what waits in lanes for a settlement.
    mapping(uint256 token => uint256) public funded;
    mapping(uint256 lane => mapping(uint256 token => uint256)) public pending;
    mapping(uint256 token => uint256) public donated;
    /// @dev By position and token: scaled credit since the beginning, and units paid.
    mapping(uint256 id => mapping(uint256 token => uint256)) public credit;
    mapping(uint256 id => mapping(uint256 token => uint256)) public paid;

    HostileVault private _vault;

    constructor(Gauge gauge_, DevnetToken lp, DevnetToken usd, DevnetToken late, address[] memory actors_) {
        gauge = gauge_;
        tokens = [usd, lp, late];
        actors = actors_;
        _vault = new HostileVault(IERC20(address(usd)));
        for (uint256 i = 0; i < tokens.length; ++i) {
            tokens[i].mint(address(this), 1e30);
            tokens[i].approve(address(gauge_), type(uint256).max);
        }
    }

    /* VIEWS */

    function positions() external view returns (uint256) {
        return ids.length;
    }

    function rewardCount() public view returns (uint256) {
        return gauge.rewardTokens().length;
    }

    /* ACTIONS */

    function stake(uint256 who, uint256 amount) external {
        _tick();
        if (ids.length == 12) return;
        amount = _amount(amount);
        uint256 id = gauge.stake(amount, _actor(who));
        ids.push(id);
        stakeOf[id] += amount;
    }

    function increase(uint256 which, uint256 amount) external {
        _tick();
        if (ids.length == 0) return;
        amount = _amount(amount);
        gauge.increase(_id(which), amount);
        stakeOf[_id(which)] += amount;
    }

    function unstake(uint256 which, uint256 amount) external {
        _tick();
        if (ids.length == 0 || stakeOf[_id(which)] == 0) return;
        uint256 id = _id(which);
        // All of it as often as a part.
        amount = amount % 2 == 0 ? stakeOf[id] : bound(amount, 1, stakeOf[id]);
        address owner = gauge.ownerOf(id);
        vm.prank(owner);
        gauge.unstake(id, amount, owner);
        stakeOf[id] -= amount;
    }

    /// @dev In and out in one block, with a thousand times what all others have.
    function flash(uint256 which) external {
        _tick();
        if (ids.length == 0) return;
        uint256 id = _id(which);
        uint256[] memory before = gauge.claimable(id);
        address owner = gauge.ownerOf(id);
        gauge.increase(id, 1e27);
        vm.prank(owner);
        gauge.unstake(id, 1e27, address(this));
        uint256[] memory afterwards = gauge.claimable(id);
        for (uint256 i = 0; i < before.length; ++i) {
            assertEq(before[i], afterwards[i], "FLASH_STAKE_EARNS_ZERO");
        }
    }

    function claim(uint256 which, uint256 only) external {
        _tick();
        if (ids.length == 0) return;
        uint256 id = _id(which);
        address owner = gauge.ownerOf(id);
        if (only % 2 == 0) {
            only = (only / 2) % rewardCount();
            vm.prank(owner);
            paid[id][only] += gauge.claimOne(id, address(tokens[only]), owner);
            return;
        }
        vm.prank(owner);
        uint256[] memory amounts = gauge.claim(id, owner);
        for (uint256 i = 0; i < amounts.length; ++i) {
            paid[id][i] += amounts[i];
        }
    }

    function setPayout(uint256 which, uint256 preference) external {
        _tick();
        if (ids.length == 0) return;
        uint256 id = _id(which);
        Payout payout = Payout(preference % 3);
        address owner = gauge.ownerOf(id);
        vm.prank(owner);
        gauge.setPayout(id, payout, payout == Payout.Deposit ? address(_vault) : owner);
    }

    function setBounty(uint256 which, uint256 bountyBps) external {
        _tick();
        if (ids.length == 0) return;
        uint256 id = _id(which);
        vm.prank(gauge.ownerOf(id));
        gauge.setBounty(id, bountyBps % 501);
    }

    /// @dev The ghost is split by the formulas of the interface: floor of every credit, debt towards zero.
    function split(uint256 which, uint256 amount) external {
        _tick();
        if (ids.length == 0 || ids.length >= 14) return;
        uint256 id = _id(which);
        uint256 held = stakeOf[id];
        if (held < 2) return;
        amount = bound(amount, 1, held - 1);
        vm.prank(gauge.ownerOf(id));
        uint256 newId = gauge.split(id, amount);
        ids.push(newId);
        uint256 elapsed = block.timestamp - _epochStart;
        int256 debt = int256(held * elapsed) - int256(_weightOf[id]);
        uint256 weight = uint256(int256(amount * elapsed) - (debt * int256(amount)) / int256(held));
        assertLe(weight, _weightOf[id], "SPLIT_MERGE_EXACT: no weight gets negative");
        (_weightOf[id], _weightOf[newId]) = (_weightOf[id] - weight, weight);
        (stakeOf[id], stakeOf[newId]) = (held - amount, amount);
        for (uint256 i = 0; i < rewardCount(); ++i) {
            uint256 part = (credit[id][i] - paid[id][i] * P).mulDiv(amount, held);
            credit[id][i] -= part;
            credit[newId][i] = part;
        }
    }

    /// @dev Any two: of different owners or lanes it must fail, and change nothing.
    function merge(uint256 which, uint256 other) external {
        _tick();
        if (ids.length == 0) return;
        (uint256 id, uint256 into) = (_id(which), _id(other));
        address owner = gauge.ownerOf(id);
        bool isAllowed = id != into && owner == gauge.ownerOf(into) && gauge.laneOf(id) == gauge.laneOf(into);
        vm.prank(owner);
        (bool success, ) = address(gauge).call(abi.encodeCall(IGauge.merge, (id, into)));
        assertTrue(success == isAllowed, "SPLIT_MERGE_EXACT: one owner and one lane");
        if (!success) return;
        stakeOf[into] += stakeOf[id];
        _weightOf[into] += _weightOf[id];
        (stakeOf[id], _weightOf[id]) = (0, 0);
        for (uint256 i = 0; i < 3; ++i) {
            credit[into][i] += credit[id][i];
            paid[into][i] += paid[id][i];
            (credit[id][i], paid[id][i]) = (0, 0);
        }
        ids[which % ids.length] = ids[ids.length - 1];
        ids.pop();
    }

    /// @dev The late reward calls back, once it is one, from within whatever moves it.
    function arm(uint256 which, uint256 call) external {
        if (ids.length == 0) return;
        uint256 id = _id(which);
        uint256[] memory one = new uint256[](1);
        one[0] = id;
        bytes[6] memory calls = [
            abi.encodeCall(IGauge.settle, ()),
            abi.encodeCall(IGauge.payOut, (one)),
            abi.encodeCall(IGauge.payOutWithBounty, (one, address(this))),
            abi.encodeCall(IGauge.claim, (id, address(this))),
            abi.encodeCall(IGauge.split, (id, 1)),
            abi.encodeCall(IGauge.merge, (id, _id(call)))
        ];
        HookToken(address(tokens[2])).arm(address(gauge), calls[call % calls.length]);
    }

    function setTrick(uint256 trick) external {
        // Without burning gas, which only makes the run slow.
        _vault.setTrick(trick % 3 == 0 ? HostileVault.Trick.TakeLess : HostileVault.Trick.None);
    }

    /// @dev All positions of a lane, one of them twice, by whoever has a keeper's key, and for the bounties or not.
    function payOut(uint256 which, uint256 bounties) external {
        _tick();
        if (ids.length == 0) return;
        address keeper = bounties % 2 == 0 ? address(0) : address(uint160(0xB0DE));
        uint256 lane = gauge.laneOf(_id(which));
        uint256 count = 0;
        uint256[] memory batch = new uint256[](ids.length + 1);
        for (uint256 i = 0; i < ids.length; ++i) {
            if (gauge.laneOf(ids[i]) == lane) batch[count++] = ids[i];
        }
        batch[count++] = _id(which);
        assembly ("memory-safe") {
            mstore(batch, count)
        }
        uint256[][] memory owed = new uint256[][](count - 1);
        for (uint256 i = 0; i < owed.length; ++i) {
            owed[i] = gauge.claimable(batch[i]);
        }
        address purse = address(gauge.purseOf(lane));
        uint256[3] memory held;
        for (uint256 token = 0; token < 3; ++token) {
            held[token] = tokens[token].balanceOf(purse);
        }
        uint256[3] memory most = _mostBounties(batch, owed);
        uint256[3] memory had;
        for (uint256 token = 0; token < 3; ++token) {
            had[token] = tokens[token].balanceOf(keeper);
        }
        if (keeper == address(0)) gauge.payOut(batch);
        else gauge.payOutWithBounty(batch, keeper);
        for (uint256 token = 0; token < 3; ++token) {
            uint256 bounty = tokens[token].balanceOf(keeper) - had[token];
            assertLe(bounty, keeper == address(0) ? 0 : most[token], "BOUNTY_LE_CAP");
        }
        for (uint256 token = 0; token < rewardCount(); ++token) {
            uint256 sent = 0;
            for (uint256 i = 0; i + 1 < count; ++i) {
                uint256 left = gauge.claimable(batch[i])[token];
                sent += owed[i][token] - left;
                paid[batch[i]][token] += owed[i][token] - left;
            }
            assertEq(held[token] - tokens[token].balanceOf(purse), sent, "CLAIM_ONCE_DUP_IDS");
        }
    }

    function transfer(uint256 which, uint256 to) external {
        _tick();
        if (ids.length == 0) return;
        uint256 id = _id(which);
        address owner = gauge.ownerOf(id);
        uint256[] memory before = gauge.claimable(id);
        vm.prank(owner);
        gauge.transferFrom(owner, _actor(to), id);
        assertEq(abi.encode(before), abi.encode(gauge.claimable(id)), "TRANSFER_CARRIES_CREDIT");
    }

    function notify(uint256 token, uint256 amount) external {
        _tick();
        token = token % rewardCount();
        amount = _amount(amount);
        gauge.notify(address(tokens[token]), amount);
        funded[token] += amount;
    }

    function notifyLane(uint256 token, uint256 lane, uint256 amount) external {
        _tick();
        (token, lane) = (token % rewardCount(), lane % gauge.lanes());
        amount = _amount(amount);
        gauge.notifyLane(address(tokens[token]), lane, amount);
        pending[lane][token] += amount;
    }

    /// @dev For the gauge, which it tries to settle meanwhile.
    function payReward(address token, uint256 lane, address to, uint256 amount) external {
        if (msg.sender != address(gauge)) return;
        assertEq(to, address(gauge.purseOf(lane)), "LANE_CUSTODY");
        assertTrue(IERC20(token).transfer(to, amount), "paid");
        (bool success, ) = address(gauge).call(abi.encodeCall(IGauge.settle, ()));
        assertFalse(success, "HARVEST_REENTRY_SAFE");
    }

    function donate(uint256 token, uint256 lane, uint256 amount) external {
        _tick();
        token = token % 3;
        amount = _amount(amount);
        // A gift is no call of the gauge, which the token could then enter as anyone can.
        HookToken(address(tokens[2])).arm(address(0), "");
        if (lane % 3 == 0) {
            donated[token] += amount;
            assertTrue(tokens[token].transfer(address(gauge), amount), "donated");
        } else {
            address purse = address(gauge.purseOf(lane % gauge.lanes()));
            assertTrue(tokens[token].transfer(purse, amount), "donated");
        }
    }

    function addReward() external {
        _tick();
        if (rewardCount() == 2) gauge.addReward(address(tokens[2]), 3 days);
    }

    function settle(uint256 elapsedSeconds) external {
        vm.warp(block.timestamp + bound(elapsedSeconds, 1, 2 days));
        _tick();
        uint256[3] memory before;
        for (uint256 i = 0; i < rewardCount(); ++i) {
            before[i] = _inStreamScaled(i) + _takePending(i) * P;
        }
        gauge.settle();
        ++settlements;
        uint256 total = 0;
        for (uint256 i = 0; i < ids.length; ++i) {
            total += _weightOf[ids[i]];
        }
        for (uint256 i = 0; i < rewardCount(); ++i) {
            uint256 left = before[i] - _inStreamScaled(i);
            if (total == 0) {
                assertEq(left, 0, "NO_LOSS_AT_ZERO_STAKE");
                continue;
            }
            assertEq(left % total, 0, "NO_DUST_STRANDED: what can't be shared out stays in the stream");
            for (uint256 j = 0; j < ids.length; ++j) {
                credit[ids[j]][i] += (left / total) * _weightOf[ids[j]];
            }
        }
        for (uint256 i = 0; i < ids.length; ++i) {
            _weightOf[ids[i]] = 0;
        }
        _epochStart = block.timestamp;
    }

    function pass(uint256 elapsedSeconds) external {
        vm.warp(block.timestamp + bound(elapsedSeconds, 1, 1 days));
        _tick();
    }

    /* INTERNALS */

    /// @dev Integrates every stake up to now.
    function _tick() private {
        uint256 elapsed = block.timestamp - _last;
        _last = block.timestamp;
        for (uint256 i = 0; i < ids.length; ++i) {
            _weightOf[ids[i]] += stakeOf[ids[i]] * elapsed;
        }
    }

    /// @dev What waits in all lanes streams from a settlement on.
    function _takePending(uint256 token) private returns (uint256 sum) {
        for (uint256 lane = 0; lane < gauge.lanes(); ++lane) {
            sum += pending[lane][token];
            pending[lane][token] = 0;
        }
        funded[token] += sum;
    }

    /// @dev What the owners offer of what is owed, each rounded down; the last id of a batch is there twice.
    function _mostBounties(
        uint256[] memory batch,
        uint256[][] memory owed
    ) private view returns (uint256[3] memory most) {
        for (uint256 i = 0; i < owed.length; ++i) {
            for (uint256 token = 0; token < owed[i].length; ++token) {
                most[token] += (owed[i][token] * gauge.bountyOf(batch[i])) / 10_000;
            }
        }
    }

    function _inStreamScaled(uint256 token) private view returns (uint256) {
        RewardState memory state = gauge.rewardOf(address(tokens[token]));
        return state.remainingScaled + state.releasedScaled;
    }

    /// @dev From a single unit to a billion tokens, each magnitude as likely.
    function _amount(uint256 seed) private pure returns (uint256) {
        return 1 + ((seed >> 8) % (10 ** (seed % 25)));
    }

    function _actor(uint256 who) private view returns (address) {
        return actors[who % actors.length];
    }

    function _id(uint256 which) private view returns (uint256) {
        return ids[which % ids.length];
    }
}

/// @notice Random histories of many users in several lanes against the handler's unsharded model.
contract GaugeInvariantTest is GaugeBase {
    GaugeHandler private handler;
    DevnetToken[3] private tokens;

    function setUp() public override {
        super.setUp();
        address[] memory actors = new address[](5);
        for (uint160 i = 0; i < actors.length; ++i) {
            // Two of the five share a lane.
            actors[i] = address(uint160(alice) + (i % 4) + (i << 64));
        }
        tokens = [usd, lp, new HookToken()];
        handler = new GaugeHandler(gauge, lp, usd, tokens[2], actors);
        manager.grantRole(0, address(handler), 0);
        targetContract(address(handler));
    }

    /// hardhat-config: default.invariant.runs = 24
    /// hardhat-config: default.invariant.depth = 120
    /// hardhat-config: invariant.failOnRevert = true
    function invariant_PRO_RATA_BY_STAKE_TIME() public view {
        uint256 rewards = handler.rewardCount();
        uint256 positions = handler.positions();
        uint256[3] memory paid;
        uint256[3] memory owed;
        uint256[3][LANES] memory laneCredit;
        uint256[LANES] memory laneStake;
        uint256[3][LANES] memory laneOwed;
        for (uint256 i = 0; i < positions; ++i) {
            uint256 id = handler.ids(i);
            uint256 lane = gauge.laneOf(id);
            assertEq(gauge.stakeOf(id), handler.stakeOf(id), "LANE_SUM: stake of a position");
            laneStake[lane] += handler.stakeOf(id);
            uint256[] memory claimable = gauge.claimable(id);
            for (uint256 token = 0; token < rewards; ++token) {
                uint256 credit = handler.credit(id, token);
                assertEq(claimable[token] + handler.paid(id, token), credit / P, "PRO_RATA_BY_STAKE_TIME");
                paid[token] += handler.paid(id, token);
                owed[token] += claimable[token];
                laneCredit[lane][token] += credit;
                laneOwed[lane][token] += claimable[token];
            }
        }
        for (uint256 lane = 0; lane < LANES; ++lane) {
            for (uint256 token = 0; token < rewards; ++token) {
                laneOwed[lane][token] += handler.pending(lane, token);
            }
        }
        _checkLanes(laneStake, laneOwed);
        assertEq(HookToken(address(tokens[2])).entries(), 0, "HARVEST_REENTRY_SAFE");
        for (uint256 token = 0; token < rewards; ++token) {
            assertLe(paid[token] + owed[token], handler.funded(token), "PAID_LE_FUNDED");
            _checkConservation(token, laneCredit);
        }
    }

    function _checkLanes(uint256[LANES] memory laneStake, uint256[3][LANES] memory laneOwed) private view {
        uint256 total = 0;
        for (uint256 lane = 0; lane < LANES; ++lane) {
            total += laneStake[lane];
            assertEq(gauge.laneStake(lane), laneStake[lane], "LANE_SUM");
            address purse = address(gauge.purseOf(lane));
            assertGe(usd.balanceOf(purse), laneOwed[lane][0], "LANE_CUSTODY");
            assertGe(lp.balanceOf(purse), laneStake[lane] + laneOwed[lane][1], "LANE_CUSTODY");
            assertGe(tokens[2].balanceOf(purse), laneOwed[lane][2], "LANE_CUSTODY");
        }
        assertEq(gauge.totalStake(), total, "LANE_SUM");
    }

    /// @dev What was funded is, to the last fraction, in the stream or credited; and the gauge holds what no purse does.
    function _checkConservation(uint256 token, uint256[3][LANES] memory laneCredit) private view {
        address reward = address(tokens[token]);
        RewardState memory state = gauge.rewardOf(reward);
        uint256 laneCredits = 0;
        uint256 toppedUp = 0;
        for (uint256 lane = 0; lane < LANES; ++lane) {
            (uint256 pending, uint256 fractionScaled) = gauge.laneReward(lane, reward);
            assertEq(fractionScaled, laneCredit[lane][token] % P, "LANE_SUM: credit");
            assertEq(pending, handler.pending(lane, token), "LANE_INCOME_STREAMS_FROM_SETTLEMENT");
            laneCredits += laneCredit[lane][token];
            toppedUp += laneCredit[lane][token] / P;
        }
        assertEq(state.funded, handler.funded(token), "LANE_INCOME_STREAMS_FROM_SETTLEMENT");
        assertEq(
            state.remainingScaled + state.releasedScaled + laneCredits,
            state.funded * P,
            "NO_DUST_STRANDED: all that was funded"
        );
        assertEq(
            tokens[token].balanceOf(address(gauge)),
            state.funded - toppedUp + handler.donated(token),
            "NO_DUST_STRANDED: what the gauge holds"
        );
    }
}
