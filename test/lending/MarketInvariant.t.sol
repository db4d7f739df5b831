// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {DevnetToken} from "../../contracts/devnet/DevnetToken.sol";
import {Accrual, IMarket, Position, RateModel} from "../../contracts/interfaces/IMarket.sol";
import {Market} from "../../contracts/lending/Market.sol";
import {HookToken} from "../mocks/HookToken.sol";
import {MockOracle} from "../mocks/MockOracle.sol";
import {Test} from "../helpers/Test.sol";
import {MarketBase} from "./MarketBase.sol";

/// @title MarketHandler
/// @notice Drives a market by its users, liquidators, strangers, its guardian and its oracle, with a loan asset that calls
/// back, and keeps an unsharded model of it.
/// @dev In this file because the runner drives contracts of the test files it was given only. The model has one supply,
/// one cash account, one debt and their integrals, kept by adding up what each step of time brings, and the plain formulas.
contract MarketHandler is Test {
    using Math for uint256;

    uint256 private constant RAY = 1e27;
    uint256 private constant WAD = 1e18;
    uint256 private constant STREAM = 1 hours;

    Market public market;
    HookToken public loan;
    DevnetToken public collateral;
    MockOracle public oracle;
    address private _guardian;
    address private _feeRecipient;
    address[] public actors;

    uint256 public modelSupply;
    uint256 public modelCash;
    uint256 public modelDebtShares;
    mapping(address holder => uint256 shares) public modelBalances;
    mapping(address account => uint256 debtShares) public modelDebts;
    mapping(address account => uint256 assets) public modelCollateral;
    /// @dev What came in by suppliers less what they took, and likewise by borrowers, repayments of liquidators included.
    int256 public netSupplied;
    int256 public netLent;

    uint256 public modelIndex = RAY;
    uint256 public modelIndexAt;
    uint256 public modelRate;
    uint256 public modelFrom = RAY;
    uint256 public modelFull = RAY;
    uint256 public modelStart;
    uint256 public modelEnd;
    uint256 public cashSeconds;
    uint256 public debtSeconds;
    uint256 public settledDebtSeconds;
    uint256 public epochStart;
    uint256 private _last;

    constructor(Market market_, MockOracle oracle_, address guardian, address feeRecipient) {
        market = market_;
        loan = HookToken(market_.asset());
        collateral = DevnetToken(market_.terms().collateral);
        oracle = oracle_;
        (_guardian, _feeRecipient) = (guardian, feeRecipient);
        // The seed is there, from this moment.
        (modelSupply, modelCash, netSupplied) = (1e6, 1e6, 1e6);
        modelBalances[address(market_)] = 1e6;
        (modelIndexAt, modelStart, epochStart, _last) = (
            block.timestamp,
            block.timestamp,
            block.timestamp,
            block.timestamp
        );
        modelRate = market_.ratePerSecondRay();
        // Six holders, of which the last two share the first two's lanes, the fee recipient, and the market.
        for (uint160 i = 0; i < 4; ++i) {
            actors.push(address(0xAC0000 + i));
        }
        actors.push(address(0xAC0100));
        actors.push(address(0xAC0101));
        actors.push(feeRecipient);
    }

    /// @dev Integrals run up to now; a callback of the loan asset, where one is armed, must not have got in.
    modifier step() {
        cashSeconds += modelCash * (block.timestamp - _last);
        debtSeconds += modelDebtShares * (block.timestamp - _last);
        _last = block.timestamp;
        _;
        if (loan.calls() != 0) {
            assertFalse(loan.succeeded(), "HARVEST_REENTRY_SAFE");
            assertEq(
                loan.answer(),
                abi.encodeWithSelector(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector),
                "HARVEST_REENTRY_SAFE guarded"
            );
        }
    }

    function actorCount() external view returns (uint256) {
        return actors.length;
    }

    /* SUPPLY */

    function deposit(uint256 actorSeed, uint256 receiverSeed, uint256 assets) external step {
        (address sender, address receiver) = (_actor(actorSeed), _actor(receiverSeed));
        uint256 most = market.maxDeposit(receiver).min(1e24);
        if (most == 0) return;
        assets = bound(assets, 1, most);
        uint256 expected = assets.mulDiv(RAY, modelFull);
        if (expected == 0) return;
        _fund(sender, assets);
        assertEq(market.previewDeposit(assets), expected, "PREVIEW_EXACT deposit");
        vm.prank(sender);
        assertEq(market.deposit(assets, receiver), expected, "MAX_IS_ACHIEVABLE deposit");
        _entered(receiver, assets, expected);
    }

    function mint(uint256 actorSeed, uint256 receiverSeed, uint256 shares) external step {
        (address sender, address receiver) = (_actor(actorSeed), _actor(receiverSeed));
        uint256 most = market.maxMint(receiver).min(1e24);
        if (most == 0) return;
        shares = bound(shares, 1, most);
        uint256 expected = shares.mulDiv(modelFull, RAY, Math.Rounding.Ceil);
        _fund(sender, expected);
        assertEq(market.previewMint(shares), expected, "PREVIEW_EXACT mint");
        vm.prank(sender);
        assertEq(market.mint(shares, receiver), expected, "MAX_IS_ACHIEVABLE mint");
        _entered(receiver, expected, shares);
    }

    function withdraw(uint256 actorSeed, uint256 receiverSeed, uint256 assets) external step {
        address owner = _actor(actorSeed);
        uint256 most = market.maxWithdraw(owner);
        assertEq(most, modelBalances[owner].mulDiv(_modelUnlocked(), RAY).min(modelCash), "LANE_FALLTHROUGH");
        if (most == 0) return;
        assets = bound(assets, 1, most);
        uint256 expected = assets.mulDiv(RAY, _modelUnlocked(), Math.Rounding.Ceil);
        assertEq(market.previewWithdraw(assets), expected, "PREVIEW_EXACT withdraw");
        vm.prank(owner);
        assertEq(market.withdraw(assets, _actor(receiverSeed), owner), expected, "MAX_IS_ACHIEVABLE withdraw");
        _left(owner, assets, expected);
    }

    function redeem(uint256 actorSeed, uint256 receiverSeed, uint256 shares) external step {
        address owner = _actor(actorSeed);
        uint256 most = market.maxRedeem(owner);
        if (most == 0) return;
        shares = bound(shares, 1, most);
        uint256 expected = shares.mulDiv(_modelUnlocked(), RAY);
        assertEq(market.previewRedeem(shares), expected, "PREVIEW_EXACT redeem");
        if (expected == 0) return;
        vm.prank(owner);
        assertEq(market.redeem(shares, _actor(receiverSeed), owner), expected, "MAX_IS_ACHIEVABLE redeem");
        _left(owner, expected, shares);
    }

    function transfer(uint256 actorSeed, uint256 receiverSeed, uint256 shares) external step {
        (address from, address to) = (_actor(actorSeed), _actor(receiverSeed));
        shares = bound(shares, 0, market.balanceOf(from));
        vm.prank(from);
        require(market.transfer(to, shares), AssertionFailed("transfer"));
        modelBalances[from] -= shares;
        modelBalances[to] += shares;
    }

    /// @dev In and out in one block, with an accrual in between where one is due.
    function roundTrip(uint256 actorSeed, uint256 assets) external step {
        address actor = _actor(actorSeed);
        uint256 most = market.maxDeposit(actor).min(1e24);
        if (most == 0) return;
        assets = bound(assets, 1, most);
        uint256 shares = market.previewDeposit(assets);
        if (shares == 0) return;
        _fund(actor, assets);
        vm.prank(actor);
        market.deposit(assets, actor);
        _entered(actor, assets, shares);
        if (block.timestamp >= market.epochClosableAt()) _accrue();
        uint256 out = market.previewRedeem(shares);
        if (out == 0 || market.maxRedeem(actor) < shares) return;
        vm.prank(actor);
        market.redeem(shares, actor, actor);
        _left(actor, out, shares);
        assertLe(out, assets, "ROUNDTRIP_8, JIT_PROFIT_LE_ZERO");
    }

    /* POSITIONS */

    function supplyCollateral(uint256 actorSeed, uint256 onBehalfSeed, uint256 assets) external step {
        (address sender, address onBehalf) = (_actor(actorSeed), _actor(onBehalfSeed));
        assets = bound(assets, 1, 1e12);
        collateral.mint(sender, assets);
        vm.startPrank(sender);
        collateral.approve(address(market), assets);
        market.supplyCollateral(assets, onBehalf);
        vm.stopPrank();
        modelCollateral[onBehalf] += assets;
    }

    function withdrawCollateral(uint256 actorSeed, uint256 assets) external step {
        address account = _actor(actorSeed);
        uint256 most = modelCollateral[account];
        if (most == 0) return;
        assets = bound(assets, 1, most);
        vm.prank(account);
        try market.withdrawCollateral(assets, account, account) {
            modelCollateral[account] -= assets;
            if (modelDebts[account] != 0) _checkHealthy(account);
        } catch {
            assertTrue(modelDebts[account] != 0, "EXIT_UNBLOCKABLE collateral without a debt");
        }
    }

    function borrow(uint256 actorSeed, uint256 receiverSeed, uint256 assets) external step {
        address account = _actor(actorSeed);
        assets = bound(assets, 1, modelCash + 1);
        (, bool paused) = market.paused();
        uint256 shares = assets.mulDiv(RAY, _modelIndexNow(), Math.Rounding.Ceil);
        vm.prank(account);
        try market.borrow(assets, account, _actor(receiverSeed)) returns (uint256 debtShares) {
            assertFalse(oracle.broken() || paused, "STALE_OR_FLOORED_PRICE_BLOCKS_BORROW");
            assertLe(assets, modelCash, "BORROW_LE_SUPPLY");
            assertEq(debtShares, shares, "LANE_SUM borrow");
            modelDebtShares += shares;
            modelDebts[account] += shares;
            modelCash -= assets;
            netLent += int256(assets);
            _checkHealthy(account);
        } catch {
            if (oracle.broken() || paused || assets > modelCash) return;
            uint256 debt = (modelDebts[account] + shares).mulDiv(_modelIndexNow(), RAY, Math.Rounding.Ceil);
            assertGt(debt, _modelMaxDebt(account), "a healthy loan is given");
        }
    }

    /// @dev As much as may be, so that many positions are at their limit.
    function borrowMost(uint256 actorSeed) external step {
        address account = _actor(actorSeed);
        (, bool paused) = market.paused();
        if (oracle.broken() || paused) return;
        uint256 limit = _modelMaxDebt(account);
        uint256 index = _modelIndexNow();
        uint256 debt = modelDebts[account].mulDiv(index, RAY, Math.Rounding.Ceil);
        if (limit < debt + 3) return;
        uint256 assets = (limit - debt - 2).min(modelCash);
        if (assets == 0) return;
        vm.prank(account);
        uint256 shares = market.borrow(assets, account, account);
        assertEq(shares, assets.mulDiv(RAY, index, Math.Rounding.Ceil), "LANE_SUM borrow");
        modelDebtShares += shares;
        modelDebts[account] += shares;
        modelCash -= assets;
        netLent += int256(assets);
        _checkHealthy(account);
    }

    /// @dev Whatever is paused, whatever became of the oracle.
    function repay(uint256 actorSeed, uint256 onBehalfSeed, uint256 assets) external step {
        (address sender, address account) = (_actor(actorSeed), _actor(onBehalfSeed));
        uint256 index = _modelIndexNow();
        uint256 debt = modelDebts[account].mulDiv(index, RAY, Math.Rounding.Ceil);
        if (debt == 0) return;
        assertEq(market.debtOf(account), debt, "LANE_SUM debt");
        assets = assets % 4 == 0 ? type(uint256).max : bound(assets, 1, debt);
        (uint256 paid, uint256 shares) = assets >= debt
            ? (debt, modelDebts[account])
            : (assets, assets.mulDiv(RAY, index));
        if (shares == 0) return;
        _fund(sender, paid);
        vm.prank(sender);
        (uint256 repaid, uint256 repaidShares) = market.repay(assets, account);
        assertEq(repaid, paid, "REPAY_WITHOUT_ORACLE");
        assertEq(repaidShares, shares, "ROUND_AGAINST_USER repay");
        _repaid(account, repaid, shares);
    }

    function liquidate(uint256 actorSeed, uint256 borrowerSeed, uint256 most) external step {
        (address sender, address borrower) = (_actor(actorSeed), _actor(borrowerSeed));
        uint256 debt = modelDebts[borrower].mulDiv(_modelIndexNow(), RAY, Math.Rounding.Ceil);
        most = most % 2 == 0 ? type(uint256).max : bound(most, 1, debt + 1);
        _fund(sender, debt);
        Position memory before = market.positionOf(borrower);
        bool canBe = !oracle.broken() && debt > _modelMaxDebt(borrower);
        bool insolvent = canBe && _modelValue(borrower) < debt.mulDiv(1.05e18, WAD, Math.Rounding.Ceil);
        vm.prank(sender);
        try market.liquidate(borrower, most, 0, sender, "") returns (uint256 repaid, uint256 seized) {
            assertTrue(canBe, "ONLY_UNHEALTHY_LIQUIDATED");
            modelCollateral[borrower] -= seized;
            Position memory left = market.positionOf(borrower);
            if (insolvent) {
                assertEq(left.collateral, 0, "BAD_DEBT_MARKED_AT_ONCE whole");
                assertEq(left.debtShares, 0, "BAD_DEBT_MARKED_AT_ONCE whole");
            } else {
                assertGe(
                    uint256(left.collateral) * before.debtShares,
                    uint256(before.collateral) * left.debtShares,
                    "LIQUIDATION_IMPROVES_HF"
                );
            }
            uint256 closed = before.debtShares - left.debtShares;
            uint256 repaidShares = closed.min(repaid.mulDiv(RAY, _modelIndexNow()));
            _repaid(borrower, repaid, closed);
            // In part, or all of a debt that is covered, the two are the same.
            if (insolvent && closed > repaidShares) _modelSettle(modelRate);
        } catch {
            if (!canBe) return;
            bool tooLittle = insolvent || most.mulDiv(RAY, _modelIndexNow()) == 0;
            assertTrue(tooLittle && most != type(uint256).max, "an unhealthy position can be liquidated");
        }
    }

    /// @dev Acts for someone else without being authorised; nothing of this changes the model.
    function worsen(uint256 actorSeed, uint256 victimSeed, uint256 amount, uint256 which) external step {
        (address sender, address victim) = (_actor(actorSeed), _actor(victimSeed));
        if (sender == victim) return;
        amount = bound(amount, 1, 1e18);
        bytes memory data = abi.encodeCall(market.borrow, (amount, victim, sender));
        if (which % 4 == 1) data = abi.encodeCall(market.withdrawCollateral, (amount, victim, sender));
        if (which % 4 == 2) data = abi.encodeCall(market.redeem, (amount, sender, victim));
        if (which % 4 == 3) data = abi.encodeCall(market.withdraw, (amount, sender, victim));
        vm.prank(sender);
        (bool ok, ) = address(market).call(data);
        assertFalse(ok, "UNAUTHORISED_CANNOT_WORSEN");
    }

    /* SETTLEMENT */

    function accrue(uint256 actorSeed) external step {
        vm.prank(_actor(actorSeed));
        if (block.timestamp < epochStart + 1 hours) {
            vm.expectRevert(abi.encodeWithSelector(IMarket.EpochTooShort.selector, epochStart + 1 hours));
            market.accrue();
            return;
        }
        vm.stopPrank();
        _accrue();
    }

    /// @dev A flash loan of all there is, in and out, moves neither the rate to come nor the mean so far.
    function flash(uint256 actorSeed, uint256 assets) external step {
        address actor = _actor(actorSeed);
        uint256 mean = market.utilisationWad();
        uint256 most = market.maxDeposit(actor).min(1e24);
        if (most == 0) return;
        assets = bound(assets, 1, most);
        uint256 shares = market.previewDeposit(assets);
        if (shares == 0) return;
        _fund(actor, assets);
        vm.prank(actor);
        market.deposit(assets, actor);
        _entered(actor, assets, shares);
        assertEq(market.utilisationWad(), mean, "RATE_NOT_FLASH_MOVABLE");
        assertEq(market.ratePerSecondRay(), modelRate, "RATE_NOT_FLASH_MOVABLE");
    }

    /* WORLD */

    function skip(uint256 seconds_) external step {
        uint256 index = market.borrowIndexRay();
        uint256 price = market.unlockedPriceRay();
        vm.warp(block.timestamp + bound(seconds_, 1, 10 days));
        assertGe(market.borrowIndexRay(), index, "INDEX_MONOTONE");
        assertGe(market.unlockedPriceRay(), price, "PPS_MONOTONE_EXCEPT_LOSS");
    }

    /// @dev Falls and rises; seldom is the collateral worth next to nothing.
    function movePrice(uint256 seed, uint256 price) external step {
        uint256 usual = 60_000 * 10 ** 46;
        oracle.set(seed % 16 == 0 ? bound(price, 1, usual) : bound(price, usual / 2, usual * 2));
    }

    function breakOracle(uint256 seed) external step {
        oracle.setBroken(seed % 4 == 0);
    }

    function setPaused(uint256 seed) external step {
        vm.prank(_guardian);
        market.setPaused(seed % 8 == 0, seed % 16 == 0);
    }

    /// @dev Arms the loan asset's callback with one of the functions.
    function arm(uint256 seed, uint256 amount) external step {
        bytes memory data = abi.encodeCall(market.accrue, ());
        address actor = _actor(seed >> 8);
        if (seed % 6 == 0) data = abi.encodeCall(market.deposit, (amount, actor));
        if (seed % 6 == 1) data = abi.encodeCall(market.redeem, (amount, actor, actor));
        if (seed % 6 == 2) data = abi.encodeCall(market.borrow, (amount, actor, actor));
        if (seed % 6 == 3) data = abi.encodeCall(market.repay, (amount, actor));
        if (seed % 6 == 4) data = abi.encodeCall(market.liquidate, (actor, amount, 0, actor, ""));
        loan.arm(seed % 7 == 0 ? address(0) : address(market), data);
    }

    function donate(uint256 where, uint256 amount) external step {
        uint256 price = market.unlockedPriceRay();
        uint256 assets = market.actualAssets();
        amount = bound(amount, 1, 1e24);
        address to = where % 17 == 16 ? address(market) : address(market.purseOf(where % 17));
        loan.mint(to, amount);
        collateral.mint(to, amount);
        assertEq(market.unlockedPriceRay(), price, "DONATION_INERT leaving");
        assertEq(market.fullPriceRay(), modelFull, "DONATION_INERT entering");
        assertEq(market.actualAssets(), assets, "DONATION_INERT assets");
    }

    /* MODEL */

    function modelUnlocked() external view returns (uint256) {
        return _modelUnlocked();
    }

    function modelIndexNow() external view returns (uint256) {
        return _modelIndexNow();
    }

    function _modelUnlocked() private view returns (uint256) {
        if (block.timestamp >= modelEnd) return modelFull;
        return modelFrom + ((modelFull - modelFrom) * (block.timestamp - modelStart)) / (modelEnd - modelStart);
    }

    function _modelIndexNow() private view returns (uint256) {
        uint256 x = modelRate * (block.timestamp - modelIndexAt);
        uint256 square = (x * x) / (2 * RAY);
        return modelIndex + modelIndex.mulDiv(x + square + (square * x) / (3 * RAY), RAY);
    }

    function _modelValue(address account) private view returns (uint256) {
        return modelCollateral[account].mulDiv(oracle.price(), 1e36);
    }

    function _modelMaxDebt(address account) private view returns (uint256) {
        return _modelValue(account).mulDiv(0.8e18, WAD);
    }

    function _accrue() private {
        uint256 meanDebt = (debtSeconds - _epochDebtSeconds).mulDiv(_modelIndexNow(), RAY);
        uint256 meanCash = cashSeconds - _epochCashSeconds;
        uint256 mean = meanDebt == 0 ? 0 : meanDebt.mulDiv(WAD, meanCash + meanDebt);
        assertEq(market.utilisationWad(), mean, "LANE_SUM utilisation");
        Accrual memory result = market.accrue();
        (_epochDebtSeconds, _epochCashSeconds, epochStart) = (debtSeconds, cashSeconds, block.timestamp);
        assertEq(result.utilisationWad, mean, "LANE_SUM utilisation");
        uint256 yearly =
            mean <= 0.8e18 ? 0.01e18 + (0.09e18 * mean) / 0.8e18 : 0.1e18 + (0.9e18 * (mean - 0.8e18)) / 0.2e18;
        uint256 full = modelFull;
        uint256 unlocked = _modelUnlocked();
        assertEq(_modelSettle((yearly * 1e9) / 365 days), result.feeShares, "FEE_LE_CAP_OF_GAIN_ONLY");
        assertEq(result.fullRay, modelFull, "LANE_SUM price");
        assertEq(result.fromRay, modelFrom, "LANE_SUM price");
        assertEq(result.indexRay, modelIndex, "LANE_SUM index");
        assertEq(result.ratePerSecondRay, modelRate, "LANE_SUM rate");
        // Interest alone never lowers a price.
        assertGe(modelFull, full, "PPS_MONOTONE_EXCEPT_LOSS");
        assertEq(modelFrom, unlocked, "PPS_MONOTONE_EXCEPT_LOSS");
    }

    uint256 private _epochDebtSeconds;
    uint256 private _epochCashSeconds;

    function _modelSettle(uint256 nextRate) private returns (uint256 feeShares) {
        uint256 index = _modelIndexNow();
        uint256 assets = modelCash + modelDebtShares.mulDiv(index, RAY);
        uint256 elapsed = block.timestamp - modelIndexAt;
        uint256 fee;
        if (elapsed != 0) {
            uint256 mean = (debtSeconds - settledDebtSeconds) / elapsed;
            uint256 owed = modelSupply.mulDiv(modelFull, RAY, Math.Rounding.Ceil);
            uint256 gain = assets > owed ? assets - owed : 0;
            fee = mean.mulDiv(index - modelIndex, RAY).min(gain) / 10;
        }
        uint256 full = (assets - fee).mulDiv(RAY, modelSupply).min(modelFull.mulDiv(index, modelIndex));
        feeShares = full == 0 ? 0 : fee.mulDiv(RAY, full);
        modelSupply += feeShares;
        modelBalances[_feeRecipient] += feeShares;

        uint256 from = _modelUnlocked().min(full);
        uint256 left = modelEnd > block.timestamp ? modelEnd - block.timestamp : 0;
        uint256 added = full > modelFull ? full - modelFull : 0;
        uint256 period = full == from ? 0 : ((full - from - added) * left + added * STREAM) / (full - from);
        (modelFrom, modelFull, modelStart, modelEnd) = (from, full, block.timestamp, block.timestamp + period);
        (modelIndex, modelIndexAt, modelRate) = (index, block.timestamp, nextRate);
        settledDebtSeconds = debtSeconds;
        if (full == assets.mulDiv(RAY, modelSupply)) {
            assertEq(market.fullPriceRay(), full, "BAD_DEBT_MARKED_AT_ONCE, LOSS_SHOWS_AT_ONCE");
        }
    }

    function _checkHealthy(address account) private view {
        uint256 debt = modelDebts[account].mulDiv(_modelIndexNow(), RAY, Math.Rounding.Ceil);
        assertLe(debt, _modelMaxDebt(account), "DEBT_IMPLIES_COLLATERAL healthy");
    }

    function _entered(address receiver, uint256 assets, uint256 shares) private {
        modelSupply += shares;
        modelBalances[receiver] += shares;
        modelCash += assets;
        netSupplied += int256(assets);
    }

    function _left(address owner, uint256 assets, uint256 shares) private {
        modelSupply -= shares;
        modelBalances[owner] -= shares;
        modelCash -= assets;
        netSupplied -= int256(assets);
    }

    function _repaid(address account, uint256 assets, uint256 shares) private {
        modelDebtShares -= shares;
        modelDebts[account] -= shares;
        modelCash += assets;
        netLent -= int256(assets);
    }

    function _fund(address actor, uint256 assets) private {
        loan.mint(actor, assets);
        vm.prank(actor);
        loan.approve(address(market), assets);
    }

    function _actor(uint256 seed) private view returns (address) {
        return actors[seed % actors.length];
    }
}

/// @notice What holds of a market after any sequence of calls, against the unsharded model.
contract MarketInvariantTest is MarketBase {
    using Math for uint256;

    MarketHandler private _handler;
    HookToken private _loan;

    function setUp() public override {
        super.setUp();
        _loan = new HookToken();
        oracle.set(60_000 * 10 ** 46);
        market = _newMarket(_params(address(_loan), address(btc)));
        _seed(market);
        _handler = new MarketHandler(market, oracle, guardian, feeRecipient);
        targetContract(address(_handler));
    }

    /// hardhat-config: default.invariant.runs = 32
    /// hardhat-config: default.invariant.depth = 128
    /// hardhat-config: invariant.failOnRevert = true
    function invariant_MARKET() public view {
        uint256 supply = market.totalSupply();
        assertEq(supply, _handler.modelSupply(), "LANE_SUM supply");
        assertEq(market.totalCash(), _handler.modelCash(), "LANE_SUM cash");
        assertEq(market.totalDebtShares(), _handler.modelDebtShares(), "TOTAL_DEBT_EQ_SUM lanes");
        assertEq(market.borrowIndexRay(), _handler.modelIndexNow(), "LANE_SUM index");
        assertEq(market.ratePerSecondRay(), _handler.modelRate(), "RATE_NOT_FLASH_MOVABLE");
        assertEq(market.fullPriceRay(), _handler.modelFull(), "LANE_SUM full price");
        assertEq(market.unlockedPriceRay(), _handler.modelUnlocked(), "UNLOCK_LINEAR_AND_BOUNDED");
        assertLe(market.unlockedPriceRay(), market.fullPriceRay(), "UNLOCK_LINEAR_AND_BOUNDED below full");

        // What is lent net of what came back is at most what was supplied net of what was taken; the rest is cash.
        assertLe(
            _positive(_handler.netLent()),
            _positive(_handler.netSupplied() + _negative(_handler.netLent())),
            "BORROW_LE_SUPPLY"
        );
        assertEq(
            _handler.netSupplied() - _handler.netLent(),
            int256(market.totalCash()),
            "BORROW_LE_SUPPLY cash is what is left"
        );
        _checkHolders(supply);
        _checkPositions();
        _checkLanes();
    }

    function _checkHolders(uint256 supply) private view {
        uint256 sum = market.balanceOf(address(market));
        uint256 redeemable = market.previewRedeem(sum);
        assertGe(sum, SEED, "NO_BORROW_BEFORE_SEED the seed stays");
        for (uint256 i = 0; i < _handler.actorCount(); ++i) {
            address actor = _handler.actors(i);
            uint256 shares = market.balanceOf(actor);
            assertEq(shares, _handler.modelBalances(actor), "LANE_SUM balance");
            sum += shares;
            redeemable += market.previewRedeem(shares);
        }
        assertEq(sum, supply, "SHARES_EQ_SUM_BALANCES");
        uint256 assets = market.actualAssets();
        assertLe(supply.mulDiv(market.fullPriceRay(), RAY, Math.Rounding.Ceil), assets, "SOLVENT at full");
        assertLe(redeemable, assets, "SOLVENT redeemable");
        assertLe(market.totalAssets(), assets, "SOLVENT total");
    }

    function _checkPositions() private view {
        uint256 debtShares;
        uint256 owed;
        for (uint256 i = 0; i < _handler.actorCount(); ++i) {
            address actor = _handler.actors(i);
            Position memory position = market.positionOf(actor);
            assertEq(position.debtShares, _handler.modelDebts(actor), "TOTAL_DEBT_EQ_SUM position");
            assertEq(position.collateral, _handler.modelCollateral(actor), "LANE_SUM collateral");
            if (position.debtShares != 0) assertGt(position.collateral, 0, "DEBT_IMPLIES_COLLATERAL");
            debtShares += position.debtShares;
            owed += market.debtOf(actor);
        }
        assertEq(debtShares, market.totalDebtShares(), "TOTAL_DEBT_EQ_SUM");
        assertGe(owed, market.totalDebt(), "TOTAL_DEBT_EQ_SUM owed covers what is counted");
    }

    function _checkLanes() private view {
        uint256[] memory collateral = new uint256[](LANES);
        uint256[] memory debts = new uint256[](LANES);
        for (uint256 i = 0; i < _handler.actorCount(); ++i) {
            address actor = _handler.actors(i);
            collateral[market.laneOf(actor)] += market.positionOf(actor).collateral;
            debts[market.laneOf(actor)] += market.positionOf(actor).debtShares;
        }
        for (uint256 lane = 0; lane < LANES; ++lane) {
            address purse = address(market.purseOf(lane));
            assertGe(_loan.balanceOf(purse), market.laneCash(lane), "IDLE_LE_BALANCE, LANE_CUSTODY");
            assertGe(btc.balanceOf(purse), collateral[lane], "LANE_CUSTODY collateral");
            assertEq(market.laneDebtShares(lane), debts[lane], "LANE_SUM debt");
        }
    }

    function _positive(int256 value) private pure returns (uint256) {
        return value > 0 ? uint256(value) : 0;
    }

    function _negative(int256 value) private pure returns (int256) {
        return value < 0 ? -value : int256(0);
    }
}
