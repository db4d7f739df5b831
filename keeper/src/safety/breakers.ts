import { formatEther, formatGwei } from "viem";
import type { BreakerLimits } from "../config.ts";

/** What the breakers judge by. */
export interface Readings {
  /** Fees really paid and value that really arrived in the last day, in wei. */
  readonly spentWei: bigint;
  readonly earnedWei: bigint;
  /** How the last mined jobs ended, reverted being true. */
  readonly reverted: readonly boolean[];
  readonly baseFeeWei: bigint;
  /** How often nodes contradicted each other within the last hour. */
  readonly disagreements: number;
  /** How far readings of one price are apart. */
  readonly prices: readonly { readonly name: string; readonly deviationBps: number }[];
}

export interface Trip {
  readonly name: "daily-loss" | "revert-ratio" | "base-fee" | "rpc-disagreement" | "price-deviation";
  readonly reason: string;
  /** Whether it holds until someone lifts it; otherwise only as long as its cause. */
  readonly latched: boolean;
}

/** Below so many mined jobs a share says nothing. */
const leastOutcomes = 10;

/** Why the keeper must not send now, each in words; empty where it may. */
export function judge(readings: Readings, limits: BreakerLimits): Trip[] {
  const trips: Trip[] = [];
  const lossWei = readings.spentWei - readings.earnedWei;
  if (lossWei > limits.dailyLossWei) {
    trips.push({
      name: "daily-loss",
      reason: `the last day cost ${formatEther(readings.spentWei)} ether of fees and brought ${formatEther(readings.earnedWei)}: a loss of ${formatEther(lossWei)}, and ${formatEther(limits.dailyLossWei)} is the limit`,
      latched: true,
    });
  }
  const { reverted } = readings;
  const failures = reverted.filter(Boolean).length;
  if (reverted.length >= leastOutcomes && failures * 100 > limits.revertPercent * reverted.length) {
    trips.push({
      name: "revert-ratio",
      reason: `${failures} of the last ${reverted.length} jobs reverted, and ${limits.revertPercent} % is the limit`,
      latched: true,
    });
  }
  if (readings.disagreements >= limits.disagreements) {
    trips.push({
      name: "rpc-disagreement",
      reason: `nodes contradicted each other ${readings.disagreements} times within an hour, and ${limits.disagreements} is the limit`,
      latched: true,
    });
  }
  for (const { name, deviationBps } of readings.prices) {
    if (deviationBps <= limits.priceDeviationBps) continue;
    trips.push({
      name: "price-deviation",
      reason: `readings of ${name} are ${deviationBps} bps apart, and ${limits.priceDeviationBps} is the limit`,
      latched: false,
    });
  }
  if (readings.baseFeeWei > limits.baseFeeWei) {
    trips.push({
      name: "base-fee",
      reason: `the base fee is ${formatGwei(readings.baseFeeWei)} gwei, and ${formatGwei(limits.baseFeeWei)} is the limit`,
      latched: false,
    });
  }
  return trips;
}

/** How far two readings of one price are apart, in basis points of the lower one. */
export function deviationBps(a: bigint, b: bigint): number {
  const [low, high] = a < b ? [a, b] : [b, a];
  if (low <= 0n) return high <= 0n ? 0 : Number.POSITIVE_INFINITY;
  return Number(((high - low) * 10_000n) / low);
}
