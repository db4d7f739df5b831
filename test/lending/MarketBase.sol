// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {DevnetToken} from "../../contracts/devnet/DevnetToken.sol";
import {Accrual, IMarket, MarketParams, MarketTerms, RateModel} from "../../contracts/interfaces/IMarket.sol";
import {Market} from "../../contracts/lending/Market.sol";
import {MockOracle} from "../mocks/MockOracle.sol";
import {Test} from "../helpers/Test.sol";

/// @title MarketBase
/// @notice Actors, a seeded market of dollars (6 decimals) against bitcoin (8 decimals), and the steps that many tests take.
abstract contract MarketBase is Test {
    uint256 internal constant RAY = 1e27;
    uint256 internal constant WAD = 1e18;
    uint256 internal constant LANES = 16;
    uint256 internal constant EPOCH = 1 hours;
    uint256 internal constant STREAM = 1 hours;
    uint256 internal constant SEED = 1e6;
    /// @dev 60,000 dollars a bitcoin: 36 + 6 - 8 decimals.
    uint256 internal constant PRICE = 60_000e34;
    uint256 internal constant LLTV = 0.8e18;
    uint256 internal constant INCENTIVE = 0.05e18;

    uint64 internal constant CURATOR = 1;
    uint64 internal constant GUARDIAN = 3;

    // Lanes of the market are these addresses xor the market's, so different ones are in different lanes.
    address internal alice = address(0xA11CE0);
    address internal bob = address(0xA11CE1);
    address internal carol = address(0xA11CE2);
    address internal liquidator = address(0xA11CE7);
    address internal curator = address(0xC00001);
    address internal guardian = address(0xC00003);
    address internal feeRecipient = address(0xFEE007);

    AccessManager internal manager;
    DevnetToken internal usd;
    DevnetToken internal btc;
    MockOracle internal oracle;
    Market internal market;

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        usd = new DevnetToken("Dollar", "USD", 6);
        btc = new DevnetToken("Bitcoin", "BTC", 8);
        oracle = new MockOracle(PRICE);
        manager = new AccessManager(address(this));
        manager.grantRole(CURATOR, curator, 0);
        manager.grantRole(GUARDIAN, guardian, 0);
        market = _newMarket(_params(address(usd), address(btc)));
        _seed(market);
    }

    function _params(address asset, address collateral) internal view returns (MarketParams memory) {
        return
            MarketParams({
                terms: MarketTerms({
                    asset: asset,
                    collateral: collateral,
                    oracle: address(oracle),
                    lltvWad: LLTV,
                    incentiveWad: INCENTIVE,
                    closeFactorWad: 0.5e18,
                    fullLiquidationHealthWad: 0.95e18,
                    seedAssets: SEED,
                    minEpochSeconds: EPOCH,
                    streamPeriod: STREAM
                }),
                name: "Millrace Lent Dollar",
                symbol: "mlUSD",
                lanes: LANES,
                authority: address(manager),
                feeRecipient: feeRecipient,
                feeWad: 0.1e18,
                supplyCap: type(uint128).max,
                borrowCap: type(uint128).max,
                rateModel: _model()
            });
    }

    function _model() internal pure returns (RateModel memory) {
        return RateModel({baseRateWad: 0.01e18, kinkRateWad: 0.1e18, maxRateWad: 1e18, kinkWad: 0.8e18});
    }

    /// @dev 20 % a year whatever is lent.
    function _flatModel() internal pure returns (RateModel memory) {
        return RateModel({baseRateWad: 0.2e18, kinkRateWad: 0.2e18, maxRateWad: 0.2e18, kinkWad: 0.5e18});
    }

    function _newMarket(MarketParams memory params) internal returns (Market created) {
        created = new Market(params);
        bytes4[] memory curated = new bytes4[](3);
        curated[0] = IMarket.setCaps.selector;
        curated[1] = IMarket.setFee.selector;
        curated[2] = IMarket.setRateModel.selector;
        bytes4[] memory guarded = new bytes4[](1);
        guarded[0] = IMarket.setPaused.selector;
        manager.setTargetFunctionRole(address(created), curated, CURATOR);
        manager.setTargetFunctionRole(address(created), guarded, GUARDIAN);
    }

    /// @dev Tokens of the market's own kind, so for markets whose loan asset anyone mints.
    function _seed(Market target) internal {
        DevnetToken asset = DevnetToken(target.asset());
        asset.mint(address(this), SEED);
        asset.approve(address(target), SEED);
        target.seed();
    }

    function _supply(address user, uint256 assets) internal returns (uint256 shares) {
        usd.mint(user, assets);
        vm.startPrank(user);
        usd.approve(address(market), assets);
        shares = market.deposit(assets, user);
        vm.stopPrank();
    }

    function _redeem(address user, uint256 shares) internal returns (uint256 assets) {
        vm.prank(user);
        assets = market.redeem(shares, user, user);
    }

    function _putUp(address user, uint256 collateral) internal {
        btc.mint(user, collateral);
        vm.startPrank(user);
        btc.approve(address(market), collateral);
        market.supplyCollateral(collateral, user);
        vm.stopPrank();
    }

    function _borrow(address user, uint256 assets) internal returns (uint256 debtShares) {
        vm.prank(user);
        debtShares = market.borrow(assets, user, user);
    }

    /// @dev All of it for the largest number.
    function _repay(address user, uint256 assets) internal returns (uint256 repaid) {
        uint256 debt = market.debtOf(user);
        usd.mint(user, debt);
        vm.startPrank(user);
        usd.approve(address(market), debt);
        (repaid, ) = market.repay(assets, user);
        vm.stopPrank();
    }

    function _liquidate(address borrower, uint256 most) internal returns (uint256 repaid, uint256 seized) {
        usd.mint(liquidator, market.debtOf(borrower));
        vm.startPrank(liquidator);
        usd.approve(address(market), type(uint256).max);
        (repaid, seized) = market.liquidate(borrower, most, 0, liquidator, "");
        vm.stopPrank();
    }

    /// @dev A bitcoin, worth 60,000, against a debt of 40,000, out of a supply of 50,000 by alice.
    function _open() internal {
        _supply(alice, 50_000e6);
        _putUp(bob, 1e8);
        _borrow(bob, 40_000e6);
    }

    function _skip(uint256 seconds_) internal {
        vm.warp(block.timestamp + seconds_);
    }

    function _skipAndAccrue(uint256 seconds_) internal returns (Accrual memory) {
        _skip(seconds_);
        return market.accrue();
    }

    /// @dev supply * full is covered by what there is.
    function _checkSolvent() internal view {
        assertLe(_mulDivUp(market.totalSupply(), market.fullPriceRay()), market.actualAssets(), "SOLVENT");
    }

    function _mulDivUp(uint256 shares, uint256 ray) private pure returns (uint256) {
        return (shares * ray + RAY - 1) / RAY;
    }
}
