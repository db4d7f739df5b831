import type { Colouring } from "./colour-jobs.ts";
import { largestBatch } from "./colour-jobs.ts";
import { describeColouring } from "./describe-colouring.ts";
import type { ContendedJobs, PlanLimits } from "./types.ts";

/** Above so many slots times batches the tables would take more memory than a batch less is worth. */
const maxTable = 8_000_000;
/** The search ends once it looked at so many entries. */
const maxEntries = 5_000_000;

/**
 * Takes a batch away, as long as more than `bound` are left, by a search that puts its jobs elsewhere and ejects what
 * they conflict with there, until nothing is left over.
 *
 * @remarks Blöchliger and Zufferey's PartialCol, on slots instead of edges: the cost of a place is read from how many jobs
 * of a batch touch and write each slot. A job that was ejected stays away for some steps from where it was. Deterministic.
 *
 * @param members The jobs that were coloured.
 */
export function ejectJobs(
  jobs: ContendedJobs,
  members: Uint32Array,
  colouring: Colouring,
  bound: number,
  limits: PlanLimits,
): Colouring {
  let best = colouring;
  let budget = maxEntries;
  while (best.batchCount > bound && jobs.slotCount * best.batchCount <= maxTable && budget > 0) {
    const found = withoutABatch(jobs, members, best, limits, budget);
    budget = found.budget;
    if (found.batchOf === undefined) break;
    best = describeColouring(jobs, members, found.batchOf, best.batchCount - 1);
  }
  return best;
}

function withoutABatch(
  jobs: ContendedJobs,
  members: Uint32Array,
  colouring: Colouring,
  limits: PlanLimits,
  budgetAtStart: number,
): { batchOf: Uint32Array | undefined; budget: number } {
  const { offsets, entries, slotCount, gas: gasOf } = jobs;
  const count = colouring.batchCount - 1;
  const most = largestBatch(limits);
  const none = 0xffffffff;
  let least = 0;
  colouring.batchSize.forEach((size, batch) => {
    if (size < (colouring.batchSize[least] ?? 0)) least = batch;
  });
  const batchOf = colouring.batchOf.slice();
  const batches: Set<number>[] = Array.from({ length: count }, () => new Set());
  const batchGas = new Float64Array(count);
  const touchers = new Uint16Array(slotCount * count);
  const writers = new Uint16Array(slotCount * count);
  const left: number[] = [];

  const mark = (job: number, batch: number, sign: 1 | -1) => {
    for (let i = offsets[job] as number; i < (offsets[job + 1] as number); i++) {
      const entry = entries[i] as number;
      const at = (entry >>> 1) * count + batch;
      touchers[at] = (touchers[at] as number) + sign;
      if ((entry & 1) === 1) writers[at] = (writers[at] as number) + sign;
    }
    batchGas[batch] = (batchGas[batch] as number) + sign * (gasOf[job] as number);
  };
  for (const job of members) {
    const batch = batchOf[job] as number;
    if (batch === least) {
      left.push(job);
      batchOf[job] = none;
      continue;
    }
    // The last batch takes the number of the one that is taken away.
    const own = batch === count ? least : batch;
    batchOf[job] = own;
    batches[own]?.add(job);
    mark(job, own, 1);
  }

  const places = new Map(Array.from(members, (job, place) => [job, place]));
  const tabuUntil = new Uint32Array(members.length * count);
  let seed = 0x2545f491;
  const below = (limit: number) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * limit);
  };
  const conflictsAt = (job: number, batch: number): number => {
    let conflicts = 0;
    for (let i = offsets[job] as number; i < (offsets[job + 1] as number); i++) {
      const entry = entries[i] as number;
      const at = (entry >>> 1) * count + batch;
      conflicts += ((entry & 1) === 1 ? touchers : writers)[at] as number;
    }
    return conflicts;
  };
  let fewest = left.length;
  let budget = budgetAtStart;
  for (let step = 1; left.length > 0 && budget > 0; step++) {
    let cost = Number.POSITIVE_INFINITY;
    let chosen = -1;
    let to = -1;
    let ties = 0;
    // A few of those left over are enough to choose from.
    const from = below(left.length);
    const looked = Math.min(left.length, 6);
    for (let k = 0; k < looked && cost > 0; k++) {
      const index = (from + k) % left.length;
      const job = left[index] as number;
      const place = (places.get(job) ?? 0) * count;
      budget -= count * ((offsets[job + 1] as number) - (offsets[job] as number));
      for (let batch = 0; batch < count; batch++) {
        const full =
          (batches[batch]?.size ?? 0) >= most ||
          ((batches[batch]?.size ?? 0) > 0 &&
            (batchGas[batch] as number) + (gasOf[job] as number) > limits.blockGas);
        if (full) continue;
        const conflicts = conflictsAt(job, batch);
        if (conflicts > cost) continue;
        if ((tabuUntil[place + batch] as number) > step && left.length + conflicts > fewest) continue;
        ties = conflicts < cost ? 1 : ties + 1;
        if (conflicts < cost || below(ties) === 0) {
          cost = conflicts;
          chosen = index;
          to = batch;
        }
      }
    }
    if (chosen < 0) continue;
    const job = left[chosen] as number;
    left[chosen] = left[left.length - 1] as number;
    left.pop();
    if (cost > 0) {
      for (const other of [...(batches[to] ?? [])]) {
        if (!meet(jobs, job, other)) continue;
        batches[to]?.delete(other);
        mark(other, to, -1);
        batchOf[other] = none;
        left.push(other);
        const tenure = 5 + below(10) + Math.floor(left.length * 0.6);
        tabuUntil[(places.get(other) ?? 0) * count + to] = step + tenure;
      }
    }
    batchOf[job] = to;
    batches[to]?.add(job);
    mark(job, to, 1);
    if (left.length < fewest) fewest = left.length;
  }
  return { batchOf: left.length === 0 ? batchOf : undefined, budget };
}

/** Whether one of two jobs writes what the other touches. */
function meet({ offsets, entries }: ContendedJobs, a: number, b: number): boolean {
  for (let i = offsets[a] as number; i < (offsets[a + 1] as number); i++) {
    const own = entries[i] as number;
    for (let j = offsets[b] as number; j < (offsets[b + 1] as number); j++) {
      const other = entries[j] as number;
      if (own >>> 1 === other >>> 1 && ((own | other) & 1) === 1) return true;
    }
  }
  return false;
}
