// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Gauge} from "../../contracts/gauges/Gauge.sol";
import {GaugeParams, RewardParams} from "../../contracts/interfaces/IGauge.sol";
import {Fill, IMarketplace, Order, OrderKind} from "../../contracts/interfaces/IMarketplace.sol";
import {IRoyaltyLanes} from "../../contracts/interfaces/IRoyaltyLanes.sol";
import {LaneLib} from "../../contracts/lanes/LaneLib.sol";
import {Marketplace} from "../../contracts/nfts/Marketplace.sol";
import {RentalWrapper} from "../../contracts/nfts/RentalWrapper.sol";
import {Vm} from "../helpers/Vm.sol";
import {Maker1271} from "../mocks/Maker1271.sol";
import {MarketplaceBase} from "./MarketplaceBase.sol";

contract MarketplaceTest is MarketplaceBase {
    /* SALES */

    function test_SaleMovesItemAndMoney() public {
        Order memory order = _sale(1);
        order.minProceeds = PRICE - ROYALTY - FEE;
        Fill memory fill = _sign(order);
        fill.to = carol;
        bytes32 hash = market.hashOrder(order);
        uint256 bobHad = usd.balanceOf(bob);
        uint256 makerHad = usd.balanceOf(maker);
        vm.expectEmit(true, true, true, true, address(market));
        emit IRoyaltyLanes.AccrueRoyalty(CREATOR, address(usd), address(collection), 1, 2, ROYALTY);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketplace.FillOrder(
            hash,
            maker,
            bob,
            OrderKind.Sale,
            address(collection),
            1,
            address(usd),
            PRICE,
            ROYALTY,
            FEE,
            1
        );
        vm.prank(bob);
        assertEq(market.fill(fill), PRICE, "price");

        assertEq(collection.ownerOf(1), carol, "the receiver has it");
        assertEq(bobHad - usd.balanceOf(bob), PRICE, "ROYALTY_PLUS_FEE_LE_PRICE: all of it, no more");
        assertEq(usd.balanceOf(maker) - makerHad, PRICE - ROYALTY - FEE, "proceeds");
        assertEq(market.laneRoyalties(2, address(usd), CREATOR), ROYALTY, "ROYALTY_PAID_ON_ALL_PATHS");
        assertEq(market.laneFees(2, address(usd)), FEE, "fee");
        assertEq(usd.balanceOf(address(market.purseOf(2))), ROYALTY + FEE, "LANE_CUSTODY");
        assertTrue(market.isUsed(maker, 1), "used");

        vm.prank(carol);
        collection.transferFrom(carol, maker, 1);
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IMarketplace.OrderUsed.selector, maker, 1));
        market.fill(fill);
    }

    function test_RoyaltiesAndFeesArePaidOut() public {
        for (uint256 id = 1; id <= 2; ++id) {
            _fillAs(id == 1 ? bob : carol, _sign(_sale(id)));
        }
        vm.expectEmit(true, true, true, true, address(market));
        emit IRoyaltyLanes.PayRoyalties(CREATOR, address(usd), 2 * ROYALTY);
        assertEq(market.payRoyalties(address(usd), CREATOR, _allLanes()), 2 * ROYALTY, "royalties");
        assertEq(market.payRoyalties(address(usd), CREATOR, _allLanes()), 0, "CLAIM_ONCE_DUP_IDS");
        assertEq(usd.balanceOf(CREATOR), 2 * ROYALTY, "the creator has them");
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketplace.PayFees(address(usd), TREASURY, 2 * FEE);
        assertEq(market.payFees(address(usd), _allLanes()), 2 * FEE, "fees");
        assertEq(market.payFees(address(usd), _allLanes()), 0, "once");
        assertEq(usd.balanceOf(TREASURY), 2 * FEE, "the treasury has them");
        assertEq(usd.balanceOf(address(market)), 0, "nothing rests");
    }

    /// @dev Shares of one unit are owed and paid like others, and sums of several fills of a lane as well.
    function test_LeastSharesArePaidOut() public {
        collection.setRoyalty(CREATOR, 100, collection.mood());
        uint256 bobHad = usd.balanceOf(bob);
        for (uint256 id = 1; id <= 3; ++id) {
            Order memory order = _sale(id);
            order.price = 100;
            _fillAs(bob, _sign(order));
            if (id == 2) continue;
            uint256 owed = id == 1 ? 1 : 2;
            assertEq(market.laneFees(2, address(usd)), owed, "a fee of a unit each");
            assertEq(market.laneRoyalties(2, address(usd), CREATOR), owed, "and a royalty");
            vm.expectEmit(true, true, true, true, address(market));
            emit IMarketplace.PayFees(address(usd), TREASURY, owed);
            assertEq(market.payFees(address(usd), _one(2)), owed, "fees");
            assertEq(market.payRoyalties(address(usd), CREATOR, _one(2)), owed, "royalties");
        }
        assertEq(bobHad - usd.balanceOf(bob), 300, "ROYALTY_PLUS_FEE_LE_PRICE");
        assertEq(usd.balanceOf(TREASURY) * 10 + usd.balanceOf(CREATOR), 33, "all of it");
        assertEq(usd.balanceOf(address(market.purseOf(2))), 0, "to the unit");
    }

    function test_LeastShareOfTheNativeCoin() public {
        Order memory order = _sale(1);
        (order.currency, order.price) = (address(0), 100);
        collection.setRoyalty(CREATOR, 100, collection.mood());
        Fill memory fill = _sign(order);
        vm.prank(bob);
        market.fill{value: 100}(fill);
        assertEq(market.payFees(address(0), _allLanes()), 1, "fee");
        assertEq(market.payRoyalties(address(0), CREATOR, _allLanes()), 1, "royalty");
        assertEq(TREASURY.balance * 10 + CREATOR.balance, 11, "paid");
    }

    /// @dev Lanes in which nothing is owed, and lanes that are not there, are passed by without a word or a transfer.
    function test_NothingOwedIsNothingSaid() public {
        _fillAs(bob, _sign(_sale(1)));
        uint256[] memory lanes = new uint256[](3);
        (lanes[0], lanes[1], lanes[2]) = (1, 2, LANES);
        vm.recordLogs();
        assertEq(market.payFees(address(usd), lanes), FEE, "fee");
        assertEq(market.payRoyalties(address(usd), CREATOR, lanes), ROYALTY, "royalty");
        assertEq(vm.getRecordedLogs().length, 4, "two payments and two transfers");
        address[2] memory tokens = [address(usd), address(0)];
        for (uint256 i = 0; i < 2; ++i) {
            market.payFees(tokens[i], lanes);
            market.payRoyalties(tokens[i], CREATOR, lanes);
        }
        assertEq(vm.getRecordedLogs().length, 0, "and none once all is paid");
    }

    /// @dev Where neither is due, the buyer's tokens move once, and no royalty is told of.
    function test_SaleWithoutRoyaltyAndFeeMovesTokensOnce() public {
        Order memory order = _sale(1);
        order.price = 19;
        Fill memory fill = _sign(order);
        vm.recordLogs();
        _fillAs(bob, fill);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        uint256 transfers;
        uint256 told;
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].emitter == address(usd)) ++transfers;
            if (logs[i].emitter == address(market)) ++told;
        }
        assertEq(transfers, 1, "to the seller");
        assertEq(told, 1, "of the sale alone");
    }

    /// @dev A seller with code that takes the coin, and nothing else.
    function test_SaleForTheNativeCoinByAContract() public {
        Maker1271 seller = new Maker1271();
        collection.mint(address(seller), 50);
        seller.approve(address(collection), address(0), address(market));
        Order memory order = _sale(50);
        (order.maker, order.currency) = (address(seller), address(0));
        Fill memory fill = _sign(order);
        seller.accept(market.hashOrder(order));
        vm.prank(bob);
        market.fill{value: PRICE}(fill);
        assertEq(address(seller).balance, PRICE - ROYALTY - FEE, "proceeds");
    }

    function test_RevertWhen_AskedForAPurseThatIsNot() public {
        vm.expectRevert(abi.encodeWithSelector(LaneLib.NoSuchLane.selector, LANES, LANES));
        market.purseOf(LANES);
    }

    function test_SaleForTheNativeCoin() public {
        Order memory order = _sale(1);
        order.currency = address(0);
        uint256 makerHad = maker.balance;
        Fill memory fill = _sign(order);
        vm.prank(bob);
        market.fill{value: PRICE}(fill);
        assertEq(maker.balance - makerHad, PRICE - ROYALTY - FEE, "proceeds");
        assertEq(address(market).balance, ROYALTY + FEE, "kept for their receivers");
        market.payRoyalties(address(0), CREATOR, _allLanes());
        market.payFees(address(0), _allLanes());
        assertEq(CREATOR.balance, ROYALTY, "royalty");
        assertEq(TREASURY.balance, FEE, "fee");
        assertEq(address(market).balance, 0, "to the unit");
    }

    function test_RevertWhen_ValueIsNotThePrice() public {
        Order memory order = _sale(1);
        order.currency = address(0);
        Fill memory fill = _sign(order);
        Fill memory inTokens = _sign(_sale(2));
        vm.startPrank(bob);
        vm.expectRevert(abi.encodeWithSelector(IMarketplace.WrongValue.selector, PRICE - 1, PRICE));
        market.fill{value: PRICE - 1}(fill);
        vm.expectRevert(abi.encodeWithSelector(IMarketplace.WrongValue.selector, PRICE + 1, PRICE));
        market.fill{value: PRICE + 1}(fill);
        vm.expectRevert(abi.encodeWithSelector(IMarketplace.WrongValue.selector, 1, 0));
        market.fill{value: 1}(inTokens);
        vm.stopPrank();
    }

    /* OFFERS */

    function test_OfferBuysForTheMaker() public {
        Fill memory fill = _sign(_offer(11));
        fill.minProceeds = PRICE - ROYALTY - FEE;
        uint256 bobHad = usd.balanceOf(bob);
        vm.prank(bob);
        market.fill(fill);
        assertEq(collection.ownerOf(11), maker, "the maker has it");
        assertEq(usd.balanceOf(bob) - bobHad, PRICE - ROYALTY - FEE, "the taker has the money");
        assertEq(market.laneRoyalties(2, address(usd), CREATOR), ROYALTY, "ROYALTY_PAID_ON_ALL_PATHS");
    }

    function test_CollectionOfferTakesAnyItemOnce() public {
        Fill memory fill = _sign(_offerForAny(300));
        fill.id = 12;
        vm.prank(bob);
        market.fill(fill);
        assertEq(collection.ownerOf(12), maker, "the maker has it");
        assertEq(market.usedBits(maker, 1), 1 << 44, "one bit");
        fill.id = 13;
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IMarketplace.OrderUsed.selector, maker, 300));
        market.fill(fill);
        assertEq(market.laneRoyalties(2, address(usd), CREATOR), ROYALTY, "FILL_ONCE");
    }

    function test_RevertWhen_ProceedsAreTooLow() public {
        uint256 proceeds = PRICE - ROYALTY - FEE;
        bytes memory tooLow = abi.encodeWithSelector(IMarketplace.ProceedsBelowMin.selector, proceeds, proceeds + 1);
        Fill memory fill = _sign(_offer(11));
        fill.minProceeds = proceeds + 1;
        vm.prank(bob);
        vm.expectRevert(tooLow);
        market.fill(fill);
        Order memory order = _sale(1);
        order.minProceeds = proceeds + 1;
        fill = _sign(order);
        vm.prank(bob);
        vm.expectRevert(tooLow);
        market.fill(fill);
    }

    /* POSITIONS */

    /// @dev A seller who unstakes before the sale sells nothing.
    function test_PositionIsSoldWithItsStake() public {
        RewardParams[] memory rewards = new RewardParams[](0);
        Gauge gauge = new Gauge(GaugeParams("G", "G", IERC20(address(usd)), LANES, address(authority), 1, rewards));
        vm.startPrank(maker);
        usd.approve(address(gauge), type(uint256).max);
        uint256 position = gauge.stake(1_000, maker);
        gauge.setApprovalForAll(address(market), true);
        vm.stopPrank();
        Order memory order = _sale(position);
        order.collection = address(gauge);
        order.minStake = 1_000;
        Fill memory fill = _sign(order);
        vm.prank(maker);
        gauge.unstake(position, 1, maker);
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IMarketplace.StakeBelowMin.selector, position, 999, 1_000));
        market.fill(fill);
        vm.prank(maker);
        gauge.increase(position, 1);
        vm.prank(bob);
        market.fill(fill);
        assertEq(gauge.ownerOf(position), bob, "sold");
        assertEq(gauge.stakeOf(position), 1_000, "with its stake");
    }

    /* RENTALS */

    function _rental(RentalWrapper wrapper, uint256 id) private view returns (Order memory order) {
        order = _sale(id);
        order.kind = OrderKind.Rental;
        order.collection = address(wrapper);
        order.price = 1.5e18;
        (order.minSeconds, order.maxSeconds) = (60, 600);
    }

    function _wrapped(uint256 id) private returns (RentalWrapper wrapper) {
        wrapper = new RentalWrapper(IERC721(address(collection)), "Wrapped", "W", LANES);
        vm.startPrank(maker);
        collection.setApprovalForAll(address(wrapper), true);
        wrapper.wrap(_one(id), maker);
        wrapper.setApprovalForAll(address(market), true);
        vm.stopPrank();
    }

    function test_RentalLendsAndIsPaid() public {
        RentalWrapper wrapper = _wrapped(1);
        Order memory order = _rental(wrapper, 1);
        order.minProceeds = 1.4e18;
        Fill memory fill = _sign(order);
        (fill.durationSeconds, fill.to) = (101, carol);
        (uint256 price, bool open) = market.quote(fill);
        assertEq(price, 152, "ROUND_AGAINST_USER");
        assertTrue(open, "open");
        uint256 makerHad = usd.balanceOf(maker);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketplace.RentOrder(market.hashOrder(order), carol, uint64(START + 101));
        vm.prank(bob);
        market.fill(fill);
        assertEq(wrapper.userOf(1), carol, "user");
        assertEq(wrapper.ownerOf(1), maker, "the owner stays");
        assertEq(usd.balanceOf(maker) - makerHad, 151, "paid, less the fee");

        order.nonce = 77;
        fill = _sign(order);
        (fill.durationSeconds, fill.to) = (101, carol);
        vm.startPrank(bob);
        vm.expectRevert(abi.encodeWithSelector(IMarketplace.ItemInUse.selector, 1, carol, START + 101));
        market.fill(fill);
        vm.warp(START + 102);
        market.fill(fill);
        vm.stopPrank();
    }

    /// @dev A user keeps its time against the next owner too: a seller could name one for ever, in the block of the sale.
    function test_RevertWhen_WhatIsSoldHasAUser() public {
        RentalWrapper wrapper = _wrapped(1);
        Order memory sale = _sale(1);
        sale.collection = address(wrapper);
        Fill memory fill = _sign(sale);
        uint64 end = uint64(START + 500);
        vm.prank(maker);
        wrapper.setUser(1, maker, end);
        vm.startPrank(bob);
        vm.expectRevert(abi.encodeWithSelector(IMarketplace.ItemInUse.selector, 1, maker, end));
        market.fill(fill);
        vm.warp(end + 1);
        market.fill(fill);
        assertEq(wrapper.ownerOf(1), bob, "sold once it is free");

        wrapper.setApprovalForAll(address(market), true);
        wrapper.setUser(1, bob, type(uint40).max);
        vm.stopPrank();
        Order memory offer = _offerForAny(2);
        offer.collection = address(wrapper);
        fill = _sign(offer);
        fill.id = 1;
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IMarketplace.ItemInUse.selector, 1, bob, type(uint40).max));
        market.fill(fill);
    }

    /// @dev A call with little gas may fail and look like a collection without users; what follows needs more.
    function test_NoGasHidesAUser() public {
        RentalWrapper wrapper = _wrapped(1);
        Order memory sale = _sale(1);
        sale.collection = address(wrapper);
        bytes memory call = abi.encodeCall(IMarketplace.fill, (_sign(sale)));
        vm.prank(maker);
        wrapper.setUser(1, maker, uint64(START));
        bool success;
        for (uint256 gas_ = 50_000; gas_ < 400_000; gas_ += 1_000) {
            vm.prank(bob);
            (success, ) = address(market).call{gas: gas_}(call);
            assertFalse(success, "no gas hides a user");
        }
        vm.warp(START + 1);
        vm.prank(bob);
        (success, ) = address(market).call{gas: 400_000}(call);
        assertTrue(success, "and that would have been enough");
    }

    /// @dev What a maker asks for at least is rounded down, as its share is, and not a unit further.
    function test_RentalBringsItsMakerTheLeast() public {
        RentalWrapper wrapper = _wrapped(1);
        Order memory order = _rental(wrapper, 1);
        order.minProceeds = 1.5e18;
        Fill memory fill = _sign(order);
        fill.durationSeconds = 101;
        uint256 state = vm.snapshotState();
        _fillAs(bob, fill);
        assertEq(wrapper.userOf(1), bob, "151.5 is asked, of 152 a unit is the fee");
        vm.revertToState(state);
        fill.durationSeconds = 100;
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IMarketplace.ProceedsBelowMin.selector, 149, 150));
        market.fill(fill);
    }

    function test_RentalOfATokenASecondCostsNoUnitLess() public view {
        Order memory order = _sale(1);
        (order.kind, order.price, order.minSeconds, order.maxSeconds) = (OrderKind.Rental, 1e36, 60, 600);
        Fill memory fill = _sign(order);
        fill.durationSeconds = 100;
        (uint256 price, ) = market.quote(fill);
        assertEq(price, 100e18, "ROUND_AGAINST_USER");
    }

    function test_RevertWhen_RentalIsOutOfBounds() public {
        RentalWrapper wrapper = _wrapped(1);
        Fill memory fill = _sign(_rental(wrapper, 1));
        uint256[3] memory durations = [uint256(0), 59, 601];
        for (uint256 i = 0; i < 3; ++i) {
            fill.durationSeconds = durations[i];
            vm.prank(bob);
            vm.expectRevert(
                abi.encodeWithSelector(IMarketplace.RentalOutOfBounds.selector, durations[i], uint256(60), uint256(600))
            );
            market.fill(fill);
        }
        Order memory order = _rental(wrapper, 1);
        order.minSeconds = 0;
        fill = _sign(order);
        vm.prank(bob);
        vm.expectRevert(
            abi.encodeWithSelector(IMarketplace.RentalOutOfBounds.selector, uint256(0), uint256(0), uint256(600))
        );
        market.fill(fill);
    }

    function test_RevertWhen_UsersDoNotKeepTheirTime() public {
        Order memory order = _rental(RentalWrapper(address(collection)), 1);
        Fill memory fill = _sign(order);
        fill.durationSeconds = 60;
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IMarketplace.UserNotKept.selector, address(collection)));
        market.fill(fill);
        RentalWrapper wrapper = _wrapped(2);
        vm.prank(maker);
        wrapper.transferFrom(maker, carol, 2);
        fill = _sign(_rental(wrapper, 2));
        fill.durationSeconds = 60;
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IMarketplace.NotOwner.selector, 2, maker));
        market.fill(fill);
    }

    function test_RevertWhen_WrapperSetsNoUser() public {
        RentalWrapper wrapper = _wrapped(1);
        Fill memory fill = _sign(_rental(wrapper, 1));
        fill.durationSeconds = 60;
        vm.mockCall(address(wrapper), abi.encodeWithSelector(wrapper.setUser.selector), "");
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IMarketplace.UserNotSet.selector, 1, bob, address(0)));
        market.fill(fill);
        // Nor is the right time enough without the user, or the user without the time.
        vm.mockCall(address(wrapper), abi.encodeCall(wrapper.userExpires, (1)), abi.encode(START + 60));
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IMarketplace.UserNotSet.selector, 1, bob, address(0)));
        market.fill(fill);
        vm.clearMockedCalls();
        vm.mockCall(address(wrapper), abi.encodeCall(wrapper.userExpires, (1)), abi.encode(START + 59));
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IMarketplace.UserNotSet.selector, 1, bob, bob));
        market.fill(fill);
        vm.clearMockedCalls();
    }

    /* CANCELLING */

    function test_CancelOneAndAll() public {
        Fill memory one = _sign(_sale(1));
        Fill memory two = _sign(_sale(2));
        vm.startPrank(maker);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketplace.CancelOrders(maker, _one(1));
        market.cancel(_one(1));
        vm.stopPrank();
        (, bool open) = market.quote(one);
        assertFalse(open, "cancelled");
        (, open) = market.quote(two);
        assertTrue(open, "the other is not");
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IMarketplace.OrderUsed.selector, maker, 1));
        market.fill(one);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketplace.CancelAll(maker, 1);
        vm.prank(maker);
        assertEq(market.cancelAll(), 1, "counter");
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IMarketplace.CounterPassed.selector, 0, 1));
        market.fill(two);
        Order memory order = _sale(2);
        order.counter = 1;
        Fill memory again = _sign(order);
        vm.prank(bob);
        market.fill(again);
    }

    function test_CancelsByAnyNonce() public {
        uint256[] memory nonces = new uint256[](3);
        (nonces[0], nonces[1], nonces[2]) = (255, 256, type(uint256).max);
        vm.prank(maker);
        market.cancel(nonces);
        for (uint256 i = 0; i < 3; ++i) {
            assertTrue(market.isUsed(maker, nonces[i]), "used");
            assertFalse(market.isUsed(maker, nonces[i] ^ 1), "its neighbour is not");
            assertFalse(market.isUsed(bob, nonces[i]), "nor another's");
            Order memory order = _offerForAny(nonces[i]);
            Fill memory fill = _sign(order);
            fill.id = 11;
            vm.prank(bob);
            vm.expectRevert(abi.encodeWithSelector(IMarketplace.OrderUsed.selector, maker, nonces[i]));
            market.fill(fill);
        }
    }

    /* BATCHES */

    function test_BatchSkipsWhatIsGoneAndRefundsExactly() public {
        Fill[] memory fills = new Fill[](5);
        for (uint256 i = 0; i < 5; ++i) {
            Order memory order = _sale(i + 1);
            if (i % 2 == 0) order.currency = address(0);
            fills[i] = _sign(order);
        }
        vm.prank(maker);
        market.cancel(_one(3));
        vm.prank(maker);
        collection.transferFrom(maker, carol, 4);
        uint256 bobHad = bob.balance;
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketplace.FillSkipped(2, abi.encodeWithSelector(IMarketplace.OrderUsed.selector, maker, 3));
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketplace.FillSkipped(3, abi.encodeWithSelector(IMarketplace.NotOwner.selector, 4, maker));
        vm.prank(bob);
        bool[] memory filled = market.fillBatch{value: 3 * PRICE + 7}(fills);
        assertTrue(filled[0] && filled[1] && filled[4], "filled");
        assertFalse(filled[2] || filled[3], "skipped");
        assertEq(bobHad - bob.balance, 2 * PRICE, "refunded to the unit");
        assertEq(address(market).balance, 2 * (ROYALTY + FEE), "no more is kept");
        assertEq(collection.ownerOf(5), bob, "after those that were skipped");
    }

    function test_BatchSpendsNoMoreThanItsValue() public {
        vm.deal(address(market), 1e18);
        Order[2] memory orders = [_sale(1), _sale(2)];
        Fill[] memory fills = new Fill[](2);
        for (uint256 i = 0; i < 2; ++i) {
            orders[i].currency = address(0);
            fills[i] = _sign(orders[i]);
        }
        vm.prank(bob);
        bool[] memory filled = market.fillBatch{value: PRICE}(fills);
        assertTrue(filled[0] && !filled[1], "the second is not paid for by others' money");
        vm.expectRevert(IMarketplace.NoOrders.selector);
        market.fillBatch(new Fill[](0));
    }

    function test_BatchSurvivesAMakerThatBurnsGas() public {
        Maker1271 burner = new Maker1271();
        burner.setMood(2);
        collection.mint(address(burner), 50);
        burner.approve(address(collection), address(0), address(market));
        Order memory order = _sale(50);
        (order.maker, order.currency) = (address(burner), address(0));
        Fill[] memory fills = new Fill[](2);
        fills[0] = _sign(order);
        burner.accept(market.hashOrder(order));
        fills[1] = _sign(_sale(1));
        vm.prank(bob);
        bool[] memory filled = market.fillBatch{value: PRICE, gas: 5_000_000}(fills);
        assertTrue(!filled[0] && filled[1], "skipped alone");
        assertEq(bob.balance, 1e18, "and refunded");
    }

    /// @dev The last fill has all gas that is left, but for what the batch needs to say so and to refund.
    function test_BatchSurvivesALastMakerThatBurnsGas() public {
        Maker1271 burner = new Maker1271();
        burner.setMood(3);
        Order[2] memory orders = [_sale(1), _sale(50)];
        orders[1].maker = address(burner);
        Fill[] memory fills = new Fill[](2);
        for (uint256 i = 0; i < 2; ++i) {
            orders[i].currency = address(0);
            fills[i] = _sign(orders[i]);
        }
        vm.prank(bob);
        bool[] memory filled = market.fillBatch{value: 2 * PRICE, gas: 500_000}(fills);
        assertTrue(filled[0] && !filled[1], "skipped alone");
        assertEq(bob.balance, 1e18 - PRICE, "and refunded");
    }

    /// @dev A taker that refuses the coin is sent none where it sent none.
    function test_BatchOfTokensSendsNoCoin() public {
        Maker1271 taker = new Maker1271();
        taker.setMood(1);
        taker.approve(address(0), address(usd), address(market));
        usd.mint(address(taker), PRICE);
        Fill[] memory fills = new Fill[](1);
        fills[0] = _sign(_sale(1));
        vm.prank(address(taker));
        assertTrue(market.fillBatch(fills)[0], "filled");
    }

    /// @dev Whatever the size of a refusal, the buyer learns the beginning of it, and pays for no more.
    function test_BatchTellsWhyShortly() public {
        Fill[] memory fills = new Fill[](3);
        for (uint256 i = 0; i < 3; ++i) {
            fills[i] = _sign(_sale(i + 1));
        }
        fills[0].to = address(0);
        bytes memory long = new bytes(1_000);
        for (uint256 i = 0; i < 1_000; ++i) {
            long[i] = bytes1(uint8(i % 251));
        }
        vm.mockCallRevert(address(collection), abi.encodeCall(collection.transferFrom, (maker, bob, 2)), long);
        bytes memory short = new bytes(256);
        for (uint256 i = 0; i < 256; ++i) {
            short[i] = long[i];
        }
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketplace.FillSkipped(0, abi.encodeWithSelector(IMarketplace.BadReceiver.selector));
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketplace.FillSkipped(1, short);
        vm.prank(bob);
        bool[] memory filled = market.fillBatch(fills);
        vm.clearMockedCalls();
        assertTrue(!filled[0] && !filled[1] && filled[2], "skipped alone");
    }

    /// @dev Nor can a signature starve those after it: each fill gets an equal part of the gas, and what others left.
    function test_BatchSurvivesASignerThatBurnsGas() public {
        Maker1271 burner = new Maker1271();
        burner.setMood(3);
        Order memory order = _sale(1);
        order.maker = address(burner);
        Fill[] memory fills = new Fill[](2);
        (fills[0], fills[1]) = (_sign(order), _sign(_sale(1)));
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketplace.FillSkipped(0, abi.encodeWithSelector(IMarketplace.BadSignature.selector, address(burner)));
        vm.prank(bob);
        bool[] memory filled = market.fillBatch{gas: 5_000_000}(fills);
        assertTrue(!filled[0] && filled[1], "skipped alone");
    }

    function test_BatchOfFourNeedsNoMoreThanFourOfOne() public {
        Fill[] memory one = new Fill[](1);
        one[0] = _sign(_sale(1));
        uint256 enough = 100_000;
        while (enough < 1_000_000 && !_fillsAll(one, enough)) enough += 10_000;
        Fill[] memory four = new Fill[](4);
        for (uint256 i = 0; i < 4; ++i) {
            four[i] = _sign(_sale(i + 1));
        }
        assertTrue(_fillsAll(four, 4 * enough), "all are filled");
    }

    function _fillsAll(Fill[] memory fills, uint256 gas_) private returns (bool all) {
        uint256 state = vm.snapshotState();
        all = true;
        vm.prank(bob);
        try market.fillBatch{gas: gas_}(fills) returns (bool[] memory filled) {
            for (uint256 i = 0; i < filled.length; ++i) {
                all = all && filled[i];
            }
        } catch {
            all = false;
        }
        vm.revertToState(state);
    }

    /* SETTINGS */

    function test_FeeIsBoundedAndRestricted() public {
        vm.expectRevert(abi.encodeWithSelector(IMarketplace.FeeOutOfBounds.selector, 201, 200));
        market.setFee(201);
        vm.expectRevert(IMarketplace.ZeroRecipient.selector);
        market.setFeeRecipient(address(0));
        vm.startPrank(bob);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, bob));
        market.setFee(0);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, bob));
        market.setFeeRecipient(bob);
        vm.stopPrank();
        market.setFee(200);
        assertEq(market.feeBps(), 200, "the bound is allowed");
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketplace.SetFee(0);
        market.setFee(0);
        vm.expectEmit(true, true, true, true, address(market));
        emit IMarketplace.SetFeeRecipient(carol);
        market.setFeeRecipient(carol);
        assertEq(market.feeBps(), 0, "fee");
        assertEq(market.feeRecipient(), carol, "recipient");
        collection.setRoyalty(address(0), 0, collection.mood());
        _fillAs(bob, _sign(_sale(1)));
        assertEq(usd.balanceOf(address(market.purseOf(2))), 0, "nothing is kept");
    }

    function test_RevertWhen_TheTakerCannotPay() public {
        address poor = address(0x9009);
        Fill memory fill = _sign(_sale(1));
        vm.prank(poor);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(market), 0, ROYALTY + FEE)
        );
        market.fill(fill);
    }
}
