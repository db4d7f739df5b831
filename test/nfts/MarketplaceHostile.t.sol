// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Fill, IMarketplace, Order, OrderKind} from "../../contracts/interfaces/IMarketplace.sol";
import {IRoyaltyLanes} from "../../contracts/interfaces/IRoyaltyLanes.sol";
import {Marketplace} from "../../contracts/nfts/Marketplace.sol";
import {HostileQuote} from "../mocks/HostileQuote.sol";
import {Maker1271} from "../mocks/Maker1271.sol";
import {RoyaltyCollection} from "../mocks/RoyaltyCollection.sol";
import {MarketplaceBase} from "./MarketplaceBase.sol";

/// @notice Signatures used otherwise than signed, and collections, receivers, tokens and makers that mean ill.
contract MarketplaceHostileTest is MarketplaceBase {
    uint256 private constant HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;

    /* SIGNATURES */

    /// @dev Each field changed after signing, one by one.
    function test_RevertWhen_AnyFieldIsChanged() public {
        Fill memory signed = _sign(_sale(1));
        for (uint256 field = 0; field < 12; ++field) {
            Fill memory fill = abi.decode(abi.encode(signed), (Fill));
            Order memory order = fill.order;
            if (field == 0) order.kind = OrderKind.Offer;
            else if (field == 1) order.maker = carol;
            else if (field == 2) order.taker = bob;
            else if (field == 3) order.collection = address(usd);
            else if (field == 4) (order.id, fill.id) = (2, 2);
            else if (field == 5) order.currency = address(collection);
            else if (field == 6) order.price = 1;
            else if (field == 7) order.minProceeds = 1;
            else if (field == 8) order.minStake = 1;
            else if (field == 9) order.start = 1;
            else if (field == 10) order.end += 1;
            else order.nonce += 1;
            vm.prank(bob);
            vm.expectRevert(abi.encodeWithSelector(IMarketplace.BadSignature.selector, order.maker));
            market.fill(fill);
        }
    }

    /// @dev The fields that would be refused before the signature is asked for, where they fit otherwise.
    function test_RevertWhen_CounterOrDurationsAreChanged() public {
        Fill memory fill = _sign(_sale(1));
        vm.prank(maker);
        market.cancelAll();
        fill.order.counter = 1;
        _expect(fill, bob, abi.encodeWithSelector(IMarketplace.BadSignature.selector, maker));
        Order memory order = _sale(1);
        (order.kind, order.minSeconds, order.maxSeconds, order.counter) = (OrderKind.Rental, 60, 600, 1);
        fill = _sign(order);
        fill.durationSeconds = 600;
        fill.order.minSeconds = 30;
        _expect(fill, bob, abi.encodeWithSelector(IMarketplace.BadSignature.selector, maker));
        (fill.order.minSeconds, fill.order.maxSeconds) = (60, 900);
        _expect(fill, bob, abi.encodeWithSelector(IMarketplace.BadSignature.selector, maker));
        fill.order.maxSeconds = 600;
        _expect(fill, bob, abi.encodeWithSelector(IMarketplace.UserNotKept.selector, address(collection)));
    }

    function test_RevertWhen_ReplayedOnAnotherContractOrChain() public {
        Fill memory fill = _sign(_sale(1));
        Marketplace other = new Marketplace(address(authority), LANES, TREASURY, FEE_BPS);
        bytes memory bad = abi.encodeWithSelector(IMarketplace.BadSignature.selector, maker);
        vm.prank(bob);
        vm.expectRevert(bad);
        other.fill(fill);
        vm.chainId(4_326);
        vm.prank(bob);
        vm.expectRevert(bad);
        market.fill(fill);
        vm.chainId(31_337);
        assertTrue(
            other.hashOrder(fill.order) != market.hashOrder(fill.order),
            "SIG_SINGLE_USE_CHAIN_AND_CONTRACT_BOUND_FULL_FIELDS"
        );
    }

    function test_RevertWhen_OutOfTime() public {
        Order memory order = _sale(1);
        order.start = uint64(START + 10);
        Fill memory fill = _sign(order);
        bytes memory closed = abi.encodeWithSelector(IMarketplace.OrderNotOpen.selector, order.start, order.end);
        vm.prank(bob);
        vm.expectRevert(closed);
        market.fill(fill);
        (, bool open) = market.quote(fill);
        assertFalse(open, "not yet");
        vm.warp(order.end + 1);
        vm.prank(bob);
        vm.expectRevert(closed);
        market.fill(fill);
        vm.warp(order.end);
        (, open) = market.quote(fill);
        assertTrue(open, "in the last second");
        vm.prank(bob);
        market.fill(fill);
    }

    function test_RevertWhen_MalleatedOrTruncated() public {
        Fill memory fill = _sign(_sale(1));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY, market.hashOrder(fill.order));
        uint256 n = 2 * HALF_ORDER + 1;
        bytes[3] memory bad = [
            abi.encodePacked(r, bytes32(n - uint256(s)), v == 27 ? uint8(28) : uint8(27)),
            abi.encodePacked(r, s),
            bytes("")
        ];
        for (uint256 i = 0; i < 3; ++i) {
            fill.signature = bad[i];
            vm.prank(bob);
            vm.expectRevert(abi.encodeWithSelector(IMarketplace.BadSignature.selector, maker));
            market.fill(fill);
        }
    }

    function test_RevertWhen_MakerIsNobody() public {
        Order memory order = _sale(1);
        order.maker = address(0);
        Fill memory fill = _sign(order);
        fill.signature = new bytes(65);
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IMarketplace.BadSignature.selector, address(0)));
        market.fill(fill);
    }

    function test_AccountWithCodeSignsByItsKeyOrIts1271() public {
        Maker1271 code = new Maker1271();
        vm.etch(maker, address(code).code);
        Fill memory fill = _sign(_sale(1));
        vm.prank(bob);
        market.fill(fill);
        assertEq(collection.ownerOf(1), bob, "EIP-7702: by its key");

        fill = _sign(_sale(2));
        fill.signature = "anything";
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IMarketplace.BadSignature.selector, maker));
        market.fill(fill);
        Maker1271(payable(maker)).accept(market.hashOrder(fill.order));
        vm.prank(bob);
        market.fill(fill);
        assertEq(collection.ownerOf(2), bob, "ERC-1271");
    }

    /* INPUT */

    function test_RevertWhen_PriceIsZeroOrPartiesAreWrong() public {
        Order memory order = _sale(1);
        order.price = 0;
        _expect(_sign(order), bob, abi.encodeWithSelector(IMarketplace.ZeroPrice.selector));
        order = _sale(1);
        order.taker = carol;
        _expect(_sign(order), bob, abi.encodeWithSelector(IMarketplace.WrongTaker.selector, bob));
        _expect(_sign(_sale(1)), maker, abi.encodeWithSelector(IMarketplace.SelfTrade.selector, maker));
        Fill memory fill = _sign(_sale(1));
        fill.to = address(0);
        _expect(fill, bob, abi.encodeWithSelector(IMarketplace.BadReceiver.selector));
    }

    function test_RevertWhen_FieldsDoNotGoWithTheKind() public {
        bytes memory bad = abi.encodeWithSelector(IMarketplace.BadOrder.selector);
        Fill memory fill = _sign(_sale(1));
        fill.id = 2;
        _expect(fill, bob, bad);
        fill = _sign(_offer(11));
        fill.id = 12;
        _expect(fill, bob, bad);
        Order memory order = _offerForAny(5);
        order.id = 11;
        _expect(_sign(order), bob, bad);
        order = _offer(11);
        order.currency = address(0);
        _expect(_sign(order), bob, bad);
        order = _sale(1);
        order.minSeconds = 1;
        _expect(_sign(order), bob, bad);
        order = _sale(1);
        order.maxSeconds = 1;
        _expect(_sign(order), bob, bad);
        fill = _sign(_sale(1));
        fill.durationSeconds = 1;
        _expect(fill, bob, bad);
    }

    function test_RevertWhen_ItemIsNotTheSellers() public {
        _expect(_sign(_sale(11)), carol, abi.encodeWithSelector(IMarketplace.NotOwner.selector, 11, maker));
        Fill memory fill = _sign(_offerForAny(9));
        fill.id = 11;
        _expect(fill, carol, abi.encodeWithSelector(IMarketplace.NotOwner.selector, 11, carol));
    }

    /* COLLECTIONS */

    function test_RevertWhen_CollectionDoesNotMoveTheItem() public {
        collection.keepItems(true);
        _expect(_sign(_sale(1)), bob, abi.encodeWithSelector(IMarketplace.ItemNotMoved.selector, 1, bob, maker));
        collection.keepItems(false);
        collection.lie(11, maker);
        Fill memory fill = _sign(_sale(11));
        vm.prank(bob);
        vm.expectRevert();
        market.fill(fill);
        assertFalse(market.isUsed(maker, 11), "a fill that fails uses nothing");
    }

    /// @dev A collection that calls back while an item moves finds every door shut.
    function test_RevertWhen_CollectionReenters() public {
        Fill memory next = _sign(_sale(2));
        Fill[] memory batch = new Fill[](1);
        batch[0] = next;
        bytes[] memory entries = new bytes[](4);
        entries[0] = abi.encodeCall(IMarketplace.fill, (next));
        entries[1] = abi.encodeCall(IMarketplace.fillBatch, (batch));
        entries[2] = abi.encodeCall(IMarketplace.payFees, (address(usd), _allLanes()));
        entries[3] = abi.encodeCall(IRoyaltyLanes.payRoyalties, (address(usd), CREATOR, _allLanes()));
        for (uint256 i = 0; i < entries.length; ++i) {
            uint256 state = vm.snapshotState();
            collection.callBack(address(market), entries[i]);
            _fillAs(bob, _sign(_sale(1)));
            assertEq(
                collection.callResult(),
                abi.encodeWithSelector(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector),
                "ON_RECEIVED_REENTRY_SAFE"
            );
            vm.revertToState(state);
        }
        vm.expectRevert(abi.encodeWithSelector(IMarketplace.NotSelf.selector, address(this)));
        market.fillStep(next, bob, 0);
    }

    /* ROYALTIES */

    function test_NoReceiverCanStopATrade() public {
        RoyaltyCollection.Mood[4] memory silent = [
            RoyaltyCollection.Mood.Reverts,
            RoyaltyCollection.Mood.BurnsGas,
            RoyaltyCollection.Mood.Short,
            RoyaltyCollection.Mood.Nonsense
        ];
        for (uint256 i = 0; i < 4; ++i) {
            collection.setRoyalty(CREATOR, ROYALTY_BPS, silent[i]);
            _assertNoRoyalty();
            _fillAs(bob, _sign(_sale(i + 1)));
            assertEq(collection.ownerOf(i + 1), bob, "BAD_ROYALTY_RECEIVER_NO_DOS");
        }
        assertEq(market.laneRoyalties(2, address(usd), CREATOR), 0, "who does not answer gets nothing");
        collection.setRoyalty(CREATOR, ROYALTY_BPS, RoyaltyCollection.Mood.Floods);
        _fillAs(bob, _sign(_sale(5)));
        assertEq(market.laneRoyalties(2, address(usd), CREATOR), 7, "two words are read of a flood");
        collection.setRoyalty(CREATOR, ROYALTY_BPS, RoyaltyCollection.Mood.NoAddress);
        _fillAs(bob, _sign(_sale(6)));
        collection.setRoyalty(address(0), ROYALTY_BPS, RoyaltyCollection.Mood.Honest);
        _assertNoRoyalty();
    }

    function _assertNoRoyalty() private view {
        (address receiver, uint256 amount) = market.royaltyFor(address(collection), 1, PRICE);
        assertEq(receiver, address(0), "nobody");
        assertEq(amount, 0, "nothing");
    }

    /// @dev A collection that says nothing where it has little gas is asked with all that it may use, or not at all.
    function test_RevertWhen_ACollectionWouldBeAskedWithLittleGas() public {
        collection.setRoyalty(CREATOR, ROYALTY_BPS, RoyaltyCollection.Mood.Costly);
        uint256 answers;
        for (uint256 gas_ = 20_000; gas_ < 130_000; gas_ += 500) {
            try market.royaltyFor{gas: gas_}(address(collection), 1, PRICE) returns (address, uint256 amount) {
                assertEq(amount, ROYALTY, "ROYALTY_PAID_ON_ALL_PATHS");
                ++answers;
            } catch {}
        }
        assertGt(answers, 0, "enough gas is enough");
    }

    function testFuzz_RoyaltyIsCapped(uint256 bps, uint256 price) public {
        bps = bound(bps, 0, 1e9);
        price = bound(price, 1, 1e11);
        collection.setRoyalty(CREATOR, bps, RoyaltyCollection.Mood.Honest);
        Order memory order = _sale(1);
        order.price = price;
        _fillAs(bob, _sign(order));
        uint256 royalty = market.laneRoyalties(2, address(usd), CREATOR);
        assertLe(royalty * 10, price, "ROYALTY_PLUS_FEE_LE_PRICE: a tenth at most");
        assertEq(royalty, bps > 1_000 ? price / 10 : (price * bps) / 10_000, "what was asked, or the bound");
        assertLe(royalty + market.laneFees(2, address(usd)), price, "ROYALTY_PLUS_FEE_LE_PRICE");
    }

    /// @dev Its share waits, and the others' is paid.
    function test_ReceiverThatRefusesTheCoinBlocksItselfAlone() public {
        Maker1271 receiver = new Maker1271();
        collection.setRoyalty(address(receiver), ROYALTY_BPS, RoyaltyCollection.Mood.Honest);
        Order memory order = _sale(1);
        order.currency = address(0);
        receiver.setMood(1);
        Fill memory fill = _sign(order);
        vm.prank(bob);
        market.fill{value: PRICE}(fill);
        vm.expectRevert(abi.encodeWithSelector(IRoyaltyLanes.PaymentRefused.selector, address(receiver), ROYALTY));
        market.payRoyalties(address(0), address(receiver), _allLanes());
        market.payFees(address(0), _allLanes());
        receiver.setMood(0);
        receiver.callBack(
            address(market),
            abi.encodeCall(IRoyaltyLanes.payRoyalties, (address(0), address(receiver), _allLanes()))
        );
        market.payRoyalties(address(0), address(receiver), _allLanes());
        assertEq(address(receiver).balance, ROYALTY, "BAD_ROYALTY_RECEIVER_NO_DOS: it waited");
        assertEq(
            receiver.callResult(),
            abi.encodeWithSelector(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector),
            "and is paid once"
        );
    }

    /// @dev A trader can't starve the question about royalties and go on with the rest of the gas.
    function test_RevertWhen_GasIsTooLittleToAskForRoyalties() public {
        Fill memory fill = _sign(_sale(1));
        uint256 filled;
        for (uint256 gas_ = 60_000; gas_ < 420_000; gas_ += 10_000) {
            uint256 state = vm.snapshotState();
            vm.prank(bob);
            try market.fill{gas: gas_}(fill) {
                ++filled;
                assertEq(market.laneRoyalties(2, address(usd), CREATOR), ROYALTY, "ROYALTY_PAID_ON_ALL_PATHS");
            } catch {}
            vm.revertToState(state);
        }
        assertGt(filled, 0, "enough gas is enough");
    }

    /* MONEY */

    function test_RevertWhen_TokenKeepsAPart() public {
        HostileQuote token = new HostileQuote();
        token.keep(100);
        token.mint(bob, PRICE);
        vm.prank(bob);
        token.approve(address(market), PRICE);
        Order memory order = _sale(1);
        order.currency = address(token);
        _expect(_sign(order), bob, abi.encodeWithSelector(IMarketplace.WrongValue.selector, 594, 600));
    }

    function test_RevertWhen_MakerOrTakerRefusesTheCoin() public {
        Maker1271 seller = new Maker1271();
        collection.mint(address(seller), 50);
        seller.approve(address(collection), address(0), address(market));
        Order memory order = _sale(50);
        (order.maker, order.currency) = (address(seller), address(0));
        Fill memory fill = _sign(order);
        seller.accept(market.hashOrder(order));
        seller.setMood(1);
        uint256 proceeds = PRICE - ROYALTY - FEE;
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IMarketplace.NativeRefused.selector, address(seller), proceeds));
        market.fill{value: PRICE}(fill);

        Fill[] memory fills = new Fill[](1);
        fills[0] = fill;
        vm.deal(address(seller), 1);
        vm.prank(address(seller));
        vm.expectRevert(abi.encodeWithSelector(IMarketplace.NativeRefused.selector, address(seller), 1));
        market.fillBatch{value: 1}(fills);
    }

    function _expect(Fill memory fill, address taker, bytes memory reason) private {
        vm.prank(taker);
        vm.expectRevert(reason);
        market.fill(fill);
    }
}
