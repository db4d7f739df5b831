import { type BatchBounds, batchBounds } from "./batch-bounds.ts";
import { type Colouring, colourJobs } from "./colour-jobs.ts";
import { createConflictTable } from "./create-conflict-table.ts";
import { diveForClique } from "./dive-for-clique.ts";
import { ejectJobs } from "./eject-jobs.ts";
import { fillBatches } from "./fill-batches.ts";
import { growClique } from "./grow-clique.ts";
import { keepContended } from "./keep-contended.ts";
import { largestClique } from "./largest-clique.ts";
import { levelBatches } from "./level-batches.ts";
import { nestedClique } from "./nested-clique.ts";
import { freeJobs, hottestFirst } from "./order-jobs.ts";
import { recolourJobs } from "./recolour-jobs.ts";
import { repairColouring } from "./repair-colouring.ts";
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
  const bounds = { ...batchBounds(jobs, limits) };
  const order = hottestFirst(jobs);
  const coloured = colourJobs(jobs, order, limits);
  if (coloured.batchCount > bounds.limitBound) {
    bounds.limitBound = Math.max(bounds.limitBound, cliqueBound(jobs, order));
  }
  const repaired = repairColouring(jobs, order, coloured, bounds.limitBound, limits);
  const ejected = ejectJobs(jobs, order, repaired, bounds.limitBound, limits);
  const fewer = searchPairs(jobs, order, ejected, bounds, limits);
  const levelled = levelBatches(jobs, order, fewer, limits);
  const filled = fillBatches(jobs, levelled, freeJobs(jobs), limits);
  return { ...filled, jobs, bounds };
}

/** Where slots leave the number of batches open, asks of every two jobs: for a higher bound first, then for a batch less. */
function searchPairs(
  jobs: ContendedJobs,
  members: Uint32Array,
  colouring: Colouring,
  bounds: { limitBound: number },
  limits: PlanLimits,
): Colouring {
  const table = colouring.batchCount > bounds.limitBound ? createConflictTable(jobs, members) : undefined;
  if (table === undefined) return colouring;
  bounds.limitBound = largestClique(table, bounds.limitBound);
  return recolourJobs(jobs, table, colouring, bounds.limitBound, limits);
}

/** The most jobs that were found of which every two conflict: the best of two searches, grown. */
function cliqueBound(jobs: ContendedJobs, members: Uint32Array): number {
  const cliques = [nestedClique(jobs, members), diveForClique(jobs, members)];
  return Math.max(...cliques.map((clique) => growClique(jobs, members, clique).length));
}
