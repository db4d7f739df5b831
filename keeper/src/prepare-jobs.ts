import { type Address, type Hex, BaseError as ViemError } from "viem";
import { encodeExecute } from "./act/send-batch.ts";
import type { Chain } from "./chain.ts";
import { isNodeFailure } from "./is-node-failure.ts";
import type { Job } from "./observe/types.ts";
import type { PlanJob } from "./plan/types.ts";
import type { JobCall, Predictor } from "./sets/create-predictor.ts";
import { simulateCall } from "./sets/simulate-call.ts";
import type { StateSets } from "./sets/types.ts";

/** A job that runs on the pending state, with what it takes and touches there. */
export interface PreparedJob {
  readonly job: Job;
  /** Who was taken to send it. */
  readonly sender: Address;
  /** The calldata of the job's target, and of the transaction to the executor. */
  readonly inner: Hex;
  readonly data: Hex;
  /** What it is expected to take, and what it may take at most. */
  readonly gas: bigint;
  readonly gasLimit: bigint;
  readonly sets: StateSets;
  /** Whether the sets are predicted rather than traced. */
  readonly isPredicted: boolean;
}

export type PrepareJobsReturnType = (PreparedJob | { readonly job: Job; readonly reason: string })[];

/** Simulates jobs as their senders would send them, mined at `time`, and finds their sets; tells why where one fails. */
export async function prepareJobs(
  { chain, predictor }: { readonly chain: Chain; readonly predictor: Predictor },
  jobs: readonly { readonly job: Job; readonly sender: Address }[],
  batch: bigint,
  time: bigint,
): Promise<PrepareJobsReturnType> {
  const inners = await Promise.all(
    jobs.map(({ job, sender }) => (job.recompute === undefined ? job.data : job.recompute(time, sender))),
  );
  const calls = jobs.map(({ job, sender }, index): JobCall | undefined => {
    const inner = inners[index];
    return inner === undefined ? undefined : { job, inner, data: encodeExecute(job, inner, batch), sender };
  });
  const limits = await Promise.all(
    calls.map((call) => (call === undefined ? "not due any more" : gasOf(chain, call, time))),
  );
  const running = calls.filter((call, index): call is JobCall => typeof limits[index] === "object");
  const sets = await predictor.setsOf(running, time);
  const setsOf = new Map(running.map((call, index) => [call, sets[index]]));
  return jobs.map(({ job, sender }, index) => {
    const [call, limit] = [calls[index], limits[index]];
    if (typeof limit === "string") return { job, reason: limit };
    const found = call && setsOf.get(call);
    if (call === undefined || limit === undefined || found === undefined) {
      return { job, reason: "it cannot be traced" };
    }
    return { job, sender, inner: call.inner, data: call.data, ...limit, ...found };
  });
}

export function toPlanJob(prepared: PreparedJob): PlanJob {
  return {
    id: prepared.job.key,
    reads: prepared.sets.touched,
    writes: prepared.sets.written,
    gas: Number(prepared.gasLimit),
  };
}

/** The gas of a job's transaction, or why it fails. */
async function gasOf(
  chain: Chain,
  { sender, data }: JobCall,
  time: bigint,
): Promise<{ gas: bigint; gasLimit: bigint } | string> {
  const call = { from: sender, to: chain.deployment.executor, data };
  try {
    const needed = await chain.request<Hex>("eth_estimateGas", [call, "pending"]);
    return { gas: BigInt(needed), gasLimit: gasLimitFor(Number(needed)) };
  } catch (error) {
    if (!(error instanceof ViemError) || isNodeFailure(error)) throw error;
    // Nodes tell the reason of a failed estimate in their own ways; a simulation tells it in one.
    const simulated = await simulateCall(chain, call, time);
    return simulated.ok ? `no gas limit is enough: ${error.shortMessage}` : simulated.reason;
  }
}

/**
 * The gas limit for a job that needs `needed` now.
 *
 * @remarks What it needs is more than what it uses: refunds come after, every inner call holds back a 64th (EIP-150), and
 * gauges ask for what they promise to payees. A fifth more, and two new storage slots, cover what changes until it is
 * mined.
 */
function gasLimitFor(needed: number): bigint {
  return BigInt(Math.ceil(needed * 1.2) + 50_000);
}
