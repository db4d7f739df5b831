import type { Address, Hex } from "viem";
import { encodeExecute } from "./act/send-batch.ts";
import type { Chain } from "./chain.ts";
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

/** Simulates and traces a job as `sender` would send it; tells why where it fails. */
export async function prepareJob(
  chain: Chain,
  job: Job,
  sender: Address,
  batch: bigint,
  ignored: ReadonlySet<string>,
): Promise<PreparedJob | { readonly job: Job; readonly reason: string }> {
  const inner = job.recompute === undefined ? job.data : await job.recompute();
  if (inner === undefined) return { job, reason: "not due any more" };
  const data = encodeExecute(job, inner, batch);
  const call = { from: sender, to: chain.deployment.executor, data };
  const [simulated, sets] = await Promise.all([simulateCall(chain, call), traceCall(chain, call, ignored)]);
  if (!simulated.ok) return { job, reason: simulated.reason };
  return { job, data, gasLimit: gasLimitFor(simulated.gasUsed), sets };
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
 * The gas limit for a job that used `gasUsed` in a simulation.
 *
 * @remarks What is used is counted after refunds, which are at most a fifth of it (EIP-3529): half as much again covers
 * them and the 64th that every inner call holds back (EIP-150); the constant covers storage that another job of the
 * batches before turns from set to unset.
 */
function gasLimitFor(gasUsed: number): bigint {
  return BigInt(Math.ceil(gasUsed * 1.5) + 100_000);
}
