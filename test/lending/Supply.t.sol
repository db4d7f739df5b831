// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {IMarket} from "../../contracts/interfaces/IMarket.sol";
import {TimedLib} from "../../contracts/lending/TimedLib.sol";
import {MarketBase} from "./MarketBase.sol";

/// @notice deposit, mint and seed: see supply.tree.
contract MarketSupplyTest is MarketBase {
    function test_DepositMintsSharesAtTheFullPrice() public {
        uint256 lane = market.laneOf(alice);
        uint256 cash = market.laneCash(lane);
        uint256 bobs = market.laneCash(market.laneOf(bob));
        usd.mint(alice, 100e6);
        vm.startPrank(alice);
        usd.approve(address(market), 100e6);
        vm.expectEmit(true, true, true, true, address(market));
        emit IERC4626.Deposit(alice, bob, 100e6, 100e6);
        assertEq(market.deposit(100e6, bob), 100e6, "at the first price");
        vm.stopPrank();
        assertEq(market.balanceOf(bob), 100e6, "the receiver's");
        assertEq(market.laneCash(market.laneOf(bob)), bobs + 100e6, "cash in the receiver's lane");
        assertEq(market.laneCash(lane), cash, "none in the sender's");
        assertEq(usd.balanceOf(address(market.purseOf(market.laneOf(bob)))), bobs + 100e6, "LANE_CUSTODY");
    }

    function test_EnteringPaysForInterestThatStreams() public {
        _open();
        _skipAndAccrue(30 days);
        uint256 full = market.fullPriceRay();
        assertGt(full, market.unlockedPriceRay(), "interest streams");
        uint256 shares = _supply(carol, 1_000e6);
        assertEq(shares, (1_000e6 * RAY) / full, "at the full price");
        assertLe(_redeem(carol, shares), 1_000e6, "JIT_PROFIT_LE_ZERO");
    }

    function test_MintTakesAssetsRoundedUp() public {
        _open();
        _skipAndAccrue(30 days);
        uint256 expected = market.previewMint(777);
        usd.mint(carol, expected);
        vm.startPrank(carol);
        usd.approve(address(market), expected);
        assertEq(market.mint(777, carol), expected, "PREVIEW_EXACT mint");
        vm.stopPrank();
        assertGe(expected * RAY, 777 * market.fullPriceRay(), "ROUND_AGAINST_USER");
        _checkSolvent();
    }

    function test_RevertWhen_NothingIsSupplied() public {
        vm.expectRevert(abi.encodeWithSelector(IMarket.ZeroAmount.selector, 0, 0));
        market.deposit(0, alice);
        vm.expectRevert(abi.encodeWithSelector(IMarket.ZeroAmount.selector, 0, 0));
        market.mint(0, alice);
    }

    function test_RevertWhen_TheReceiverIsNobody() public {
        usd.mint(address(this), 1e6);
        usd.approve(address(market), 1e6);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InvalidReceiver.selector, address(0)));
        market.deposit(1e6, address(0));
        assertEq(market.maxDeposit(address(0)), 0, "MAX_IS_ACHIEVABLE nobody");
        assertEq(market.maxMint(address(0)), 0, "MAX_IS_ACHIEVABLE nobody");
    }

    function test_RevertWhen_SupplyingIsPaused() public {
        vm.prank(guardian);
        market.setPaused(true, false);
        assertEq(market.maxDeposit(alice), 0, "MAX_IS_ACHIEVABLE paused");
        assertEq(market.maxMint(alice), 0, "MAX_IS_ACHIEVABLE paused");
        vm.expectRevert(IMarket.SupplyPaused.selector);
        market.deposit(1e6, alice);
        vm.expectRevert(IMarket.SupplyPaused.selector);
        market.mint(1e6, alice);
    }

    /* CAPS */

    function test_ACapIsSharedOutToTheLanes() public {
        vm.prank(curator);
        market.setCaps(1_600e6 + SEED, 0);
        assertEq(market.maxDeposit(alice), 100e6, "a sixteenth of what the cap leaves");
        assertEq(market.maxMint(alice), 100e6, "in shares too");
        _supply(alice, 100e6);
        assertEq(market.maxDeposit(alice), 0, "the lane is full");
        uint256 lane = market.laneOf(alice);
        usd.mint(alice, 1);
        vm.startPrank(alice);
        usd.approve(address(market), 1);
        vm.expectRevert(abi.encodeWithSelector(IMarket.SupplyCapExceeded.selector, lane, int256(100e6 + 1), 100e6));
        market.deposit(1, alice);
        vm.stopPrank();
        assertEq(market.maxDeposit(bob), 100e6, "another is not");
    }

    function test_AnAccrualSharesOutWhatTheCapLeaves() public {
        vm.prank(curator);
        market.setCaps(1_600e6 + SEED, 0);
        _supply(alice, 100e6);
        _skipAndAccrue(EPOCH);
        assertEq(market.maxDeposit(alice), uint256(1_500e6) / 16, "a sixteenth of the rest");
        (int256 most, ) = market.laneCaps(market.laneOf(alice));
        assertEq(most, int256(100e6 + uint256(1_500e6) / 16), "on top of what it has");
    }

    function test_ALaneMayRefillWhatLeft() public {
        _supply(alice, 100e6);
        vm.prank(curator);
        market.setCaps(0, 0);
        assertEq(market.maxDeposit(alice), 0, "the cap is reached");
        _redeem(alice, 40e6);
        assertEq(market.maxDeposit(alice), 40e6, "what left may come back");
    }

    /// @dev Shares minted in one lane and burned from another leave the sum under the cap.
    function testFuzz_TheCapHoldsForTheSum(uint256[8] calldata amounts, uint256 seed) public {
        uint256 cap = 1_000e6;
        vm.prank(curator);
        market.setCaps(cap, 0);
        for (uint256 i = 0; i < amounts.length; ++i) {
            address user = address(uint160(0xA0 + ((seed >> (i * 4)) % 16)));
            uint256 most = market.maxDeposit(user);
            if (most != 0) _supply(user, bound(amounts[i], 1, most));
            if (amounts[i] % 3 == 0 && market.balanceOf(user) != 0) _redeem(user, market.balanceOf(user));
            if (amounts[i] % 5 == 0) _skipAndAccrue(EPOCH);
            assertLe(market.totalSupply(), cap, "the cap holds");
        }
    }

    function test_RevertWhen_ALaneHasNoRoomForTheCash() public {
        uint256 most = type(uint112).max;
        uint256 room = most - market.laneCash(market.laneOf(alice));
        assertEq(market.maxDeposit(alice), room, "what the lane's slot can count");
        _supply(alice, room);
        usd.mint(alice, 1);
        vm.startPrank(alice);
        usd.approve(address(market), 1);
        vm.expectRevert(abi.encodeWithSelector(TimedLib.AmountOverflow.selector, most, 1));
        market.deposit(1, alice);
        vm.stopPrank();
    }

    /* LOSSES */

    function test_RevertWhen_ThePriceIsTooLow() public {
        _open();
        _borrow(bob, 8_000e6);
        _putUp(bob, 1e8);
        _borrow(bob, market.totalCash());
        oracle.set(1);
        _liquidate(bob, type(uint256).max);
        assertEq(market.fullPriceRay(), 0, "all is lost");
        assertEq(market.totalAssets(), 0, "all is lost");
        assertEq(market.maxDeposit(alice), 0, "MAX_IS_ACHIEVABLE worthless");
        assertEq(market.maxMint(alice), 0, "MAX_IS_ACHIEVABLE worthless");
        vm.expectRevert(abi.encodeWithSelector(IMarket.PriceTooLow.selector, 0));
        market.deposit(1e6, alice);
        // What is worth nothing doesn't become worth something by accruing.
        _skipAndAccrue(EPOCH);
        assertEq(market.fullPriceRay(), 0, "nothing to gain");
    }

    /* SEED */

    function test_TheSeedIsNobodys() public {
        assertTrue(market.seeded(), "seeded");
        assertEq(market.balanceOf(address(market)), SEED, "the market's own");
        vm.expectRevert(IMarket.AlreadySeeded.selector);
        market.seed();
    }

    function test_TheSeedEmitsWhatItIs() public {
        market = _newMarket(_params(address(usd), address(btc)));
        assertFalse(market.seeded(), "not yet");
        usd.mint(alice, SEED);
        vm.startPrank(alice);
        usd.approve(address(market), SEED);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarket.Seed(alice, SEED, SEED);
        assertEq(market.seed(), SEED, "at the first price");
        vm.stopPrank();
    }

    /// @dev FIRST_DEPOSITOR_LOSS_LE_EPS: neither a first unit nor a donation makes a later share dear.
    function testFuzz_NoFirstDepositorOrDonorGains(uint256 first, uint256 donation, uint256 assets) public {
        market = _newMarket(_params(address(usd), address(btc)));
        first = bound(first, 1, 1e12);
        donation = bound(donation, 0, 1e15);
        assets = bound(assets, 1, 1e12);
        _supply(alice, first);
        usd.mint(address(market), donation);
        usd.mint(address(market.purseOf(market.laneOf(alice))), donation);
        _skipAndAccrue(EPOCH);
        uint256 shares = _supply(bob, assets);
        assertEq(_redeem(bob, shares), assets, "FIRST_DEPOSITOR_LOSS_LE_EPS");
        assertEq(_redeem(alice, first), first, "DONATION_INERT");
    }
}
