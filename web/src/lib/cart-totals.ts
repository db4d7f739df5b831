import { type Address, zeroAddress } from "viem";
import type { PublishedOrder } from "./order-view.ts";
import type { Token } from "./scalars.ts";

/** What a cart costs in one currency, null for the native coin. */
export interface CartTotal {
  currency: Token | null;
  amount: bigint;
}

/** What the sales in a cart cost all together, by currency. */
export function cartTotals(orders: readonly PublishedOrder[]): CartTotal[] {
  const totals = new Map<Address, CartTotal>();
  for (const { currency, price } of orders) {
    const key = currency?.address ?? zeroAddress;
    totals.set(key, { currency, amount: (totals.get(key)?.amount ?? 0n) + price });
  }
  return [...totals.values()];
}
