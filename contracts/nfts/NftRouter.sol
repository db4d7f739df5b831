// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {IGauge} from "../interfaces/IGauge.sol";
import {INftRouter, ItemTrade} from "../interfaces/INftRouter.sol";
import {INftVault} from "../interfaces/INftVault.sol";
import {IPool} from "../interfaces/IPool.sol";
import {IPoolFactory} from "../interfaces/IPoolFactory.sol";
import {LaneLib} from "../lanes/LaneLib.sol";
import {Purse} from "../lanes/Purse.sol";
import {PoolAddressLib} from "../pools/PoolAddressLib.sol";
import {RoyaltyLanes} from "./RoyaltyLanes.sol";

/// @title NftRouter
/// @notice NftVaults and pools in one transaction.
/// @dev STATE. Royalties by lane of the caller; nothing else rests here between transactions, and nothing but royalties
/// is ever paid out of a purse.
/// @dev TRUST. It calls the vault that the caller names, pools at computed addresses, and takes tokens and items from the
/// caller only. A hostile vault, collection or token can spoil only the trade that names it, within that trade's limit.
/// @dev ROYALTIES. The price of an item is the trade's divided by the number of items, rounded down; each item's collection
/// is asked by itself. The buyer's come on top of the swap, the seller's off it.
contract NftRouter is INftRouter, RoyaltyLanes, Multicall {
    using SafeERC20 for IERC20;

    uint256 private constant ITEM = 1e18;

    /// @notice The factory whose pools the router uses.
    address public immutable factory;
    bytes32 private immutable _initCodeHash;

    modifier before(uint256 deadline) {
        require(block.timestamp <= deadline, DeadlineExpired(deadline, block.timestamp));
        _;
    }

    constructor(IPoolFactory factory_, uint256 lanes_) RoyaltyLanes(lanes_) {
        factory = address(factory_);
        _initCodeHash = factory_.poolInitCodeHash();
    }

    /* VIEWS */

    /// @inheritdoc INftRouter
    /// @dev For a count of any items the royalty is that of id 0, since which they will be is not known before.
    function quoteBuy(ItemTrade calldata trade) external view returns (uint256 amountIn) {
        (uint256 count, uint256 itemTokens) = _wanted(trade);
        amountIn = _poolOf(trade, trade.vault.quoteToken()).quoteIn(address(trade.vault), itemTokens);
        uint256 price = amountIn / count;
        address collection = address(trade.vault.collection());
        for (uint256 i = 0; i < count; ++i) {
            (, uint256 royalty) = royaltyFor(collection, trade.ids.length == 0 ? 0 : trade.ids[i], price);
            amountIn += royalty;
        }
    }

    /// @inheritdoc INftRouter
    function quoteSell(ItemTrade calldata trade) external view returns (uint256 amountOut) {
        uint256 count = trade.ids.length;
        require(count != 0, NoItems());
        uint256 itemTokens = count * (ITEM - trade.vault.fees().depositFeeWad);
        amountOut = _poolOf(trade, trade.vault.quoteToken()).quoteOut(address(trade.vault), itemTokens);
        uint256 price = amountOut / count;
        address collection = address(trade.vault.collection());
        for (uint256 i = 0; i < count; ++i) {
            (, uint256 royalty) = royaltyFor(collection, trade.ids[i], price);
            amountOut -= royalty;
        }
    }

    /* TRADING */

    /// @inheritdoc INftRouter
    function buy(
        ItemTrade calldata trade
    ) external nonReentrant before(trade.deadline) returns (uint256[] memory ids, uint256 paid) {
        (uint256 count, uint256 itemTokens) = _wanted(trade);
        IERC20 quoteToken = trade.vault.quoteToken();
        uint256 spent = _swapForItems(trade, quoteToken, itemTokens);
        if (trade.ids.length == 0) {
            ids = trade.vault.redeem(count, trade.to);
        } else {
            ids = trade.ids;
            trade.vault.redeemTargeted(trade.ids, trade.to, itemTokens - count * ITEM);
        }
        uint256 royalty = _takeRoyalties(trade.vault.collection(), quoteToken, ids, spent / count);
        paid = spent + royalty;
        require(paid <= trade.limit, TooMuchIn(paid, trade.limit));
        emit BuyItems(address(trade.vault), msg.sender, trade.to, ids, paid, royalty);
    }

    /// @inheritdoc INftRouter
    /// @dev The item tokens are minted to the pool itself, and the items go straight into the purse of its lane.
    function sell(ItemTrade calldata trade) external nonReentrant before(trade.deadline) returns (uint256 received) {
        require(trade.ids.length != 0 && trade.count == 0, NoItems());
        IERC20 quoteToken = trade.vault.quoteToken();
        IPool pool = _poolOf(trade, quoteToken);
        IERC721 collection = _bring(trade.vault, trade.ids, address(pool));
        trade.vault.depositArrived(trade.ids, address(pool), msg.sender);
        received = _sellArrived(trade, quoteToken, pool, collection);
    }

    /// @inheritdoc INftRouter
    function buyAndStake(
        ItemTrade calldata trade
    ) external nonReentrant before(trade.deadline) returns (uint256 position, uint256 paid) {
        require(trade.ids.length == 0 && trade.count != 0, NoItems());
        uint256 itemTokens = trade.count * ITEM;
        paid = _swapForItems(trade, trade.vault.quoteToken(), itemTokens);
        position = _stake(trade.vault, itemTokens, trade.to);
    }

    /// @inheritdoc INftRouter
    function depositAndStake(
        INftVault vault,
        uint256[] calldata ids,
        address to
    ) external nonReentrant returns (uint256 position) {
        _bring(vault, ids, address(this));
        uint256 minted = vault.depositArrived(ids, address(this), msg.sender);
        position = _stake(vault, minted, to);
    }

    /// @inheritdoc INftRouter
    function unstakeAndRedeem(
        INftVault vault,
        uint256 position,
        uint256 count,
        address to
    ) external nonReentrant returns (uint256[] memory ids) {
        _unstake(vault, position, count * ITEM, address(this));
        ids = vault.redeem(count, to);
    }

    /// @inheritdoc INftRouter
    function unstakeAndSell(
        ItemTrade calldata trade,
        uint256 position,
        uint256 stake
    ) external nonReentrant before(trade.deadline) returns (uint256 received) {
        require(trade.ids.length == 0 && trade.count == 0, NoItems());
        IERC20 quoteToken = trade.vault.quoteToken();
        IPool pool = _poolOf(trade, quoteToken);
        _unstake(trade.vault, position, stake, address(pool));
        received = _sellArrived(trade, quoteToken, pool, IERC721(address(0)));
    }

    /// @inheritdoc INftRouter
    function selfPermit(address token, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external {
        // Anyone who saw the signature can use it first; the allowance is there then.
        try IERC20Permit(token).permit(msg.sender, address(this), value, deadline, v, r, s) {} catch {}
    }

    /* INTERNALS */

    /// @dev How many items are bought, and the item tokens that this takes.
    function _wanted(ItemTrade calldata trade) private view returns (uint256 count, uint256 itemTokens) {
        count = trade.ids.length;
        require((count == 0) != (trade.count == 0), NoItems());
        if (count == 0) return (trade.count, trade.count * ITEM);
        itemTokens = count * ITEM + trade.vault.targetedFee(trade.ids);
    }

    /// @dev Pays the pool the caller's quote tokens for exactly `itemTokens`, which come here.
    function _swapForItems(
        ItemTrade calldata trade,
        IERC20 quoteToken,
        uint256 itemTokens
    ) private returns (uint256 spent) {
        IPool pool = _poolOf(trade, quoteToken);
        address itemToken = address(trade.vault);
        spent = pool.quoteIn(itemToken, itemTokens);
        // Before anything moves; royalties are checked against the same limit after.
        require(spent <= trade.limit, TooMuchIn(spent, trade.limit));
        quoteToken.safeTransferFrom(msg.sender, address(pool), spent);
        _swap(pool, itemToken, address(quoteToken), itemTokens, address(this));
    }

    /// @dev Sells the item tokens that arrived at the pool, and takes the royalties off what comes out: that goes through
    /// the purse of the caller's lane, and straight to `to` where there are none.
    function _sellArrived(
        ItemTrade calldata trade,
        IERC20 quoteToken,
        IPool pool,
        IERC721 collection
    ) private returns (uint256 received) {
        uint256 amountOut = _quoteArrived(pool, address(trade.vault), address(quoteToken));
        uint256 lane = laneOf(msg.sender);
        uint256 royalty =
            trade.ids.length == 0
                ? 0
                : _accrue(collection, trade.ids, amountOut / trade.ids.length, lane, address(quoteToken));
        Purse purse = LaneLib.purseOf(lane);
        address seller = royalty == 0 ? trade.to : address(purse);
        uint256 held = quoteToken.balanceOf(seller);
        _swap(pool, address(quoteToken), address(trade.vault), amountOut, seller);
        // What arrives, of a token that charges for transfers less than what the pool sent.
        received = quoteToken.balanceOf(seller) - held - royalty;
        require(received >= trade.limit, TooLittleOut(received, trade.limit));
        if (royalty != 0) purse.pay(quoteToken, trade.to, received);
        emit SellItems(address(trade.vault), msg.sender, trade.to, trade.ids, received, royalty);
    }

    /// @dev What the pool gives for the item tokens that it has beyond its reserves.
    function _quoteArrived(IPool pool, address itemToken, address quoteToken) private view returns (uint256) {
        (uint256 reserve0, uint256 reserve1, ) = pool.reserves();
        uint256 reserve = itemToken < quoteToken ? reserve0 : reserve1;
        return pool.quoteOut(itemToken, IERC20(itemToken).balanceOf(address(pool)) - reserve);
    }

    /// @dev Takes the royalties of items bought at `price` each from the caller.
    function _takeRoyalties(
        IERC721 collection,
        IERC20 quoteToken,
        uint256[] memory ids,
        uint256 price
    ) private returns (uint256 royalty) {
        uint256 lane = laneOf(msg.sender);
        address purse = address(LaneLib.purseOf(lane));
        royalty = _accrue(collection, ids, price, lane, address(quoteToken));
        if (royalty == 0) return 0;
        uint256 held = quoteToken.balanceOf(purse);
        quoteToken.safeTransferFrom(msg.sender, purse, royalty);
        uint256 received = quoteToken.balanceOf(purse) - held;
        require(received == royalty, TooLittleOut(received, royalty));
    }

    function _accrue(
        IERC721 collection,
        uint256[] memory ids,
        uint256 price,
        uint256 lane,
        address token
    ) private returns (uint256 sum) {
        for (uint256 i = 0; i < ids.length; ++i) {
            (address receiver, uint256 royalty) = royaltyFor(address(collection), ids[i], price);
            sum += royalty;
            _accrueRoyalty(lane, token, receiver, address(collection), ids[i], royalty);
        }
    }

    /// @dev Moves the caller's items to the purse that a deposit for `to` takes them from.
    function _bring(INftVault vault, uint256[] calldata ids, address to) private returns (IERC721 collection) {
        collection = vault.collection();
        address purse = address(vault.purseOf(vault.laneOf(to)));
        for (uint256 i = 0; i < ids.length; ++i) {
            collection.transferFrom(msg.sender, purse, ids[i]);
        }
    }

    /// @dev The gauge may take any item tokens that are here: there are none between transactions.
    function _stake(INftVault vault, uint256 amount, address to) private returns (uint256 position) {
        IGauge gauge = vault.gauge();
        IERC20 itemToken = IERC20(address(vault));
        if (itemToken.allowance(address(this), address(gauge)) < amount) {
            itemToken.forceApprove(address(gauge), type(uint256).max);
        }
        position = gauge.stake(amount, to);
    }

    function _unstake(INftVault vault, uint256 position, uint256 amount, address to) private {
        IGauge gauge = vault.gauge();
        IERC721 positions = IERC721(address(gauge));
        address owner = positions.ownerOf(position);
        // This contract is approved by many, so it asks for itself who calls.
        require(
            msg.sender == owner ||
                positions.isApprovedForAll(owner, msg.sender) ||
                positions.getApproved(position) == msg.sender,
            NotAuthorized(position, msg.sender)
        );
        gauge.unstake(position, amount, to);
    }

    function _swap(IPool pool, address tokenOut, address tokenIn, uint256 amountOut, address to) private {
        if (tokenOut < tokenIn) pool.swap(amountOut, 0, to);
        else pool.swap(0, amountOut, to);
    }

    function _poolOf(ItemTrade calldata trade, IERC20 quoteToken) private view returns (IPool) {
        address pool = PoolAddressLib.poolFor(
            factory,
            _initCodeHash,
            address(trade.vault),
            address(quoteToken),
            trade.feePips,
            trade.shard,
            trade.curve
        );
        require(pool.code.length != 0, NoSuchPool(pool));
        return IPool(pool);
    }
}
