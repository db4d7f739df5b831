import type { ContendedJobs } from "./types.ts";

/** Marks the jobs that conflict with one, in an array that the next call uses again. */
export function createConflicts({ count, slotCount, offsets, entries }: ContendedJobs) {
  const starts = new Uint32Array(slotCount + 1);
  const end = offsets[count] as number;
  for (let i = 0; i < end; i++) {
    const after = ((entries[i] as number) >>> 1) + 1;
    starts[after] = (starts[after] as number) + 1;
  }
  for (let slot = 0; slot < slotCount; slot++) {
    starts[slot + 1] = (starts[slot + 1] as number) + (starts[slot] as number);
  }
  // Who touches each slot, as job * 2 + (writes it ? 1 : 0).
  const touchers = new Uint32Array(end);
  const next = starts.slice();
  for (let job = 0; job < count; job++) {
    for (let i = offsets[job] as number; i < (offsets[job + 1] as number); i++) {
      const entry = entries[i] as number;
      const slot = entry >>> 1;
      touchers[next[slot] as number] = job * 2 + (entry & 1);
      next[slot] = (next[slot] as number) + 1;
    }
  }
  const met = new Uint8Array(count);
  return (job: number): Uint8Array => {
    met.fill(0);
    for (let i = offsets[job] as number; i < (offsets[job + 1] as number); i++) {
      const entry = entries[i] as number;
      const slot = entry >>> 1;
      for (let at = starts[slot] as number; at < (starts[slot + 1] as number); at++) {
        const toucher = touchers[at] as number;
        if (((toucher | entry) & 1) === 1) met[toucher >>> 1] = 1;
      }
    }
    met[job] = 0;
    return met;
  };
}
