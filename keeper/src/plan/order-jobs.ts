import type { ContendedJobs } from "./types.ts";

/** A double keeps integers of 53 bits: 25 for the job, 20 for its heat, 8 for its entries. */
const jobBits = 2 ** 25;
const maxHeat = 2 ** 20 - 1;
const maxEntries = 2 ** 8 - 1;

/**
 * The jobs that can conflict, those on the slots with most writers first, as they have the least choice; then those with
 * more entries, then in the given order.
 *
 * @throws RangeError above 33 million jobs.
 */
export function hottestFirst(jobs: ContendedJobs): Uint32Array {
  if (jobs.count >= jobBits) throw new RangeError(`${jobs.count} jobs are more than a plan can order`);
  const { offsets, entries, touchers, writers } = jobs;
  const keys = new Float64Array(jobs.count);
  let count = 0;
  for (let job = 0; job < jobs.count; job++) {
    const start = offsets[job] as number;
    const end = offsets[job + 1] as number;
    if (start === end) continue;
    let heat = 0;
    for (let i = start; i < end; i++) {
      const entry = entries[i] as number;
      const slot = entry >>> 1;
      // A writer meets all touchers of a slot, a reader its writers alone.
      const met = ((entry & 1) === 1 ? touchers : writers)[slot] as number;
      if (met > heat) heat = met;
    }
    const cold = (maxHeat - Math.min(heat, maxHeat)) * (maxEntries + 1);
    keys[count++] = (cold + (maxEntries - Math.min(end - start, maxEntries))) * jobBits + job;
  }
  const sorted = keys.subarray(0, count).sort();
  const order = new Uint32Array(count);
  for (let i = 0; i < count; i++) order[i] = (sorted[i] as number) % jobBits;
  return order;
}

/** The jobs that conflict with nothing, those of most gas first. */
export function freeJobs(jobs: ContendedJobs): Uint32Array {
  const { offsets, gas } = jobs;
  const keys = new Float64Array(jobs.count);
  let count = 0;
  for (let job = 0; job < jobs.count; job++) {
    // Above 2^27 gas all are alike: no block of today holds many of them.
    if (offsets[job] === offsets[job + 1])
      keys[count++] = (2 ** 27 - Math.min(2 ** 27, Math.floor(gas[job] as number))) * jobBits + job;
  }
  const sorted = keys.subarray(0, count).sort();
  const order = new Uint32Array(count);
  for (let i = 0; i < count; i++) order[i] = (sorted[i] as number) % jobBits;
  return order;
}
