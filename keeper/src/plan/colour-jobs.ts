import { createBatchTable } from "./create-batch-table.ts";
import type { ContendedJobs, PlanLimits } from "./types.ts";

export interface Colouring {
  /** The batch of each job. */
  readonly batchOf: Uint32Array;
  readonly batchCount: number;
  readonly batchGas: readonly number[];
  readonly batchSize: readonly number[];
}

/**
 * Puts jobs, in the given order, each into the first batch where it conflicts with nothing and fits.
 *
 * @remarks Conflicts are looked up by slot: every slot keeps a bit for each batch that touches it and one for each that
 * writes it, so the cost grows with the entries of the jobs and never with their pairs. A slot also remembers below which
 * batch there is no room left, so that the jobs of a hot slot don't search through those before them.
 */
export function colourJobs(jobs: ContendedJobs, order: Uint32Array, limits: PlanLimits): Colouring {
  const { offsets, entries, gas: gasOf, slotCount } = jobs;
  const most = largestBatch(limits);
  const batchOf = new Uint32Array(jobs.count);
  const batchGas: number[] = [];
  const batchSize: number[] = [];
  const touched = createBatchTable(slotCount);
  const written = createBatchTable(slotCount);
  // All batches below are touched, or written, by a job of the slot.
  const touchedBelow = new Uint32Array(slotCount);
  const writtenBelow = new Uint32Array(slotCount);
  // Batches that have as many jobs as they may, and the first that has not.
  const full: number[] = [];
  let firstOpen = 0;

  for (let place = 0; place < order.length; place++) {
    const job = order[place] as number;
    const start = offsets[job] as number;
    const end = offsets[job + 1] as number;
    const gas = gasOf[job] as number;
    let from = firstOpen;
    for (let i = start; i < end; i++) {
      const entry = entries[i] as number;
      const below = ((entry & 1) === 1 ? touchedBelow : writtenBelow)[entry >>> 1] as number;
      if (below > from) from = below;
    }
    let batch = -1;
    for (let word = from >>> 5; batch < 0; word++) {
      let taken = full[word] ?? 0;
      for (let i = start; i < end && taken !== -1; i++) {
        const entry = entries[i] as number;
        taken |= (entry & 1) === 1 ? touched.read(entry >>> 1, word) : written.read(entry >>> 1, word);
      }
      let free = ~taken;
      while (free !== 0) {
        const candidate = word * 32 + (31 - Math.clz32(free & -free));
        free &= free - 1;
        // An empty batch takes any job, so that one above the block's gas still gets its place.
        if ((batchSize[candidate] ?? 0) > 0 && (batchGas[candidate] ?? 0) + gas > limits.blockGas) continue;
        batch = candidate;
        break;
      }
    }

    const word = batch >>> 5;
    const bit = 1 << (batch & 31);
    for (let i = start; i < end; i++) {
      const entry = entries[i] as number;
      const slot = entry >>> 1;
      touched.add(slot, word, bit);
      if (touchedBelow[slot] === batch) touchedBelow[slot] = batch + 1;
      if ((entry & 1) === 0) continue;
      written.add(slot, word, bit);
      if (writtenBelow[slot] === batch) writtenBelow[slot] = batch + 1;
    }
    while (batchSize.length <= batch) {
      batchSize.push(0);
      batchGas.push(0);
    }
    batchOf[job] = batch;
    batchGas[batch] = (batchGas[batch] as number) + gas;
    batchSize[batch] = (batchSize[batch] as number) + 1;
    if ((batchSize[batch] as number) >= most) {
      while (full.length <= word) full.push(0);
      full[word] = (full[word] as number) | bit;
      while ((batchSize[firstOpen] ?? 0) >= most) firstOpen++;
    }
  }
  return { batchOf, batchCount: batchSize.length, batchGas, batchSize };
}

/** The most jobs of a batch. */
export function largestBatch({ senders, inFlight }: PlanLimits): number {
  return Math.max(1, Math.min(senders, inFlight ?? senders));
}
