import type { ContendedJobs } from "./types.ts";

/**
 * The least number of batches that slots and dependencies leave possible together.
 *
 * @remarks Those who write one slot come one after another, each as many batches after the start as the longest chain of
 * jobs that feeds it, and as many before the end as the longest that it feeds. So for any of them, the least such head,
 * their number and the least tail are needed in sequence: Carlier's bound of a machine with heads and tails.
 *
 * @param feeders For each job the places of those that must be in an earlier batch; without a circle.
 */
export function chainBound(jobs: ContendedJobs, feeders: readonly (readonly number[])[]): number {
  const heads = new Uint32Array(jobs.count);
  const tails = new Uint32Array(jobs.count);
  const order = inFeedingOrder(feeders);
  for (const job of order) {
    for (const feeder of feeders[job] ?? [])
      heads[job] = Math.max(heads[job] as number, (heads[feeder] as number) + 1);
  }
  for (const job of order.toReversed()) {
    for (const feeder of feeders[job] ?? [])
      tails[feeder] = Math.max(tails[feeder] as number, (tails[job] as number) + 1);
  }

  let bound = 0;
  for (let job = 0; job < jobs.count; job++) {
    bound = Math.max(bound, (heads[job] as number) + 1 + (tails[job] as number));
  }
  const writersOf: number[][] = Array.from({ length: jobs.slotCount }, () => []);
  for (let job = 0; job < jobs.count; job++) {
    for (let i = jobs.offsets[job] as number; i < (jobs.offsets[job + 1] as number); i++) {
      const entry = jobs.entries[i] as number;
      if ((entry & 1) === 1) writersOf[entry >>> 1]?.push(job);
    }
  }
  for (const writers of writersOf) {
    const own = new Set(writers.map((job) => heads[job] as number));
    const ends = new Set(writers.map((job) => tails[job] as number));
    for (const head of own) {
      for (const tail of ends) {
        const among = writers.filter(
          (job) => (heads[job] as number) >= head && (tails[job] as number) >= tail,
        );
        if (among.length > 0) bound = Math.max(bound, head + among.length + tail);
      }
    }
  }
  return bound;
}

/** Jobs such that each comes after all that feed it. */
function inFeedingOrder(feeders: readonly (readonly number[])[]): number[] {
  const order: number[] = [];
  const seen = new Uint8Array(feeders.length);
  const visit = (job: number) => {
    if (seen[job] === 1) return;
    seen[job] = 1;
    for (const feeder of feeders[job] ?? []) visit(feeder);
    order.push(job);
  };
  for (const job of feeders.keys()) visit(job);
  return order;
}
