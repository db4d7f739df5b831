import { largestBatch } from "./colour-jobs.ts";
import type { ContendedJobs, PlanLimits } from "./types.ts";

export interface BatchBounds {
  /** The largest number of jobs that write one slot. */
  readonly lowerBound: number;
  /** The same with those that only read it, block gas and senders. */
  readonly limitBound: number;
  /** The slot with the most writers; -1 where none has two. */
  readonly hottest: number;
}

/** The least numbers of batches that slots, and limits, leave possible. */
export function batchBounds(jobs: ContendedJobs, limits: PlanLimits): BatchBounds {
  let lowerBound = jobs.count === 0 ? 0 : 1;
  let limitBound = Math.max(lowerBound, gasBound(jobs, limits), Math.ceil(jobs.count / largestBatch(limits)));
  let hottest = -1;
  for (let slot = 0; slot < jobs.slotCount; slot++) {
    const writers = jobs.writers[slot] as number;
    if (writers > lowerBound) {
      lowerBound = writers;
      hottest = slot;
    }
    // Those that only read a slot can share one batch, which none of its writers can be in.
    const needed = (jobs.touchers[slot] as number) > writers ? writers + 1 : writers;
    if (needed > limitBound) limitBound = needed;
  }
  return { lowerBound, limitBound, hottest };
}

function gasBound({ gas: gasOf }: ContendedJobs, { blockGas }: PlanLimits): number {
  if (blockGas === Number.POSITIVE_INFINITY) return 0;
  let oversized = 0;
  let fitting = 0;
  for (let job = 0; job < gasOf.length; job++) {
    const gas = gasOf[job] as number;
    if (gas > blockGas) oversized++;
    else fitting += gas;
  }
  return oversized + Math.ceil(fitting / blockGas);
}
