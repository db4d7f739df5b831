import type { Colouring } from "./colour-jobs.ts";
import type { ContendedJobs } from "./types.ts";

/** A colouring with the gas and the size of each batch. */
export function describeColouring(
  jobs: ContendedJobs,
  members: Uint32Array,
  batchOf: Uint32Array,
  batchCount: number,
): Colouring {
  const batchGas: number[] = new Array(batchCount).fill(0);
  const batchSize: number[] = new Array(batchCount).fill(0);
  for (const job of members) {
    const batch = batchOf[job] as number;
    batchGas[batch] = (batchGas[batch] ?? 0) + (jobs.gas[job] as number);
    batchSize[batch] = (batchSize[batch] ?? 0) + 1;
  }
  return { batchOf, batchCount, batchGas, batchSize };
}
