import { readDeployment } from "@millrace/sdk/deployment";
import type { TransactionReceipt } from "viem";
import { freeSenders } from "./act/free-senders.ts";
import { fundSenders } from "./act/fund-senders.ts";
import { allowedSenders, grantRoles } from "./act/grant-roles.ts";
import { reconcile } from "./act/reconcile.ts";
import type { Sender } from "./act/senders.ts";
import { settle } from "./act/settle.ts";
import type { ActContext, ActEvent } from "./act/types.ts";
import { type Chain, connectChain } from "./chain.ts";
import type { Config } from "./config.ts";
import type { BatchReport, CycleReport, RoundReport } from "./cycle-report.ts";
import { createEconomics } from "./economics/create-economics.ts";
import { ConfigurationError } from "./errors.ts";
import { type Journal, openJournal } from "./journal/open-journal.ts";
import type { Log } from "./log.ts";
import { createObserver, type Observer } from "./observe/create-observer.ts";
import { feedersOf } from "./observe/feeders-of.ts";
import { findJobs } from "./observe/find-jobs.ts";
import { type Links, readLinks } from "./observe/read-links.ts";
import { splitReady } from "./observe/split-ready.ts";
import type { Dropped, Job } from "./observe/types.ts";
import { chainBound } from "./plan/chain-bound.ts";
import { internJobs } from "./plan/intern-jobs.ts";
import { longestChain } from "./plan/longest-chain.ts";
import type { PlanJob } from "./plan/types.ts";
import { type PreparedJob, prepareJobs } from "./prepare-jobs.ts";
import { createRpc } from "./rpc/create-rpc.ts";
import { type RoundContext, runRound } from "./run-round.ts";
import { createHaltCheck } from "./safety/check-halts.ts";
import { createAllowList } from "./safety/create-allow-list.ts";
import { createGuard } from "./safety/create-guard.ts";
import { openHalts } from "./safety/open-halts.ts";
import { openKeys } from "./safety/open-keys.ts";
import { createPredictor, type Predictor, type PredictorStatistics } from "./sets/create-predictor.ts";
import { createSlotNamer } from "./sets/create-slot-namer.ts";
import { ignoredAccounts } from "./sets/ignored-accounts.ts";
import { compareFees } from "./verify/compare-fees.ts";
import { sumClaims } from "./verify/sum-claims.ts";

/** A cycle ends when nothing is due; this many batches are more than any real one takes. */
const maxRounds = 512;
const noLinks: Links = { gaugeOf: new Map(), vaultsOf: new Map() };

/** A keeper at work on one chain. */
export interface Keeper {
  readonly chain: Chain;
  readonly journal: Journal;
  readonly predictor: Predictor;
  /** Does all that is due, and tells what was done. One cycle runs at a time. */
  cycle(): Promise<CycleReport>;
  /** Waits for what is under way and begins nothing; tells how much of it is left after the time for receipts. */
  drain(): Promise<number>;
  close(): Promise<void>;
}

/** What a keeper tells its surroundings while it works. */
export interface KeeperHooks {
  /** Ends the wait for the lease that another replica holds, and a cycle after the batch that is under way. */
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: ((event: ActEvent) => void) | undefined;
  readonly onFunds?: ((operatorWei: bigint, leastWei: bigint) => void) | undefined;
}

/** Waits for the lease, opens the journal, and readies the senders. */
export async function openKeeper(config: Config, log: Log, hooks: KeeperHooks = {}): Promise<Keeper> {
  const chain = await openChain(config);
  const { deployment } = chain;
  const name = `${chain.id}:${deployment.executor}`;
  const keys = await openKeys(config.keys, config.senders);
  const start = await chain.client.getBlock({ blockNumber: BigInt(deployment.startBlock) });
  const journal = await openJournal({
    ...(config.dryRun
      ? { dataDir: "memory://" }
      : { dataDir: config.dataDir, databaseUrl: config.databaseUrl }),
    ...{ chain: `${name}:${start.hash}`, leaseMs: config.leaseMs, signal: hooks.signal },
  });
  const halts = await openHalts(config, name);
  const close = async () => {
    await halts.close();
    await journal.close();
  };
  try {
    const allowList = createAllowList(chain, config.finalBlocks);
    const guard = createGuard({
      ...{ chainId: chain.id, executor: deployment.executor, accessManager: deployment.accessManager },
      operator: keys.operator.address,
      senders: keys.senders.map(({ address }) => address),
      ...{ maxPaymentWei: config.senderBalanceWei, maxFeePerGas: config.maxFeePerGas },
      isListed: allowList.isListed,
    });
    const paying = {
      ...{ chain, log, guard, operator: keys.operator, maxFeePerGas: config.maxFeePerGas },
      receiptTimeoutMs: config.receiptTimeoutMs,
    };
    const senders = config.dryRun
      ? await allowedSenders(chain, keys.senders)
      : await grantRoles({ ...paying, senders: keys.senders });
    if (senders.length < keys.senders.length) {
      log.warn(
        { ready: senders.length, wanted: keys.senders.length },
        "some senders lack the role to call the executor",
      );
    }
    const byAddress = new Map(keys.senders.map((sender) => [sender.address, sender]));
    const economics = await createEconomics({
      ...{ chain, config: config.economics, subsidySince: journal.subsidySince },
      own: [keys.operator, ...keys.senders].map(({ address }) => address),
    });
    const act: ActContext = {
      ...{ chain, journal, log, policy: config, guard, earnedBy: economics.earnedBy },
      senderOf: (address) => byAddress.get(address),
      tell: (event) => hooks.onEvent?.(event),
    };
    const ignored = ignoredAccounts(
      chain.coinbase,
      keys.senders.map(({ address }) => address),
    );
    const observer = createObserver(chain, config.finalBlocks);
    const haltCheck = createHaltCheck({ chain, journal, halts, limits: config.breakers, log });
    let batch = await journal.lastBatch();
    let blockSeenAt = Number.NEGATIVE_INFINITY;
    let cycles = 0;
    const predictor = createPredictor(chain, ignored, config.sets);
    const context = {
      ...{ chain, config, journal, log, ignored, act, economics },
      stopping: () => hooks.signal?.aborted === true,
      ...{ predictor, slots: createSlotNamer(chain.deployment, predictor.hashes) },
      blockSeenAt: () => blockSeenAt,
      seeBlock: (at: number) => {
        blockSeenAt = at;
      },
      nextBatch: () => {
        batch += 1n;
        return batch;
      },
    };

    /** Senders that can be given a job now. */
    async function readySenders(): Promise<Sender[]> {
      const { funded, operatorWei, leastWei } = await fundSenders(
        {
          ...{ ...paying, balanceWei: config.senderBalanceWei, floorWei: config.senderFloorWei },
          check: journal.lease.check,
        },
        senders,
      );
      hooks.onFunds?.(operatorWei, leastWei);
      return freeSenders(act, funded);
    }

    return {
      ...{ chain, journal, predictor: context.predictor, close },
      async drain() {
        await settle(act, { forMs: config.receiptTimeoutMs });
        const open = await journal.open();
        return open.filter(({ state }) => state === "signed" || state === "accepted").length;
      },
      async cycle() {
        await allowList.refresh();
        // After a start there may be much to find; later what is late is looked at again in each cycle.
        const reconciled = await reconcile(act, cycles++ === 0 ? config.receiptTimeoutMs : 0);
        if (Object.values(reconciled).some((count) => count > 0)) log.info(reconciled, "journal reconciled");
        const { lastBatch, instances } = await observer.observe();
        if (lastBatch > batch) batch = lastBatch;
        const halted = await haltCheck.check(instances.pools);
        if (halted.length > 0) {
          log.warn({ halted }, "halted: nothing new is sent");
          return runRounds({ ...context, senders: [] }, observer, halted);
        }
        // A cycle may have many rounds: whoever halts it, or what trips a breaker, stops it after the batch under way.
        const checkHalts = () => haltCheck.check(instances.pools);
        if (config.dryRun) {
          const { prepared, later } = await prepareDue(context, observer, senders, new Set(), new Map());
          for (const { job, gasLimit } of [...prepared, ...later]) {
            log.info({ job: job.label, key: job.key, gasLimit: `${gasLimit}` }, "dry run: would be sent");
          }
          const reason = `${prepared.length + later.length} jobs are due and none is sent`;
          return runRounds({ ...context, senders: [] }, observer, [{ name: "dry-run", reason }]);
        }
        return runRounds({ ...context, senders: await readySenders() }, observer, [], checkHalts);
      },
    };
  } catch (error) {
    await close();
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
  const { rpcUrls, rpcQuorum, privateRpcUrl } = config;
  return connectChain(createRpc({ urls: rpcUrls, quorum: rpcQuorum, privateUrl: privateRpcUrl }), deployment);
}

async function runRounds(
  context: RoundContext,
  observer: Observer,
  haltedBefore: CycleReport["halted"],
  checkHalts: () => Promise<CycleReport["halted"]> = async () => [],
): Promise<CycleReport> {
  const { chain } = context;
  const started = performance.now();
  const before = { ...context.predictor.statistics };
  const rounds: RoundReport[] = [];
  const batches: BatchReport[] = [];
  const mined: PlanJob[] = [];
  const minedJobs: PlanJob[] = [];
  const yields: TransactionReceipt[] = [];
  const attempted = new Set<string>();
  const known = new Map<string, PreparedJob>();
  let dropped: Dropped[] = [];
  let links = noLinks;
  let unmined = 0;
  let halted = haltedBefore;

  for (let number = 0; number < maxRounds && !context.stopping(); number++) {
    if (number > 0) {
      halted = await checkHalts();
      if (halted.length > 0) break;
    }
    const found = await prepareDue(context, observer, context.senders, attempted, known);
    dropped = found.dropped;
    if (found.prepared.length === 0) break;
    const round = await runRound(context, found.prepared, number);
    for (const job of round.attempted) attempted.add(attemptOf(job));
    rounds.push(round.report);
    batches.push(...round.batches);
    mined.push(...round.mined);
    minedJobs.push(...round.minedJobs);
    links = found.links;
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
    lowerBound: mostWriters(minedJobs),
    chainBound: chainBound(internJobs(minedJobs), feedersOf(jobs, links)),
    transactions: mined.length,
    conflictsInsideBatches: batches.reduce((sum, batch) => sum + batch.conflicts, 0),
    predictedSetsExactPercent: jobs.length === 0 ? 100 : Math.floor((exact / jobs.length) * 10_000) / 100,
    reverted: jobs.filter((job) => !job.succeeded).length,
    unmined,
    yieldDistributed: await sumClaims(chain, yields),
    sequentialBlocks: jobs.length,
    ceiling: ceilingOf(mined, gasUsed),
    gasUsed,
    sets: setsSince(context.predictor.statistics, before),
    economics: await compareFees(context, jobs, yields),
    seconds: Math.round(performance.now() - started) / 1_000,
    rounds,
    batchesDetail: batches,
    ...{ dropped, halted },
  };
}

/**
 * The jobs that are due, run, and wait for no other due job, ready to be planned; and those that do wait.
 *
 * @param attempted What had its chance in this cycle.
 * @param known What was prepared earlier in this cycle, by key: good enough to plan with, since a batch is prepared again
 * right before it is sent.
 */
export async function prepareDue(
  context: Pick<RoundContext, "chain" | "config" | "predictor" | "economics" | "slots">,
  observer: Observer,
  senders: readonly Sender[],
  attempted: ReadonlySet<string>,
  known: Map<string, PreparedJob>,
): Promise<{ prepared: PreparedJob[]; later: PreparedJob[]; links: Links; dropped: Dropped[] }> {
  const { chain, config, economics } = context;
  if (senders.length === 0) return { prepared: [], later: [], links: noLinks, dropped: [] };
  const [observation] = await Promise.all([observer.observe(), economics.look()]);
  context.slots.see(observation.instances);
  const found = await findJobs({ ...config, chain, observation, whyNotWorth: economics.whyNotWorth });
  const due = found.jobs.filter((job) => !attempted.has(attemptOf(job)));
  // One after another, since jobs that pay one sender conflict at its balance.
  const senderFor = (place: number) => senders[(known.size + place) % senders.length] as Sender;
  const answers = await prepareJobs(
    context,
    due.filter(({ key }) => !known.has(key)).map((job, place) => ({ job, sender: senderFor(place).address })),
    observation.lastBatch + 1n,
    observation.timestamp,
  );
  const running = due.flatMap((job): PreparedJob[] => {
    const earlier = known.get(job.key);
    return earlier === undefined ? [] : [{ ...earlier, job }];
  });
  const dropped = [...found.dropped];
  for (const answer of answers) {
    if ("reason" in answer) {
      dropped.push({ kind: answer.job.kind, target: answer.job.target, reason: answer.reason });
    } else {
      running.push(answer);
      known.set(answer.job.key, answer);
    }
  }
  const assessed = await economics.assess(running, observation.timestamp);
  dropped.push(...assessed.dropped);
  const links = await readLinks(chain, observation.instances);
  const { ready, later } = splitReady(assessed.kept, links);
  return { prepared: ready, later, links, dropped };
}

/** A cycle tries an action on a target once; of payouts each set of positions, of liquidations each position. */
function attemptOf(job: Job): string {
  const isOfMany = job.kind === "payOut" || job.kind === "liquidate";
  return isOfMany ? job.key : `${job.kind} ${job.target}`;
}

/** The largest number of jobs that wrote one slot, as mined: no order of them takes fewer batches. */
function mostWriters(mined: readonly PlanJob[]): number {
  return internJobs(mined).writers.reduce(
    (most, writers) => Math.max(most, writers),
    Math.min(1, mined.length),
  );
}

/** How sets were found since the statistics were `before`. */
function setsSince(now: PredictorStatistics, before: PredictorStatistics): CycleReport["sets"] {
  return {
    predicted: now.predicted - before.predicted,
    traced: now.traced - before.traced,
    sampled: now.compared - before.compared,
    missed: now.compared - now.exact - (before.compared - before.exact),
  };
}

/** Two decimals of all gas over the gas of the longest chain, for jobs in the order in which they were mined. */
function ceilingOf(mined: readonly PlanJob[], gasUsed: number): number {
  if (mined.length === 0) return 1;
  return Math.round((gasUsed / longestChain(internJobs(mined), mined.keys())) * 100) / 100;
}
