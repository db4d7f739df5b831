// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {ILaneERC20} from "./ILaneERC20.sol";

/// @notice What a vault may put into one strategy.
/// @dev `absoluteCap` in asset units; `relativeCapWad` a share of all assets, 1e18 = 100 %.
struct StrategyCaps {
    uint128 absoluteCap;
    uint64 relativeCapWad;
}

/// @notice What a report found, in asset units but for the prices (RAY assets a share) and the fees (shares).
struct ReportResult {
    uint256 gain;
    uint256 loss;
    uint256 assets;
    uint256 supply;
    uint256 fromRay;
    uint256 fullRay;
    uint256 reserve;
    uint256 feeShares;
}

/// @title IVault
/// @notice An ERC-4626 vault over ERC-4626 strategies whose entries and exits write one lane.
/// @dev Flows write the lane of the owner; prices, strategies and settings are written by settlement only.
interface IVault is IERC4626, ILaneERC20 {
    /* EVENTS */
    // Entries and exits emit ERC-4626's Deposit and Withdraw.

    /// @notice Emitted by a report; all that a share is worth from now on follows from it.
    event Report(
        uint256 gain,
        uint256 loss,
        uint256 assets,
        uint256 supply,
        uint256 fromRay,
        uint256 fullRay,
        uint256 streamPeriod,
        uint256 reserve,
        uint256 feeShares
    );
    /// @notice Emitted when `assets` move from the vault's buffer into a strategy.
    event Allocate(address indexed strategy, uint256 assets, uint256 strategyShares);
    /// @notice Emitted when `assets` come back from a strategy into the vault's buffer.
    event Deallocate(address indexed strategy, uint256 assets, uint256 strategyShares);
    /// @notice Emitted when the cash of a lane moves to the buffer.
    event Sweep(uint256 indexed lane, uint256 assets);
    /// @notice Emitted when a holder leaves in kind; `assets` is the asset part, the rest went as strategy shares.
    event RedeemInKind(
        address indexed sender,
        address indexed receiver,
        address indexed owner,
        uint256 shares,
        uint256 assets
    );
    event SetStrategy(address indexed strategy, uint256 absoluteCap, uint256 relativeCapWad);
    event RemoveStrategy(address indexed strategy);
    event SetFees(uint256 performanceFeeWad, uint256 managementFeeWad, address indexed recipient);
    event SetHealthLimits(uint256 maxGainWad, uint256 maxLossWad);
    event SetStreamPeriod(uint256 streamPeriod);
    event SetPaused(bool paused);

    /* VIEWS */

    /// @notice The price of leaving now, in RAY assets a share, rounded down.
    function unlockedPriceRay() external view returns (uint256);

    /// @notice The price of entering, in RAY assets a share: all reported profit is in it.
    function fullPriceRay() external view returns (uint256);

    /// @notice The strategies in the order in which exits take from them.
    function strategies() external view returns (address[] memory);

    function capsOf(address strategy) external view returns (StrategyCaps memory);

    /// @notice What the vault really has now: cash of the lanes, buffer and strategies, in asset units.
    function actualAssets() external view returns (uint256);

    /// @notice Assets in the buffer, swept and not allocated, in asset units.
    function buffer() external view returns (uint256);

    /// @notice The cash of a lane, in asset units.
    function laneCash(uint256 lane) external view returns (uint256);

    /// @notice The time of the last report, a Unix time in seconds.
    function lastReport() external view returns (uint256);

    function paused() external view returns (bool);

    /* SETTLEMENT */

    /// @notice Counts what the vault has, charges the fees, and lets the gain stream.
    /// @dev By the keeper, by anyone after the grace period, and by anyone at once where it shows a loss.
    function report() external returns (ReportResult memory);

    /// @notice Moves cash of the given lanes into the buffer.
    function sweep(uint256[] calldata lanes_) external returns (uint256 assets);

    /// @notice Moves `assets` from the buffer into a strategy, within its caps.
    function allocate(address strategy, uint256 assets) external returns (uint256 strategyShares);

    /// @notice Moves `assets` from a strategy back into the buffer.
    function deallocate(address strategy, uint256 assets) external returns (uint256 strategyShares);

    /* EXIT IN KIND */

    /// @notice Burns `shares` for the owner's part of cash and of each strategy's shares. Nothing can pause it.
    function redeemInKind(uint256 shares, address receiver, address owner) external returns (uint256 assets);
}
