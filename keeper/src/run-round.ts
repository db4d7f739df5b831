import type { PrivateKeyAccount, TransactionReceipt } from "viem";
import { type ReadyJob, sendBatch } from "./act/send-batch.ts";
import type { Chain } from "./chain.ts";
import type { Config } from "./config.ts";
import type { BatchReport, JobReport, RoundReport } from "./cycle-report.ts";
import type { Journal } from "./journal/open-journal.ts";
import type { Log } from "./log.ts";
import { type Dropped, type Job, phaseOf } from "./observe/types.ts";
import { findConflicts } from "./plan/find-conflicts.ts";
import { planBatches } from "./plan/plan-batches.ts";
import type { PlanJob } from "./plan/types.ts";
import { type PreparedJob, prepareJob, toPlanJob } from "./prepare-job.ts";
import { verifyBatch } from "./verify/verify-batch.ts";

export interface RoundContext {
  readonly chain: Chain;
  readonly config: Config;
  readonly journal: Journal;
  readonly log: Log;
  readonly ignored: ReadonlySet<string>;
  /** Senders in the order in which they were used last, the longest ago first. */
  readonly senders: PrivateKeyAccount[];
  nextBatch(): bigint;
}

export interface RoundReturnType {
  readonly report: RoundReport;
  readonly batches: readonly BatchReport[];
  /** The mined jobs in the order of the chain within each batch, with their sets and sender as written state. */
  readonly mined: readonly PlanJob[];
  readonly receipts: readonly TransactionReceipt[];
  readonly dropped: readonly Dropped[];
  readonly unmined: number;
}

/** The part of a block's gas that a batch may fill; the rest is for the chain's other users. */
const blockShare = 0.9;

/**
 * Plans prepared jobs of one phase and sends them batch by batch.
 *
 * @remarks A batch is prepared anew right before it is sent, since the ones before it changed the state. A job that then
 * conflicts with another waits for a later batch, one that then fails is dropped.
 */
export async function runRound(
  context: RoundContext,
  prepared: readonly PreparedJob[],
  round: number,
): Promise<RoundReturnType> {
  const { chain, config, log } = context;
  const limits = {
    blockGas: Number(chain.blockGas) * blockShare,
    senders: context.senders.length,
    threads: config.threads,
  };
  const plan = planBatches(prepared.map(toPlanJob), limits);
  const phase = Math.max(...prepared.map(({ job }) => phaseOf[job.kind]));
  const queue = plan.batches.map((batch) => batch.map((index) => (prepared[index] as PreparedJob).job));
  log.info(
    { round, phase, jobs: prepared.length, batches: plan.batches.length, lowerBound: plan.lowerBound },
    "round planned",
  );

  const batches: BatchReport[] = [];
  const mined: PlanJob[] = [];
  const receipts: TransactionReceipt[] = [];
  const dropped: Dropped[] = [];
  let unmined = 0;
  let deferred: Job[] = [];
  while (queue.length > 0 || deferred.length > 0) {
    const jobs = [...(queue.shift() ?? []), ...deferred];
    const batch = context.nextBatch();
    const refreshed = await refresh(context, jobs, batch);
    dropped.push(...refreshed.dropped);
    deferred = refreshed.deferred;
    if (refreshed.ready.length === 0) continue;

    const predictions = new Map(refreshed.ready.map(({ ready, prepared: job }) => [ready.job.key, job.sets]));
    const sent = await sendBatch({
      chain,
      journal: context.journal,
      ready: refreshed.ready.map(({ ready }) => ready),
      receiptTimeoutMs: config.receiptTimeoutMs,
    });
    const landed = sent
      .flatMap(({ receipt, ...job }) => (receipt === undefined ? [] : [{ ...job, receipt }]))
      .sort(
        (a, b) =>
          Number(a.receipt.blockNumber - b.receipt.blockNumber) ||
          a.receipt.transactionIndex - b.receipt.transactionIndex,
      );
    unmined += sent.length - landed.length;
    const verified = await verifyBatch(
      chain,
      landed.map(({ job, hash, receipt }) => ({
        hash,
        gasUsed: Number(receipt.gasUsed),
        predicted: predictions.get(job.key) ?? { touched: [], written: [] },
      })),
      context.ignored,
    );

    const reports = landed.map(({ job, sender, hash, receipt }, index): JobReport => {
      const sets = verified.sets[index] ?? { touched: [], written: [] };
      const gasUsed = Number(receipt.gasUsed);
      mined.push({
        id: hash,
        reads: sets.touched,
        writes: [...sets.written, `nonce of ${sender.address}`],
        gas: gasUsed,
      });
      receipts.push(receipt);
      return {
        kind: job.kind,
        label: job.label,
        target: job.target,
        key: job.key,
        sender: sender.address,
        hash,
        blockNumber: Number(receipt.blockNumber),
        gasUsed,
        succeeded: receipt.status === "success",
        touched: sets.touched.length,
        written: sets.written.length,
        predictedExactly: verified.exact[index] ?? false,
      };
    });
    const blocks = [...new Set(reports.map(({ blockNumber }) => blockNumber))];
    batches.push({
      batch: batch.toString(),
      round,
      phase,
      blocks,
      conflicts: verified.conflicts,
      jobs: reports,
    });
    const line = { batch: batch.toString(), jobs: reports.length, blocks, conflicts: verified.conflicts };
    if (verified.conflicts > 0) log.error(line, "conflict inside a mined batch");
    else log.info(line, "batch mined");
  }

  const { lowerBound, limitBound, makespan, ceiling, hottestSlot = null } = plan;
  return {
    report: {
      ...{ phase, jobs: prepared.length, batches: batches.length, lowerBound, limitBound },
      ...{ makespan, ceiling, hottestSlot },
    },
    ...{ batches, mined, receipts, dropped, unmined },
  };
}

/** Prepares the jobs of a batch with the sender of each, and keeps those that still run and still fit together. */
async function refresh(
  context: RoundContext,
  jobs: readonly Job[],
  batch: bigint,
): Promise<{ ready: { ready: ReadyJob; prepared: PreparedJob }[]; deferred: Job[]; dropped: Dropped[] }> {
  const { chain, journal, senders, ignored } = context;
  const now = jobs.slice(0, senders.length);
  const deferred = jobs.slice(senders.length);
  const dropped: Dropped[] = [];
  const used = senders.splice(0, now.length);
  senders.push(...used);

  const answers = await Promise.all(
    now.map((job, index) =>
      prepareJob(chain, job, (used[index] as PrivateKeyAccount).address, batch, ignored),
    ),
  );
  const running: { prepared: PreparedJob; sender: PrivateKeyAccount }[] = [];
  answers.forEach((answer, index) => {
    if ("reason" in answer) {
      dropped.push({ kind: answer.job.kind, target: answer.job.target, reason: answer.reason });
    } else {
      running.push({ prepared: answer, sender: used[index] as PrivateKeyAccount });
    }
  });

  const conflicting = new Set(findConflicts(running.map(({ prepared }) => toPlanJob(prepared))));
  const fitting = running.filter((_, index) => !conflicting.has(index));
  deferred.push(...running.filter((_, index) => conflicting.has(index)).map(({ prepared }) => prepared.job));

  const planned = await journal.plan(
    fitting.map(({ prepared }) => prepared.job),
    batch,
  );
  const intents = new Map(planned.map(({ job, intent }) => [job.key, intent]));
  const nonces = await Promise.all(
    fitting.map(({ sender }) => chain.client.getTransactionCount({ address: sender.address })),
  );
  const ready = fitting.flatMap(({ prepared, sender }, index) => {
    const intent = intents.get(prepared.job.key);
    if (intent === undefined) {
      const { kind, target } = prepared.job;
      dropped.push({ kind, target, reason: "the journal has it under way or done" });
      return [];
    }
    const { job, data, gasLimit } = prepared;
    return [{ ready: { job, intent, sender, nonce: nonces[index] ?? 0, data, gasLimit }, prepared }];
  });
  return { ready, deferred, dropped };
}
