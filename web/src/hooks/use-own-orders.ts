"use client";

import { useQuery } from "@tanstack/react-query";
import { useWallet } from "#hooks/use-wallet";
import { fetchOrders } from "#lib/fetch-orders";
import type { PublishedOrder } from "#lib/order-view";

const REFRESH_MS = 10_000;

/** More open orders than these nobody has; an approval covers the offers among them. */
const MOST = 200;

/** The connected account's open orders, newest first; undefined until they are known, or while the indexer is down. */
export function useOwnOrders(): PublishedOrder[] | undefined {
  const { address } = useWallet();
  const { data } = useQuery({
    queryKey: ["own-orders", address],
    enabled: address !== undefined,
    refetchInterval: REFRESH_MS,
    queryFn: ({ signal }) =>
      fetchOrders(
        {
          kinds: ["SALE", "RENTAL", "OFFER", "COLLECTION_OFFER"],
          ...{ collection: undefined, currency: undefined, maxPrice: undefined, after: undefined },
          maker: address,
          first: MOST,
        },
        signal,
      ),
  });
  return data?.orders;
}
