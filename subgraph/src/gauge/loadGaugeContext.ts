import { type GaugeContext, type GaugePosition, marksNeeded } from "@millrace/sdk/gauge-credit";
import type { Row } from "../store/tables.ts";

/** Reads what a settled epoch gave of one reward, by its key. */
export type LoadDistribution = (id: string) => Promise<Row<"gaugeDistributions"> | undefined>;

/** What evaluating a position needs to know of its gauge: the open epoch, and marks of closed ones. */
export async function loadGaugeContext(
  load: LoadDistribution,
  { id, epoch, epochStart, rewardTokens }: Row<"gauges">,
  position: GaugePosition,
): Promise<GaugeContext> {
  const open = { number: epoch, start: epochStart };
  const epochs = marksNeeded(position, open);
  const marks = await Promise.all(
    rewardTokens.map((token) => Promise.all(epochs.map((number) => load(distributionId(id, token, number))))),
  );
  return {
    open,
    rewardCount: rewardTokens.length,
    markOf: (index, number) => marks[index]?.[epochs.indexOf(number)],
  };
}

/** The key of what `epoch` gave of `token`. */
export function distributionId(gauge: string, token: string, epoch: bigint): string {
  return `${gauge}-${token}-${epoch}`;
}
