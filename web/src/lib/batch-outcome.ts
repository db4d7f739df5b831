import { marketplaceAbi } from "@millrace/sdk/abis/marketplaceAbi";
import { decodeErrorResult, type Hex, type Log, parseEventLogs } from "viem";
import { errorSentences, knownErrors } from "./known-errors.ts";
import type { PublishedOrder } from "./order-view.ts";

/** What became of each order of a batch. */
export interface BatchOutcome {
  bought: PublishedOrder[];
  skipped: { order: PublishedOrder; reason: string }[];
}

/** Reads from a batch's logs which of its orders were filled, and why the others were not. */
export function batchOutcome(orders: readonly PublishedOrder[], logs: readonly Log[]): BatchOutcome {
  const events = parseEventLogs({
    abi: marketplaceAbi,
    logs: [...logs],
    eventName: ["FillOrder", "FillSkipped"],
  });
  const bought = orders.filter(({ hash }) =>
    events.some(({ eventName, args }) => eventName === "FillOrder" && args.orderHash === hash),
  );
  const skipped = events.flatMap(({ eventName, args }) => {
    const order = eventName === "FillSkipped" ? orders[Number(args.index)] : undefined;
    return order && eventName === "FillSkipped" ? [{ order, reason: reasonOf(args.reason) }] : [];
  });
  return { bought, skipped };
}

function reasonOf(data: Hex): string {
  try {
    const { errorName } = decodeErrorResult({ abi: knownErrors, data });
    return errorSentences[errorName] ?? errorName.replace(/(?<=[a-z])(?=[A-Z])/g, " ");
  } catch {
    // Cut short, or of a collection that gives no reason.
    return "Its collection refused";
  }
}
