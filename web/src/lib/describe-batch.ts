import type { BatchOutcome } from "./batch-outcome.ts";
import { formatAmount } from "./format-amount.ts";
import { itemName } from "./item-name.ts";
import type { PublishedOrder } from "./order-view.ts";

/** Says what became of a batch: what was bought, what was skipped and why, and where its money is. */
export function describeBatch(
  { bought, skipped }: BatchOutcome,
  native: { symbol: string; decimals: number },
): string {
  const names = (orders: readonly PublishedOrder[]) =>
    orders.map(({ tokenId }) => itemName(tokenId)).join(", ");
  if (skipped.length === 0) return `Bought ${names(bought)}. All of it is yours.`;
  const first = bought.length === 0 ? "Nothing was bought." : `Bought ${names(bought)}.`;
  const reasons = skipped.map(({ order, reason }) => `Skipped ${itemName(order.tokenId)}: ${reason}.`);
  const refund = skipped.reduce((sum, { order }) => (order.currency ? sum : sum + order.price), 0n);
  const money =
    refund === 0n
      ? "Nothing was taken for what was skipped."
      : `${formatAmount(refund, native.decimals, native.decimals)} ${native.symbol} came back to you.`;
  return [first, ...reasons, money].join(" ");
}
