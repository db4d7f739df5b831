import type { Hex } from "viem";
import { type ReadyJob, sendBatch } from "./act/send-batch.ts";
import type { Sender } from "./act/senders.ts";
import type { ActContext } from "./act/types.ts";
import { waitForBlock } from "./act/wait-for-block.ts";
import type { Chain } from "./chain.ts";
import type { Config } from "./config.ts";
import type { RoundReport } from "./cycle-report.ts";
import type { Economics } from "./economics/create-economics.ts";
import type { Journal } from "./journal/open-journal.ts";
import type { Log } from "./log.ts";
import { type Dropped, type Job, phaseOf } from "./observe/types.ts";
import { chooseBatch } from "./plan/choose-batch.ts";
import { findConflicts } from "./plan/find-conflicts.ts";
import { fuseJobs } from "./plan/fuse-jobs.ts";
import { prepareFused } from "./prepare-fused.ts";
import { type PreparedJob, prepareJobs, toPlanJob } from "./prepare-jobs.ts";
import type { Predictor } from "./sets/create-predictor.ts";
import type { SlotNamer } from "./sets/create-slot-namer.ts";
import { nameHotSlots } from "./sets/name-hot-slots.ts";
import type { StateSets } from "./sets/types.ts";
import { type VerifyRoundReturnType, verifyRound } from "./verify/verify-round.ts";

export interface RoundContext {
  readonly chain: Chain;
  readonly config: Config;
  readonly journal: Journal;
  readonly log: Log;
  readonly ignored: ReadonlySet<string>;
  readonly act: ActContext;
  readonly predictor: Predictor;
  readonly economics: Economics;
  readonly slots: SlotNamer;
  /** Senders in the order in which they were used last, the longest ago first. */
  readonly senders: Sender[];
  nextBatch(): bigint;
  /** Whether no further batch is to be begun. */
  stopping(): boolean;
  /** When the last batch was mined, by this process's clock in milliseconds. */
  blockSeenAt(): number;
  seeBlock(at: number): void;
}

/** So many of a round's contended slots are reported, the most contended first. */
const toldSlots = 5;

export interface RoundReturnType extends VerifyRoundReturnType {
  readonly report: RoundReport;
  /** The jobs that had their chance. */
  readonly attempted: readonly Job[];
  readonly dropped: readonly Dropped[];
  readonly unmined: number;
}

/** The part of a block's gas that a batch may fill; the rest is for the chain's other users. */
const blockShare = 0.9;

/** What a job saves in another's transaction: 21,000 gas, and the roles and the guard that it reads, warm then. */
const sharedGas = 30_000;

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
  const { plan, groups, transactions } = fuseJobs(prepared.map(toPlanJob), {
    ...limits,
    // Without a tracer it could not be told whether jobs run behind one another.
    fuseGas: chain.canTrace ? config.fuseGas : 0,
    transactionGas: sharedGas,
    batchGas: Number(chain.blockGas) / config.threads,
  });
  const jobsOf = (group: number) =>
    (groups[group] ?? []).map((index) => (prepared[index] as PreparedJob).job);
  const phases = groups.map((_, group) => Math.min(...jobsOf(group).map(({ kind }) => phaseOf[kind])));
  const chosen = chooseBatch(transactions, plan, limits, phases).map(jobsOf);
  const jobs = chosen.flat();
  const phase = Math.min(...phases);
  log.info(
    { round, jobs: prepared.length, batches: plan.batches.length, lowerBound: plan.lowerBound },
    "round planned",
  );
  const batch = context.nextBatch();
  await waitForBlock(chain, context.blockSeenAt());
  const { ready, deferred, dropped } = await refresh(context, chosen, batch);

  const predictions = new Map(ready.map(({ ready: { job }, ...expected }) => [job.key, expected]));
  const sent = await sendBatch(
    context.act,
    ready.map((item) => item.ready),
  );
  context.seeBlock(performance.now());
  const landed = sent
    .flatMap(({ receipt, ...job }) => {
      const expected = predictions.get(job.job.key);
      return receipt === undefined || expected === undefined ? [] : [{ ...job, receipt, ...expected }];
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
  const {
    lowerBound,
    limitBound,
    makespan,
    ceiling,
    hottestSlot = null,
    hotSlots,
  } = nameHotSlots(plan, context.slots);
  const waiting = new Set(deferred);
  return {
    report: {
      ...{ phase, jobs: prepared.length, batches: plan.batches.length, lowerBound, limitBound },
      ...{ makespan, ceiling, hottestSlot },
      hotSlots: hotSlots.slice(0, toldSlots).map(({ name, writers, readers }) => ({
        ...{ name, writers: writers.length, readers: readers.length },
      })),
    },
    attempted: jobs.filter((job) => !waiting.has(job)),
    ...{ ...verified, dropped, unmined: sent.length - landed.length },
  };
}

interface ReadyTransaction {
  readonly ready: ReadyJob;
  /** The sets of the transaction, and of each of its jobs, by itself. */
  readonly predicted: StateSets;
  readonly jobSets: readonly StateSets[];
}

interface Running {
  readonly members: readonly PreparedJob[];
  readonly sender: Sender;
  readonly data: Hex;
  readonly gasLimit: bigint;
  readonly sets: StateSets;
}

/** Prepares the jobs of a batch with the sender of each, and keeps those that still run and still fit together. */
async function refresh(
  context: RoundContext,
  groups: readonly (readonly Job[])[],
  batch: bigint,
): Promise<{ ready: ReadyTransaction[]; deferred: Job[]; dropped: Dropped[] }> {
  const { chain, journal, senders } = context;
  const now = groups.slice(0, senders.length);
  const deferred = groups.slice(senders.length).flat();
  const dropped: Dropped[] = [];
  const used = senders.splice(0, now.length);
  senders.push(...used);

  const time = await chain.nextTime();
  const answers = await prepareJobs(
    context,
    now.flatMap((jobs, index) => jobs.map((job) => ({ job, sender: (used[index] as Sender).address }))),
    batch,
    time,
  );
  const answerOf = new Map(answers.map((answer) => [answer.job, answer]));
  const running: Running[] = [];
  await Promise.all(
    now.map(async (jobs, index) => {
      const sender = used[index] as Sender;
      const members: PreparedJob[] = [];
      for (const job of jobs) {
        const answer = answerOf.get(job);
        if (answer === undefined) continue;
        if (!("reason" in answer)) members.push(answer);
        else dropped.push({ kind: job.kind, target: job.target, reason: answer.reason });
      }
      const [first, ...others] = members;
      if (first === undefined) return;
      const fused = await prepareFused(chain, members, sender.address, batch, time, context.ignored);
      const { members: together, data, gasLimit, sets } = fused ?? { members: [first], ...first };
      running.push({ members: together, sender, data, gasLimit, sets });
      // What does not run behind the others does in a batch of its own.
      deferred.push(...others.filter((member) => !together.includes(member)).map(({ job }) => job));
    }),
  );
  // Transactions that were prepared at the same time end in any order.
  running.sort((a, b) => used.indexOf(a.sender) - used.indexOf(b.sender));

  const conflicting = new Set(
    findConflicts(
      running.map(({ sets, gasLimit }, index) => ({
        ...{ id: `${index}`, reads: sets.touched, writes: sets.written, gas: Number(gasLimit) },
      })),
    ),
  );
  const fitting = running.filter((_, index) => !conflicting.has(index));
  for (const index of conflicting) {
    deferred.push(...(running[index]?.members ?? []).map(({ job }) => job));
  }

  const planned = await journal.plan(
    fitting.flatMap(({ members }) => members.map(({ job }) => job)),
    batch,
  );
  const intents = new Map(planned.map(({ job, intent }) => [job.key, intent]));
  const nonces = await Promise.all(
    fitting.map(({ sender }) => chain.client.getTransactionCount({ address: sender.address })),
  );
  const ready = fitting.flatMap(({ members, sender, data, gasLimit, sets }, index) => {
    const own = members.map(({ job }) => ({ job, intent: intents.get(job.key) }));
    const [lead, ...followers] = own.filter(
      (one): one is { job: Job; intent: number } => one.intent !== undefined,
    );
    if (lead === undefined || followers.length + 1 < members.length) {
      for (const { job, intent } of own) {
        if (intent !== undefined) continue;
        dropped.push({ kind: job.kind, target: job.target, reason: "the journal has it under way or done" });
      }
      return [];
    }
    const place = { sender, nonce: nonces[index] ?? 0, data, gasLimit, followers };
    return [{ ready: { ...lead, ...place }, predicted: sets, jobSets: members.map((member) => member.sets) }];
  });
  return { ready, deferred, dropped };
}
