import { z } from "zod";
import { orderPageOf } from "#lib/order-log";
import type { OrderPage, OrderQuery } from "#lib/order-query";
import { publishedOrder } from "#lib/order-view";
import { queryIndexer } from "#server/indexer";
import { marketFromChain } from "#server/market-from-chain";
import { fromIndexerOrChain, type Sourced } from "#server/sourced";

/** What a query asks of an order. */
export const orderFields = `hash kind maker taker collection tokenId currency { address symbol name decimals } price
  minProceeds minStake minSeconds maxSeconds start end nonce counter signature`;

/** A page of the open orders that fit, newest first. */
export function orderPage(query: OrderQuery): Promise<Sourced<OrderPage>> {
  return fromIndexerOrChain(
    () => openOrders(query),
    async () => orderPageOf((await marketFromChain()).orders, query),
  );
}

/**
 * A page of the open orders that fit, newest first, as the indexer has them.
 *
 * @throws IndexerError where the indexer is down.
 */
export async function openOrders(query: OrderQuery): Promise<OrderPage> {
  const { orders } = await queryIndexer(
    `query Orders(
      $kinds: [OrderKind!]!, $collection: String, $maker: String, $currency: String, $maxPrice: BigInt
      $first: Int!, $after: String
    ) {
      orders(
        kinds: $kinds, collection: $collection, maker: $maker, currency: $currency, maxPrice: $maxPrice
        open: true, first: $first, after: $after
      ) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes { ${orderFields} }
      }
    }`,
    z.object({
      orders: z.object({
        totalCount: z.number().int(),
        pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
        nodes: z.array(publishedOrder),
      }),
    }),
    { ...query, maxPrice: query.maxPrice?.toString() },
  );
  return {
    orders: orders.nodes,
    count: orders.totalCount,
    next: orders.pageInfo.hasNextPage ? orders.pageInfo.endCursor : null,
  };
}
