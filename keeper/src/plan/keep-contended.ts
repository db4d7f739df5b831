import type { ContendedJobs, InternedSets } from "./types.ts";

/** Leaves out the slots that cannot cause a conflict: without a writer, or touched by one job alone. */
export function keepContended(sets: InternedSets): ContendedJobs {
  const { count, slotCount, offsets, entries, gas } = sets;
  const writersOf = new Uint32Array(slotCount);
  const touchersOf = new Uint32Array(slotCount);
  const end = offsets[count] as number;
  for (let i = 0; i < end; i++) {
    const entry = entries[i] as number;
    const slot = entry >>> 1;
    (touchersOf[slot] as number)++;
    writersOf[slot] = (writersOf[slot] as number) + (entry & 1);
  }

  // 0 stands for a slot that is left out.
  const numbers = new Uint32Array(slotCount);
  let kept = 0;
  let keptEntries = 0;
  for (let slot = 0; slot < slotCount; slot++) {
    const touchers = touchersOf[slot] as number;
    if (touchers < 2 || writersOf[slot] === 0) continue;
    numbers[slot] = ++kept;
    keptEntries += touchers;
  }
  const writers = new Uint32Array(kept);
  const touchers = new Uint32Array(kept);
  const originOf = new Uint32Array(kept);
  for (let slot = 0; slot < slotCount; slot++) {
    const number = numbers[slot] as number;
    if (number === 0) continue;
    writers[number - 1] = writersOf[slot] as number;
    touchers[number - 1] = touchersOf[slot] as number;
    originOf[number - 1] = slot;
  }

  const left = new Uint32Array(keptEntries);
  const leftOffsets = new Uint32Array(count + 1);
  if (keptEntries > 0) {
    let at = 0;
    let i = 0;
    for (let job = 0; job < count; job++) {
      const last = offsets[job + 1] as number;
      for (; i < last; i++) {
        const entry = entries[i] as number;
        const number = numbers[entry >>> 1] as number;
        if (number !== 0) left[at++] = ((number - 1) << 1) | (entry & 1);
      }
      leftOffsets[job + 1] = at;
    }
  }
  return { count, slotCount: kept, offsets: leftOffsets, entries: left, gas, writers, touchers, originOf };
}
