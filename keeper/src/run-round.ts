import { type ReadyJob, sendBatch } from "./act/send-batch.ts";
import type { Sender } from "./act/senders.ts";
import type { ActContext } from "./act/types.ts";
import { waitForBlock } from "./act/wait-for-block.ts";
import type { Chain } from "./chain.ts";
import type { Config } from "./config.ts";
import type { RoundReport } from "./cycle-report.ts";
import type { Journal } from "./journal/open-journal.ts";
import type { Log } from "./log.ts";
import { type Dropped, type Job, phaseOf } from "./observe/types.ts";
import { chooseBatch } from "./plan/choose-batch.ts";
import { findConflicts } from "./plan/find-conflicts.ts";
import { planBatches } from "./plan/plan-batches.ts";
import { type PreparedJob, prepareJob, toPlanJob } from "./prepare-job.ts";
import { type VerifyRoundReturnType, verifyRound } from "./verify/verify-round.ts";

export interface RoundContext {
  readonly chain: Chain;
  readonly config: Config;
  readonly journal: Journal;
  readonly log: Log;
  readonly ignored: ReadonlySet<string>;
  readonly act: ActContext;
  /** Senders in the order in which they were used last, the longest ago first. */
  readonly senders: Sender[];
  nextBatch(): bigint;
  /** Whether no further batch is to be begun. */
  stopping(): boolean;
  /** When the last batch was mined, by this process's clock in milliseconds. */
  blockSeenAt(): number;
  seeBlock(at: number): void;
}

export interface RoundReturnType extends VerifyRoundReturnType {
  readonly report: RoundReport;
  /** The jobs that had their chance. */
  readonly attempted: readonly Job[];
  readonly dropped: readonly Dropped[];
  readonly unmined: number;
}

/** The part of a block's gas that a batch may fill; the rest is for the chain's other users. */
const blockShare = 0.9;

/**
 * Plans the jobs that are ready and sends the first batch of the plan; the rest is planned anew with what that made due.
 *
 * @remarks The batch is prepared again right before it is sent, each job with the sender that it then has. A job that now
 * conflicts with another waits for a later batch, one that now fails is dropped.
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
  const planJobs = prepared.map(toPlanJob);
  const plan = planBatches(planJobs, limits);
  const phases = prepared.map(({ job }) => phaseOf[job.kind]);
  const jobs = chooseBatch(planJobs, plan, limits, phases).map(
    (index) => (prepared[index] as PreparedJob).job,
  );
  const phase = Math.min(...phases);
  log.info(
    { round, jobs: prepared.length, batches: plan.batches.length, lowerBound: plan.lowerBound },
    "round planned",
  );
  const batch = context.nextBatch();
  await waitForBlock(chain, context.blockSeenAt());
  const { ready, deferred, dropped } = await refresh(context, jobs, batch);

  const predictions = new Map(ready.map(({ ready: { job }, prepared: { sets } }) => [job.key, sets]));
  const sent = await sendBatch(
    context.act,
    ready.map((item) => item.ready),
  );
  context.seeBlock(performance.now());
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
  const blocks = [...new Set(landed.map(({ receipt }) => Number(receipt.blockNumber)))];
  log.info(
    { round, batch: batch.toString(), due: prepared.length, jobs: landed.length, blocks },
    "batch mined",
  );

  const verified = await verifyRound(context, landed.length === 0 ? [] : [{ batch, landed }], {
    round,
    phase,
  });
  const { lowerBound, limitBound, makespan, ceiling, hottestSlot = null } = plan;
  const waiting = new Set(deferred);
  return {
    report: {
      ...{ phase, jobs: prepared.length, batches: plan.batches.length, lowerBound, limitBound },
      ...{ makespan, ceiling, hottestSlot },
    },
    attempted: jobs.filter((job) => !waiting.has(job)),
    ...{ ...verified, dropped, unmined: sent.length - landed.length },
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
    now.map((job, index) => prepareJob(chain, job, (used[index] as Sender).address, batch, time, ignored)),
  );
  const running: { prepared: PreparedJob; sender: Sender }[] = [];
  answers.forEach((answer, index) => {
    if ("reason" in answer) {
      dropped.push({ kind: answer.job.kind, target: answer.job.target, reason: answer.reason });
    } else {
      running.push({ prepared: answer, sender: used[index] as Sender });
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
