// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {DevnetToken} from "../../contracts/devnet/DevnetToken.sol";
import {ReportResult, VaultSettings} from "../../contracts/interfaces/IVault.sol";
import {Vault} from "../../contracts/vaults/Vault.sol";
import {MockStrategy} from "../mocks/MockStrategy.sol";
import {Test} from "../helpers/Test.sol";
import {VaultBase} from "./VaultBase.sol";

/// @title VaultHandler
/// @notice Drives a vault by its users, its keeper, its guardian and its strategies, and keeps an unsharded model of it.
/// @dev In this file because the runner drives contracts of the test files it was given only. The model has one supply, one cash account and one number a strategy, and prices by the plain formulas.
contract VaultHandler is Test {
    using Math for uint256;

    uint256 private constant RAY = 1e27;
    uint256 private constant WAD = 1e18;

    Vault public vault;
    DevnetToken public token;
    address private _keeper;
    address private _guardian;

    MockStrategy[2] public strategies;
    address[] public actors;

    uint256 public modelSupply;
    int256 public modelCash;
    int256[2] public modelStrategies;
    mapping(address holder => uint256 shares) public modelBalances;
    uint256 public modelFrom = RAY;
    uint256 public modelFull = RAY;
    uint256 public modelHigh = RAY;
    uint256 public modelStart;
    uint256 public modelEnd;
    uint256 public modelFeesFrom;

    constructor(Vault vault_, MockStrategy[2] memory strategies_, address keeper, address guardian) {
        vault = vault_;
        token = DevnetToken(vault_.asset());
        strategies = strategies_;
        _keeper = keeper;
        _guardian = guardian;
        modelStart = block.timestamp;
        modelFeesFrom = block.timestamp;
        // Six holders, of which the last two share the first two's lanes, and the fee recipient.
        for (uint160 i = 0; i < 4; ++i) {
            actors.push(address(0xAC0000 + i));
        }
        actors.push(address(0xAC0100));
        actors.push(address(0xAC0101));
        actors.push(vault_.settings().feeRecipient);
    }

    function actorCount() external view returns (uint256) {
        return actors.length;
    }

    /* ENTRIES */

    function deposit(uint256 actorSeed, uint256 receiverSeed, uint256 assets) external {
        (address sender, address receiver) = (_actor(actorSeed), _actor(receiverSeed));
        if (_isClosed(receiver)) return;
        assets = bound(assets, 1, 1e15);
        uint256 expected = assets.mulDiv(RAY, _modelEntryPrice());
        if (expected == 0) return;
        _modelOwnerless();
        _fund(sender, assets);
        assertEq(vault.previewDeposit(assets), expected, "PREVIEW_EXACT deposit");
        vm.prank(sender);
        assertEq(vault.deposit(assets, receiver), expected, "LANE_SUM deposit");
        _entered(receiver, assets, expected);
    }

    function mint(uint256 actorSeed, uint256 receiverSeed, uint256 shares) external {
        (address sender, address receiver) = (_actor(actorSeed), _actor(receiverSeed));
        if (_isClosed(receiver)) return;
        shares = bound(shares, 1, 1e15);
        uint256 expected = shares.mulDiv(_modelEntryPrice(), RAY, Math.Rounding.Ceil);
        _modelOwnerless();
        _fund(sender, expected);
        assertEq(vault.previewMint(shares), expected, "PREVIEW_EXACT mint");
        vm.prank(sender);
        assertEq(vault.mint(shares, receiver), expected, "LANE_SUM mint");
        _entered(receiver, expected, shares);
    }

    /* EXITS */

    function withdraw(uint256 actorSeed, uint256 receiverSeed, uint256 assets) external {
        address owner = _actor(actorSeed);
        uint256 most = vault.maxWithdraw(owner);
        if (most == 0) return;
        // The most itself is as likely as any: bound maps the largest seeds to it.
        assets = bound(assets, 1, most);
        uint256 expected = assets.mulDiv(RAY, _modelUnlocked(), Math.Rounding.Ceil);
        assertEq(vault.previewWithdraw(assets), expected, "PREVIEW_EXACT withdraw");
        uint256[2] memory held = _strategyAssets();
        vm.prank(owner);
        assertEq(vault.withdraw(assets, _actor(receiverSeed), owner), expected, "MAX_IS_ACHIEVABLE withdraw");
        _left(owner, assets, expected, held);
    }

    function redeem(uint256 actorSeed, uint256 receiverSeed, uint256 shares) external {
        address owner = _actor(actorSeed);
        uint256 most = vault.maxRedeem(owner);
        if (most == 0) return;
        shares = bound(shares, 1, most);
        uint256 expected = shares.mulDiv(_modelUnlocked(), RAY);
        assertEq(vault.previewRedeem(shares), expected, "PREVIEW_EXACT redeem");
        if (expected == 0) return;
        uint256[2] memory held = _strategyAssets();
        vm.prank(owner);
        assertEq(vault.redeem(shares, _actor(receiverSeed), owner), expected, "MAX_IS_ACHIEVABLE redeem");
        _left(owner, expected, shares, held);
    }

    function redeemInKind(uint256 actorSeed, uint256 shares) external {
        address owner = _actor(actorSeed);
        uint256 most = vault.balanceOf(owner);
        if (most == 0) return;
        shares = bound(shares, 1, most);
        uint256 actual = _actual();
        uint256 worth = shares.mulDiv(_modelUnlocked(), RAY);
        uint256[2] memory strategyShares;
        for (uint256 i = 0; i < 2; ++i) {
            strategyShares[i] = strategies[i].balanceOf(address(vault));
        }
        uint256 cashBefore = token.balanceOf(owner);
        vm.prank(owner);
        uint256 assets = vault.redeemInKind(shares, owner, owner);
        assertEq(token.balanceOf(owner) - cashBefore, assets, "EXIT_UNBLOCKABLE cash is paid");

        uint256 got = assets;
        modelCash -= int256(assets);
        for (uint256 i = 0; i < 2; ++i) {
            uint256 part = strategyShares[i] - strategies[i].balanceOf(address(vault));
            if (part == 0) continue;
            got += strategies[i].convertToAssets(part);
            modelStrategies[i] -= (modelStrategies[i] * int256(part)) / int256(strategyShares[i]);
        }
        assertLe(got, worth, "JIT_PROFIT_LE_ZERO in kind is worth no more than redeeming");
        assertLe(got, actual.mulDiv(shares, modelSupply), "ROUND_AGAINST_USER in kind is at most pro rata");
        modelSupply -= shares;
        modelBalances[owner] -= shares;
    }

    function transfer(uint256 actorSeed, uint256 receiverSeed, uint256 shares) external {
        (address from, address to) = (_actor(actorSeed), _actor(receiverSeed));
        shares = bound(shares, 0, vault.balanceOf(from));
        vm.prank(from);
        require(vault.transfer(to, shares), AssertionFailed("transfer"));
        modelBalances[from] -= shares;
        modelBalances[to] += shares;
    }

    /* ATTACKS */

    /// @dev In and out in one block, with a report in between, by any of the two ways in and the two ways out.
    function roundTrip(uint256 actorSeed, uint256 assets, uint256 way) external {
        address actor = _actor(actorSeed);
        if (_isClosed(actor)) return;
        uint256 before = token.balanceOf(actor);
        assets = bound(assets, 2, 1e15);
        uint256 shares = vault.previewDeposit(assets);
        if (shares == 0) return;
        _modelOwnerless();
        _fund(actor, 2 * assets);
        uint256 paid = assets;
        vm.startPrank(actor);
        if (way % 2 == 0) vault.deposit(assets, actor);
        else paid = vault.mint(shares, actor);
        vm.stopPrank();
        _entered(actor, paid, shares);
        if (way % 8 < 4) this.report(way);

        uint256 out = shares.mulDiv(_modelUnlocked(), RAY);
        uint256[2] memory held = _strategyAssets();
        if (out == 0 || vault.maxWithdraw(actor) < out) return;
        vm.startPrank(actor);
        uint256 burned = shares;
        if (way % 4 < 2) vault.redeem(shares, actor, actor);
        else burned = vault.withdraw(out, actor, actor);
        vm.stopPrank();
        _left(actor, out, burned, held);
        assertLe(out, paid, "ROUNDTRIP_8, JIT_PROFIT_LE_ZERO");
        assertLe(token.balanceOf(actor), before + 2 * assets, "ROUNDTRIP_8 in tokens");
    }

    function donate(uint256 where, uint256 amount) external {
        uint256 unlockedRay = vault.unlockedPriceRay();
        uint256 totalAssets = vault.totalAssets();
        address to = where % 17 == 16 ? address(vault) : address(vault.purseOf(where % 17));
        token.mint(to, bound(amount, 1, 1e15));
        assertEq(vault.unlockedPriceRay(), unlockedRay, "DONATION_INERT leaving");
        assertEq(vault.fullPriceRay(), _modelEntryPrice(), "DONATION_INERT entering");
        assertEq(vault.totalAssets(), totalAssets, "DONATION_INERT total");
    }

    /* SETTLEMENT */

    function report(uint256 stranger) external {
        uint256 actual = _actual();
        int256 accounted = modelCash + modelStrategies[0] + modelStrategies[1];
        bool loss = int256(actual) < accounted;
        // A stranger may report where there is a loss.
        if (stranger % 3 != 0 || !loss) vm.prank(_keeper);
        ReportResult memory result = vault.report();
        assertEq(result.assets, actual, "LANE_SUM report");
        if (!loss && modelSupply != 0 && block.timestamp == modelStart) {
            assertEq(vault.fullPriceRay(), modelFull, "HARVEST_IDEMPOTENT_PER_BLOCK");
            return;
        }
        assertEq(int256(result.gain) - int256(result.loss), int256(actual) - accounted, "LANE_SUM gain");
        _modelReport(result, uint256(accounted), actual);
    }

    function sweep(uint256 lane) external {
        uint256[] memory lanes = new uint256[](2);
        (lanes[0], lanes[1]) = (lane % 16, (lane >> 8) % 16);
        vm.prank(_keeper);
        vault.sweep(lanes);
        assertEq(vault.laneCash(lanes[0]), 0, "swept");
    }

    /// @dev Puts all there is to work, so that exits must take from strategies.
    function invest(uint256 which) external {
        uint256[] memory lanes = new uint256[](16);
        for (uint256 lane = 0; lane < 16; ++lane) {
            lanes[lane] = lane;
        }
        vm.prank(_keeper);
        vault.sweep(lanes);
        this.allocate(which, type(uint256).max);
    }

    /// @dev A hostile keeper allocates and takes back at will; what loses too much is refused.
    function allocate(uint256 which, uint256 assets) external {
        MockStrategy strategy = strategies[which % 2];
        if (vault.buffer() == 0) return;
        assets = bound(assets, 1, vault.buffer());
        vm.prank(_keeper);
        try vault.allocate(address(strategy), assets) {
            modelCash -= int256(assets);
            modelStrategies[which % 2] += int256(assets);
        } catch {}
        assertEq(token.allowance(address(vault), address(strategy)), 0, "RESIDUAL_APPROVAL_ZERO");
    }

    function deallocate(uint256 which, uint256 assets) external {
        MockStrategy strategy = strategies[which % 2];
        uint256 most = strategy.maxWithdraw(address(vault));
        if (most == 0) return;
        assets = bound(assets, 1, most);
        vm.prank(_keeper);
        vault.deallocate(address(strategy), assets);
        modelCash += int256(assets);
        modelStrategies[which % 2] -= int256(assets);
    }

    /* WORLD */

    function gain(uint256 which, uint256 amount) external {
        MockStrategy strategy = strategies[which % 2];
        uint256 most = token.balanceOf(address(strategy)) / 8;
        if (most != 0) token.mint(address(strategy), bound(amount, 1, most));
    }

    function lose(uint256 which, uint256 amount) external {
        MockStrategy strategy = strategies[which % 2];
        uint256 most = token.balanceOf(address(strategy)) / 4;
        if (most != 0) strategy.lose(bound(amount, 1, most));
    }

    function freeze(uint256 which, uint256 liquidity) external {
        strategies[which % 2].setLiquidity(liquidity % 3 == 0 ? bound(liquidity, 0, 1e12) : type(uint256).max);
    }

    function skip(uint256 seconds_) external {
        uint256 before = vault.unlockedPriceRay();
        vm.warp(block.timestamp + bound(seconds_, 1, 12 hours));
        assertGe(vault.unlockedPriceRay(), before, "UNLOCK_LINEAR_AND_BOUNDED");
    }

    function setPaused(uint256 seed) external {
        vm.prank(_guardian);
        vault.setPaused(seed % 4 == 0);
    }

    /* MODEL */

    function modelAccounted() external view returns (int256) {
        return modelCash + modelStrategies[0] + modelStrategies[1];
    }

    function modelUnlocked() external view returns (uint256) {
        return _modelUnlocked();
    }

    function _modelUnlocked() private view returns (uint256) {
        if (block.timestamp >= modelEnd) return modelFull;
        return modelFrom + ((modelFull - modelFrom) * (block.timestamp - modelStart)) / (modelEnd - modelStart);
    }

    function _modelEntryPrice() private view returns (uint256) {
        return modelSupply == 0 ? modelFull.max(RAY) : modelFull;
    }

    /// @dev What an entry settles before it enters: what is there without an owner becomes the fee recipient's.
    function _modelOwnerless() private {
        if (modelSupply != 0) return;
        uint256 actual = _actual();
        modelFull = modelFull.max(RAY);
        modelHigh = modelHigh.max(modelFull);
        (modelFrom, modelStart, modelEnd) = (modelFull, block.timestamp, block.timestamp);
        modelSupply = actual.mulDiv(RAY, modelFull);
        modelBalances[vault.settings().feeRecipient] += modelSupply;
        if (modelSupply != 0) modelFeesFrom = block.timestamp;
        _modelAssets(actual);
    }

    function _modelAssets(uint256 actual) private {
        modelCash = int256(actual);
        for (uint256 i = 0; i < 2; ++i) {
            modelStrategies[i] = int256(_valueOf(strategies[i]));
            modelCash -= modelStrategies[i];
        }
    }

    /// @dev The highest price that a lane's slot can say, by its definition: RAY * m / 2^s with 38 bits of m.
    function _grid(uint256 ray) private pure returns (uint256) {
        uint256 shift = 88;
        while ((ray << shift) / RAY >= 1 << 38) --shift;
        uint256 mantissa = (ray << shift) / RAY;
        uint256 next = (RAY * (mantissa + 1)) >> shift;
        return next <= ray ? next : (RAY * mantissa) >> shift;
    }

    function _modelReport(ReportResult memory result, uint256 accounted, uint256 actual) private {
        VaultSettings memory set = vault.settings();
        uint256 supply = modelSupply;
        uint256 full;
        if (supply == 0) {
            full = modelFull.max(RAY);
            assertEq(result.feeShares, actual.mulDiv(RAY, full), "ZERO_SUPPLY_ZERO_CLAIM");
        } else {
            uint256 fee;
            if (actual > accounted) {
                uint256 due = supply.mulDiv(modelHigh, RAY, Math.Rounding.Ceil);
                uint256 taxed = actual > due ? (actual - due).min(actual - accounted) : 0;
                uint256 yearly = accounted.mulDiv(
                    set.managementFeeWad * (block.timestamp - modelFeesFrom),
                    WAD * 365 days
                );
                fee = (taxed.mulDiv(set.performanceFeeWad, WAD) + (taxed == 0 ? 0 : yearly)).min(taxed / 2);
                assertLe(result.feeShares.mulDiv(result.fullRay, RAY), taxed / 2, "FEE_LE_CAP_OF_GAIN_ONLY");
            }
            assertEq(
                result.feeShares,
                fee == 0 ? 0 : supply.mulDiv(fee, actual - fee),
                "FEE_LE_CAP_OF_GAIN_ONLY exact"
            );
            full = actual.mulDiv(RAY, supply + result.feeShares);
            uint256 limit = modelFull + (actual < accounted ? 0 : modelFull.max(modelHigh).mulDiv(set.maxGainWad, WAD));
            full = _grid(full.min(limit));
        }
        assertEq(result.fullRay, full, "HEALTH_LIMITS_HOLD");
        uint256 unlockedRay = _modelUnlocked();
        // Where nobody was, nobody waits for what streams.
        uint256 from = supply == 0 ? full : unlockedRay.min(full);
        if (actual >= accounted && supply != 0) {
            assertEq(result.fromRay, unlockedRay, "PPS_MONOTONE_EXCEPT_LOSS");
            assertGe(full, modelFull, "PPS_MONOTONE_EXCEPT_LOSS full");
        }
        assertEq(result.fromRay, from, "LOSS_SHOWS_AT_ONCE");

        uint256 left = modelEnd > block.timestamp ? modelEnd - block.timestamp : 0;
        uint256 added = full > modelFull ? full - modelFull : 0;
        uint256 whole = (block.timestamp - modelStart).max(set.streamPeriod).min(30 days);
        uint256 period = full == from ? 0 : ((full - from - added) * left + added * whole) / (full - from);
        assertLe(period, left.max(whole), "UNLOCK_LINEAR_AND_BOUNDED");

        if (result.feeShares != 0) {
            modelSupply += result.feeShares;
            modelBalances[set.feeRecipient] += result.feeShares;
            modelFeesFrom = block.timestamp;
        }
        (modelFrom, modelFull, modelStart, modelEnd) = (from, full, block.timestamp, block.timestamp + period);
        modelHigh = modelHigh.max(full);
        _modelAssets(actual);
    }

    function _entered(address receiver, uint256 assets, uint256 shares) private {
        modelSupply += shares;
        modelBalances[receiver] += shares;
        modelCash += int256(assets);
    }

    function _left(address owner, uint256 assets, uint256 shares, uint256[2] memory held) private {
        modelSupply -= shares;
        modelBalances[owner] -= shares;
        modelCash -= int256(assets);
        uint256[2] memory now_ = _strategyAssets();
        for (uint256 i = 0; i < 2; ++i) {
            modelStrategies[i] -= int256(held[i] - now_[i]);
            modelCash += int256(held[i] - now_[i]);
        }
    }

    function _actual() private view returns (uint256 assets) {
        assets = token.balanceOf(address(vault)) + _valueOf(strategies[0]) + _valueOf(strategies[1]);
        for (uint256 lane = 0; lane < 16; ++lane) {
            assets += vault.laneCash(lane);
        }
    }

    function _valueOf(MockStrategy strategy) private view returns (uint256) {
        return strategy.convertToAssets(strategy.balanceOf(address(vault)));
    }

    function _strategyAssets() private view returns (uint256[2] memory assets) {
        for (uint256 i = 0; i < 2; ++i) {
            assets[i] = token.balanceOf(address(strategies[i]));
        }
    }

    /// @dev Where entries are closed nobody may be told otherwise.
    function _isClosed(address receiver) private view returns (bool closed) {
        closed = vault.paused() || _modelEntryPrice() < RAY / 1e9;
        assertTrue(closed == (vault.maxDeposit(receiver) == 0), "MAX_NEVER_REVERTS deposit");
        assertTrue(closed == (vault.maxMint(receiver) == 0), "MAX_NEVER_REVERTS mint");
    }

    function _fund(address actor, uint256 assets) private {
        token.mint(actor, assets);
        vm.prank(actor);
        token.approve(address(vault), assets);
    }

    function _actor(uint256 seed) private view returns (address) {
        return actors[seed % actors.length];
    }
}

/// @notice What holds of a vault after any sequence of calls, against the unsharded model.
contract VaultInvariantTest is VaultBase {
    using Math for uint256;

    VaultHandler private _handler;

    function setUp() public override {
        super.setUp();
        vm.prank(curator);
        vault.setFees(0.1e18, 0.01e18, feeRecipient);
        MockStrategy[2] memory strategies = [first, second];
        _handler = new VaultHandler(vault, strategies, keeper, guardian);
        targetContract(address(_handler));
    }

    /// hardhat-config: default.invariant.runs = 64
    /// hardhat-config: default.invariant.depth = 128
    /// hardhat-config: invariant.failOnRevert = true
    function invariant_VAULT() public view {
        uint256 supply = vault.totalSupply();
        _checkLanes(supply);

        uint256 sum;
        uint256 redeemable;
        uint256 unlockedRay = vault.unlockedPriceRay();
        for (uint256 i = 0; i < _handler.actorCount(); ++i) {
            address actor = _handler.actors(i);
            uint256 shares = vault.balanceOf(actor);
            assertEq(shares, _handler.modelBalances(actor), "LANE_SUM balance");
            sum += shares;
            redeemable += vault.previewRedeem(shares);
        }
        assertEq(sum, supply, "SHARES_EQ_SUM_BALANCES");

        if (supply != 0) assertEq(vault.fullPriceRay(), _handler.modelFull(), "LANE_SUM full price");
        assertEq(unlockedRay, _handler.modelUnlocked(), "UNLOCK_LINEAR_AND_BOUNDED");
        assertLe(unlockedRay, vault.fullPriceRay(), "UNLOCK_LINEAR_AND_BOUNDED below full");

        int256 accounted = _handler.modelAccounted();
        assertTrue(accounted >= 0, "SOLVENT");
        assertLe(supply.mulDiv(vault.fullPriceRay(), RAY, Math.Rounding.Ceil), uint256(accounted), "SOLVENT at full");
        assertLe(redeemable, uint256(accounted), "SOLVENT redeemable");
        assertLe(vault.totalAssets(), uint256(accounted), "SOLVENT total");
        assertLe(vault.buffer(), token.balanceOf(address(vault)), "LANE_CUSTODY buffer");
    }

    function _checkLanes(uint256 supply) private view {
        int256 shares;
        uint256 cash;
        for (uint256 lane = 0; lane < LANES; ++lane) {
            shares += vault.laneShares(lane);
            cash += vault.laneCash(lane);
            assertGe(token.balanceOf(address(vault.purseOf(lane))), vault.laneCash(lane), "LANE_CUSTODY");
        }
        assertEq(shares, int256(supply), "LANE_SUM lanes");
        assertEq(supply, _handler.modelSupply(), "LANE_SUM supply");
        assertEq(int256(cash + vault.buffer()), _handler.modelCash(), "LANE_SUM cash");
    }
}
