// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";

/// @title IStrategy
/// @notice An ERC-4626 whose yield must be harvested: rewards are claimed, swapped into the asset and put to work.
interface IStrategy is IERC4626 {
    /// @notice Emitted by a harvest: what was claimed of a reward, and the assets that it became.
    event Harvest(address indexed caller, address indexed reward, uint256 claimed, uint256 assets);

    /// @notice Claims, swaps and compounds.
    /// @dev Bounded on chain: each swap pays at least the TWAP's price less the slippage limit, so that a keeper that
    /// passes a `minAssets` of zero gains nothing by it. Keeper only.
    /// @param minAssets The least that must come out, in asset units.
    function harvest(uint256 minAssets) external returns (uint256 assets);
}
