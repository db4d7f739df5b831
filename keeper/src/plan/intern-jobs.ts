import type { InternedJobs, PlanJob } from "./types.ts";

/**
 * Numbers the slots of jobs, leaving out those that cannot cause a conflict: without a writer, or touched by one job.
 */
export function internJobs(jobs: readonly PlanJob[]): InternedJobs {
  const numbers = new Map<string, number>();
  const names: string[] = [];
  const raw: Uint32Array[] = [];
  const writersOf: number[] = [];
  const touchersOf: number[] = [];

  for (const job of jobs) {
    const own = new Map<number, number>();
    const add = (name: string, written: number) => {
      let slot = numbers.get(name);
      if (slot === undefined) {
        slot = names.length;
        numbers.set(name, slot);
        names.push(name);
        writersOf.push(0);
        touchersOf.push(0);
      }
      const before = own.get(slot);
      if (before === undefined) touchersOf[slot] = (touchersOf[slot] ?? 0) + 1;
      if (written === 1 && before !== 1) writersOf[slot] = (writersOf[slot] ?? 0) + 1;
      own.set(slot, before === 1 ? 1 : written);
    };
    for (const name of job.writes) add(name, 1);
    for (const name of job.reads) add(name, 0);
    raw.push(Uint32Array.from(own, ([slot, written]) => slot * 2 + written));
  }

  // A slot keeps a number only where two jobs meet and one of them writes.
  const renumbered = new Int32Array(names.length).fill(-1);
  const kept: number[] = [];
  for (let slot = 0; slot < names.length; slot++) {
    if ((writersOf[slot] ?? 0) === 0 || (touchersOf[slot] ?? 0) < 2) continue;
    renumbered[slot] = kept.length;
    kept.push(slot);
  }

  const offsets = new Uint32Array(jobs.length + 1);
  const entries: number[] = [];
  raw.forEach((own, job) => {
    for (const entry of own) {
      const slot = renumbered[entry >>> 1] ?? -1;
      if (slot >= 0) entries.push(slot * 2 + (entry & 1));
    }
    offsets[job + 1] = entries.length;
  });

  return {
    count: jobs.length,
    slotCount: kept.length,
    offsets,
    entries: Uint32Array.from(entries),
    gas: Float64Array.from(jobs, (job) => job.gas),
    writers: Uint32Array.from(kept, (slot) => writersOf[slot] ?? 0),
    touchers: Uint32Array.from(kept, (slot) => touchersOf[slot] ?? 0),
    slotNames: kept.map((slot) => names[slot] ?? ""),
  };
}
