import { type Address, type Hex, BaseError as ViemError } from "viem";
import { encodeExecute } from "./act/send-batch.ts";
import type { Chain } from "./chain.ts";
import { isNodeFailure } from "./is-node-failure.ts";
import type { Job } from "./observe/types.ts";
import type { PlanJob } from "./plan/types.ts";
import { simulateCall } from "./sets/simulate-call.ts";
import { traceCall } from "./sets/trace-call.ts";
import type { StateSets } from "./sets/types.ts";

/** A job that runs on the pending state, with what it takes and touches there. */
export interface PreparedJob {
  readonly job: Job;
  /** The calldata of the transaction to the executor. */
  readonly data: Hex;
  readonly gasLimit: bigint;
  readonly sets: StateSets;
}

/** Simulates and traces a job as `sender` would send it, mined at `time`; tells why where it fails. */
export async function prepareJob(
  chain: Chain,
  job: Job,
  sender: Address,
  batch: bigint,
  time: bigint,
  ignored: ReadonlySet<string>,
): Promise<PreparedJob | { readonly job: Job; readonly reason: string }> {
  const inner = job.recompute === undefined ? job.data : await job.recompute(time);
  if (inner === undefined) return { job, reason: "not due any more" };
  const data = encodeExecute(job, inner, batch);
  const call = { from: sender, to: chain.deployment.executor, data };
  const [simulated, sets] = await Promise.all([
    simulateCall(chain, call, time),
    traceCall(chain, call, time, ignored),
  ]);
  if (!simulated.ok) return { job, reason: simulated.reason };
  try {
    const needed = await chain.request<Hex>("eth_estimateGas", [call, "pending"]);
    return { job, data, gasLimit: gasLimitFor(Number(needed)), sets };
  } catch (error) {
    if (!(error instanceof ViemError) || isNodeFailure(error)) throw error;
    return { job, reason: `no gas limit is enough: ${error.shortMessage}` };
  }
}

export function toPlanJob(prepared: PreparedJob): PlanJob {
  return {
    id: prepared.job.key,
    reads: prepared.sets.touched,
    writes: prepared.sets.written,
    gas: Number(prepared.gasLimit),
  };
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
