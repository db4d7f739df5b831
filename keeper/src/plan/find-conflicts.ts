import { internJobs } from "./intern-jobs.ts";
import type { PlanJob } from "./types.ts";

/**
 * The jobs that conflict with an earlier one that is kept: taking them out leaves the rest free of conflicts.
 *
 * @returns Indexes into `jobs`, ascending.
 */
export function findConflicts(jobs: readonly PlanJob[]): number[] {
  const interned = internJobs(jobs);
  const touched = new Uint8Array(interned.slotCount);
  const written = new Uint8Array(interned.slotCount);
  const conflicting: number[] = [];
  for (let job = 0; job < interned.count; job++) {
    const entries = interned.entries.subarray(interned.offsets[job], interned.offsets[job + 1]);
    if (entries.some((entry) => ((entry & 1) === 1 ? touched : written)[entry >>> 1] === 1)) {
      conflicting.push(job);
      continue;
    }
    for (const entry of entries) {
      touched[entry >>> 1] = 1;
      if ((entry & 1) === 1) written[entry >>> 1] = 1;
    }
  }
  return conflicting;
}
