import { type Colouring, largestBatch } from "./colour-jobs.ts";
import { createConflictTable } from "./create-conflict-table.ts";
import { describeColouring } from "./describe-colouring.ts";
import { largestClique } from "./largest-clique.ts";
import { recolourJobs } from "./recolour-jobs.ts";
import { settleBatches } from "./settle-batches.ts";
import type { ContendedJobs, PlanLimits } from "./types.ts";

/** Further above its bound a plan isn't brought down one by one, as the bound is what is at fault. */
const maxSettled = 3;

/**
 * Where slots leave the number of batches open, asks of every two jobs: for a higher bound, and for fewer batches.
 *
 * @remarks The bound is a clique's first, then what no search of all plans finds possible, which may be above every clique
 * (the chromatic number of five jobs in a ring is three).
 *
 * @param members The jobs that can conflict.
 * @param clique Jobs of which every two conflict.
 * @returns The best colouring found and the best bound proven; undefined where there are too many jobs to ask.
 */
export function searchPairs(
  jobs: ContendedJobs,
  members: Uint32Array,
  clique: readonly number[],
  colouring: Colouring,
  bound: number,
  limits: PlanLimits,
): { colouring: Colouring; bound: number } | undefined {
  const table = createConflictTable(jobs, members);
  if (table === undefined) return undefined;
  const places = new Map(table.jobs.map((job, place) => [job, place]));
  const { clique: largest } = largestClique(
    table,
    clique.map((job) => places.get(job) as number),
  );
  let least = Math.max(bound, largest.length);
  let best = colouring;
  const settle = (batchCount: number): boolean => {
    const settled = settleBatches(table.neighbours, largest, batchCount);
    if (settled === undefined) return false;
    if (settled === "impossible") {
      least = batchCount + 1;
      return true;
    }
    const batchOf = colouring.batchOf.slice();
    for (const [place, job] of table.jobs.entries()) batchOf[job] = settled[place] as number;
    const found = describeColouring(jobs, members, batchOf, batchCount);
    if (!isWithin(found, limits)) return false;
    best = found;
    return true;
  };
  while (best.batchCount > least && settle(least));
  best = recolourJobs(jobs, table, largest, best, least, limits);
  while (best.batchCount > least + 1 && best.batchCount <= least + maxSettled && settle(best.batchCount - 1));
  return { colouring: best, bound: least };
}

function isWithin({ batchGas, batchSize }: Colouring, limits: PlanLimits): boolean {
  return (
    batchSize.every((size) => size <= largestBatch(limits)) &&
    batchGas.every((gas, batch) => batchSize[batch] === 1 || gas <= limits.blockGas)
  );
}
