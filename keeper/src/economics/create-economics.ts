import type { Address } from "viem";
import type { Chain } from "../chain.ts";
import { type Dropped, phaseOf } from "../observe/types.ts";
import type { PreparedJob } from "../prepare-jobs.ts";
import { simulateCall } from "../sets/simulate-call.ts";
import { chooseProfitable } from "./choose-profitable.ts";
import { createDataFees } from "./create-data-fees.ts";
import { createPrices } from "./create-prices.ts";
import { revenueOf } from "./revenue-of.ts";
import type { EconomicsConfig, Estimate } from "./types.ts";

const dayMs = 86_400_000;

export interface Economics {
  /** Estimates jobs that could run now, and parts those worth doing from those that are not, with the reason. */
  assess(prepared: readonly PreparedJob[], sender: Address, time: bigint): Promise<Assessment>;
  /** The last estimate of a job, by its key. */
  estimateOf(key: string): Estimate | undefined;
  /** Forgets the estimates of what was done. */
  forget(): void;
}

export interface Assessment {
  readonly kept: readonly PreparedJob[];
  readonly dropped: readonly Dropped[];
}

export interface EconomicsParameters {
  readonly chain: Chain;
  readonly config: EconomicsConfig;
  /** Whom jobs pay. */
  readonly receiver: Address;
  /** What the jobs since then have cost, in wei. */
  spentSince(time: Date): Promise<bigint>;
}

/** Weighs what jobs bring against what they take; see `chooseProfitable` for the rules. */
export async function createEconomics(parameters: EconomicsParameters): Promise<Economics> {
  const { chain, config, receiver } = parameters;
  const dataFees = await createDataFees(chain);
  const prices = createPrices(chain, config.prices);
  const estimates = new Map<string, Estimate>();

  const estimate = async (
    prepared: PreparedJob,
    sender: Address,
    time: bigint,
    gasPrice: bigint,
  ): Promise<Estimate> => {
    const { job, data, gas, gasLimit } = prepared;
    const fees = { executionFee: gas * gasPrice, dataFee: await dataFees.of(data, gasLimit) };
    // Without a gate a job's revenue decides nothing, and a simulation for it would be for nothing.
    if (config.gates[job.kind] === undefined) return { ...fees, revenue: 0n };
    const simulated = await simulateCall(chain, { from: sender, to: chain.deployment.executor, data }, time);
    if (!simulated.ok) return { ...fees, revenue: undefined, unpriced: simulated.reason };
    const revenue = await revenueOf(simulated.logs, receiver, prices);
    if ("reason" in revenue) return { ...fees, revenue: undefined, unpriced: revenue.reason };
    return { ...fees, revenue: revenue.wei };
  };

  return {
    estimateOf: (key) => estimates.get(key),
    forget: () => estimates.clear(),
    async assess(prepared, sender, time) {
      if (prepared.length === 0) return { kept: [], dropped: [] };
      prices.reset();
      const [block, tip, spentWei] = await Promise.all([
        chain.client.getBlock(),
        chain.client.estimateMaxPriorityFeePerGas(),
        config.budgetWeiPerDay === undefined ? 0n : parameters.spentSince(new Date(Date.now() - dayMs)),
      ]);
      const gasPrice = (block.baseFeePerGas ?? 0n) + tip;
      // What others wait for has the first claim on the budget.
      const order = prepared.toSorted((a, b) => phaseOf[a.job.kind] - phaseOf[b.job.kind]);
      const offers = await Promise.all(
        order.map(async (one) => ({
          kind: one.job.kind,
          estimate: await estimate(one, sender, time, gasPrice),
        })),
      );
      const verdicts = chooseProfitable(offers, config, spentWei);
      const kept = new Set<PreparedJob>();
      const dropped: Dropped[] = [];
      for (const [index, one] of order.entries()) {
        const verdict = verdicts[index];
        const offer = offers[index];
        if (offer !== undefined) estimates.set(one.job.key, offer.estimate);
        if (verdict === undefined || verdict.kept) kept.add(one);
        else dropped.push({ kind: one.job.kind, target: one.job.target, reason: verdict.reason });
      }
      return { kept: prepared.filter((one) => kept.has(one)), dropped };
    },
  };
}
