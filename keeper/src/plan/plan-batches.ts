import { type Colouring, colourJobs } from "./colour-jobs.ts";
import { internJobs } from "./intern-jobs.ts";
import { levelBatches } from "./level-batches.ts";
import { longestChain } from "./longest-chain.ts";
import { repairColouring } from "./repair-colouring.ts";
import type { InternedJobs, Plan, PlanJob, PlanLimits } from "./types.ts";

/**
 * Puts jobs into as few batches as it can, such that no two jobs of a batch conflict and each batch is within limits.
 *
 * @remarks Pure and deterministic: the same jobs in the same order give the same plan.
 */
export function planBatches(jobs: readonly PlanJob[], limits: PlanLimits): Plan {
  const interned = internJobs(jobs);
  let lowerBound = interned.count === 0 ? 0 : 1;
  let bound = Math.max(lowerBound, gasBound(interned, limits), Math.ceil(interned.count / limits.senders));
  let hottest = -1;
  for (let slot = 0; slot < interned.slotCount; slot++) {
    const writers = interned.writers[slot] ?? 0;
    if (writers > lowerBound) {
      lowerBound = writers;
      hottest = slot;
    }
    // Those that only read a slot can share one batch, which none of its writers can be in.
    bound = Math.max(bound, writers + ((interned.touchers[slot] ?? 0) > writers ? 1 : 0));
  }

  const first = colourJobs(interned, hottestFirst(interned), limits);
  const repaired = repairColouring(interned, first, bound, limits);
  const colouring = levelBatches(interned, repaired, limits);
  const batches: number[][] = Array.from({ length: colouring.batchCount }, () => []);
  for (let job = 0; job < interned.count; job++) batches[colouring.batchOf[job] ?? 0]?.push(job);

  const totalGas = interned.gas.reduce((sum, gas) => sum + gas, 0);
  return {
    batches,
    lowerBound,
    limitBound: bound,
    makespan: makespanOf(interned, colouring, limits.threads),
    ceiling: totalGas === 0 ? 1 : totalGas / longestChain(interned, batches.flat()),
    hottestSlot: interned.slotNames[hottest],
  };
}

/** Jobs on the slots with most writers first, as they have the least choice; then those with more entries. */
function hottestFirst(jobs: InternedJobs): Uint32Array {
  const heat = new Float64Array(jobs.count);
  for (let job = 0; job < jobs.count; job++) {
    const start = jobs.offsets[job] ?? 0;
    const end = jobs.offsets[job + 1] ?? 0;
    let most = 0;
    for (let i = start; i < end; i++) most = Math.max(most, jobs.writers[(jobs.entries[i] ?? 0) >>> 1] ?? 0);
    heat[job] = most * 2 ** 20 + Math.min(end - start, 2 ** 20 - 1);
  }
  const order = Uint32Array.from({ length: jobs.count }, (_, job) => job);
  return order.sort(
    (a, b) => (heat[b] ?? 0) - (heat[a] ?? 0) || (jobs.gas[b] ?? 0) - (jobs.gas[a] ?? 0) || a - b,
  );
}

function gasBound(jobs: InternedJobs, limits: PlanLimits): number {
  let oversized = 0;
  let fitting = 0;
  for (const gas of jobs.gas) {
    if (gas > limits.blockGas) oversized++;
    else fitting += gas;
  }
  return oversized + Math.ceil(fitting / limits.blockGas);
}

/** Longest job first onto the thread that is free soonest, batch after batch. */
function makespanOf(jobs: InternedJobs, colouring: Colouring, threads: number): number {
  const gasOf: number[][] = Array.from({ length: colouring.batchCount }, () => []);
  for (let job = 0; job < jobs.count; job++) gasOf[colouring.batchOf[job] ?? 0]?.push(jobs.gas[job] ?? 0);
  let makespan = 0;
  for (const batch of gasOf) {
    const loads = new Float64Array(Math.min(threads, batch.length));
    for (const gas of batch.sort((a, b) => b - a)) {
      let idlest = 0;
      for (let thread = 1; thread < loads.length; thread++) {
        if ((loads[thread] ?? 0) < (loads[idlest] ?? 0)) idlest = thread;
      }
      loads[idlest] = (loads[idlest] ?? 0) + gas;
    }
    makespan += loads.reduce((most, load) => Math.max(most, load), 0);
  }
  return makespan;
}
