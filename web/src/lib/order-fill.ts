import type { Address } from "viem";
import { type PublishedOrder, signedOrder } from "./order-view.ts";

/** What a taker adds to an order; `durationSeconds` is of a rental alone. */
export interface FillTerms {
  id: bigint;
  durationSeconds?: bigint;
  minProceeds?: bigint;
  to: Address;
}

/** A fill of an order, as the marketplace takes it. */
export function orderFill(
  view: PublishedOrder,
  { id, durationSeconds = 0n, minProceeds = 0n, to }: FillTerms,
) {
  return { ...signedOrder(view), id, durationSeconds, minProceeds, to };
}
