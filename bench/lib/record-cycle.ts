import { parseEther } from "viem";
import { splitReady } from "../../keeper/src/observe/split-ready.ts";
import { type Job, phaseOf } from "../../keeper/src/observe/types.ts";
import { chooseBatch } from "../../keeper/src/plan/choose-batch.ts";
import { planBatches } from "../../keeper/src/plan/plan-batches.ts";
import type { PlanJob } from "../../keeper/src/plan/types.ts";
import { type PreparedJob, toPlanJob } from "../../keeper/src/prepare-jobs.ts";
import { traceBlocks } from "../../keeper/src/sets/trace-blocks.ts";
import type { DevnetClient } from "../../scripts/devnet/chain.ts";
import type { World } from "./keeper-world.ts";
import { sendJobs } from "./send-jobs.ts";

/** A cycle settles, harvests, pays out and reports in so many rounds at most. */
const ROUNDS = 48;

/** A batch as it was mined, in a block of its own. */
export interface RecordedBatch {
  readonly blockNumber: bigint;
  /** Its transactions with the state that they touched and the gas that they took there. */
  readonly mined: readonly PlanJob[];
  readonly reverted: number;
}

export interface RecordedCycle {
  readonly batches: readonly RecordedBatch[];
  /** How many jobs were prepared, some of them in several rounds. */
  readonly prepared: number;
}

/** Does all that is due, one planned batch a block, and records what the blocks touched. */
export async function recordCycle(client: DevnetClient, world: World): Promise<RecordedCycle> {
  await Promise.all(
    world.senders.map(({ address }) => client.setBalance({ address, value: parseEther("100") })),
  );
  const attempted = new Set<string>();
  const batches: RecordedBatch[] = [];
  let prepared = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const { jobs, links, time, batch } = await world.due();
    const due = jobs.filter((job) => !attempted.has(nameOf(job))).map((job) => ({ job }));
    const ready = splitReady(due, links).ready.map(({ job }) => job);
    if (ready.length === 0) break;
    const running = await world.prepare(ready, batch, time);
    prepared += running.length;
    const runs = new Set(running.map(({ job }) => job));
    for (const job of ready) if (!runs.has(job)) attempted.add(nameOf(job));
    const chosen = choose(world, running);
    for (const { job } of chosen) attempted.add(nameOf(job));
    if (chosen.length > 0) batches.push(await mine(client, world, chosen));
  }
  return { batches, prepared };
}

function choose({ chain, senders, config }: World, running: readonly PreparedJob[]): PreparedJob[] {
  const limits = { blockGas: Number(chain.blockGas), senders: senders.length, threads: config.threads };
  const jobs = running.map(toPlanJob);
  const phases = running.map(({ job }) => phaseOf[job.kind]);
  return chooseBatch(jobs, planBatches(jobs, limits), limits, phases).flatMap(
    (index) => running[index] ?? [],
  );
}

async function mine(
  client: DevnetClient,
  world: World,
  chosen: readonly PreparedJob[],
): Promise<RecordedBatch> {
  const receipts = await sendJobs(client, world, chosen);
  const blocks = [...new Set(receipts.map(({ blockNumber }) => blockNumber))];
  const [blockNumber] = blocks;
  if (blockNumber === undefined || blocks.length > 1) throw new Error("a batch is not in one block");
  const traced = await traceBlocks(world.chain, blocks, world.ignored);
  const mined = receipts.map(({ transactionHash, gasUsed }): PlanJob => {
    const sets = traced?.get(transactionHash);
    if (sets === undefined) throw new Error("the node traces no blocks");
    return { id: transactionHash, reads: sets.touched, writes: sets.written, gas: Number(gasUsed) };
  });
  return { blockNumber, mined, reverted: receipts.filter(({ status }) => status === "reverted").length };
}

/** A cycle tries an action on a target once; of payouts each set of positions, of liquidations each position. */
function nameOf({ kind, target, key }: Job): string {
  return kind === "payOut" || kind === "liquidate" ? key : `${kind} ${target}`;
}
