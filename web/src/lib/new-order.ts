import { ORDER_KIND, type Order, type OrderKindName } from "@millrace/sdk/order";
import { type Address, zeroAddress } from "viem";

/** What the forms choose of an order; the rest is the same for all of them. */
export interface NewOrder {
  kind: OrderKindName;
  collection: Address;
  /** 0 for any item of the collection. */
  id: bigint;
  /** Null for the native coin. */
  currency: { address: Address } | null;
  /** In units of the currency; of a rental a second, scaled by 1e18. */
  price: bigint;
  /** The least that a selling maker gets, counted as the price is. */
  minProceeds?: bigint;
  minStake?: bigint;
  minSeconds?: number;
  maxSeconds?: number;
  /** A Unix time in seconds, the last at which it can be filled. */
  end: bigint;
}

/** An order of `maker` that anyone may fill from now on. */
export function newOrder(
  { kind, collection, id, currency, price, end, ...terms }: NewOrder,
  maker: { address: Address; nonce: bigint; counter: bigint },
): Order {
  const { minProceeds = 0n, minStake = 0n, minSeconds = 0, maxSeconds = 0 } = terms;
  return {
    ...{ kind: ORDER_KIND[kind], maker: maker.address, taker: zeroAddress, collection, id },
    ...{ currency: currency?.address ?? zeroAddress, price, minProceeds, minStake, minSeconds, maxSeconds },
    ...{ start: 0n, end, nonce: maker.nonce, counter: maker.counter },
  };
}
