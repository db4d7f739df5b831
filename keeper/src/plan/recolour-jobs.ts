import { type Colouring, largestBatch } from "./colour-jobs.ts";
import type { ConflictTable } from "./create-conflict-table.ts";
import { describeColouring } from "./describe-colouring.ts";
import type { ContendedJobs, PlanLimits } from "./types.ts";

/** The search ends once it looked at so many places and conflicts: some tenths of a second. */
const maxLooks = 20_000_000;
const none = -1;

/**
 * Takes a batch away, as long as more than `bound` are left, as `ejectJobs` does, with what each job would eject from each
 * batch at hand instead of read from slots.
 *
 * @remarks Blöchliger and Zufferey's PartialCol as they have it: of all that is left over and all batches the move that
 * ejects least. It takes memory for every job and batch, and finds more in the same time. Deterministic.
 */
export function recolourJobs(
  jobs: ContendedJobs,
  table: ConflictTable,
  colouring: Colouring,
  bound: number,
  limits: PlanLimits,
): Colouring {
  let best = colouring;
  let looks = maxLooks;
  const neighbours = Array.from({ length: table.count }, (_, place) => placesOf(table.row(place)));
  while (best.batchCount > bound && looks > 0) {
    const found = withoutABatch(jobs, table, neighbours, best, limits, looks);
    looks = found.looks;
    if (found.batchOf === undefined) break;
    best = describeColouring(jobs, Uint32Array.from(table.jobs), found.batchOf, best.batchCount - 1);
  }
  return best;
}

function withoutABatch(
  jobs: ContendedJobs,
  table: ConflictTable,
  neighbours: readonly Uint32Array[],
  colouring: Colouring,
  limits: PlanLimits,
  looksAtStart: number,
): { batchOf: Uint32Array | undefined; looks: number } {
  const count = colouring.batchCount - 1;
  const most = largestBatch(limits);
  const gasOf = (place: number) => jobs.gas[table.jobs[place] as number] as number;
  const batchAt = new Int32Array(table.count).fill(none);
  // How many jobs of a batch conflict with a job, at place * count + batch.
  const conflicts = new Uint16Array(table.count * count);
  const tabuUntil = new Uint32Array(table.count * count);
  const gas = new Float64Array(count);
  const size = new Uint32Array(count);
  const left: number[] = [];

  const change = (place: number, batch: number, sign: 1 | -1) => {
    batchAt[place] = sign === 1 ? batch : none;
    gas[batch] = (gas[batch] as number) + sign * gasOf(place);
    size[batch] = (size[batch] as number) + sign;
    for (const other of neighbours[place] as Uint32Array) {
      const at = other * count + batch;
      conflicts[at] = (conflicts[at] as number) + sign;
    }
  };
  const isFull = (place: number, batch: number) =>
    (size[batch] as number) >= most ||
    ((size[batch] as number) > 0 && (gas[batch] as number) + gasOf(place) > limits.blockGas);
  // The smallest batch is taken away; the last takes its number.
  let least = 0;
  colouring.batchSize.forEach((own, batch) => {
    if (own < (colouring.batchSize[least] ?? 0)) least = batch;
  });
  for (let place = 0; place < table.count; place++) {
    const batch = colouring.batchOf[table.jobs[place] as number] as number;
    if (batch === least) left.push(place);
    else change(place, batch === count ? least : batch, 1);
  }

  let seed = 0x2545f491;
  const below = (limit: number) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * limit);
  };
  let fewest = left.length;
  let looks = looksAtStart;
  for (let step = 1; left.length > 0 && looks > 0; step++) {
    let cost = Number.POSITIVE_INFINITY;
    let chosen = none;
    let to = none;
    let ties = 0;
    for (let index = 0; index < left.length; index++) {
      const place = left[index] as number;
      for (let batch = 0; batch < count; batch++) {
        const ejected = conflicts[place * count + batch] as number;
        if (ejected > cost) continue;
        const isTabu = (tabuUntil[place * count + batch] as number) > step;
        if (isTabu && left.length - 1 + ejected >= fewest) continue;
        if (isFull(place, batch)) continue;
        ties = ejected < cost ? 1 : ties + 1;
        if (ejected < cost || below(ties) === 0) {
          cost = ejected;
          chosen = index;
          to = batch;
        }
      }
    }
    looks -= left.length * count;
    if (chosen === none) continue;
    const place = left[chosen] as number;
    left[chosen] = left[left.length - 1] as number;
    left.pop();
    const met = neighbours[place] as Uint32Array;
    looks -= met.length * (1 + cost);
    if (cost > 0) {
      for (const other of met) {
        if (batchAt[other] !== to) continue;
        change(other, to, -1);
        left.push(other);
        tabuUntil[other * count + to] = step + 1 + below(10) + Math.floor(left.length * 0.6);
      }
    }
    change(place, to, 1);
    if (left.length < fewest) fewest = left.length;
  }
  if (left.length > 0) return { batchOf: undefined, looks };
  const batchOf = colouring.batchOf.slice();
  for (let place = 0; place < table.count; place++)
    batchOf[table.jobs[place] as number] = batchAt[place] as number;
  return { batchOf, looks };
}

function placesOf(row: Uint32Array): Uint32Array {
  const places: number[] = [];
  for (let word = 0; word < row.length; word++) {
    for (let bits = row[word] as number; bits !== 0; bits &= bits - 1)
      places.push(word * 32 + 31 - Math.clz32(bits & -bits));
  }
  return Uint32Array.from(places);
}
