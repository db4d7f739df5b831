import { colourJobs } from "./colour-jobs.ts";
import { createConflicts } from "./create-conflicts.ts";
import type { ContendedJobs } from "./types.ts";

/** Every step colours what is left, so above so many jobs the bound would take longer than it is worth. */
const maxJobs = 4_096;
const unlimited = { blockGas: Number.POSITIVE_INFINITY, senders: Number.POSITIVE_INFINITY, threads: 1 };

/**
 * Jobs of which every two conflict, found by a colouring: what needs the last colour conflicts with all the others.
 *
 * @remarks The first descent of Tomita's search for a largest clique: take a job of the last colour, keep those that
 * conflict with it, colour them again.
 *
 * @param members The jobs that can conflict.
 */
export function diveForClique(jobs: ContendedJobs, members: Uint32Array): number[] {
  if (members.length > maxJobs) return [];
  const conflictsOf = createConflicts(jobs);
  const clique: number[] = [];
  for (let left = members; left.length > 0; ) {
    const { batchOf } = colourJobs(jobs, left, unlimited);
    let last = left[0] as number;
    for (const job of left) if ((batchOf[job] as number) >= (batchOf[last] as number)) last = job;
    clique.push(last);
    const met = conflictsOf(last);
    left = left.filter((job) => met[job] === 1);
  }
  return clique;
}
