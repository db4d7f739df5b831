import type { InternedJobs } from "./types.ts";

/**
 * The gas of the longest chain of jobs that each conflict with the one before, for jobs run in `order`.
 *
 * @remarks No schedule on any number of threads that keeps this order ends sooner. One pass: a slot remembers the
 * longest chain that ends in a write of it, and the longest that ends in any touch.
 */
export function longestChain(jobs: InternedJobs, order: Iterable<number>): number {
  const writeEnd = new Float64Array(jobs.slotCount);
  const touchEnd = new Float64Array(jobs.slotCount);
  let longest = 0;
  for (const job of order) {
    const start = jobs.offsets[job] ?? 0;
    const end = jobs.offsets[job + 1] ?? 0;
    let before = 0;
    for (let i = start; i < end; i++) {
      const entry = jobs.entries[i] ?? 0;
      before = Math.max(before, ((entry & 1) === 1 ? touchEnd : writeEnd)[entry >>> 1] ?? 0);
    }
    const chain = before + (jobs.gas[job] ?? 0);
    for (let i = start; i < end; i++) {
      const entry = jobs.entries[i] ?? 0;
      const slot = entry >>> 1;
      touchEnd[slot] = Math.max(touchEnd[slot] ?? 0, chain);
      if ((entry & 1) === 1) writeEnd[slot] = Math.max(writeEnd[slot] ?? 0, chain);
    }
    longest = Math.max(longest, chain);
  }
  return longest;
}
