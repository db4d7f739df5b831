import type { Address } from "viem";
import { type PublishedOrder, signedOrder } from "./order-view.ts";

/** A fill of a sale or an offer, as the marketplace takes it. */
export function orderFill(
  view: PublishedOrder,
  { id, minProceeds, to }: { id: bigint; minProceeds: bigint; to: Address },
) {
  return { ...signedOrder(view), id, durationSeconds: 0n, minProceeds, to };
}
