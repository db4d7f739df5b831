// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {DevnetPlainCollection} from "../../contracts/devnet/DevnetPlainCollection.sol";
import {DevnetRentableCollection} from "../../contracts/devnet/DevnetRentableCollection.sol";
import {DevnetToken} from "../../contracts/devnet/DevnetToken.sol";
import {Gauge} from "../../contracts/gauges/Gauge.sol";
import {GaugeParams, RewardParams} from "../../contracts/interfaces/IGauge.sol";
import {INftRouter, ItemTrade} from "../../contracts/interfaces/INftRouter.sol";
import {INftVault, Premium} from "../../contracts/interfaces/INftVault.sol";
import {Curve, IPool} from "../../contracts/interfaces/IPool.sol";
import {NftRouter} from "../../contracts/nfts/NftRouter.sol";
import {PoolFactory} from "../../contracts/pools/PoolFactory.sol";
import {Vm} from "../helpers/Vm.sol";
import {FeeToken} from "../mocks/FeeToken.sol";
import {HostileCollection} from "../mocks/HostileCollection.sol";
import {NftVaultBase} from "./NftVaultBase.sol";

contract NftRouterTest is NftVaultBase {
    uint24 private constant FEE_PIPS = 10_000;

    PoolFactory private factory;
    NftRouter private router;
    IPool private pool;
    Gauge private stakers;

    function setUp() public override {
        super.setUp();
        factory = new PoolFactory(address(authority), address(this), 1_000);
        factory.setFeeTier(FEE_PIPS, true);
        router = new NftRouter(factory, LANES);
        pool = IPool(factory.createPool(address(vault), address(quote), FEE_PIPS, 0, Curve.Product));
        RewardParams[] memory rewards = new RewardParams[](2);
        rewards[0] = RewardParams(quote, 1 days);
        rewards[1] = RewardParams(vault, 1 days);
        stakers = new Gauge(GaugeParams("Land gauge", "gLAND", vault, LANES, address(authority), 1, rewards));
        vault.setGauge(stakers);
        _deposit(alice, 10, 20);
        vm.prank(alice);
        vault.transfer(address(pool), 10 * ITEM);
        quote.mint(address(pool), 1_000_000);
        pool.mint(alice);
        quote.mint(bob, 1e9);
        collection.mint(bob, _ids(50, 5));
        vm.startPrank(bob);
        quote.approve(address(router), type(uint256).max);
        collection.setApprovalForAll(address(router), true);
        vm.stopPrank();
    }

    function _trade() private view returns (ItemTrade memory trade) {
        trade.vault = vault;
        trade.feePips = FEE_PIPS;
        trade.to = bob;
        trade.deadline = START + 100;
    }

    /* BUYING */

    function test_BuysTheVeryItems() public {
        ItemTrade memory trade = _trade();
        trade.ids = _ids(12, 2);
        trade.limit = router.quoteBuy(trade);
        uint256 had = quote.balanceOf(bob);
        uint256 royalties = trade.limit - pool.quoteIn(address(vault), 2 * (ITEM + TARGETED_FEE));
        vm.expectEmit(true, true, true, true, address(router));
        emit INftRouter.BuyItems(address(vault), bob, bob, trade.ids, trade.limit, royalties);
        vm.prank(bob);
        (uint256[] memory ids, uint256 paid) = router.buy(trade);
        assertEq(collection.ownerOf(12), bob, "bought");
        assertEq(collection.ownerOf(13), bob, "bought");
        assertEq(abi.encode(ids), abi.encode(trade.ids), "ids");
        assertEq(had - quote.balanceOf(bob), paid, "paid");
        assertEq(paid, trade.limit, "as quoted");
        uint256 royalty = router.laneRoyalties(router.laneOf(bob), address(quote), address(this));
        assertEq(royalty, 2 * _fivePercent((paid - royalty) / 2), "ROYALTY_PAID_ON_ALL_PATHS");
        _assertNothingRests(royalty);
        uint256[] memory lane = _ids(router.laneOf(bob));
        assertEq(router.payRoyalties(address(quote), address(this), lane), royalty, "paid out");
        assertEq(quote.balanceOf(address(this)), royalty, "to the creator");
    }

    function test_BuysAnyItems() public {
        ItemTrade memory trade = _trade();
        trade.count = 3;
        trade.limit = router.quoteBuy(trade);
        vm.prank(bob);
        (uint256[] memory ids, uint256 paid) = router.buy(trade);
        assertEq(paid, trade.limit, "as quoted");
        for (uint256 i = 0; i < 3; ++i) {
            assertEq(collection.ownerOf(ids[i]), bob, "bought");
        }
        _assertNothingRests(router.laneRoyalties(router.laneOf(bob), address(quote), address(this)));
    }

    function test_BuyingPaysThePremium() public {
        vault.setPremium(Premium(0.5e18, 10 hours, 0.8e18));
        _deposit(carol, 40, 1);
        uint256 had = vault.balanceOf(carol);
        ItemTrade memory trade = _trade();
        trade.ids = _ids(40);
        trade.limit = type(uint256).max;
        (uint256 premium, ) = vault.premiumOf(40);
        vm.prank(bob);
        router.buy(trade);
        assertEq(vault.balanceOf(carol) - had, (premium * 4) / 5, "PREMIUM_SHARED");
        assertEq(vault.balanceOf(address(router)), 0, "to the unit");
    }

    function test_RevertWhen_BuyingCostsMore() public {
        ItemTrade memory trade = _trade();
        trade.ids = _ids(12);
        uint256 cost = router.quoteBuy(trade);
        trade.limit = cost - 1;
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(INftRouter.TooMuchIn.selector, cost, cost - 1));
        router.buy(trade);
        trade.limit = 1;
        vm.prank(bob);
        vm.expectPartialRevert(INftRouter.TooMuchIn.selector);
        router.buy(trade);
    }

    /// @dev Each item is asked for by itself, and a count of any stands for the first one there is.
    function test_QuotesTheRoyaltyOfEachItem() public {
        uint256 spent = pool.quoteIn(address(vault), 2 * (ITEM + TARGETED_FEE));
        uint256 spentOnAny = pool.quoteIn(address(vault), 2 * ITEM);
        _mockRoyalty(0, spentOnAny / 2, 1);
        _mockRoyalty(1, spentOnAny / 2, 10);
        _mockRoyalty(12, spent / 2, 100);
        _mockRoyalty(13, spent / 2, 1_000);
        ItemTrade memory trade = _trade();
        trade.ids = _ids(12, 2);
        assertEq(router.quoteBuy(trade), spent + 1_100, "of both");
        (trade.ids, trade.count) = (new uint256[](0), 2);
        assertEq(router.quoteBuy(trade), spentOnAny + 2, "of any");
    }

    /// @dev Rounded up to the next unit, each of these prices would cost a unit of royalty more.
    function test_PriceOfAnItemIsRoundedDown() public {
        ItemTrade memory trade = _trade();
        (trade.ids, trade.limit) = (_ids(12, 2), type(uint256).max);
        uint256 itemTokens = 2 * (ITEM + TARGETED_FEE);
        uint256 spent = (pool.quoteIn(address(vault), itemTokens) / 40 + 1) * 40 + 39;
        vm.mockCall(address(pool), abi.encodeCall(pool.quoteIn, (address(vault), itemTokens)), abi.encode(spent));
        uint256 cost = spent + 2 * _fivePercent(spent / 2);
        assertEq(router.quoteBuy(trade), cost, "quoted");
        vm.prank(bob);
        (, uint256 paid) = router.buy(trade);
        assertEq(paid, cost, "paid");

        (trade.ids, trade.limit) = (_ids(50, 2), 0);
        itemTokens = 2 * (ITEM - DEPOSIT_FEE);
        uint256 out = (pool.quoteOut(address(vault), itemTokens) / 40 - 1) * 40 + 39;
        vm.mockCall(address(pool), abi.encodeCall(pool.quoteOut, (address(vault), itemTokens)), abi.encode(out));
        uint256 gain = out - 2 * _fivePercent(out / 2);
        assertEq(router.quoteSell(trade), gain, "quoted");
        vm.prank(bob);
        assertEq(router.sell(trade), gain, "received");
        vm.clearMockedCalls();
    }

    /// @dev A royalty of one unit is taken from who buys, or it would be paid out of others'.
    function test_TheLeastRoyaltyIsTaken() public {
        _newMarket(new DevnetToken("Other quote", "OQ", 6));
        vm.prank(bob);
        quote.approve(address(router), type(uint256).max);
        ItemTrade memory trade = _trade();
        (trade.ids, trade.limit) = (_ids(300), type(uint256).max);
        uint256 spent = pool.quoteIn(address(vault), ITEM + TARGETED_FEE);
        _mockRoyalty(300, spent, 1);
        vm.prank(bob);
        (, uint256 paid) = router.buy(trade);
        vm.clearMockedCalls();
        assertEq(paid, spent + 1, "paid");
        _assertNothingRests(1);
        assertEq(router.payRoyalties(address(quote), address(this), _allLanes()), 1, "and paid out");
    }

    function test_BuysWithoutRoyaltiesByOneTransfer() public {
        _newMarket(new DevnetToken("Other quote", "OQ", 6));
        vm.prank(bob);
        quote.approve(address(router), type(uint256).max);
        ItemTrade memory trade = _trade();
        (trade.ids, trade.limit) = (_ids(300), pool.quoteIn(address(vault), ITEM + TARGETED_FEE));
        vm.recordLogs();
        vm.prank(bob);
        (, uint256 paid) = router.buy(trade);
        assertEq(paid, trade.limit, "the pool's price alone");
        assertEq(_logsOf(address(quote)), 1, "paid to the pool at once");
    }

    /// @dev What was quoted as a vault's fee is all that it may take, though more should be here.
    function test_RevertWhen_TheVaultTakesMoreThanItsFee() public {
        vm.prank(alice);
        vault.transfer(address(router), ITEM);
        ItemTrade memory trade = _trade();
        (trade.ids, trade.limit) = (_ids(12), type(uint256).max);
        vm.mockCall(address(vault), abi.encodeCall(vault.targetedFee, (trade.ids)), abi.encode(TARGETED_FEE - 1));
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(INftVault.FeeAboveMax.selector, TARGETED_FEE, TARGETED_FEE - 1));
        router.buy(trade);
        vm.clearMockedCalls();
    }

    function test_BuysInTheLastSecond() public {
        ItemTrade memory trade = _trade();
        (trade.count, trade.limit) = (1, type(uint256).max);
        vm.warp(trade.deadline);
        vm.prank(bob);
        router.buy(trade);
        assertEq(collection.balanceOf(bob), 6, "bought");
    }

    function _mockRoyalty(uint256 id, uint256 price, uint256 royalty) private {
        vm.mockCall(
            address(collection),
            abi.encodeCall(collection.royaltyInfo, (id, price)),
            abi.encode(address(this), royalty)
        );
    }

    function _logsOf(address emitter) private returns (uint256 count) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].emitter == emitter) ++count;
        }
    }

    /* SELLING */

    function test_SellsItems() public {
        ItemTrade memory trade = _trade();
        trade.ids = _ids(50, 2);
        trade.limit = router.quoteSell(trade);
        trade.to = carol;
        uint256 royalties = pool.quoteOut(address(vault), 2 * (ITEM - DEPOSIT_FEE)) - trade.limit;
        vm.expectEmit(true, true, true, true, address(router));
        emit INftRouter.SellItems(address(vault), bob, carol, trade.ids, trade.limit, royalties);
        vm.prank(bob);
        uint256 received = router.sell(trade);
        assertEq(received, trade.limit, "as quoted");
        assertEq(quote.balanceOf(carol), received, "to the receiver");
        uint256 royalty = router.laneRoyalties(router.laneOf(bob), address(quote), address(this));
        assertEq(royalty, 2 * _fivePercent((received + royalty) / 2), "ROYALTY_PAID_ON_ALL_PATHS");
        (bool held, uint256 lane, ) = vault.itemOf(50);
        assertTrue(held, "in the vault");
        assertEq(lane, vault.laneOf(address(pool)), "in the lane of who got the tokens");
        _assertNothingRests(royalty);
        _assertBacked();
    }

    /// @dev The premium of what a seller brought is the seller's, not the pool's.
    function test_SellerIsTheDepositor() public {
        vault.setPremium(Premium(0.5e18, 10 hours, 0.8e18));
        ItemTrade memory trade = _trade();
        trade.ids = _ids(50);
        vm.prank(bob);
        router.sell(trade);
        (, address depositor) = vault.premiumOf(50);
        assertEq(depositor, bob, "depositor");
    }

    function test_RevertWhen_SellingBringsLess() public {
        ItemTrade memory trade = _trade();
        trade.ids = _ids(50);
        uint256 out = router.quoteSell(trade);
        trade.limit = out + 1;
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(INftRouter.TooLittleOut.selector, out, out + 1));
        router.sell(trade);
    }

    /// @dev FLASH_SAFE: no item is sold and bought back, or bought and sold back, in one transaction.
    function test_RevertWhen_AnItemIsBoughtAndBroughtBack() public {
        ItemTrade memory trade = _trade();
        trade.ids = _ids(50);
        vm.startPrank(bob);
        router.sell(trade);
        trade.limit = type(uint256).max;
        vm.expectRevert(abi.encodeWithSelector(INftVault.ItemMovedInTransaction.selector, 50));
        router.buy(trade);
        trade.ids = _ids(12);
        router.buy(trade);
        trade.limit = 0;
        vm.expectRevert(abi.encodeWithSelector(INftVault.ItemMovedInTransaction.selector, 12));
        router.sell(trade);
        vm.stopPrank();
    }

    /* STAKING */

    function test_DepositsAndStakesThenRedeems() public {
        vm.startPrank(bob);
        uint256 position = router.depositAndStake(vault, _ids(50, 3), bob);
        uint256 staked = 3 * (ITEM - DEPOSIT_FEE);
        assertEq(stakers.stakeOf(position), staked, "staked");
        assertEq(stakers.ownerOf(position), bob, "for bob");
        stakers.approve(address(router), position);
        vm.warp(START + 1);
        uint256[] memory ids = router.unstakeAndRedeem(vault, position, 2, carol);
        vm.stopPrank();
        assertEq(collection.ownerOf(ids[1]), carol, "redeemed");
        assertEq(stakers.stakeOf(position), staked - 2 * ITEM, "the rest stays");
        _assertNothingRests(0);
        _assertBacked();
    }

    function test_BuysAndStakesThenSells() public {
        ItemTrade memory trade = _trade();
        trade.count = 2;
        trade.limit = type(uint256).max;
        vm.startPrank(bob);
        (uint256 position, uint256 paid) = router.buyAndStake(trade);
        assertEq(stakers.stakeOf(position), 2 * ITEM, "staked");
        stakers.setApprovalForAll(address(router), true);
        trade.count = 0;
        trade.limit = 0;
        uint256 had = quote.balanceOf(bob);
        uint256 worth = pool.quoteOut(address(vault), 2 * ITEM);
        uint256 received = router.unstakeAndSell(trade, position, 2 * ITEM);
        vm.stopPrank();
        assertEq(received, worth, "what the pool gives");
        assertEq(quote.balanceOf(bob) - had, received, "and bob gets");
        assertLt(received, paid, "NO_ROUNDTRIP_PROFIT");
        assertEq(stakers.stakeOf(position), 0, "unstaked");
        _assertNothingRests(0);
    }

    function test_RevertWhen_BuyingToStakeCostsMore() public {
        ItemTrade memory trade = _trade();
        trade.count = 1;
        trade.limit = pool.quoteIn(address(vault), ITEM) - 1;
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(INftRouter.TooMuchIn.selector, trade.limit + 1, trade.limit));
        router.buyAndStake(trade);
        trade.limit += 1;
        vm.prank(bob);
        (, uint256 paid) = router.buyAndStake(trade);
        assertEq(paid, trade.limit, "all of the limit");
    }

    /// @dev Or those who stake by the router would write a slot in common.
    function test_AllowanceOfTheGaugeIsGivenOnce() public {
        vm.startPrank(bob);
        router.depositAndStake(vault, _ids(50), bob);
        vm.record();
        router.depositAndStake(vault, _ids(51), bob);
        vm.stopPrank();
        (, bytes32[] memory writes) = vm.accesses(address(vault));
        bytes32 slot = _allowanceSlot();
        for (uint256 i = 0; i < writes.length; ++i) {
            assertTrue(writes[i] != slot, "LANE_INDEPENDENCE");
        }
    }

    function _allowanceSlot() private returns (bytes32) {
        vm.record();
        vault.allowance(address(router), address(stakers));
        (bytes32[] memory reads, ) = vm.accesses(address(vault));
        assertEq(reads.length, 1, "one slot");
        return reads[0];
    }

    /// @dev The gauge's allowance is given once; a collection without royalties leaves none; either token comes first.
    function test_PlainItemsOfEitherOrder() public {
        for (uint256 i = 0; i < 8; ++i) {
            _newMarket(new DevnetToken("Other quote", "OQ", 6));
            collection.mint(bob, _ids(500, 3));
            vm.startPrank(bob);
            quote.approve(address(router), type(uint256).max);
            ItemTrade memory trade = _trade();
            trade.ids = _ids(500);
            router.sell(trade);
            trade.ids = _ids(300);
            trade.limit = type(uint256).max;
            router.buy(trade);
            router.depositAndStake(vault, _ids(501), bob);
            router.depositAndStake(vault, _ids(502), bob);
            vm.stopPrank();
            _assertNothingRests(0);
        }
    }

    function test_SellsWithoutRoyaltiesStraightToTheReceiver() public {
        _newMarket(new DevnetToken("Other quote", "OQ", 6));
        collection.mint(bob, _ids(500));
        ItemTrade memory trade = _trade();
        (trade.ids, trade.to) = (_ids(500), carol);
        trade.limit = router.quoteSell(trade);
        vm.recordLogs();
        vm.prank(bob);
        assertEq(router.sell(trade), trade.limit, "as quoted");
        assertEq(quote.balanceOf(carol), trade.limit, "all of it");
        assertEq(_logsOf(address(quote)), 1, "no purse on the way");
        _assertNothingRests(0);
    }

    /// @dev A limit is on what arrives.
    function test_SellsForATokenThatCharges() public {
        _newMarket(new FeeToken());
        collection.mint(bob, _ids(500));
        ItemTrade memory trade = _trade();
        trade.ids = _ids(500);
        uint256 out = router.quoteSell(trade);
        trade.limit = out;
        vm.startPrank(bob);
        vm.expectRevert(abi.encodeWithSelector(INftRouter.TooLittleOut.selector, out - out / 100, out));
        router.sell(trade);
        trade.limit = out - out / 100;
        uint256 had = quote.balanceOf(bob);
        assertEq(router.sell(trade), trade.limit, "what arrived");
        assertEq(quote.balanceOf(bob) - had, trade.limit, "what arrived");
        vm.stopPrank();
    }

    /// @dev Another quote token, whose address is before or behind the item token's, and a collection without royalties.
    function _newMarket(DevnetToken quote_) private {
        quote = quote_;
        DevnetPlainCollection plain = new DevnetPlainCollection("Badges", "BADGE");
        collection = DevnetRentableCollection(address(plain));
        vault = _newVault(IERC721(address(plain)));
        pool = IPool(factory.createPool(address(vault), address(quote), FEE_PIPS, 0, Curve.Product));
        RewardParams[] memory rewards = new RewardParams[](2);
        rewards[0] = RewardParams(quote, 1 days);
        rewards[1] = RewardParams(vault, 1 days);
        vault.setGauge(new Gauge(GaugeParams("G", "G", vault, LANES, address(authority), 1, rewards)));
        plain.mint(alice, _ids(300, 12));
        vm.startPrank(alice);
        plain.setApprovalForAll(address(vault), true);
        vault.deposit(_ids(300, 12), address(pool));
        vm.stopPrank();
        vm.warp(block.timestamp + 1);
        quote.mint(address(pool), 1_000_000);
        pool.mint(alice);
        quote.mint(bob, 1e9);
        vm.prank(bob);
        plain.setApprovalForAll(address(router), true);
    }

    function test_RevertWhen_PositionIsAnothers() public {
        vm.startPrank(bob);
        uint256 position = router.depositAndStake(vault, _ids(50), bob);
        stakers.setApprovalForAll(address(router), true);
        vm.stopPrank();
        vm.startPrank(carol);
        vm.expectRevert(abi.encodeWithSelector(INftRouter.NotAuthorized.selector, position, carol));
        router.unstakeAndRedeem(vault, position, 1, carol);
        ItemTrade memory trade = _trade();
        vm.expectRevert(abi.encodeWithSelector(INftRouter.NotAuthorized.selector, position, carol));
        router.unstakeAndSell(trade, position, 1);
        vm.stopPrank();
        vm.prank(bob);
        stakers.approve(carol, position);
        vm.prank(carol);
        router.unstakeAndSell(trade, position, 1e17);
        vm.prank(bob);
        stakers.setApprovalForAll(carol, true);
        vm.prank(carol);
        router.unstakeAndSell(trade, position, 1e17);
    }

    /* INPUT */

    function test_RevertWhen_InputIsBad() public {
        ItemTrade memory trade = _trade();
        vm.startPrank(bob);
        vm.expectRevert(INftRouter.NoItems.selector);
        router.buy(trade);
        vm.expectRevert(INftRouter.NoItems.selector);
        router.sell(trade);
        vm.expectRevert(INftRouter.NoItems.selector);
        router.buyAndStake(trade);
        vm.expectRevert(INftRouter.NoItems.selector);
        router.quoteSell(trade);
        (trade.ids, trade.count) = (_ids(12), 1);
        vm.expectRevert(INftRouter.NoItems.selector);
        router.buy(trade);
        vm.expectRevert(INftRouter.NoItems.selector);
        router.sell(trade);
        vm.expectRevert(INftRouter.NoItems.selector);
        router.buyAndStake(trade);
        vm.expectRevert(INftRouter.NoItems.selector);
        router.unstakeAndSell(trade, 1, 1);
        trade.count = 0;
        vm.expectRevert(INftRouter.NoItems.selector);
        router.unstakeAndSell(trade, 1, 1);
        (trade.ids, trade.count) = (new uint256[](0), 1);
        vm.expectRevert(INftRouter.NoItems.selector);
        router.unstakeAndSell(trade, 1, 1);
        (trade.ids, trade.count) = (_ids(12), 0);
        trade.shard = 1;
        vm.expectPartialRevert(INftRouter.NoSuchPool.selector);
        router.buy(trade);
        trade.shard = 0;
        (trade.ids, trade.count) = (new uint256[](0), 1);
        trade.limit = 1;
        vm.expectPartialRevert(INftRouter.TooMuchIn.selector);
        router.buyAndStake(trade);
        vm.warp(START + 101);
        bytes memory late = abi.encodeWithSelector(INftRouter.DeadlineExpired.selector, START + 100, START + 101);
        vm.expectRevert(late);
        router.buy(trade);
        vm.expectRevert(late);
        router.sell(trade);
        vm.stopPrank();
    }

    /// @dev A permit that was used already does not stop the trade.
    function test_PermitAndBuyInOneCall() public {
        uint256 key = 0xbeef;
        address buyer = vm.addr(key);
        quote.mint(buyer, 1e9);
        (uint8 v, bytes32 r, bytes32 s) = _signPermit(key, address(router), 1e9);
        ItemTrade memory trade = _trade();
        trade.limit = type(uint256).max;
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(INftRouter.selfPermit, (address(quote), 1e9, START, v, r, s));
        for (uint256 id = 12; id < 14; ++id) {
            trade.ids = _ids(id);
            calls[1] = abi.encodeCall(INftRouter.buy, (trade));
            vm.prank(buyer);
            router.multicall(calls);
            assertEq(collection.ownerOf(id), bob, "bought");
        }
    }

    /// @dev A collection that calls back while its item is sold, or deposited, finds every door shut.
    /// @dev Or royalties of others would pay for what did not arrive.
    function test_RevertWhen_QuoteTokenKeepsAPartOfARoyalty() public {
        ItemTrade memory trade = _trade();
        trade.ids = _ids(12);
        trade.limit = type(uint256).max;
        uint256 royalty = _fivePercent(pool.quoteIn(address(vault), ITEM + TARGETED_FEE));
        address purse = address(router.purseOf(router.laneOf(bob)));
        vm.mockCall(address(quote), abi.encodeCall(quote.transferFrom, (bob, purse, royalty)), abi.encode(true));
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(INftRouter.TooLittleOut.selector, 0, royalty));
        router.buy(trade);
        vm.clearMockedCalls();
    }

    function test_RevertWhen_CollectionReenters() public {
        HostileCollection hostile = new HostileCollection();
        vault = _newVault(IERC721(address(hostile)));
        pool = IPool(factory.createPool(address(vault), address(quote), FEE_PIPS, 0, Curve.Product));
        for (uint256 id = 1; id <= 10; ++id) {
            hostile.mint(bob, id);
        }
        vm.startPrank(bob);
        hostile.setApprovalForAll(address(router), true);
        hostile.setApprovalForAll(address(vault), true);
        vault.deposit(_ids(1, 4), address(pool));
        quote.transfer(address(pool), 1_000_000);
        pool.mint(bob);
        ItemTrade memory trade = _trade();
        trade.ids = _ids(9);
        bytes[] memory entries = new bytes[](7);
        entries[0] = abi.encodeCall(INftRouter.buy, (trade));
        entries[1] = abi.encodeCall(INftRouter.sell, (trade));
        entries[2] = abi.encodeCall(INftRouter.depositAndStake, (vault, trade.ids, bob));
        entries[3] = abi.encodeCall(INftRouter.unstakeAndRedeem, (vault, 1, 1, bob));
        entries[4] = abi.encodeCall(INftRouter.unstakeAndSell, (trade, 1, 1));
        entries[5] = abi.encodeCall(INftRouter.buyAndStake, (trade));
        entries[6] = abi.encodeCall(router.payRoyalties, (address(quote), bob, _allLanes()));
        for (uint256 i = 0; i < entries.length; ++i) {
            uint256 state = vm.snapshotState();
            hostile.callBack(address(router), entries[i]);
            trade.ids = _ids(5);
            router.sell(trade);
            assertEq(
                hostile.callResult(),
                abi.encodeWithSelector(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector),
                "ON_RECEIVED_REENTRY_SAFE"
            );
            vm.revertToState(state);
        }
        vm.stopPrank();
    }

    function _fivePercent(uint256 price) private pure returns (uint256) {
        return (price * 500) / 10_000;
    }

    /// @dev Neither tokens nor items, but what is owed to creators.
    function _assertNothingRests(uint256 royalty) private view {
        assertEq(quote.balanceOf(address(router)), 0, "no quote tokens");
        assertEq(vault.balanceOf(address(router)), 0, "no item tokens");
        assertEq(collection.balanceOf(address(router)), 0, "no items");
        uint256 inPurses;
        for (uint256 lane = 0; lane < LANES; ++lane) {
            inPurses += quote.balanceOf(address(router.purseOf(lane)));
        }
        assertEq(inPurses, royalty, "LANE_CUSTODY: royalties alone");
    }
}
