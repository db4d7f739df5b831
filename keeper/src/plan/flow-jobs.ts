import type { ContendedJobs } from "./types.ts";

/** The jobs that each job has to wait for, as those that wait for it, found slot by slot in one order of the jobs. */
interface Waits {
  /** How many jobs each waits for, a job that is met at two slots counted twice. */
  readonly before: Uint32Array;
  readonly offsets: Uint32Array;
  readonly after: Uint32Array;
}

/**
 * The gas until the last job ends, for jobs given to `threads` threads in `order`.
 *
 * @remarks A job can start once all before it that it conflicts with have ended; a thread that is free takes the first
 * that can. By slot a job waits for the last writer alone, and a writer for the readers since, so the waits grow with
 * the entries.
 */
export function flowJobs(jobs: ContendedJobs, order: Uint32Array, threads: number): number {
  const { before, offsets, after } = waitsOf(jobs, order);
  const ready = createHeap(order.length);
  const running = createHeap(Math.min(threads, order.length) + 1);
  const endOf = new Float64Array(order.length);
  for (let place = 0; place < order.length; place++) if (before[place] === 0) ready.push(place, place);
  let now = 0;
  let busy = 0;
  for (;;) {
    while (busy < threads && ready.size() > 0) {
      const place = ready.pop();
      endOf[place] = now + (jobs.gas[order[place] as number] as number);
      running.push(place, endOf[place] as number);
      busy++;
    }
    if (busy === 0) return now;
    const ended = running.pop();
    busy--;
    now = endOf[ended] as number;
    for (let i = offsets[ended] as number; i < (offsets[ended + 1] as number); i++) {
      const waiting = after[i] as number;
      const left = (before[waiting] as number) - 1;
      before[waiting] = left;
      if (left === 0) ready.push(waiting, waiting);
    }
  }
}

/** For each place in `order`, the gas of the longest chain of conflicting jobs that starts with it. */
export function longestTails(jobs: ContendedJobs, order: Uint32Array): Float64Array {
  const { offsets, after } = waitsOf(jobs, order);
  const tails = new Float64Array(order.length);
  for (let place = order.length - 1; place >= 0; place--) {
    let longest = 0;
    for (let i = offsets[place] as number; i < (offsets[place + 1] as number); i++) {
      longest = Math.max(longest, tails[after[i] as number] as number);
    }
    tails[place] = longest + (jobs.gas[order[place] as number] as number);
  }
  return tails;
}

function waitsOf(jobs: ContendedJobs, order: Uint32Array): Waits {
  const { entries, slotCount } = jobs;
  const none = 0xffffffff;
  const from: number[] = [];
  const to: number[] = [];
  const lastWriter = new Uint32Array(slotCount).fill(none);
  // The readers since the last writer, as a list that goes through `previous`.
  const lastReader = new Uint32Array(slotCount).fill(none);
  const previous = new Uint32Array(entries.length);
  const readerAt = new Uint32Array(entries.length);
  let reads = 0;
  const before = new Uint32Array(order.length);
  const offsets = new Uint32Array(order.length + 1);
  const wait = (first: number, second: number) => {
    from.push(first);
    to.push(second);
    before[second] = (before[second] as number) + 1;
    offsets[first + 1] = (offsets[first + 1] as number) + 1;
  };
  for (let place = 0; place < order.length; place++) {
    const job = order[place] as number;
    for (let i = jobs.offsets[job] as number; i < (jobs.offsets[job + 1] as number); i++) {
      const entry = entries[i] as number;
      const slot = entry >>> 1;
      const writer = lastWriter[slot] as number;
      if ((entry & 1) === 0) {
        if (writer !== none) wait(writer, place);
        previous[reads] = lastReader[slot] as number;
        readerAt[reads] = place;
        lastReader[slot] = reads++;
        continue;
      }
      let reader = lastReader[slot] as number;
      if (reader === none && writer !== none) wait(writer, place);
      for (; reader !== none; reader = previous[reader] as number) wait(readerAt[reader] as number, place);
      lastWriter[slot] = place;
      lastReader[slot] = none;
    }
  }
  for (let place = 0; place < order.length; place++) {
    offsets[place + 1] = (offsets[place + 1] as number) + (offsets[place] as number);
  }
  const after = new Uint32Array(from.length);
  const next = offsets.slice();
  for (let i = 0; i < from.length; i++) {
    const place = from[i] as number;
    after[next[place] as number] = to[i] as number;
    next[place] = (next[place] as number) + 1;
  }
  return { before, offsets, after };
}

/** A binary heap of at most `capacity` numbers; the one with the least key comes first, of equal ones the lower. */
function createHeap(capacity: number) {
  const items = new Uint32Array(capacity);
  const keys = new Float64Array(capacity);
  let size = 0;
  const isBefore = (key: number, item: number, at: number) =>
    key < (keys[at] as number) || (key === keys[at] && item < (items[at] as number));
  const put = (at: number, item: number, key: number) => {
    items[at] = item;
    keys[at] = key;
  };
  return {
    size: () => size,
    push(item: number, key: number) {
      let at = size++;
      while (at > 0) {
        const parent = (at - 1) >> 1;
        if (!isBefore(key, item, parent)) break;
        put(at, items[parent] as number, keys[parent] as number);
        at = parent;
      }
      put(at, item, key);
    },
    pop(): number {
      const first = items[0] as number;
      size--;
      const item = items[size] as number;
      const key = keys[size] as number;
      let at = 0;
      for (;;) {
        let child = 2 * at + 1;
        if (child >= size) break;
        const right = child + 1;
        if (right < size && isBefore(keys[right] as number, items[right] as number, child)) child = right;
        if (isBefore(key, item, child)) break;
        put(at, items[child] as number, keys[child] as number);
        at = child;
      }
      put(at, item, key);
      return first;
    },
  };
}
