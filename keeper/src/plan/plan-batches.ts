import { internJobs } from "./intern-jobs.ts";
import { measurePlan } from "./measure-plan.ts";
import { placeJobs } from "./place-jobs.ts";
import type { HotSlot, InternedJobs, Plan, PlanJob, PlanLimits } from "./types.ts";

/** As many slots are told as people read. */
const toldSlots = 32;

/**
 * Puts jobs into as few batches as it can, such that no two jobs of a batch conflict and each batch is within limits.
 *
 * @remarks Pure and deterministic: the same jobs in the same order give the same plan. Batches come in the order of their
 * earliest deadline, then of what they are worth.
 */
export function planBatches(jobs: readonly PlanJob[], limits: PlanLimits): Plan {
  const interned = internJobs(jobs);
  const placing = placeJobs(interned, limits);
  const batches: number[][] = Array.from({ length: placing.batchCount }, () => []);
  for (let job = 0; job < interned.count; job++) batches[placing.batchOf[job] as number]?.push(job);

  const { lowerBound, limitBound, hottest } = placing.bounds;
  const { makespan, barrierMakespan, makespanBound, criticalPath, totalGas } = measurePlan(
    interned,
    placing,
    limits.threads,
  );
  return {
    batches: mostUrgentFirst(jobs, batches),
    ...{ lowerBound, limitBound, makespan, barrierMakespan, makespanBound },
    ceiling: totalGas === 0 ? 1 : totalGas / criticalPath,
    hottestSlot: interned.slotNames[hottest],
    hotSlots: hotSlots(interned),
  };
}

function mostUrgentFirst(jobs: readonly PlanJob[], batches: number[][]): number[][] {
  const ranked = batches.map((batch) => {
    const deadlines = batch.map((job) => jobs[job]?.deadline ?? Number.POSITIVE_INFINITY);
    const value = batch.reduce((sum, job) => sum + (jobs[job]?.value ?? 0n), 0n);
    return { batch, deadline: Math.min(...deadlines), value };
  });
  ranked.sort((a, b) => {
    if (a.deadline !== b.deadline) return a.deadline - b.deadline;
    if (a.value !== b.value) return a.value > b.value ? -1 : 1;
    return 0;
  });
  return ranked.map(({ batch }) => batch);
}

function hotSlots(jobs: InternedJobs): HotSlot[] {
  const slots = Array.from({ length: jobs.slotCount }, (_, slot) => slot)
    .sort((a, b) => (jobs.writers[b] ?? 0) - (jobs.writers[a] ?? 0) || a - b)
    .slice(0, toldSlots);
  const places = new Map(slots.map((slot, place) => [slot, place]));
  const found = slots.map((slot) => ({
    name: jobs.slotNames[slot] ?? "",
    writers: [] as number[],
    readers: [] as number[],
  }));
  for (let job = 0; job < jobs.count; job++) {
    for (let i = jobs.offsets[job] as number; i < (jobs.offsets[job + 1] as number); i++) {
      const entry = jobs.entries[i] as number;
      const hot = found[places.get(entry >>> 1) ?? -1];
      if (hot !== undefined) ((entry & 1) === 1 ? hot.writers : hot.readers).push(job);
    }
  }
  return found;
}
