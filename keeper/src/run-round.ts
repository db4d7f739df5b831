import type { PrivateKeyAccount } from "viem";
import { type ReadyJob, sendBatch } from "./act/send-batch.ts";
import { waitForBlock } from "./act/wait-for-block.ts";
import type { Chain } from "./chain.ts";
import type { Config } from "./config.ts";
import type { RoundReport } from "./cycle-report.ts";
import type { Journal } from "./journal/open-journal.ts";
import type { Log } from "./log.ts";
import { type Dropped, type Job, phaseOf } from "./observe/types.ts";
import { findConflicts } from "./plan/find-conflicts.ts";
import { planBatches } from "./plan/plan-batches.ts";
import { type PreparedJob, prepareJob, toPlanJob } from "./prepare-job.ts";
import { type LandedBatch, type VerifyRoundReturnType, verifyRound } from "./verify/verify-round.ts";

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

export interface RoundReturnType extends VerifyRoundReturnType {
  readonly report: RoundReport;
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

  const dropped: Dropped[] = [];
  let unmined = 0;
  const sentBatches: LandedBatch[] = [];
  let deferred: Job[] = [];
  let blockSeenAt = Number.NEGATIVE_INFINITY;
  while (queue.length > 0 || deferred.length > 0) {
    const jobs = [...(queue.shift() ?? []), ...deferred];
    const batch = context.nextBatch();
    await waitForBlock(chain, blockSeenAt);
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
    blockSeenAt = performance.now();
    const landed = sent
      .flatMap(({ receipt, ...job }) => {
        const predicted = predictions.get(job.job.key) ?? { touched: [], written: [] };
        return receipt === undefined ? [] : [{ ...job, receipt, predicted }];
      })
      .sort(
        (a, b) =>
          Number(a.receipt.blockNumber - b.receipt.blockNumber) ||
          a.receipt.transactionIndex - b.receipt.transactionIndex,
      );
    unmined += sent.length - landed.length;
    sentBatches.push({ batch, landed });
    const blocks = [...new Set(landed.map(({ receipt }) => Number(receipt.blockNumber)))];
    log.info({ batch: batch.toString(), jobs: landed.length, blocks }, "batch mined");
  }

  const verified = await verifyRound(context, sentBatches, { round, phase });
  const { lowerBound, limitBound, makespan, ceiling, hottestSlot = null } = plan;
  return {
    report: {
      ...{ phase, jobs: prepared.length, batches: sentBatches.length, lowerBound, limitBound },
      ...{ makespan, ceiling, hottestSlot },
    },
    ...{ ...verified, dropped, unmined },
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

  const time = await chain.nextTime();
  const answers = await Promise.all(
    now.map((job, index) =>
      prepareJob(chain, job, (used[index] as PrivateKeyAccount).address, batch, time, ignored),
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
