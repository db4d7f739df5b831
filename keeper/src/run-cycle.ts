import { readDeployment } from "@millrace/sdk/deployment";
import type { PrivateKeyAccount } from "viem";
import { prepareSenders } from "./act/prepare-senders.ts";
import { deriveSenders } from "./act/senders.ts";
import { type Chain, connectChain } from "./chain.ts";
import type { Config } from "./config.ts";
import type { BatchReport, CycleReport, RoundReport } from "./cycle-report.ts";
import { ConfigurationError } from "./errors.ts";
import { type Journal, openJournal } from "./journal/open-journal.ts";
import { reconcile } from "./journal/reconcile.ts";
import type { Log } from "./log.ts";
import { createObserver, type Observer } from "./observe/create-observer.ts";
import { findJobs } from "./observe/find-jobs.ts";
import { readLinks } from "./observe/read-links.ts";
import { splitReady } from "./observe/split-ready.ts";
import type { Dropped, Job } from "./observe/types.ts";
import { internJobs } from "./plan/intern-jobs.ts";
import { longestChain } from "./plan/longest-chain.ts";
import type { PlanJob } from "./plan/types.ts";
import { type PreparedJob, prepareJob } from "./prepare-job.ts";
import { type RoundContext, runRound } from "./run-round.ts";
import { ignoredAccounts } from "./sets/ignored-accounts.ts";
import { sumClaims } from "./verify/sum-claims.ts";

/** A cycle ends when nothing is due; this many batches are more than any real one takes. */
const maxRounds = 512;

/** A keeper at work on one chain. */
export interface Keeper {
  readonly chain: Chain;
  readonly journal: Journal;
  /** Does all that is due, and tells what was done. One cycle runs at a time. */
  cycle(): Promise<CycleReport>;
  close(): Promise<void>;
}

/** Opens the journal, readies the senders and finds out what became of the intents of an earlier run. */
export async function openKeeper(config: Config, log: Log): Promise<Keeper> {
  const chain = await openChain(config);
  const { deployment } = chain;
  const start = await chain.client.getBlock({ blockNumber: BigInt(deployment.startBlock) });
  const journal = await openJournal(config.dataDir, `${chain.id}:${deployment.executor}:${start.hash}`);
  try {
    const all = deriveSenders(config.privateKey, config.senders);
    const senders = await prepareSenders({
      ...{ chain, rpcUrl: config.rpcUrl, privateKey: config.privateKey },
      ...{ senders: all, balanceWei: config.senderBalanceWei },
      receiptTimeoutMs: config.receiptTimeoutMs,
    });
    if (senders.length < all.length) {
      log.warn(
        { ready: senders.length, wanted: all.length },
        "some senders lack the role to call the executor",
      );
    }
    const ignored = ignoredAccounts(
      chain.coinbase,
      all.map(({ address }) => address),
    );
    const observer = createObserver(chain, config.finalBlocks);
    let batch = await journal.lastBatch();
    let blockSeenAt = Number.NEGATIVE_INFINITY;
    const context = {
      ...{ chain, config, journal, log, ignored },
      blockSeenAt: () => blockSeenAt,
      seeBlock: (at: number) => {
        blockSeenAt = at;
      },
      nextBatch: () => {
        batch += 1n;
        return batch;
      },
    };
    return {
      ...{ chain, journal },
      async cycle() {
        const reconciled = await reconcile(chain, journal, config);
        if (Object.values(reconciled).some((count) => count > 0)) log.info(reconciled, "journal reconciled");
        const { lastBatch } = await observer.observe();
        if (lastBatch > batch) batch = lastBatch;
        const busy = new Set((await journal.open()).filter(isOnItsWay).map(({ sender }) => sender));
        const free = senders.filter(({ address }) => !busy.has(address));
        return runRounds({ ...context, senders: free }, observer);
      },
      close: () => journal.close(),
    };
  } catch (error) {
    await journal.close();
    throw error;
  }
}

/** Runs one cycle on its own: opens a keeper, does what is due, and closes it again. */
export async function runCycle(config: Config, log: Log): Promise<CycleReport> {
  const keeper = await openKeeper(config, log);
  try {
    return await keeper.cycle();
  } finally {
    await keeper.close();
  }
}

/**
 * Connects to the chain of the deployment that the configuration names.
 *
 * @throws ConfigurationError where there is no such deployment.
 */
export async function openChain(config: Config): Promise<Chain> {
  let deployment: ReturnType<typeof readDeployment>;
  try {
    deployment = readDeployment(config.deploymentPath);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigurationError(`MILLRACE_DEPLOYMENT cannot be used: ${message}`, { cause });
  }
  return connectChain(config.rpcUrl, deployment);
}

/** A sender whose transaction may still be mined cannot be told what its next nonce is. */
function isOnItsWay({ state }: { state: string }): boolean {
  return state === "signed" || state === "accepted";
}

async function runRounds(context: RoundContext, observer: Observer): Promise<CycleReport> {
  const { chain } = context;
  const started = performance.now();
  const rounds: RoundReport[] = [];
  const batches: BatchReport[] = [];
  const mined: PlanJob[] = [];
  const yields: Awaited<ReturnType<typeof runRound>>["receipts"][number][] = [];
  const attempted = new Set<string>();
  let dropped: Dropped[] = [];
  let unmined = 0;

  for (let number = 0; number < maxRounds; number++) {
    const found = await prepareDue(context, observer, context.senders, attempted);
    dropped = found.dropped;
    if (found.prepared.length === 0) break;
    const round = await runRound(context, found.prepared, number);
    for (const job of round.attempted) attempted.add(attemptOf(job));
    rounds.push(round.report);
    batches.push(...round.batches);
    mined.push(...round.mined);
    yields.push(...round.receipts);
    dropped.push(...round.dropped);
    unmined += round.unmined;
  }

  const jobs = batches.flatMap((batch) => batch.jobs);
  const exact = jobs.filter((job) => job.predictedExactly).length;
  const gasUsed = jobs.reduce((sum, job) => sum + job.gasUsed, 0);
  return {
    jobs: jobs.length,
    batches: batches.length,
    lowerBound: mostWriters(mined),
    conflictsInsideBatches: batches.reduce((sum, batch) => sum + batch.conflicts, 0),
    predictedSetsExactPercent: jobs.length === 0 ? 100 : Math.floor((exact / jobs.length) * 10_000) / 100,
    reverted: jobs.filter((job) => !job.succeeded).length,
    unmined,
    yieldDistributed: await sumClaims(chain, yields),
    sequentialBlocks: jobs.length,
    ceiling: ceilingOf(mined, gasUsed),
    gasUsed,
    seconds: Math.round(performance.now() - started) / 1_000,
    rounds,
    batchesDetail: batches,
    dropped,
  };
}

/**
 * The jobs that are due, run, and wait for no other due job, ready to be planned; and those that do wait.
 *
 * @param attempted What had its chance in this cycle.
 */
export async function prepareDue(
  context: Pick<RoundContext, "chain" | "config" | "ignored">,
  observer: Observer,
  senders: readonly PrivateKeyAccount[],
  attempted: ReadonlySet<string>,
): Promise<{ prepared: PreparedJob[]; later: PreparedJob[]; dropped: Dropped[] }> {
  const { chain, config, ignored } = context;
  const [sender] = senders;
  if (sender === undefined) return { prepared: [], later: [], dropped: [] };
  const observation = await observer.observe();
  const found = await findJobs({ ...config, chain, observation });
  const due = found.jobs.filter((job) => !attempted.has(attemptOf(job)));
  const answers = await Promise.all(
    due.map((job) =>
      prepareJob(chain, job, sender.address, observation.lastBatch + 1n, observation.timestamp, ignored),
    ),
  );
  const running: PreparedJob[] = [];
  const dropped = [...found.dropped];
  for (const answer of answers) {
    if ("reason" in answer) {
      dropped.push({ kind: answer.job.kind, target: answer.job.target, reason: answer.reason });
    } else {
      running.push(answer);
    }
  }
  const { ready, later } = splitReady(running, await readLinks(chain, observation.instances));
  return { prepared: ready, later, dropped };
}

/** A cycle tries an action on a target once; of payouts, each set of positions once. */
function attemptOf(job: Job): string {
  return job.kind === "payOut" ? job.key : `${job.kind} ${job.target}`;
}

/** The largest number of jobs that wrote one slot, as mined: no order of them takes fewer batches. */
function mostWriters(mined: readonly PlanJob[]): number {
  return internJobs(mined).writers.reduce(
    (most, writers) => Math.max(most, writers),
    Math.min(1, mined.length),
  );
}

/** Two decimals of all gas over the gas of the longest chain, for jobs in the order in which they were mined. */
function ceilingOf(mined: readonly PlanJob[], gasUsed: number): number {
  if (mined.length === 0) return 1;
  return Math.round((gasUsed / longestChain(internJobs(mined), mined.keys())) * 100) / 100;
}
