import type { Hash, TransactionReceipt } from "viem";
import { executedKeys } from "../act/record-mined.ts";
import type { ReadyJob } from "../act/send-batch.ts";
import type { Chain } from "../chain.ts";
import type { BatchReport } from "../cycle-report.ts";
import type { Log } from "../log.ts";
import type { PlanJob } from "../plan/types.ts";
import type { StateSets } from "../sets/types.ts";
import { verifyBatch } from "./verify-batch.ts";

/** A job that was mined, with the sets that its batch was sent for. */
export interface LandedJob extends ReadyJob {
  readonly hash: Hash;
  readonly receipt: TransactionReceipt;
  readonly predicted: StateSets;
  /** The sets of each job of the transaction by itself, the lead first. */
  readonly jobSets: readonly StateSets[];
}

export interface LandedBatch {
  readonly batch: bigint;
  /** In the order of the chain. */
  readonly landed: readonly LandedJob[];
}

export interface VerifyRoundReturnType {
  readonly batches: readonly BatchReport[];
  /** All mined transactions in order, with their sets, and the nonce of the sender as written state. */
  readonly mined: readonly PlanJob[];
  /** The same job by job, in the order of the reports: those that shared a transaction with the sets they had alone. */
  readonly minedJobs: readonly PlanJob[];
  readonly receipts: readonly TransactionReceipt[];
}

/**
 * Traces the mined batches of a round and tells what they really touched.
 *
 * @remarks Tracing takes the node a while, so it is done when no batch of the round waits any more.
 */
export async function verifyRound(
  { chain, log, ignored }: { chain: Chain; log: Log; ignored: ReadonlySet<string> },
  sent: readonly LandedBatch[],
  place: { readonly round: number; readonly phase: number },
): Promise<VerifyRoundReturnType> {
  const batches: BatchReport[] = [];
  const mined: PlanJob[] = [];
  const minedJobs: PlanJob[] = [];
  const receipts: TransactionReceipt[] = [];
  for (const { batch, landed } of sent) {
    const verified = await verifyBatch(chain, landed, ignored);
    const jobs = landed.flatMap((job, index) => {
      const sets = verified.sets[index] ?? { touched: [], written: [] };
      const exact = verified.exact[index] ?? false;
      if (!exact) {
        const { label } = job.job;
        log.debug({ job: label, hash: job.hash, ...difference(job.predicted, sets) }, "sets differ");
      }
      const nonce = `nonce of ${job.sender.address}`;
      const gas = Number(job.receipt.gasUsed);
      mined.push({ id: job.hash, reads: sets.touched, writes: [...sets.written, nonce], gas });
      receipts.push(job.receipt);
      const done = executedKeys(job.receipt, chain.deployment.executor);
      const all = [job.job, ...(job.followers ?? []).map((follower) => follower.job)];
      return all.map(({ kind, label, target, key }, place) => {
        const own = all.length === 1 ? sets : (job.jobSets[place] ?? sets);
        minedJobs.push({ id: key, reads: own.touched, writes: own.written, gas });
        return {
          ...{ kind, label, target, key, sender: job.sender.address, hash: job.hash },
          blockNumber: Number(job.receipt.blockNumber),
          // A transaction's gas is told once, of the job that leads it.
          gasUsed: place === 0 ? gas : 0,
          succeeded: done.has(key),
          ...{ touched: own.touched.length, written: own.written.length, predictedExactly: exact },
        };
      });
    });
    const blocks = [...new Set(jobs.map(({ blockNumber }) => blockNumber))];
    batches.push({ ...place, batch: batch.toString(), blocks, conflicts: verified.conflicts, jobs });
    if (verified.conflicts > 0) {
      log.error({ batch: batch.toString(), conflicts: verified.conflicts }, "conflict inside a mined batch");
    }
  }
  return { batches, mined, minedJobs, receipts };
}

/** What a mined transaction touched or wrote that was not predicted, and the other way round. */
function difference(predicted: StateSets, actual: StateSets): { unpredicted: string[]; untouched: string[] } {
  const names = (sets: StateSets) => [...sets.touched, ...sets.written.map((name) => `${name} written`)];
  const [before, after] = [new Set(names(predicted)), new Set(names(actual))];
  return {
    unpredicted: [...after].filter((name) => !before.has(name)),
    untouched: [...before].filter((name) => !after.has(name)),
  };
}
