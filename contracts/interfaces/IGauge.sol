// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {Purse} from "../lanes/Purse.sol";

/// @notice What a payout does with a position's rewards.
enum Payout {
    Hold,
    Pay,
    Deposit
}

/// @notice A token that a gauge pays out; what is notified streams over `streamPeriod` seconds.
struct RewardParams {
    IERC20 token;
    uint256 streamPeriod;
}

/// @notice What a gauge is created with.
/// @dev `lanes` is a power of two up to 64, `authority` an AccessManager, `minEpochSeconds` the least time between two
/// settlements, one second or more.
struct GaugeParams {
    string name;
    string symbol;
    IERC20 stakeToken;
    uint256 lanes;
    address authority;
    uint256 minEpochSeconds;
    RewardParams[] rewards;
}

/// @notice The stream of one reward token, as it was left by the last notify or settlement.
/// @dev Scaled quantities are units of the token times `PRECISION`.
struct RewardState {
    IERC20 token;
    uint256 streamPeriod;
    uint256 periodFinish;
    uint256 funded;
    uint256 remainingScaled;
    uint256 releasedScaled;
}

/// @title IGauge
/// @notice Stake one ERC-20, earn up to four, pro rata to stake and time. A position is an ERC-721.
/// @dev Rewards of an epoch are credited when `settle` closes it. The lane of a position is in the low 6 bits of its
/// id and never changes, whoever owns it.
interface IGauge is IERC721 {
    /* EVENTS */

    /// @notice Emitted when a position's stake grows, at its creation too. `stake` is what it holds after.
    event Stake(uint256 indexed id, address indexed sender, uint256 amount, uint256 stake);
    /// @notice Emitted when a position's stake falls. `stake` is what it holds after.
    event Unstake(uint256 indexed id, address indexed to, uint256 amount, uint256 stake);
    /// @notice Emitted for each reward token of which a position is paid; `to` may be a vault's depositor.
    event Claim(uint256 indexed id, address indexed token, address indexed to, uint256 amount);
    /// @notice Emitted when `amount` of a position's stake became the new position `newId` of the same owner, in the
    /// same lane, after the Transfer event that created it.
    /// @dev The share amount / stake of what the position had goes along, of its credits rounded down and of its debt
    /// towards zero; GaugeLib has the formulas. The new position has the payout and the bounty of the old one.
    event Split(uint256 indexed id, uint256 indexed newId, uint256 amount);
    /// @notice Emitted when the position `id` was burned, with all that it had gone to `into`, which holds `stake` after.
    event Merge(uint256 indexed id, uint256 indexed into, uint256 stake);
    /// @notice Emitted once for a position that was paid out, after its Claim events.
    event PaidOut(uint256 indexed id, Payout payout, address target);
    /// @notice Emitted when a position's payout of a reward token fails; the credit stays, and can be claimed.
    /// @dev At most the first 256 bytes of what the failing call returned.
    event PayOutSkipped(uint256 indexed id, bytes reason);
    event SetPayout(uint256 indexed id, Payout payout, address target);
    /// @notice Emitted when a position's bounty changes, in hundredths of a percent of what is paid out.
    event SetBounty(uint256 indexed id, uint256 bountyBps);
    /// @notice Emitted when `amount` of a position's credit went to whom the caller of a payout named, as its bounty.
    event PayBounty(uint256 indexed id, address indexed token, address indexed receiver, uint256 amount);
    /// @notice Emitted when rewards start to stream, with what streams already, until `periodFinish`. At a settlement
    /// `sender` is the gauge itself, and `amount` what arrived in all lanes before.
    event Notify(address indexed token, address indexed sender, uint256 amount, uint256 periodFinish);
    /// @notice Emitted when rewards arrive in a lane, where they wait for the next settlement.
    event NotifyLane(address indexed token, address indexed sender, uint256 indexed lane, uint256 amount);
    /// @notice Emitted when epoch `epoch` closes, at time `end`, with `weight` token-seconds in it.
    /// @dev Epoch 0 has no length: it is closed at construction, so that events alone say when epoch 1 began.
    event Settle(uint256 indexed epoch, uint256 start, uint256 end, uint256 weight);
    /// @notice Emitted at a settlement for each reward token: `released` of the stream, of which `distributed` was credited
    /// to purses; `perWeight` is scaled by the gauge's precision, `cumulative` is the sum of perWeight * epoch length,
    /// modulo 2^256. In an epoch without stake both are zero, since what was released returns to the stream.
    event Distribute(
        uint256 indexed epoch,
        address indexed token,
        uint256 released,
        uint256 distributed,
        uint256 perWeight,
        uint256 cumulative
    );
    /// @notice Emitted when a reward token refused to move at a settlement; its stream waits for the next one.
    /// @dev A Distribute event of zeros and the unchanged `cumulative` follows.
    event DistributeSkipped(uint256 indexed epoch, address indexed token, bytes reason);
    event AddReward(address indexed token, uint256 streamPeriod);
    event SetPaused(bool paused);

    /* ERRORS */

    /// @notice Thrown when an amount is zero, or what arrived of a token is.
    error ZeroAmount();
    /// @notice Thrown when tokens or a position would go to `account`.
    error BadReceiver(address account);
    /// @notice Thrown when the stake token and a reward are not what a gauge can hold.
    error BadToken(address token);
    /// @notice Thrown when more is unstaked than a position holds, in units of the stake token.
    error InsufficientStake(uint256 id, uint256 stake, uint256 amount);
    /// @notice Thrown when a position would hold more than `max` units of the stake token; open another one.
    error StakeTooLarge(uint256 stake, uint256 max);
    /// @notice Thrown when a split would leave one of the two positions without stake.
    error BadSplit(uint256 id, uint256 stake, uint256 amount);
    /// @notice Thrown when a position is merged into itself.
    error SamePosition(uint256 id);
    /// @notice Thrown when two positions that are to be merged have different owners.
    error DifferentOwners(address owner, address otherOwner);
    /// @notice Thrown when a bounty would be above `maxBps`, in hundredths of a percent.
    error BadBounty(uint256 bountyBps, uint256 maxBps);
    /// @notice Thrown when staking is paused.
    error StakingPaused();
    /// @notice Thrown when `token` is not a reward of this gauge.
    error UnknownReward(address token);
    /// @notice Thrown when `token` is a reward already.
    error DuplicateReward(address token);
    /// @notice Thrown when a gauge would have more than `max` rewards.
    error TooManyRewards(uint256 max);
    /// @notice Thrown when a stream would last 0 or more than `max` seconds.
    error BadStreamPeriod(uint256 streamPeriod, uint256 max);
    /// @notice Thrown when the minimum epoch length is 0 or more than `max` seconds.
    error BadMinEpoch(uint256 minEpochSeconds, uint256 max);
    /// @notice Thrown when other than what was sent of a reward arrived: tokens that charge for transfers can't be rewards.
    error FeeOnTransfer(address token, uint256 sent, uint256 received);
    /// @notice Thrown when the open epoch is younger than the minimum, in seconds.
    error EpochTooShort(uint256 elapsedSeconds, uint256 minEpochSeconds);
    /// @notice Thrown when `target` can't be paid, or is not a vault of a reward token.
    error BadPayoutTarget(address target);
    /// @notice Thrown when positions of two lanes are paid out in one call, or merged.
    error MixedLanes(uint256 lane, uint256 otherLane);
    /// @notice Thrown when the caller supplied too little gas for a failing call to be told from a starved one.
    error OutOfGas(uint256 gasLeft);
    /// @notice Thrown when anyone but the gauge calls one of its own steps.
    error NotSelf(address caller);
    /// @notice Thrown when a vault took other than `amount` units for a payout, or gave no shares for it.
    error BadDeposit(address vault, uint256 amount, uint256 taken, uint256 shares);

    /* VIEWS */

    function stakeToken() external view returns (IERC20);

    /// @notice The reward tokens, in the order in which `claimable` and `claim` answer.
    function rewardTokens() external view returns (address[] memory);

    /// @notice The state of a reward token's stream.
    function rewardOf(address token) external view returns (RewardState memory);

    /// @notice What epoch `number` credited for each token-second, and the sum of perWeight * epoch length up to it,
    /// both scaled by `PRECISION`, the latter modulo 2^256; zeros for an epoch that is not closed.
    function markOf(address token, uint256 number) external view returns (uint256 perWeight, uint256 cumulative);

    /// @notice The least time between two settlements, in seconds.
    function minEpochSeconds() external view returns (uint256);

    /// @notice The scale of `perWeight` and `cumulative`.
    // solhint-disable-next-line func-name-mixedcase
    function PRECISION() external view returns (uint256);

    function lanes() external view returns (uint256);

    function purseOf(uint256 lane) external view returns (Purse);

    /// @notice The lane of a position.
    function laneOf(uint256 id) external view returns (uint256);

    /// @notice The lane in which an account's new positions are created.
    function laneOfAccount(address account) external view returns (uint256);

    /// @notice All that is staked, in units of the stake token.
    function totalStake() external view returns (uint256);

    /// @notice What a lane's positions have staked, in units of the stake token.
    function laneStake(uint256 lane) external view returns (uint256);

    /// @notice Units of a reward token that arrived in a lane and will stream from the next settlement on, and the fraction
    /// of a unit, times `PRECISION`, of all that the lane has been credited.
    function laneReward(uint256 lane, address token) external view returns (uint256 pending, uint256 fractionScaled);

    /// @notice What a position has staked, in units of the stake token; 0 where there is no such position.
    function stakeOf(uint256 id) external view returns (uint256);

    /// @notice What a position could claim now, by reward token: the credit of settled epochs, rounded down.
    /// @dev The fraction of a unit that rounding leaves stays with the position.
    function claimable(uint256 id) external view returns (uint256[] memory amounts);

    function payoutOf(uint256 id) external view returns (Payout payout, address target);

    /// @notice What a position leaves to whoever pays it out, in hundredths of a percent of what is paid.
    function bountyOf(uint256 id) external view returns (uint256 bountyBps);

    /// @notice The number of the open epoch and when it began, a Unix time in seconds.
    function epoch() external view returns (uint256 number, uint256 start);

    /// @notice What would be released of `token` if the epoch closed now, in units of the token.
    function releasable(address token) external view returns (uint256);

    function paused() external view returns (bool);

    /* HOLDER */

    /// @notice Takes `amount` of the stake token from the caller into a new position of `to`.
    /// @dev What arrives counts, so tokens that charge for transfers can be staked; those that rebase can't.
    /// @dev Warning: `to` is not asked whether it can handle an ERC-721.
    function stake(uint256 amount, address to) external returns (uint256 id);

    /// @notice Takes `amount` of the stake token from the caller into the position `id`, whose owner the caller needn't be.
    /// @dev No need to ask the owner: nothing is taken from a position, and no fraction of a unit is lost by it.
    function increase(uint256 id, uint256 amount) external;

    /// @notice Sends `amount` of a position's stake to `to`. Never paused. Owner or approved only.
    function unstake(uint256 id, uint256 amount, address to) external;

    /// @notice Sends all that a position may claim to `to`. Never paused. Owner or approved only.
    function claim(uint256 id, address to) external returns (uint256[] memory amounts);

    /// @notice As `claim`, of one reward token, for when another one is broken.
    function claimOne(uint256 id, address token, address to) external returns (uint256 amount);

    /// @notice Says what a payout does with the rewards: hold them, pay them to `target`, or deposit them for the
    /// position's owner into the vault `target`, where its asset is the reward. Owner or approved only.
    /// @dev Rewards that are not the vault's asset stay as credit. A transfer of the position sets it back to Hold.
    function setPayout(uint256 id, Payout payout, address target) external;

    /// @notice Offers `bountyBps` hundredths of a percent of what is paid out to whoever calls `payOutWithBounty`, at
    /// most 500; a new position offers nothing. Owner or approved only. A transfer of the position sets it back to 0.
    /// @dev Only what settlements credited is ever paid, once: calling often earns nothing more.
    function setBounty(uint256 id, uint256 bountyBps) external;

    /// @notice Makes `amount` of a position's stake, less than all, a new position of its owner, with the same share of
    /// its credits and of its weight in the open epoch. Never paused. Owner or approved only.
    /// @dev The two hold, earned and will earn exactly what the one would have, to the scaled unit. The new position is
    /// in the lane of the old one, whoever owns it, and has its payout and bounty.
    /// @dev Rounding: of each credit a fraction of a unit, below 1 / PRECISION, and of the weight less than a
    /// token-second are allotted to one or the other; nothing is lost.
    function split(uint256 id, uint256 amount) external returns (uint256 newId);

    /// @notice Moves all that the position `id` has into the position `into` of the same owner, and burns it. Never
    /// paused. Owner of both, or approved for both, only.
    /// @dev Both must be of one lane: what a position has been credited is in its lane's purse, to the fraction of a
    /// unit, and a fraction can't move between purses. Who wants to change lanes claims, unstakes and stakes.
    /// `into` keeps its payout and bounty.
    function merge(uint256 id, uint256 into) external;

    /* SETTLEMENT */

    /// @notice Takes `amount` of the reward `token` from the caller, to be streamed from now on. Open to anyone.
    /// @dev The time left to the stream becomes the mean of what it was and `streamPeriod`, weighted by amount, so that
    /// a tiny amount can't stretch what is streaming.
    function notify(address token, uint256 amount) external;

    /// @notice Takes `amount` of the reward `token` out of a lane of the caller into the same lane of the gauge, to be
    /// streamed from the next settlement on, as if it was notified just before. The caller is an `IRewardSource`.
    /// @dev Writes nothing but that lane, so that sources of different lanes share no slot. A lane beyond the gauge's is
    /// taken modulo their number.
    function notifyLane(address token, uint256 lane, uint256 amount) external;

    /// @notice Closes the open epoch and credits it. Open to anyone, at any time after the minimum epoch length.
    function settle() external;

    /// @notice Pays positions by their preference; one that fails, or holds, is skipped. Open to anyone.
    /// @dev All ids must be of one lane, so that payouts of different lanes share no written slot.
    /// @dev Warning: gas for a whole payout must be left before each, so that no caller can starve one.
    function payOut(uint256[] calldata ids) external;

    /// @notice As `payOut`, and sends the bounties that the positions offer to `bountyReceiver`, one transfer a token.
    /// @dev Rounding: each bounty is rounded down, in favour of the position.
    /// @dev Warning: a receiver that a token refuses fails the whole call, so that nobody but the caller bears it. Callers
    /// in different lanes should name different receivers, whose balances they would else both write.
    function payOutWithBounty(uint256[] calldata ids, address bountyReceiver) external;

    /* ROLE */

    /// @notice Adds a reward token, which is credited from its first notify on.
    /// @dev Warning: a token listed here must move exactly what it is told to, must not rebase, and must not burn all
    /// gas; one that merely reverts delays only itself.
    function addReward(address token, uint256 streamPeriod) external;

    /// @notice Stops, or allows again, new stake. Leaving and claiming are never stopped.
    function setPaused(bool paused_) external;
}
