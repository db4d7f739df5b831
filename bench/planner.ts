import { measurePlan } from "../keeper/src/plan/measure-plan.ts";
import { placeSets } from "../keeper/src/plan/place-jobs.ts";
import type { InternedSets, PlanLimits } from "../keeper/src/plan/types.ts";
import { internTraces, type JobTraces } from "../keeper/src/sets/intern-traces.ts";
import type { BenchRow } from "../scripts/bench.ts";
import { benchRow } from "./lib/bench-row.ts";
import { exactBatches } from "./lib/exact-batches.ts";
import {
  crowdedInstance,
  oneHotSlot,
  protocolInstance,
  randomInstance,
  uncontended,
} from "./lib/plan-instances.ts";
import { traceTexts } from "./lib/trace-texts.ts";

const JOBS = 100_000;
const TRACED_JOBS = 10_000;
const INSTANCES = 1_000;
/** The best of so many runs counts, in seconds of the processor: the others tell of the machine and who else uses it. */
const RUNS = 9;
const THREADS = 16;
/** So many steps settle every instance of the small family. */
const EXACT_STEPS = 1_000_000;
const limits: PlanLimits = {
  blockGas: Number.POSITIVE_INFINITY,
  senders: Number.POSITIVE_INFINITY,
  threads: THREADS,
};

/**
 * How fast the planner places jobs of ten slots on one core, and how close its plans come to what no plan can beat.
 */
export async function run(): Promise<BenchRow[]> {
  return [
    speed("jobs/s, uncontended, interned", 1_000_000, JOBS, uncontended(JOBS), (sets) =>
      placeSets(sets, limits),
    ),
    speed("jobs/s, one hot slot, interned", 300_000, JOBS, oneHotSlot(JOBS), (sets) =>
      placeSets(sets, limits),
    ),
    speed("jobs/s, from JSON traces", 100_000, TRACED_JOBS, traceTexts(TRACED_JOBS), fromTraces),
    ...quality("random", randomInstance, 99),
    ...quality("protocol-shaped", protocolInstance, 99),
    // Where nearly every two jobs meet, the least number of batches may be above every bound that is proven, as the
    // colours of a graph are above its cliques; how good the plans are is told by the small ones, which can be solved.
    ...quality("crowded", crowdedInstance, null),
    ...besideExact("crowded, 10 to 60 jobs", (seed) => crowdedInstance(seed, 10, 60)),
  ];
}

function fromTraces(traces: readonly JobTraces[]): void {
  placeSets(internTraces(traces, new Set()), limits);
}

function speed<T>(
  name: string,
  target: number,
  count: number,
  input: T,
  place: (input: T) => void,
): BenchRow {
  let fastest = Number.POSITIVE_INFINITY;
  for (let index = 0; index < RUNS; index++) {
    const start = process.cpuUsage();
    place(input);
    const { user, system } = process.cpuUsage(start);
    fastest = Math.min(fastest, user + system);
  }
  const value = Math.round((count / fastest) * 1_000_000);
  return {
    ...{ case: name, value, unit: "jobs/s", baseline: null },
    target: `≥ ${target.toLocaleString("en-US")}`,
    ok: value >= target,
  };
}

/** @param leastMet The share of the instances that has to meet the bound, in percent. */
function quality(
  name: string,
  instanceOf: (seed: number) => InternedSets,
  leastMet: number | null,
): BenchRow[] {
  let met = 0;
  let batches = 0;
  let bounds = 0;
  let worst = 0;
  let makespans = 0;
  let makespanBounds = 0;
  let within = 0;
  let worstMakespan = 0;
  for (let seed = 1; seed <= INSTANCES; seed++) {
    const placing = placeSets(instanceOf(seed), limits);
    const { limitBound } = placing.bounds;
    if (placing.batchCount === limitBound) met++;
    batches += placing.batchCount;
    bounds += limitBound;
    worst = Math.max(worst, placing.batchCount / limitBound);
    const { makespan, criticalPath, totalGas } = measurePlan(placing.jobs, placing, THREADS);
    const bound = Math.max(criticalPath, totalGas / THREADS);
    makespans += makespan;
    makespanBounds += bound;
    worstMakespan = Math.max(worstMakespan, makespan / bound);
    if (makespan <= 1.05 * bound) within++;
  }
  const row = rowOf(name);
  const isMet = leastMet === null || percent(met) >= leastMet;
  return [
    row("batches / lower bound, all instances", batches / bounds, "×", "≤ 1.02", batches <= 1.02 * bounds),
    row(
      "instances that meet the bound",
      percent(met),
      "%",
      leastMet === null ? null : `≥ ${leastMet}`,
      isMet,
    ),
    row("batches / lower bound, worst instance", worst, "×", null, true),
    row(
      "makespan / max(critical path, total/p), all instances",
      ...([makespans / makespanBounds, "×", "≤ 1.05", makespans <= 1.05 * makespanBounds] as const),
    ),
    row("instances with that at most 1.05", percent(within), "%", null, true),
    row("makespan / max(critical path, total/p), worst instance", worstMakespan, "×", null, true),
  ];
}

/** How the plans of a family of small instances compare with the least number of batches, found by an exact solver. */
function besideExact(name: string, instanceOf: (seed: number) => InternedSets): BenchRow[] {
  let optimal = 0;
  let batches = 0;
  let leasts = 0;
  for (let seed = 1; seed <= INSTANCES; seed++) {
    const { jobs, batchCount, bounds } = placeSets(instanceOf(seed), limits);
    // What is not settled counts as if its bound could be met.
    const least = exactBatches(jobs, batchCount, bounds.limitBound, EXACT_STEPS) ?? bounds.limitBound;
    if (batchCount === least) optimal++;
    batches += batchCount;
    leasts += least;
  }
  const row = rowOf(name);
  return [
    row("batches / least possible, all instances", batches / leasts, "×", "≤ 1.02", batches <= 1.02 * leasts),
    row("instances with the least possible", percent(optimal), "%", "≥ 99", percent(optimal) >= 99),
  ];
}

function rowOf(name: string) {
  return (what: string, ...figure: [value: number, unit: string, target: string | null, ok: boolean]) =>
    benchRow(`${name}: ${what}`, ...figure);
}

function percent(count: number): number {
  return (count / INSTANCES) * 100;
}
