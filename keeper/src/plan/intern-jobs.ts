import { keepContended } from "./keep-contended.ts";
import type { InternedJobs, PlanJob } from "./types.ts";

/** Numbers the slots of jobs, and keeps those that can cause a conflict. */
export function internJobs(jobs: readonly PlanJob[]): InternedJobs {
  const numbers = new Map<string, number>();
  const names: string[] = [];
  const offsets = new Uint32Array(jobs.length + 1);
  const entries: number[] = [];
  /** Where in `entries` the job at hand has a slot; stale places belong to earlier jobs. */
  const places: number[] = [];

  jobs.forEach((job, index) => {
    const start = entries.length;
    const add = (name: string, written: 0 | 1) => {
      let slot = numbers.get(name);
      if (slot === undefined) {
        slot = names.length;
        numbers.set(name, slot);
        names.push(name);
        places.push(-1);
      }
      if ((places[slot] ?? -1) >= start) return;
      places[slot] = entries.length;
      entries.push(slot * 2 + written);
    };
    for (const name of job.writes) add(name, 1);
    if (job.sender !== undefined) add(`nonce of ${job.sender}`, 1);
    for (const name of job.reads) add(name, 0);
    offsets[index + 1] = entries.length;
  });

  const contended = keepContended({
    ...{ count: jobs.length, slotCount: names.length, offsets },
    entries: Uint32Array.from(entries),
    gas: Float64Array.from(jobs, (job) => job.gas),
  });
  return { ...contended, slotNames: Array.from(contended.originOf, (slot) => names[slot] ?? "") };
}
