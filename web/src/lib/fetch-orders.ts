import { type OrderPage, type OrderQuery, orderPage, orderQueryText } from "./order-query.ts";

/**
 * A page of open orders, by this site's own server.
 *
 * @throws Error where the indexer is down.
 */
export async function fetchOrders(
  query: Omit<OrderQuery, "first"> & { first?: number },
  signal?: AbortSignal,
): Promise<OrderPage> {
  const response = await fetch(`/api/orders?${orderQueryText(query)}`, {
    cache: "no-store",
    ...(signal && { signal }),
  });
  if (!response.ok) throw new Error("The indexer does not answer; orders show when it does again");
  return orderPage.parse(await response.json());
}
