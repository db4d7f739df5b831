import { devnetTokenAbi } from "@millrace/sdk/abis/devnetTokenAbi";
import { marketplaceAbi } from "@millrace/sdk/abis/marketplaceAbi";
import { nftRouterAbi } from "@millrace/sdk/abis/nftRouterAbi";
import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import { orderBookAbi } from "@millrace/sdk/abis/orderBookAbi";
import { rentalWrapperAbi } from "@millrace/sdk/abis/rentalWrapperAbi";
import { royaltySplitterAbi } from "@millrace/sdk/abis/royaltySplitterAbi";
import { ORDER_KIND } from "@millrace/sdk/order";
import { erc20Abi, erc721Abi, type LocalAccount, maxUint256, parseAbi } from "viem";
import type { DevnetClient } from "./chain.ts";
import { type Devnet, type DevnetNftVault, tokenOf } from "./devnet.ts";
import { collections, worth } from "./market.ts";
import { signOrder } from "./sign-order.ts";
import { signSale } from "./sign-sale.ts";
import { type Call, call, type Waves } from "./wave.ts";

/** The collections' one function that anyone may call on the devnet. */
export const collectionAbi = parseAbi(["function mint(address to, uint256[] ids)"]);

/** Pairs of collectors, of which one sells and reserves, and the other buys. */
const PAIRS = 8;
/** Above the ids that collectors bring into the vaults. */
const FIRST_ID = 500_000n;
const FOREVER = 2n ** 40n;
const LANES = 16n;
/** What a wrapped item is let out for, scaled by 1e18. */
const RENT_A_DAY_USD = worth("USDC", 1) * 10n ** 18n;

/** Gives a person items of what a vault pools, wrapped where it pools wrapped ones. */
export function mintItems(who: LocalAccount, vault: DevnetNftVault, ids: readonly bigint[]): Call[] {
  const { collection, wraps } = vault;
  if (!wraps) return [call(who, collection, collectionAbi, "mint", [who.address, ids])];
  return [
    call(who, wraps, collectionAbi, "mint", [who.address, ids]),
    call(who, wraps, erc721Abi, "setApprovalForAll", [collection, true]),
    call(who, collection, rentalWrapperAbi, "wrap", [ids, who.address]),
  ];
}

/**
 * Some collectors keep an item of their own behind a receipt, sell one by a signed order and one into the vault, and
 * leave one for sale and wrapped ones for rent; others buy, and offer for more. What the art's trades leave in royalties
 * is paid out, and reaches the artist and the stakers.
 */
export async function tradeItems(
  client: DevnetClient,
  waves: Waves,
  devnet: Devnet,
  people: readonly LocalAccount[],
): Promise<void> {
  const { splitter } = devnet;
  const { marketplace, nftRouter, orderBook } = devnet.deployment;
  const usdc = tokenOf(devnet, "USDC").address;
  const trades = Array.from({ length: PAIRS }, (_, index) => {
    const kind = index % devnet.nftVaults.length;
    const [seller, buyer] = [people[2 * index], people[2 * index + 1]];
    const [vault, market] = [devnet.nftVaults[kind], collections[kind]];
    if (!seller || !buyer || !vault || !market)
      throw new Error("the devnet has too few collectors or vaults");
    const first = FIRST_ID + 10n * BigInt(index);
    return { seller, buyer, vault, price: worth("USDC", market.itemPriceUsd), first };
  });
  await waves.send(
    trades.flatMap(({ seller, buyer, vault, price, first }) => [
      ...mintItems(
        seller,
        vault,
        [0n, 1n, 2n, 3n, 4n].map((index) => first + index),
      ),
      ...[vault.address, marketplace, nftRouter].map((operator) =>
        call(seller, vault.collection, erc721Abi, "setApprovalForAll", [operator, true]),
      ),
      call(seller, vault.address, nftVaultAbi, "reserve", [[first], seller.address]),
      call(buyer, usdc, devnetTokenAbi, "mint", [buyer.address, price * 4n]),
      ...[marketplace, nftRouter].map((spender) =>
        call(buyer, usdc, erc20Abi, "approve", [spender, maxUint256]),
      ),
    ]),
  );
  const chainId = client.chain.id;
  await waves.send(
    await Promise.all(
      trades.map(async ({ seller: maker, buyer, vault, price, first }) => {
        const { collection } = vault;
        const fill = await signSale({
          ...{ chainId, marketplace, maker, collection, id: first + 1n, currency: usdc, price },
          to: buyer.address,
        });
        return call(buyer, marketplace, marketplaceAbi, "fill", [fill]);
      }),
    ),
  );
  // One more item of each seller stays for sale, a tenth dearer.
  await waves.send(
    await Promise.all(
      trades.map(async ({ seller: maker, vault, price, first }) => {
        const { order, signature } = await signSale({
          ...{ chainId, marketplace, maker, collection: vault.collection, id: first + 3n, currency: usdc },
          ...{ price: (price * 11n) / 10n, to: maker.address },
        });
        return call(maker, orderBook, orderBookAbi, "publish", [order, signature]);
      }),
    ),
  );
  // Each buyer would take any other for a tenth less, and who has a wrapped item lets it out.
  const domain = { chainId, marketplace };
  const signed = await Promise.all(
    trades.flatMap(({ seller, buyer, vault, price, first }) => {
      const { collection, wraps } = vault;
      const offer = { kind: ORDER_KIND.COLLECTION_OFFER, id: 0n, price: (price * 9n) / 10n };
      const rental = { kind: ORDER_KIND.RENTAL, id: first + 4n, price: RENT_A_DAY_USD / 86_400n };
      const terms = { collection, currency: usdc, nonce: first + 4n };
      const lengths = { minSeconds: 3_600, maxSeconds: 30 * 86_400 };
      return [
        signOrder(buyer, domain, { ...terms, ...offer }).then((order) => ({ maker: buyer, ...order })),
        ...(wraps
          ? [
              signOrder(seller, domain, { ...terms, ...rental, ...lengths }).then((order) => ({
                ...{ maker: seller, ...order },
              })),
            ]
          : []),
      ];
    }),
  );
  await waves.send(
    signed.map(({ maker, order, signature }) =>
      call(maker, orderBook, orderBookAbi, "publish", [order, signature]),
    ),
  );
  const trade = (vault: DevnetNftVault, ids: bigint[], count: bigint, limit: bigint, to: LocalAccount) => {
    const { feePips, shard, curve } = vault.pool;
    return {
      ...{ vault: vault.address, feePips, shard, curve, ids, count, limit },
      ...{ to: to.address, deadline: FOREVER },
    };
  };
  await waves.send(
    trades.map(({ seller, vault, first }) =>
      call(seller, nftRouter, nftRouterAbi, "sell", [trade(vault, [first + 2n], 0n, 0n, seller)]),
    ),
  );
  await waves.send(
    trades.map(({ buyer, vault }) =>
      call(buyer, nftRouter, nftRouterAbi, "buy", [trade(vault, [], 1n, maxUint256, buyer)]),
    ),
  );
  const payer = trades[0]?.seller;
  if (!payer) return;
  const lanes = Array.from({ length: Number(LANES) }, (_, lane) => BigInt(lane));
  await waves.send([
    call(payer, marketplace, marketplaceAbi, "payRoyalties", [usdc, splitter, lanes]),
    call(payer, nftRouter, nftRouterAbi, "payRoyalties", [usdc, splitter, lanes]),
    call(payer, splitter, royaltySplitterAbi, "distribute", [usdc]),
  ]);
}
