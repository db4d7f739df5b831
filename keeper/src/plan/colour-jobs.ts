import type { InternedJobs, PlanLimits } from "./types.ts";

export interface Colouring {
  /** The batch of each job. */
  readonly batchOf: Uint32Array;
  readonly batchCount: number;
}

/**
 * Puts jobs, in the given order, each into the first batch where it conflicts with nothing and fits.
 *
 * @remarks Conflicts are looked up by slot: every slot keeps a bit for each batch that touches it and one for each that
 * writes it, so the cost grows with the entries of the jobs and never with their pairs.
 */
export function colourJobs(jobs: InternedJobs, order: Uint32Array, limits: PlanLimits): Colouring {
  const batchOf = new Uint32Array(jobs.count);
  const batchGas: number[] = [];
  const batchSize: number[] = [];
  // Word w of a slot holds the batches 32w to 32w + 31.
  const touched: Uint32Array[] = [];
  const written: Uint32Array[] = [];

  for (const job of order) {
    const start = jobs.offsets[job] ?? 0;
    const end = jobs.offsets[job + 1] ?? 0;
    const gas = jobs.gas[job] ?? 0;
    let batch = -1;
    for (let word = 0; batch < 0; word++) {
      const wordTouched = touched[word];
      const wordWritten = written[word];
      let taken = 0;
      if (wordTouched !== undefined && wordWritten !== undefined) {
        for (let i = start; i < end; i++) {
          const entry = jobs.entries[i] ?? 0;
          taken |= ((entry & 1) === 1 ? wordTouched[entry >>> 1] : wordWritten[entry >>> 1]) ?? 0;
        }
      }
      let free = ~taken;
      while (free !== 0) {
        const candidate = word * 32 + (31 - Math.clz32(free & -free));
        free &= free - 1;
        const size = batchSize[candidate] ?? 0;
        // An empty batch takes any job, so that one above the block's gas still gets its place.
        if (size > 0 && (size >= limits.senders || (batchGas[candidate] ?? 0) + gas > limits.blockGas))
          continue;
        batch = candidate;
        break;
      }
    }

    const word = batch >>> 5;
    const bit = 1 << (batch & 31);
    while (touched.length <= word) {
      touched.push(new Uint32Array(jobs.slotCount));
      written.push(new Uint32Array(jobs.slotCount));
    }
    const wordTouched = touched[word] as Uint32Array;
    const wordWritten = written[word] as Uint32Array;
    for (let i = start; i < end; i++) {
      const entry = jobs.entries[i] ?? 0;
      const slot = entry >>> 1;
      wordTouched[slot] = (wordTouched[slot] ?? 0) | bit;
      if ((entry & 1) === 1) wordWritten[slot] = (wordWritten[slot] ?? 0) | bit;
    }
    batchOf[job] = batch;
    batchGas[batch] = (batchGas[batch] ?? 0) + gas;
    batchSize[batch] = (batchSize[batch] ?? 0) + 1;
  }
  return { batchOf, batchCount: batchSize.length };
}
