// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {Purse} from "../lanes/Purse.sol";

/// @notice What the keeper does with a position's rewards.
enum Payout {
    Hold,
    Pay,
    Deposit
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
    /// @notice Emitted when the keeper pays a position out, after its Claim events.
    event PaidOut(uint256 indexed id, Payout payout, address target);
    /// @notice Emitted when a position's payout fails; the credit stays, and can be claimed.
    event PayOutSkipped(uint256 indexed id, bytes reason);
    event SetPayout(uint256 indexed id, Payout payout, address target);
    /// @notice Emitted when rewards arrive and stream until `periodFinish`.
    event Notify(address indexed token, address indexed sender, uint256 amount, uint256 periodFinish);
    /// @notice Emitted when epoch `epoch` closes, at time `end`, with `weight` token-seconds in it.
    event Settle(uint256 indexed epoch, uint256 start, uint256 end, uint256 weight);
    /// @notice Emitted at a settlement for each reward token: `released` of the stream, of which `distributed` went to
    /// purses; `perWeight` is scaled by the gauge's precision, `cumulative` is the sum of perWeight * epoch length.
    event Distribute(
        uint256 indexed epoch,
        address indexed token,
        uint256 released,
        uint256 distributed,
        uint256 perWeight,
        uint256 cumulative
    );
    event AddReward(address indexed token, uint256 streamPeriod);
    event SetPaused(bool paused);

    /* VIEWS */

    function stakeToken() external view returns (IERC20);

    function rewardTokens() external view returns (address[] memory);

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

    /// @notice What a position has staked, in units of the stake token; 0 where there is no such position.
    function stakeOf(uint256 id) external view returns (uint256);

    /// @notice What a position could claim now, by reward token: the credit of settled epochs, rounded down.
    function claimable(uint256 id) external view returns (uint256[] memory amounts);

    function payoutOf(uint256 id) external view returns (Payout payout, address target);

    /// @notice The number of the open epoch and when it began, a Unix time in seconds.
    function epoch() external view returns (uint256 number, uint256 start);

    /// @notice What would be released of `token` if the epoch closed now, in units of the token.
    function releasable(address token) external view returns (uint256);

    function paused() external view returns (bool);

    /* HOLDER */

    /// @notice Takes `amount` of the stake token from the caller into a new position of `to`.
    function stake(uint256 amount, address to) external returns (uint256 id);

    /// @notice Takes `amount` of the stake token from the caller into the position `id`, whose owner the caller needn't be.
    function increase(uint256 id, uint256 amount) external;

    /// @notice Sends `amount` of a position's stake to `to`. Never paused. Owner or approved only.
    function unstake(uint256 id, uint256 amount, address to) external;

    /// @notice Sends all that a position may claim to `to`. Never paused. Owner or approved only.
    function claim(uint256 id, address to) external returns (uint256[] memory amounts);

    /// @notice Says what the keeper does with the rewards: hold them, pay them to `target`, or deposit them for the
    /// position's owner into the vault `target`, where its asset is the reward. Owner or approved only.
    function setPayout(uint256 id, Payout payout, address target) external;

    /* SETTLEMENT */

    /// @notice Takes `amount` of the reward `token` from the caller, to be streamed from now on.
    function notify(address token, uint256 amount) external;

    /// @notice Closes the open epoch and credits it. Open to anyone, at any time after the minimum epoch length.
    function settle() external;

    /// @notice Pays positions by their preference; one that fails, or holds, is skipped. Open to anyone.
    /// @dev All ids must be of one lane, so that payouts of different lanes share no written slot.
    function payOut(uint256[] calldata ids) external;
}
