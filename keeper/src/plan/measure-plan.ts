import type { Colouring } from "./colour-jobs.ts";
import { flowJobs, longestTails } from "./flow-jobs.ts";
import { longestChain } from "./longest-chain.ts";
import type { ContendedJobs } from "./types.ts";

export interface Measures {
  readonly makespan: number;
  readonly barrierMakespan: number;
  readonly makespanBound: number;
  /** The gas of the longest chain of conflicting jobs in plan order. */
  readonly criticalPath: number;
  readonly totalGas: number;
}

/**
 * How long a plan takes on `threads` threads, and what no plan can beat; see `Plan`.
 *
 * @remarks A list of jobs given to whichever thread is free may end later than one that waits between batches (Graham,
 * "Bounds on multiprocessing timing anomalies", 1969). Where it does, the jobs can as well start as with barriers.
 */
export function measurePlan(jobs: ContendedJobs, colouring: Colouring, threads: number): Measures {
  const order = inPlanOrder(jobs, colouring);
  const { offsets, entries, gas } = jobs;
  const busy = new Float64Array(jobs.slotCount);
  let totalGas = 0;
  let bound = 0;
  for (let job = 0; job < jobs.count; job++) {
    const own = gas[job] as number;
    totalGas += own;
    if (own > bound) bound = own;
    for (let i = offsets[job] as number; i < (offsets[job + 1] as number); i++) {
      const entry = entries[i] as number;
      if ((entry & 1) === 1) busy[entry >>> 1] = (busy[entry >>> 1] as number) + own;
    }
  }
  for (const writers of busy) if (writers > bound) bound = writers;
  const barrier = barrierMakespan(jobs, colouring, order, threads);
  return {
    totalGas,
    criticalPath: longestChain(jobs, order),
    makespanBound: Math.max(bound, totalGas / threads),
    makespan: Math.min(flowJobs(jobs, tailsFirst(jobs, order), threads), barrier),
    barrierMakespan: barrier,
  };
}

/** Batch after batch, and in each the jobs of most gas first. */
function inPlanOrder({ count, gas }: ContendedJobs, { batchOf, batchCount }: Colouring): Uint32Array {
  const starts = new Uint32Array(batchCount + 1);
  for (let job = 0; job < count; job++) {
    const after = (batchOf[job] as number) + 1;
    starts[after] = (starts[after] as number) + 1;
  }
  for (let batch = 0; batch < batchCount; batch++) {
    starts[batch + 1] = (starts[batch + 1] as number) + (starts[batch] as number);
  }
  // 28 bits of gas and 25 of the job's number are what a double holds.
  const keys = new Float64Array(count);
  const next = starts.slice();
  for (let job = 0; job < count; job++) {
    const batch = batchOf[job] as number;
    const short = 2 ** 28 - Math.min(2 ** 28, Math.floor(gas[job] as number));
    keys[next[batch] as number] = short * 2 ** 25 + job;
    next[batch] = (next[batch] as number) + 1;
  }
  const order = new Uint32Array(count);
  for (let batch = 0; batch < batchCount; batch++) {
    const [from, to] = [starts[batch] as number, starts[batch + 1] as number];
    if (to - from > 1) keys.subarray(from, to).sort();
  }
  for (let i = 0; i < count; i++) order[i] = (keys[i] as number) % 2 ** 25;
  return order;
}

/** Those first that the longest chains wait for; a job comes before all that wait for it. */
function tailsFirst(jobs: ContendedJobs, order: Uint32Array): Uint32Array {
  const tails = longestTails(jobs, order);
  const places = Uint32Array.from(order.keys()).sort(
    (a, b) => (tails[b] as number) - (tails[a] as number) || a - b,
  );
  return places.map((place) => order[place] as number);
}

function barrierMakespan(
  { gas }: ContendedJobs,
  { batchOf }: Colouring,
  order: Uint32Array,
  threads: number,
): number {
  const free = new Float64Array(threads);
  let start = 0;
  let last = 0;
  let batch = -1;
  for (let place = 0; place < order.length; place++) {
    const job = order[place] as number;
    if (batchOf[job] !== batch) {
      batch = batchOf[job] as number;
      start = last;
      free.fill(start);
    }
    const done = (free[0] as number) + (gas[job] as number);
    replaceLeast(free, done);
    if (done > last) last = done;
  }
  return last;
}

/** Puts `value` in place of the least, which is first in a heap of doubles. */
function replaceLeast(heap: Float64Array, value: number): void {
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && (heap[child + 1] as number) < (heap[child] as number)) child++;
    if ((heap[child] as number) >= value) break;
    heap[at] = heap[child] as number;
    at = child;
  }
  heap[at] = value;
}
