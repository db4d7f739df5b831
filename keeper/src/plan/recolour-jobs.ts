import { type Colouring, largestBatch } from "./colour-jobs.ts";
import type { ConflictTable } from "./create-conflict-table.ts";
import { describeColouring } from "./describe-colouring.ts";
import { peelJobs, putBack } from "./peel-jobs.ts";
import type { ContendedJobs, PlanLimits } from "./types.ts";

/** The search ends once it looked at so many places and conflicts: some tenths of a second. */
const maxLooks = 40_000_000;
const none = -1;

/**
 * Takes a batch away, as long as more than `bound` are left, as `ejectJobs` does, with what each job would eject from each
 * batch at hand instead of read from slots.
 *
 * @remarks Blöchliger and Zufferey's PartialCol ("A graph coloring heuristic using partial solutions and a reactive tabu
 * scheme", 2008) as they have it: of all that is left over and all batches the move that ejects least. The jobs of a
 * clique have batches of their own in any plan, so they stay where they are, and what conflicts with one never tries its
 * batch; and without limits the jobs that can wait are peeled off. Deterministic.
 *
 * @param clique Places of which every two conflict, at most `bound`.
 */
export function recolourJobs(
  jobs: ContendedJobs,
  table: ConflictTable,
  clique: readonly number[],
  colouring: Colouring,
  bound: number,
  limits: PlanLimits,
): Colouring {
  let best = colouring;
  let looks = maxLooks;
  while (best.batchCount > bound && looks > 0) {
    const found = withoutABatch(jobs, table, clique, best, limits, looks);
    looks = found.looks;
    if (found.batchOf === undefined) break;
    best = describeColouring(jobs, Uint32Array.from(table.jobs), found.batchOf, best.batchCount - 1);
  }
  return best;
}

function withoutABatch(
  jobs: ContendedJobs,
  { neighbours, ...table }: ConflictTable,
  clique: readonly number[],
  colouring: Colouring,
  limits: PlanLimits,
  looksAtStart: number,
): { batchOf: Uint32Array | undefined; looks: number } {
  const count = colouring.batchCount - 1;
  const most = largestBatch(limits);
  const gasOf = (place: number) => jobs.gas[table.jobs[place] as number] as number;
  const allGas = colouring.batchGas.reduce((sum, gas) => sum + gas, 0);
  const isLimited = most < table.count || limits.blockGas < allGas;
  // With limits a batch may be full that nothing conflicts with, so no job can wait.
  const { isCore, peeled } = peelJobs(neighbours, isLimited ? 0 : count);
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
  const before = (place: number) => colouring.batchOf[table.jobs[place] as number] as number;
  const staying = clique.filter((place) => isCore[place] === 1);
  const isKept = new Set(staying.map(before));
  // The smallest batch that none of the clique is in is taken away; the last takes its number.
  let least: number = none;
  for (const [batch, own] of colouring.batchSize.entries()) {
    if (!isKept.has(batch) && (least === none || own < (colouring.batchSize[least] as number))) least = batch;
  }
  const after = (place: number) => (before(place) === count ? least : before(place));
  for (const place of staying) change(place, after(place), 1);
  // What nothing that stays is in conflict with; nothing can be put elsewhere.
  const openTo = neighbours.map((_, place) =>
    Uint16Array.from(Array.from(size.keys()).filter((batch) => conflicts[place * count + batch] === 0)),
  );
  for (let place = 0; place < table.count; place++) {
    if (isCore[place] === 0 || batchAt[place] !== none) continue;
    if (before(place) === least) left.push(place);
    else change(place, after(place), 1);
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
      const open = openTo[place] as Uint16Array;
      looks -= 1 + open.length;
      for (const batch of open) {
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
  putBack(neighbours, peeled, batchAt, count);
  const batchOf = colouring.batchOf.slice();
  for (let place = 0; place < table.count; place++)
    batchOf[table.jobs[place] as number] = batchAt[place] as number;
  return { batchOf, looks };
}
