import { type Colouring, largestBatch } from "./colour-jobs.ts";
import type { ContendedJobs, PlanLimits } from "./types.ts";

/** Above so many slots times batches, or jobs times batches, the tables or the search would cost more than they gain. */
const maxTable = 4_000_000;

/**
 * Moves jobs from fuller batches to emptier ones where they conflict with nothing, without adding a batch.
 *
 * @remarks First-fit fills the first batches to the brim, while the last hold only what hot slots force apart. Evened
 * out, each batch ends sooner, and a batch is more likely to land in one block.
 *
 * @param members The jobs that were coloured.
 */
export function levelBatches(
  jobs: ContendedJobs,
  members: Uint32Array,
  colouring: Colouring,
  limits: PlanLimits,
): Colouring {
  const count = colouring.batchCount;
  if (count < 2 || jobs.slotCount * count > maxTable || members.length * count > maxTable) return colouring;
  const most = largestBatch(limits);
  const batchOf = colouring.batchOf.slice();
  const gas = [...colouring.batchGas];
  const size = [...colouring.batchSize];
  // How many jobs of a batch touch a slot, and whether one writes it, at slot * count + batch.
  const touchers = new Uint32Array(jobs.slotCount * count);
  const written = new Uint8Array(jobs.slotCount * count);

  const put = (job: number, batch: number, sign: 1 | -1) => {
    gas[batch] = (gas[batch] ?? 0) + sign * (jobs.gas[job] as number);
    size[batch] = (size[batch] ?? 0) + sign;
    mark(job, batch, sign);
  };
  const mark = (job: number, batch: number, sign: 1 | -1) => {
    for (let i = jobs.offsets[job] as number; i < (jobs.offsets[job + 1] as number); i++) {
      const entry = jobs.entries[i] as number;
      const at = (entry >>> 1) * count + batch;
      touchers[at] = (touchers[at] as number) + sign;
      // The writer of a slot is alone with it in its batch, so a mark is enough.
      if ((entry & 1) === 1) written[at] = sign === 1 ? 1 : 0;
    }
  };
  const fits = (job: number, batch: number): boolean => {
    if ((size[batch] ?? 0) >= most) return false;
    if ((gas[batch] ?? 0) + (jobs.gas[job] as number) > limits.blockGas) return false;
    for (let i = jobs.offsets[job] as number; i < (jobs.offsets[job + 1] as number); i++) {
      const entry = jobs.entries[i] as number;
      const at = (entry >>> 1) * count + batch;
      if ((entry & 1) === 1 ? (touchers[at] as number) > 0 : written[at] === 1) return false;
    }
    return true;
  };

  for (const job of members) mark(job, batchOf[job] as number, 1);
  for (const job of members) {
    const from = batchOf[job] as number;
    // Moving pays where the other batch stays emptier than this one is now.
    let lightest = (gas[from] ?? 0) - (jobs.gas[job] as number);
    let to = from;
    for (let batch = 0; batch < count; batch++) {
      if (batch === from || (gas[batch] ?? 0) >= lightest || !fits(job, batch)) continue;
      lightest = gas[batch] ?? 0;
      to = batch;
    }
    if (to === from) continue;
    put(job, from, -1);
    put(job, to, 1);
    batchOf[job] = to;
  }
  return { batchOf, batchCount: count, batchGas: gas, batchSize: size };
}
