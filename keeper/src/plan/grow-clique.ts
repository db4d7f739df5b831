import { createConflicts } from "./create-conflicts.ts";
import type { ContendedJobs } from "./types.ts";

/** A step looks at every job, so above so many the search would take longer than the bound is worth. */
const maxJobs = 8_192;
const maxSteps = 400;

/**
 * Grows jobs of which every two conflict by more such jobs, also by giving one up for another where that opens a way.
 *
 * @remarks Those that a job conflicts with are read from the jobs of its slots, so no edge is kept. A job that was given up
 * stays out for some steps. Deterministic.
 *
 * @param members The jobs that can conflict.
 */
export function growClique(
  jobs: ContendedJobs,
  members: Uint32Array,
  clique: readonly number[],
): readonly number[] {
  if (members.length > maxJobs || clique.length === 0) return clique;
  const conflictsOf = createConflicts(jobs);
  const inside = new Set<number>();
  // How many of the clique each job does not conflict with; a job does not conflict with itself.
  const missing = new Uint32Array(jobs.count);
  const outUntil = new Uint32Array(jobs.count);
  const change = (job: number, sign: 1 | -1) => {
    const met = conflictsOf(job);
    for (const other of members) if (met[other] !== 1) missing[other] = (missing[other] as number) + sign;
    if (sign === 1) inside.add(job);
    else inside.delete(job);
  };
  for (const job of clique) change(job, 1);

  let best = [...clique];
  for (let step = 1; step <= maxSteps; step++) {
    const candidates = (lacking: number) =>
      members.filter(
        (job) => missing[job] === lacking && !inside.has(job) && (outUntil[job] as number) <= step,
      );
    const [next] = candidates(0);
    if (next !== undefined) {
      change(next, 1);
      if (inside.size > best.length) best = [...inside];
      continue;
    }
    const swaps = candidates(1);
    const swap = swaps[(step * 7) % Math.max(1, swaps.length)];
    if (swap === undefined) break;
    const met = conflictsOf(swap).slice();
    for (const job of inside) {
      if (met[job] === 1) continue;
      change(job, -1);
      outUntil[job] = step + 7 + (step % 5);
      break;
    }
    change(swap, 1);
  }
  return best;
}
