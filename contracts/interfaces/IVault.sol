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

/// @notice What a vault is created with; fees, limits and periods can be set later, the rest is for good.
/// @dev Wads: 1e18 = 100 %. Periods in seconds. `settlement` is a VaultSettlement of the same asset and number of lanes;
/// vaults may share one. It is a contract of its own so that each can be created in a transaction of its own.
/// @dev Warning: a vault runs what is at `settlement` on its own storage, for ever. Who lists a vault compares its code.
struct VaultParams {
    address asset;
    string name;
    string symbol;
    uint256 lanes;
    address authority;
    address feeRecipient;
    uint256 performanceFeeWad;
    uint256 managementFeeWad;
    uint256 streamPeriod;
    uint256 maxGainWad;
    uint256 maxLossWad;
    uint256 gracePeriod;
    address settlement;
}

/// @notice What the curator has set; wads: 1e18 = 100 %, the management fee a year, periods in seconds.
/// @dev Two slots: 3 * 64 + 2 * 32 = 256 bits; 160 + 64 + 32 = 256 bits.
struct VaultSettings {
    uint64 performanceFeeWad;
    uint64 managementFeeWad;
    uint64 maxGainWad;
    uint32 streamPeriod;
    uint32 gracePeriod;
    address feeRecipient;
    uint64 maxLossWad;
    uint32 laneReserveBps;
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
    /* ERRORS */

    /// @notice Thrown when an entry or exit is of no assets or no shares.
    error ZeroAmount(uint256 assets, uint256 shares);
    /// @notice Thrown when someone enters while entries are closed, by the guardian or by a loss beyond the limit.
    error EntriesPaused();
    /// @notice Thrown when the price of entering, in RAY, is so low after losses that it would be imprecise.
    error PriceTooLow(uint256 fullRay);
    /// @notice Thrown when the asset delivers less than it was asked to, as tokens with a fee on transfer do.
    error ShortTransfer(uint256 expected, uint256 received);
    /// @notice Thrown when all lanes, the buffer and the strategies together can't pay now; an exit in kind can.
    error InsufficientLiquidity(uint256 assets, uint256 available);
    /// @notice Thrown when a stranger reports a gain before `openAt`, a Unix time in seconds.
    error ReportNotOpen(uint256 openAt);
    /// @notice Thrown when a strategy is not in the list.
    error NotAStrategy(address strategy);
    /// @notice Thrown when what is listed is not an ERC-4626 over the vault's asset, or is the vault itself.
    error BadStrategy(address strategy);
    /// @notice Thrown when there would be more strategies than `limit`.
    error TooManyStrategies(uint256 limit);
    /// @notice Thrown when more is allocated than the buffer has.
    error BufferTooSmall(uint256 assets, uint256 available);
    /// @notice Thrown when an allocation would lift what a strategy has above its cap, in asset units.
    error CapExceeded(address strategy, uint256 assets, uint256 cap);
    /// @notice Thrown when a strategy does not say what the vault has in it, and so can't be allocated to.
    error StrategyUnreadable(address strategy);
    /// @notice Thrown when moving assets would lose more in a day than the health limit on losses, in asset units.
    error MoveLossTooHigh(uint256 loss, uint256 left);
    /// @notice Thrown when a setting is beyond its bound.
    error SettingTooHigh(uint256 value, uint256 limit);
    /// @notice Thrown when a vault would be created with the settlement of another asset or number of lanes.
    error BadSettlement(address settlement);
    /// @notice Thrown when the fee recipient would be nobody.
    error ZeroRecipient();
    /// @notice Thrown when a role uses a power that was given away for good.
    error PowerAbdicated(bytes4 selector);
    /// @notice Thrown when what would be given away is not the power of a role: exits and reports can't be.
    error NotAPower(bytes4 selector);

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
    /// @notice Emitted within an exit when the purse of a lane can't pay, so that the next lanes pay `assets` instead.
    event LaneSkipped(uint256 indexed lane, uint256 assets);
    /// @notice Emitted when a holder leaves in kind; `assets` is the asset part, the rest went as strategy shares.
    event RedeemInKind(
        address indexed sender,
        address indexed receiver,
        address indexed owner,
        uint256 shares,
        uint256 assets
    );
    /// @notice Emitted beside an exit in kind when a strategy refuses to hand over its part, which the owner forfeits.
    event InKindSkipped(address indexed strategy, address indexed owner, uint256 strategyShares);
    event SetStrategy(address indexed strategy, uint256 absoluteCap, uint256 relativeCapWad);
    event RemoveStrategy(address indexed strategy);
    event SetFees(uint256 performanceFeeWad, uint256 managementFeeWad, address indexed recipient);
    event SetHealthLimits(uint256 maxGainWad, uint256 maxLossWad);
    /// @notice Emitted when wider health limits are announced, which hold from `from` on, a Unix time in seconds.
    event SubmitHealthLimits(uint256 maxGainWad, uint256 maxLossWad, uint256 from);
    event SetStreamPeriod(uint256 streamPeriod);
    event SetGracePeriod(uint256 gracePeriod);
    event SetLaneReserve(uint256 laneReserveBps);
    /// @notice Emitted when entries are closed or opened; a report closes them by itself on a loss beyond the limit.
    event SetPaused(bool paused);
    /// @notice Emitted when a power is given away for good.
    event Abdicate(bytes4 indexed selector);

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

    function settings() external view returns (VaultSettings memory);

    /// @notice The other half of the vault's code: reports, moves and settings.
    function settlement() external view returns (address);

    /// @notice Whether the function of a role can't be called by anyone any more.
    function abdicated(bytes4 selector) external view returns (bool);

    /// @notice The highest price of entering so far, in RAY: performance is charged above it only.
    function highWaterRay() external view returns (uint256);

    /* SETTLEMENT */

    /// @notice Counts what the vault has, charges the fees, and lets the gain stream.
    /// @dev By the keeper, by anyone after the grace period, and by anyone at once where it shows a loss or there are no shares.
    /// @dev A gain lifts the price of entering by at most the health limit, and not twice in one block; the rest waits as
    /// reserve. A loss is counted whole, at once, whoever reports it; one beyond the health limit closes entries.
    function report() external returns (ReportResult memory);

    /// @notice Moves cash of the given lanes, less the lane reserve, into the buffer. Keeper only.
    /// @dev What was given to a purse comes along uncounted, and is a gain of the next report.
    function sweep(uint256[] calldata lanes_) external returns (uint256 assets);

    /// @notice Moves `assets` from the buffer into a strategy, within its caps. Keeper only.
    /// @dev What moves may lose by slippage is bounded by the health limit on losses, over a day.
    /// A loss is reported at once, as in `report`.
    function allocate(address strategy, uint256 assets) external returns (uint256 strategyShares);

    /// @notice Moves `assets` from a strategy back into the buffer. Keeper only.
    function deallocate(address strategy, uint256 assets) external returns (uint256 strategyShares);

    /* EXIT IN KIND */

    /// @notice Burns `shares` for the owner's part of cash and of each strategy's shares. Nothing can pause it.
    /// @dev The part is worth what the shares would be redeemed for, and never more than pro rata to the supply. Shares
    /// of a strategy count for what entering it would cost.
    /// @dev Warning: what a strategy refuses to hand over is forfeited to the other holders; see `InKindSkipped`.
    function redeemInKind(uint256 shares, address receiver, address owner) external returns (uint256 assets);

    /* ROLES */

    /// @notice Lists a strategy at the end of the order, or sets the caps of one that is listed. Curator only.
    /// @dev Warning: a strategy is trusted with what is allocated to it, and with saying truly what that is worth; its
    /// `convertToAssets` must resist being moved within a block.
    function setStrategy(address strategy, uint256 absoluteCap, uint256 relativeCapWad) external;

    /// @notice Takes a strategy off the list, and reports. Curator only.
    /// @dev Warning: what the vault still has in it is written off as a loss, and comes back as a gain if listed again.
    function removeStrategy(address strategy) external;

    /// @notice Sets the fees and who gets them, after a report by the old ones. Curator only.
    /// @param managementFeeWad A year; it is charged from gains only.
    function setFees(uint256 performanceFeeWad, uint256 managementFeeWad, address recipient) external;

    /// @notice Sets by how much a report may lift the price, and which loss closes entries. Curator only.
    /// @dev Narrower limits hold at once. Where either is wider, both hold a day later, unless others are set before: so
    /// a curator can let a report through that the limits would hold back, and holders see it coming.
    function setHealthLimits(uint256 maxGainWad, uint256 maxLossWad) external;

    /// @notice Sets over how many seconds a gain streams, from the next report on. Curator only.
    function setStreamPeriod(uint256 streamPeriod) external;

    /// @notice Sets after how many seconds without a report anyone may report. Curator only.
    function setGracePeriod(uint256 gracePeriod) external;

    /// @notice Sets which share of all assets, in 1/10,000, sweeps leave spread over the lanes. Curator only.
    function setLaneReserve(uint256 laneReserveBps) external;

    /// @notice Closes or opens entries; exits are never closed. Guardian only.
    function setPaused(bool closed) external;

    /// @notice Gives the power to call a function of a role away, for good and for everyone. Admin only.
    /// @dev Any function of the curator, the guardian or the keeper but `report`; exits are nobody's power.
    /// @dev Where entries are closed when `setPaused` is given away they stay closed for good; from then on no loss
    /// closes them either. Wider health limits that don't hold yet when `setHealthLimits` is given away never will.
    function abdicate(bytes4 selector) external;

    /* SEVERAL AT ONCE */

    /// @notice Makes several calls to the vault as the sender, all or none: a permit and an exit, say.
    /// @param calls Each a call's data; the answers are those calls' data.
    function multicall(bytes[] calldata calls) external returns (bytes[] memory answers);
}
