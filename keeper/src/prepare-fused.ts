import { executorAbi } from "@millrace/sdk/abis/executorAbi";
import { type Address, type Hex, isAddressEqual, parseEventLogs } from "viem";
import { encodeExecuteEach } from "./act/encode-execute-each.ts";
import type { Chain } from "./chain.ts";
import type { PreparedJob } from "./prepare-jobs.ts";
import { simulateCall } from "./sets/simulate-call.ts";
import { traceCall } from "./sets/trace-call.ts";
import type { StateSets } from "./sets/types.ts";

/** What the executor's loop and its events take beyond the jobs, in gas. */
const frameGas = 50_000n;

/** Jobs that run in one transaction, with what that takes and touches as a whole. */
export interface FusedJobs {
  readonly members: readonly PreparedJob[];
  readonly data: Hex;
  readonly gasLimit: bigint;
  readonly sets: StateSets;
}

/**
 * Prepares jobs as one transaction of `sender`, mined at `time`.
 *
 * @remarks Jobs may fail behind others though each runs by itself: those that do are left out. The gas limit is the sum of
 * theirs, not an estimate, which would be content with a transaction whose jobs all fail.
 *
 * @returns undefined where fewer than two run together, or the executor does not take them.
 */
export async function prepareFused(
  chain: Chain,
  members: readonly PreparedJob[],
  sender: Address,
  batch: bigint,
  time: bigint,
  ignored: ReadonlySet<string>,
): Promise<FusedJobs | undefined> {
  for (let left = members; left.length > 1; ) {
    const data = encodeExecuteEach(left, batch);
    const call = { from: sender, to: chain.deployment.executor, data };
    const simulated = await simulateCall(chain, call, time);
    if (!simulated.ok) return undefined;
    const logs = simulated.logs.filter(({ address }) => isAddressEqual(address, chain.deployment.executor));
    const done = new Set(
      parseEventLogs({ abi: executorAbi, eventName: "Execute", logs: logs as never }).map(
        ({ args }) => (args as { key: Hex }).key,
      ),
    );
    const running = left.filter(({ job }) => done.has(job.key));
    if (running.length < left.length) {
      left = running;
      continue;
    }
    const sets = await traceCall(chain, call, time, ignored);
    const gasLimit = left.reduce((sum, { gasLimit: own }) => sum + own, frameGas);
    return { members: left, data, gasLimit, sets };
  }
  return undefined;
}
