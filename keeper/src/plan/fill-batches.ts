import { type Colouring, largestBatch } from "./colour-jobs.ts";
import type { InternedSets, PlanLimits } from "./types.ts";

/**
 * Adds jobs that conflict with nothing to the batches, where they end soonest.
 *
 * @remarks A batch lasts as long as its longest job, so first goes what fits beside that on the other threads; what is
 * left is spread evenly, and what limits leave no room for makes new batches.
 *
 * @param free The jobs to add, those of most gas first.
 */
export function fillBatches(
  jobs: InternedSets,
  colouring: Colouring,
  free: Uint32Array,
  limits: PlanLimits,
): Colouring {
  if (free.length === 0) return colouring;
  const most = largestBatch(limits);
  const { batchOf } = colouring;
  const gas = [...colouring.batchGas];
  const size = [...colouring.batchSize];
  if (size.length === 0) {
    gas.push(0);
    size.push(0);
  }
  const longest = new Float64Array(size.length);
  if (colouring.batchCount > 1) {
    const isFree = new Uint8Array(jobs.count);
    for (const job of free) isFree[job] = 1;
    for (let job = 0; job < jobs.count; job++) {
      const batch = batchOf[job] as number;
      if (isFree[job] === 0 && (jobs.gas[job] as number) > (longest[batch] as number))
        longest[batch] = jobs.gas[job] as number;
    }
  }
  const byLength = Array.from(longest.keys()).sort(
    (a, b) => (longest[b] as number) - (longest[a] as number) || a - b,
  );

  let next = 0;
  const pour = (targetOf: (batch: number) => number) => {
    for (const batch of byLength) {
      const target = targetOf(batch);
      let filled = gas[batch] as number;
      let count = size[batch] as number;
      while (next < free.length && count < most && filled < target) {
        const job = free[next] as number;
        const more = jobs.gas[job] as number;
        if (count > 0 && filled + more > limits.blockGas) break;
        batchOf[job] = batch;
        filled += more;
        count++;
        next++;
      }
      gas[batch] = filled;
      size[batch] = count;
    }
  };
  pour((batch) => (longest[batch] as number) * limits.threads);
  let left = 0;
  for (let i = next; i < free.length; i++) left += jobs.gas[free[i] as number] as number;
  const share = left / byLength.length;
  pour((batch) => (gas[batch] as number) + share);
  pour(() => Number.POSITIVE_INFINITY);
  while (next < free.length) {
    byLength.splice(0, byLength.length, size.length);
    gas.push(0);
    size.push(0);
    pour(() => Number.POSITIVE_INFINITY);
  }
  return { batchOf, batchCount: size.length, batchGas: gas, batchSize: size };
}
