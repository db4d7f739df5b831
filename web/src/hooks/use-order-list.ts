"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { fetchOrders } from "#lib/fetch-orders";
import { type OrderPage, type OrderQuery, orderQueryText } from "#lib/order-query";
import type { PublishedOrder } from "#lib/order-view";

const REFRESH_MS = 10_000;

/**
 * A list of open orders that grows by pages, beginning with the one that the server made.
 *
 * All its pages are asked for again together: an order that is gone leaves no gap, and none shows twice.
 */
export function useOrderList(
  query: OrderQuery,
  first: OrderPage,
): { orders: PublishedOrder[]; hasMore: boolean; loading: boolean; failed: boolean; showMore: () => void } {
  const list = useInfiniteQuery({
    queryKey: ["orders", orderQueryText(query)],
    initialPageParam: undefined as string | undefined,
    initialData: { pages: [first], pageParams: [undefined] },
    refetchInterval: REFRESH_MS,
    queryFn: ({ pageParam, signal }) => fetchOrders({ ...query, after: pageParam }, signal),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const seen = new Map(list.data.pages.flatMap(({ orders }) => orders.map((order) => [order.hash, order])));
  return {
    orders: [...seen.values()],
    hasMore: list.hasNextPage,
    loading: list.isFetchingNextPage,
    failed: list.isFetchNextPageError,
    showMore: () => list.fetchNextPage(),
  };
}
