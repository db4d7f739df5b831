import { batchBounds } from "../../keeper/src/plan/batch-bounds.ts";
import { createConflictTable } from "../../keeper/src/plan/create-conflict-table.ts";
import { largestClique } from "../../keeper/src/plan/largest-clique.ts";
import { hottestFirst } from "../../keeper/src/plan/order-jobs.ts";
import type { ContendedJobs, PlanLimits } from "../../keeper/src/plan/types.ts";

/**
 * Whether a number of batches that is proven to be needed is proven to be above every clique as well, so that no planner
 * could have as few batches as jobs of which every two conflict.
 */
export function isAboveCliques(jobs: ContendedJobs, needed: number, limits: PlanLimits): boolean {
  // The writers of a slot and a reader are a clique.
  if (batchBounds(jobs, limits).limitBound >= needed) return false;
  const table = createConflictTable(jobs, hottestFirst(jobs));
  if (table === undefined) return false;
  const { clique, isLargest } = largestClique(table, []);
  return isLargest && clique.length < needed;
}
