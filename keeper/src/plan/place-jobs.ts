import { type BatchBounds, batchBounds } from "./batch-bounds.ts";
import { type Colouring, colourJobs } from "./colour-jobs.ts";
import { diveForClique } from "./dive-for-clique.ts";
import { ejectJobs } from "./eject-jobs.ts";
import { fillBatches } from "./fill-batches.ts";
import { growClique } from "./grow-clique.ts";
import { keepContended } from "./keep-contended.ts";
import { levelBatches } from "./level-batches.ts";
import { nestedClique } from "./nested-clique.ts";
import { freeJobs, hottestFirst } from "./order-jobs.ts";
import { repairColouring } from "./repair-colouring.ts";
import { searchPairs } from "./search-pairs.ts";
import type { ContendedJobs, InternedSets, PlanLimits } from "./types.ts";

export interface Placing extends Colouring {
  readonly jobs: ContendedJobs;
  readonly bounds: BatchBounds;
}

/** Puts interned jobs into as few batches as it can: by slot first, then a repair pass where the bound is not met. */
export function placeSets(sets: InternedSets, limits: PlanLimits): Placing {
  return placeJobs(keepContended(sets), limits);
}

export function placeJobs(jobs: ContendedJobs, limits: PlanLimits): Placing {
  const bounds = batchBounds(jobs, limits);
  const order = hottestFirst(jobs);
  const coloured = colourJobs(jobs, order, limits);
  const { colouring, bound } = repair(jobs, order, coloured, bounds.limitBound, limits);
  const levelled = levelBatches(jobs, order, colouring, limits);
  const filled = fillBatches(jobs, levelled, freeJobs(jobs), limits);
  return { ...filled, jobs, bounds: { ...bounds, limitBound: bound } };
}

/** Looks for fewer batches and for a higher bound, each step at more cost, until they meet. */
function repair(
  jobs: ContendedJobs,
  members: Uint32Array,
  coloured: Colouring,
  slotBound: number,
  limits: PlanLimits,
): { colouring: Colouring; bound: number } {
  if (coloured.batchCount <= slotBound) return { colouring: coloured, bound: slotBound };
  const clique = findClique(jobs, members);
  const bound = Math.max(slotBound, clique.length);
  const repaired = repairColouring(jobs, members, coloured, bound, limits);
  if (repaired.batchCount <= bound) return { colouring: repaired, bound };
  return (
    searchPairs(jobs, members, clique, repaired, bound, limits) ?? {
      colouring: ejectJobs(jobs, members, repaired, bound, limits),
      bound,
    }
  );
}

/** The most jobs that were found of which every two conflict: the best of two searches, grown. */
function findClique(jobs: ContendedJobs, members: Uint32Array): readonly number[] {
  const [a, b] = [nestedClique(jobs, members), diveForClique(jobs, members)].map((clique) =>
    growClique(jobs, members, clique),
  ) as [readonly number[], readonly number[]];
  return a.length > b.length ? a : b;
}
