import type { Address, Hex, TransactionReceipt } from "viem";
import type { Chain } from "../chain.ts";
import { type Dropped, type JobKind, phaseOf } from "../observe/types.ts";
import type { PreparedJob } from "../prepare-jobs.ts";
import { type SimulatedLog, simulateCall } from "../sets/simulate-call.ts";
import { chooseProfitable } from "./choose-profitable.ts";
import { createDataFees } from "./create-data-fees.ts";
import { createPrices } from "./create-prices.ts";
import { revenueOf } from "./revenue-of.ts";
import type { EconomicsConfig, Estimate } from "./types.ts";

const dayMs = 86_400_000;

export interface Economics {
  /** Takes prices and fees as they are now; what follows is judged by them. */
  look(): Promise<void>;
  /** Estimates jobs that could run now, and parts those worth doing from those that are not, with the reason. */
  assess(prepared: readonly PreparedJob[], time: bigint): Promise<Assessment>;
  /** Why a way to do a job that pays its caller is not worth what it takes more than another; undefined where it is. */
  whyNotWorth(paying: PayingWay, plain: Way): Promise<string | undefined>;
  /** The last estimate of a job, by its key. */
  estimateOf(key: string): Estimate | undefined;
  /** Forgets the estimates of what was done. */
  forget(): void;
  /** What a mined transaction really paid, in wei, or why that cannot be told. */
  earnedBy(receipt: Pick<TransactionReceipt, "logs">): Promise<{ wei: bigint } | { reason: string }>;
}

/** A call with the gas that it takes. */
export interface Way {
  readonly data: Hex;
  readonly gas: bigint;
}

export interface PayingWay extends Way {
  readonly logs: readonly SimulatedLog[];
  readonly receiver: Address;
}

export interface Assessment {
  readonly kept: readonly PreparedJob[];
  readonly dropped: readonly Dropped[];
}

export interface EconomicsParameters {
  readonly chain: Chain;
  readonly config: EconomicsConfig;
  /** The operator and its senders. */
  readonly own: readonly Address[];
  /** What jobs have taken of the budget since then, in wei; those of gated kinds pay for themselves. */
  subsidySince(time: Date, gated: readonly JobKind[]): Promise<bigint>;
}

/** Weighs what jobs bring against what they take; see `chooseProfitable` for the rules. */
export async function createEconomics(parameters: EconomicsParameters): Promise<Economics> {
  const { chain, config } = parameters;
  const receivers = [...parameters.own, ...config.receivers];
  const dataFees = await createDataFees(chain);
  const prices = createPrices(chain, config.prices);
  const estimates = new Map<string, Estimate>();
  const gated = Object.keys(config.gates) as JobKind[];
  let gasPrice = 0n;

  const estimate = async (
    { job, data, gas, gasLimit, sender }: PreparedJob,
    time: bigint,
  ): Promise<Estimate> => {
    const dataFee = await dataFees.of(data, gasLimit);
    const fees = {
      executionFee: gas * gasPrice,
      ...("wei" in dataFee ? { dataFee: dataFee.wei } : { dataFee: undefined, unknownFee: dataFee.reason }),
    };
    // Where a job pays nobody, or its revenue decides nothing, a simulation for it would be for nothing.
    if (config.gates[job.kind] === undefined && job.pays !== true) return { ...fees, revenue: 0n };
    const simulated = await simulateCall(chain, { from: sender, to: chain.deployment.executor, data }, time);
    if (!simulated.ok) return { ...fees, revenue: undefined, unpriced: simulated.reason };
    const revenue = await revenueOf(simulated.logs, receivers, prices);
    if ("reason" in revenue) return { ...fees, revenue: undefined, unpriced: revenue.reason };
    return { ...fees, revenue: revenue.wei };
  };

  return {
    estimateOf: (key) => estimates.get(key),
    forget: () => estimates.clear(),
    earnedBy: ({ logs }) => revenueOf(logs as readonly SimulatedLog[], receivers, prices),
    async look() {
      prices.reset();
      const [block, tip] = await Promise.all([
        chain.client.getBlock(),
        chain.client.estimateMaxPriorityFeePerGas(),
      ]);
      gasPrice = (block.baseFeePerGas ?? 0n) + tip;
    },
    async whyNotWorth(paying, plain) {
      const worth = await revenueOf(paying.logs, [paying.receiver], prices);
      if ("reason" in worth) return worth.reason;
      const [more, less] = await Promise.all([paying, plain].map(({ data, gas }) => dataFees.of(data, gas)));
      if (more === undefined || less === undefined) return undefined;
      if ("reason" in more) return more.reason;
      if ("reason" in less) return less.reason;
      const costWei = (paying.gas - plain.gas) * gasPrice + more.wei - less.wei;
      return worth.wei > costWei ? undefined : `it takes ${costWei} wei more, and pays ${worth.wei}`;
    },
    async assess(prepared, time) {
      if (prepared.length === 0) return { kept: [], dropped: [] };
      const since = new Date(Date.now() - dayMs);
      const spentWei =
        config.budgetWeiPerDay === undefined ? 0n : await parameters.subsidySince(since, gated);
      // What others wait for has the first claim on the budget.
      const order = prepared.toSorted((a, b) => phaseOf[a.job.kind] - phaseOf[b.job.kind]);
      const offers = await Promise.all(
        order.map(async (one) => ({ kind: one.job.kind, estimate: await estimate(one, time) })),
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
