// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {DevnetToken} from "../../contracts/devnet/DevnetToken.sol";
import {IVault, VaultParams} from "../../contracts/interfaces/IVault.sol";
import {Vault} from "../../contracts/vaults/Vault.sol";
import {VaultSettlement} from "../../contracts/vaults/VaultSettlement.sol";
import {MockStrategy} from "../mocks/MockStrategy.sol";
import {Test} from "../helpers/Test.sol";

/// @title VaultBase
/// @notice Actors, one vault with roles, two strategies, and the steps that many tests take.
abstract contract VaultBase is Test {
    uint256 internal constant RAY = 1e27;
    uint256 internal constant LANES = 16;
    uint256 internal constant STREAM = 6 hours;
    uint256 internal constant GRACE = 1 days;
    uint256 internal constant MAX_GAIN = 0.03e18;
    uint256 internal constant MAX_LOSS = 0.02e18;

    uint64 internal constant CURATOR = 1;
    uint64 internal constant KEEPER = 2;
    uint64 internal constant GUARDIAN = 3;

    // Lanes of the vault are these addresses xor the vault's, so different ones are in different lanes.
    address internal alice = address(0xA11CE0);
    address internal bob = address(0xA11CE1);
    address internal carol = address(0xA11CE2);
    address internal curator = address(0xC00001);
    address internal keeper = address(0xC00002);
    address internal guardian = address(0xC00003);
    address internal feeRecipient = address(0xFEE007);

    AccessManager internal manager;
    DevnetToken internal token;
    Vault internal vault;
    MockStrategy internal first;
    MockStrategy internal second;
    mapping(address asset => VaultSettlement settlement) private _settlements;

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        token = new DevnetToken("Dollar", "USD", 6);
        manager = new AccessManager(address(this));
        vault = _newVault(address(token), 0.1e18, 0);
        first = new MockStrategy(IERC20(address(token)));
        second = new MockStrategy(IERC20(address(token)));
        vm.startPrank(curator);
        vault.setStrategy(address(first), type(uint128).max, 1e18);
        vault.setStrategy(address(second), type(uint128).max, 1e18);
        vm.stopPrank();
    }

    function _params(
        address asset,
        uint256 performanceFeeWad,
        uint256 managementFeeWad
    ) internal returns (VaultParams memory) {
        return
            VaultParams({
                asset: asset,
                name: "Millrace Dollar",
                symbol: "mrUSD",
                lanes: LANES,
                authority: address(manager),
                feeRecipient: feeRecipient,
                performanceFeeWad: performanceFeeWad,
                managementFeeWad: managementFeeWad,
                streamPeriod: STREAM,
                maxGainWad: MAX_GAIN,
                maxLossWad: MAX_LOSS,
                gracePeriod: GRACE,
                settlement: address(_settlementOf(asset))
            });
    }

    /// @dev One for all vaults of an asset.
    function _settlementOf(address asset) internal returns (VaultSettlement settlement) {
        settlement = _settlements[asset];
        if (address(settlement) == address(0)) {
            settlement = new VaultSettlement(IERC20(asset), LANES);
            _settlements[asset] = settlement;
        }
    }

    function _newVault(
        address asset,
        uint256 performanceFeeWad,
        uint256 managementFeeWad
    ) internal returns (Vault created) {
        return _create(_params(asset, performanceFeeWad, managementFeeWad));
    }

    /// @dev A vault whose functions are given to the roles.
    function _create(VaultParams memory params) internal returns (Vault created) {
        created = new Vault(params);
        bytes4[] memory curated = new bytes4[](7);
        curated[0] = IVault.setStrategy.selector;
        curated[1] = IVault.removeStrategy.selector;
        curated[2] = IVault.setFees.selector;
        curated[3] = IVault.setHealthLimits.selector;
        curated[4] = IVault.setStreamPeriod.selector;
        curated[5] = IVault.setGracePeriod.selector;
        curated[6] = IVault.setLaneReserve.selector;
        bytes4[] memory kept = new bytes4[](4);
        kept[0] = IVault.report.selector;
        kept[1] = IVault.sweep.selector;
        kept[2] = IVault.allocate.selector;
        kept[3] = IVault.deallocate.selector;
        bytes4[] memory guarded = new bytes4[](1);
        guarded[0] = IVault.setPaused.selector;
        manager.setTargetFunctionRole(address(created), curated, CURATOR);
        manager.setTargetFunctionRole(address(created), kept, KEEPER);
        manager.setTargetFunctionRole(address(created), guarded, GUARDIAN);
        manager.grantRole(CURATOR, curator, 0);
        manager.grantRole(KEEPER, keeper, 0);
        manager.grantRole(GUARDIAN, guardian, 0);
    }

    /// @dev Someone whose lane of the vault is `lane`.
    function _inLane(uint256 lane) internal view returns (address) {
        return address(uint160(address(vault)) ^ uint160(0xF00 << 64) ^ uint160(lane));
    }

    function _deposit(address user, uint256 assets) internal returns (uint256 shares) {
        token.mint(user, assets);
        vm.startPrank(user);
        token.approve(address(vault), assets);
        shares = vault.deposit(assets, user);
        vm.stopPrank();
    }

    function _redeem(address user, uint256 shares) internal returns (uint256 assets) {
        vm.prank(user);
        assets = vault.redeem(shares, user, user);
    }

    function _allLanes() internal pure returns (uint256[] memory lanes) {
        lanes = new uint256[](LANES);
        for (uint256 i = 0; i < lanes.length; ++i) {
            lanes[i] = i;
        }
    }

    /// @dev Sweeps every lane and allocates `assets` to `strategy`.
    function _allocate(MockStrategy strategy, uint256 assets) internal {
        vm.startPrank(keeper);
        vault.sweep(_allLanes());
        vault.allocate(address(strategy), assets);
        vm.stopPrank();
    }

    function _report() internal {
        vm.prank(keeper);
        vault.report();
    }

    function _skip(uint256 seconds_) internal {
        vm.warp(block.timestamp + seconds_);
    }
}
