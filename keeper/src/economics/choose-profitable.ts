import { formatEther } from "viem";
import type { JobKind } from "../observe/types.ts";
import type { EconomicsConfig, Estimate } from "./types.ts";

export interface Offer {
  readonly kind: JobKind;
  readonly estimate: Estimate;
}

export type Verdict = { readonly kept: true } | { readonly kept: false; readonly reason: string };

/**
 * Which jobs are worth doing: those of a gated kind that bring what their gate asks, the others as far as the budget goes.
 *
 * @remarks Pure. The budget is spent in the given order, so what comes first in a cycle is done first; a job that does not
 * fit leaves what is left to smaller ones behind it.
 *
 * @param spentWei What the last 24 hours took of the budget.
 */
export function chooseProfitable(
  offers: readonly Offer[],
  { gates, budgetWeiPerDay }: Pick<EconomicsConfig, "gates" | "budgetWeiPerDay">,
  spentWei: bigint,
): Verdict[] {
  let left = budgetWeiPerDay === undefined ? undefined : budgetWeiPerDay - spentWei;
  return offers.map(({ kind, estimate }): Verdict => {
    const { executionFee, dataFee } = estimate;
    const gate = gates[kind];
    if (dataFee === undefined) {
      // What is done at any cost needs no price.
      if (gate === undefined && left === undefined) return { kept: true };
      return { kept: false, reason: `what it costs is not known: ${estimate.unknownFee ?? "no data fee"}` };
    }
    const cost = executionFee + dataFee;
    if (gate !== undefined) {
      if (estimate.revenue === undefined) {
        return { kept: false, reason: `what it pays is not known: ${estimate.unpriced ?? "no price"}` };
      }
      const profit = estimate.revenue - cost;
      if (profit >= gate) return { kept: true };
      return {
        kept: false,
        reason: `a profit of ${formatEther(profit)} ether is below the gate of ${formatEther(gate)}`,
      };
    }
    // What a subsidised job earns all the same lowers what it takes of the budget.
    const net = cost - (estimate.revenue ?? 0n);
    if (left === undefined || net <= 0n) return { kept: true };
    if (net > left) {
      const rest = left > 0n ? left : 0n;
      return {
        kept: false,
        reason: `it takes ${formatEther(net)} ether, and ${formatEther(rest)} of the day's budget are left`,
      };
    }
    left -= net;
    return { kept: true };
  });
}
