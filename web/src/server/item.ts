import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import { type Address, erc20Abi } from "viem";
import { z } from "zod";
import { type ItemPage, itemRental, type VaultItem, vaultItem } from "#lib/item-view";
import { publishedOrder, trade } from "#lib/order-view";
import { bigint } from "#lib/scalars";
import { chainClient } from "#server/chain-client";
import { collectionAnswer, collectionFields, knownCollections } from "#server/collections";
import { queryIndexer } from "#server/indexer";
import { tradeFields } from "#server/marketplace";
import { nftVaultsOf } from "#server/nft-vaults-from-chain";
import { orderFields } from "#server/orders";
import { fromIndexerOrChain, type Sourced } from "#server/sourced";
import { tokenFromChain } from "#server/token-from-chain";

/** One item of a collection: where it is, who asks or offers what for it, and its history. */
export function itemPage(collection: Address, id: bigint): Promise<Sourced<ItemPage>> {
  return fromIndexerOrChain(
    () => itemFromIndexer(collection, id),
    async () => ({
      ...{ collection: undefined, orders: [], offers: [], trades: [], rentals: [] },
      place: await placeFromChain(collection, id),
      time: (await chainClient().getBlock()).timestamp,
    }),
  );
}

async function itemFromIndexer(collection: Address, id: bigint): Promise<ItemPage> {
  const list = (terms: string) =>
    `orders(collection: $collection, open: true, first: 50, ${terms}) { nodes { ${orderFields} } }`;
  const { meta, items, orders, offers, anyOffers, trades, rentals, ...known } = await queryIndexer(
    `query Item($collection: String!, $id: BigInt!) {
      meta { blockTimestamp }
      ${collectionFields}
      items(collection: $collection, tokenId: $id, held: true, first: 1) {
        nodes {
          nftVault { address name quoteToken { address symbol name decimals } rentable }
          state reserved recalled rentedUntil user pricePerSecondWad rentPaid
        }
      }
      orders: ${list("kinds: [SALE, RENTAL], tokenId: $id")}
      offers: ${list("kinds: [OFFER], tokenId: $id")}
      anyOffers: ${list("kinds: [COLLECTION_OFFER]")}
      trades(collection: $collection, tokenId: $id, first: 30) { nodes { ${tradeFields} } }
      rentals(collection: $collection, tokenId: $id, first: 30) {
        nodes {
          nftVault { quoteToken { address symbol name decimals } }
          payer user expires paid timestamp transactionHash
        }
      }
    }`,
    collectionAnswer.extend({
      meta: z.object({ blockTimestamp: bigint }),
      items: z.object({ nodes: z.array(vaultItem) }),
      orders: z.object({ nodes: z.array(publishedOrder) }),
      offers: z.object({ nodes: z.array(publishedOrder) }),
      anyOffers: z.object({ nodes: z.array(publishedOrder) }),
      trades: z.object({ nodes: z.array(trade) }),
      rentals: z.object({ nodes: z.array(itemRental) }),
    }),
    { collection, id: id.toString() },
  );
  return {
    collection: knownCollections(known).find(({ address }) => address === collection),
    place: items.nodes[0],
    orders: orders.nodes,
    offers: [...offers.nodes, ...anyOffers.nodes],
    trades: trades.nodes,
    rentals: rentals.nodes,
    time: meta.blockTimestamp,
  };
}

/** As `ItemState` of INftVault counts. */
const RESERVED = 2;
const RECALLED = 3;

/** The vault that has an item, if one has, read from the chain alone. */
async function placeFromChain(collection: Address, id: bigint): Promise<VaultItem | undefined> {
  const client = chainClient();
  for (const address of await nftVaultsOf(collection)) {
    const at = { address, abi: nftVaultAbi } as const;
    const [[held, , rentedUntil], state, block] = await Promise.all([
      client.readContract({ ...at, functionName: "itemOf", args: [id] }),
      client.readContract({ ...at, functionName: "stateOf", args: [id] }),
      client.getBlock(),
    ]);
    if (!held) continue;
    const [name, rentable, quoteToken] = await Promise.all([
      client.readContract({ address, abi: erc20Abi, functionName: "name" }),
      client.readContract({ ...at, functionName: "rentable" }),
      client.readContract({ ...at, functionName: "quoteToken" }),
    ]);
    const reserved = state === RESERVED || state === RECALLED;
    return {
      nftVault: { address, name, rentable, quoteToken: await tokenFromChain(client, quoteToken) },
      state: rentedUntil >= block.timestamp ? "RENTED" : reserved ? "RESERVED" : "POOLED",
      ...{ reserved, recalled: state === RECALLED, rentedUntil, user: null },
      // What it earned and its own rent are told by events alone.
      ...{ pricePerSecondWad: undefined, rentPaid: undefined },
    };
  }
  return undefined;
}
