import type { BenchRow } from "../scripts/bench.ts";
import { createRandom } from "../scripts/devnet/random.ts";
import { createTraffic } from "../scripts/devnet/traffic.ts";
import { benchRow } from "./lib/bench-row.ts";
import { openWorld, type World } from "./lib/keeper-world.ts";
import { recordCycle } from "./lib/record-cycle.ts";
import { type BenchDevnet, withDevnet } from "./lib/with-devnet.ts";

/** Cycles in which jobs of all kinds are predicted, and traced besides. */
const CYCLES = 4;
const CYCLE_SECONDS = 3_600;
/** How often the jobs that are due then are predicted and traced again, to time both. */
const TURNS = 5;
/** A trace is two requests: what is touched, and what is changed. */
const REQUESTS_PER_TRACE = 2;

/**
 * How often predicted sets are those of a trace at the same state, over cycles of all jobs of the devnet, and what a
 * prediction takes beside the trace that it saves.
 */
export function run(): Promise<BenchRow[]> {
  return withDevnet(measure);
}

export async function measure({ client, waves, devnet, keeperEnv }: BenchDevnet): Promise<BenchRow[]> {
  const world = await openWorld({ ...keeperEnv, KEEPER_SETS_SAMPLE_EVERY: "1", KEEPER_PERIOD_SECONDS: "0" });
  const traffic = createTraffic(client, waves, devnet, createRandom(3));
  let jobs = 0;
  for (let cycle = 0; cycle < CYCLES; cycle++) {
    jobs += (await recordCycle(client, world)).prepared;
    await client.increaseTime({ seconds: CYCLE_SECONDS });
    await traffic.step();
  }

  const { compared, exact, abstained, written, writtenFound } = { ...world.predictor.statistics };
  const { predictMs, traceMs, requests } = await time(world);
  const exactPercent = compared === 0 ? 0 : (exact / compared) * 100;
  const recallPercent = written === 0 ? 0 : (writtenFound / written) * 100;
  return [
    benchRow("jobs whose sets were looked for", jobs, "jobs", "≥ 1000", jobs >= 1_000),
    benchRow("abstained: left to a trace", (abstained / jobs) * 100, "%", "≤ 0.1", abstained * 1_000 <= jobs),
    benchRow("predicted, and compared with a trace", compared, "jobs", null, true),
    benchRow("exact", exactPercent, "%", "≥ 99.9", exactPercent >= 99.9),
    benchRow("written state recalled", recallPercent, "%", "100", written > 0 && writtenFound === written),
    benchRow("requests, beside traces", requests, "per job", null, true, REQUESTS_PER_TRACE),
    benchRow("fewer requests", REQUESTS_PER_TRACE / requests, "×", "≥ 5", REQUESTS_PER_TRACE >= 5 * requests),
    benchRow("time, beside traces of a node on this machine", predictMs, "ms/job", null, true, traceMs),
    benchRow("faster than tracing", traceMs / predictMs, "×", null, true),
  ];
}

/** What finding the sets of the jobs that are due takes with templates, and by traces. */
async function time(world: World): Promise<{ predictMs: number; traceMs: number; requests: number }> {
  const { jobs, time: at, batch } = await world.due();
  const { statistics } = world.predictor;
  const before = { ...statistics };
  let count = 0;
  for (let turn = 0; turn < TURNS; turn++) count += (await world.prepare(jobs, batch, at)).length;
  return {
    predictMs: (statistics.predictMs - before.predictMs) / count,
    traceMs: (statistics.traceMs - before.traceMs) / count,
    requests: (statistics.requests - before.requests) / count,
  };
}
