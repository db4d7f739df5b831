import { type Colouring, colourJobs } from "./colour-jobs.ts";
import type { ContendedJobs, PlanLimits } from "./types.ts";

const maxAttempts = 256;
/** Attempts end once they looked at so many entries, so that a large plan that misses its bound isn't late as well. */
const maxEntries = 5_000_000;

/**
 * Colours again, whole batches first and in changed order, until `bound` is met or the attempts are used up.
 *
 * @remarks Without limits, taking the jobs batch by batch can never need more batches than before, whatever the order of
 * the batches (Culberson's iterated greedy), so every attempt starts from the best colouring so far. Deterministic: the
 * shuffles come from a fixed seed.
 *
 * @param members The jobs that were coloured.
 */
export function repairColouring(
  jobs: ContendedJobs,
  members: Uint32Array,
  first: Colouring,
  bound: number,
  limits: PlanLimits,
): Colouring {
  let best = first;
  let current = first;
  let seed = 0x9e3779b9;
  const random = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };

  const attempts = Math.min(maxAttempts, Math.floor(maxEntries / (jobs.entries.length + 1)));
  for (let attempt = 0; attempt < attempts && best.batchCount > bound; attempt++) {
    const batches: number[][] = Array.from({ length: current.batchCount }, () => []);
    for (const job of members) batches[current.batchOf[job] ?? 0]?.push(job);
    if (attempt % 3 === 0) {
      batches.reverse();
    } else if (attempt % 3 === 1) {
      batches.sort((a, b) => b.length - a.length);
    } else {
      for (let i = batches.length - 1; i > 0; i--) {
        const j = Math.floor(random() * (i + 1));
        [batches[i], batches[j]] = [batches[j] ?? [], batches[i] ?? []];
      }
    }
    current = colourJobs(jobs, Uint32Array.from(batches.flat()), limits);
    if (current.batchCount < best.batchCount) best = current;
    // With limits an attempt can come out worse; the next then starts from the best again.
    if (current.batchCount > best.batchCount) current = best;
  }
  return best;
}
