import type { ContendedJobs } from "./types.ts";

/**
 * The gas of the longest chain of jobs that each conflict with the one before, for jobs run in `order`.
 *
 * @remarks No schedule on any number of threads that keeps this order ends sooner. One pass: a slot remembers the
 * longest chain that ends in a write of it, and the longest that ends in any touch.
 */
export function longestChain(jobs: ContendedJobs, order: Iterable<number>): number {
  const writeEnd = new Float64Array(jobs.slotCount);
  const touchEnd = new Float64Array(jobs.slotCount);
  let longest = 0;
  for (const job of order) {
    const start = jobs.offsets[job] as number;
    const end = jobs.offsets[job + 1] as number;
    let before = 0;
    for (let i = start; i < end; i++) {
      const entry = jobs.entries[i] as number;
      before = Math.max(before, ((entry & 1) === 1 ? touchEnd : writeEnd)[entry >>> 1] as number);
    }
    const chain = before + (jobs.gas[job] as number);
    for (let i = start; i < end; i++) {
      const entry = jobs.entries[i] as number;
      const slot = entry >>> 1;
      touchEnd[slot] = Math.max(touchEnd[slot] as number, chain);
      if ((entry & 1) === 1) writeEnd[slot] = Math.max(writeEnd[slot] as number, chain);
    }
    longest = Math.max(longest, chain);
  }
  return longest;
}
