import type { BenchRow } from "../scripts/bench.ts";
import { createRandom } from "../scripts/devnet/random.ts";
import { createTraffic } from "../scripts/devnet/traffic.ts";
import { benchRow } from "./lib/bench-row.ts";
import { openWorld, type World } from "./lib/keeper-world.ts";
import { recordCycle } from "./lib/record-cycle.ts";
import { type BenchDevnet, withDevnet } from "./lib/with-devnet.ts";

/** Cycles in which templates are learnt and compared; every job of each is traced besides. */
const CYCLES = 5;
const CYCLE_SECONDS = 3_600;

/**
 * How often predicted sets are those of a trace at the same state, over cycles of all jobs of the devnet, and how much
 * faster a prediction is than the trace that it saves.
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

  const { compared, exact, written, writtenFound } = world.predictor.statistics;
  const { predictMs, traceMs } = await time(world);
  const exactPercent = compared === 0 ? 0 : (exact / compared) * 100;
  const recallPercent = written === 0 ? 0 : (writtenFound / written) * 100;
  return [
    benchRow("jobs traced", jobs, "jobs", null, true),
    benchRow("predicted by proven templates, and compared", compared, "jobs", "≥ 100", compared >= 100),
    benchRow("exact", exactPercent, "%", "≥ 99.9", exactPercent >= 99.9),
    benchRow("written state recalled", recallPercent, "%", "100", written > 0 && writtenFound === written),
    benchRow("prediction, the peer being a trace", predictMs, "ms/job", null, true, traceMs),
    benchRow("faster than tracing", traceMs / predictMs, "×", "≥ 1", traceMs >= predictMs),
  ];
}

/** What finding the sets of the jobs that are due takes with templates, and by traces. */
async function time(world: World): Promise<{ predictMs: number; traceMs: number }> {
  const { jobs, time: at, batch } = await world.due();
  const { statistics } = world.predictor;
  const before = { ...statistics };
  const prepared = await world.prepare(jobs, batch, at);
  const count = Math.max(1, prepared.length);
  return {
    predictMs: (statistics.predictMs - before.predictMs) / count,
    traceMs: (statistics.traceMs - before.traceMs) / count,
  };
}
