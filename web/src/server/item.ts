import type { Address } from "viem";
import { z } from "zod";
import { type ItemPage, itemRental, vaultItem } from "#lib/item-view";
import { publishedOrder, trade } from "#lib/order-view";
import { bigint } from "#lib/scalars";
import { collectionAnswer, collectionFields, knownCollections } from "#server/collections";
import { queryIndexer } from "#server/indexer";
import { itemFromChain } from "#server/item-from-chain";
import { tradeFields } from "#server/marketplace";
import { orderFields } from "#server/orders";
import { fromIndexerOrChain, type Sourced } from "#server/sourced";

/** How many trades, and how many rentals, its history goes back. */
const EVENTS = 30;

/** One item of a collection: where it is, who asks or offers what for it, and its history. */
export function itemPage(collection: Address, id: bigint): Promise<Sourced<ItemPage>> {
  return fromIndexerOrChain(
    () => itemFromIndexer(collection, id),
    () => itemFromChain(collection, id, EVENTS),
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
          nftVault { address name quoteToken { address symbol name decimals } rentable minSeconds maxSeconds }
          state reserved recalled rentedUntil user pricePerSecondWad rentPaid
        }
      }
      orders: ${list("kinds: [SALE, RENTAL], tokenId: $id")}
      offers: ${list("kinds: [OFFER], tokenId: $id")}
      anyOffers: ${list("kinds: [COLLECTION_OFFER]")}
      trades(collection: $collection, tokenId: $id, first: ${EVENTS}) { nodes { ${tradeFields} } }
      rentals(collection: $collection, tokenId: $id, first: ${EVENTS}) {
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
