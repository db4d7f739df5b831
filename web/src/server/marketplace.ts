import type { Address } from "viem";
import { z } from "zod";
import {
  type Collection,
  collection,
  type PublishedOrder,
  publishedOrder,
  type Trade,
  trade,
} from "#lib/order-view";
import { queryIndexer } from "#server/indexer";
import { orderFields } from "#server/order-fields";
import { fromIndexerOrChain, type Sourced } from "#server/sourced";

/** Orders of a kind on the page: the newest. */
const ORDERS = 60;

export interface MarketplacePage {
  collections: Collection[];
  sales: PublishedOrder[];
  /** For any item of a collection, and for certain ones. */
  offers: PublishedOrder[];
  trades: Trade[];
}

const orders = z.object({ nodes: z.array(publishedOrder) });

/** What is for sale and sought, and what was traded last, of one collection or of all. */
export function marketplacePage(only: Address | undefined): Promise<Sourced<MarketplacePage>> {
  return fromIndexerOrChain(async () => {
    const page = await queryIndexer(
      `query Marketplace($collection: String) {
        sales: orders(collection: $collection, kind: SALE, open: true, first: ${ORDERS}) { nodes { ${orderFields} } }
        collectionOffers: orders(collection: $collection, kind: COLLECTION_OFFER, open: true, first: ${ORDERS}) {
          nodes { ${orderFields} }
        }
        offers: orders(collection: $collection, kind: OFFER, open: true, first: ${ORDERS}) { nodes { ${orderFields} } }
        trades(collection: $collection, first: 15) {
          nodes {
            kind maker taker collection tokenId currency { address symbol name decimals } price royalty timestamp
            transactionHash
          }
        }
        nftVaults(first: 100) { nodes { collection name quoteToken { address symbol name decimals } } }
      }`,
      z.object({
        sales: orders,
        collectionOffers: orders,
        offers: orders,
        trades: z.object({ nodes: z.array(trade) }),
        nftVaults: z.object({ nodes: z.array(collection) }),
      }),
      { collection: only?.toLowerCase() ?? null },
    );
    const collections = new Map(page.nftVaults.nodes.map((known) => [known.address, known]));
    return {
      collections: [...collections.values()],
      sales: page.sales.nodes,
      offers: [...page.collectionOffers.nodes, ...page.offers.nodes],
      trades: page.trades.nodes,
    };
  });
}
