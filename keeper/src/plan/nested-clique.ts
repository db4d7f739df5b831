import type { ContendedJobs } from "./types.ts";

/** The slots that are tried as the outermost, those with most writers first. */
const maxStarts = 48;

/**
 * Jobs of which every two conflict, found by looking into the readers of a slot: each needs a batch of its own.
 *
 * @remarks The writers of a slot are pairwise apart, and apart from its readers, so those need batches of their own: as
 * many as the readers need among themselves, which is bounded in the same way by the slot that most of them write, and so
 * on. No pair is looked at.
 *
 * @param members The jobs that can conflict.
 */
export function nestedClique(jobs: ContendedJobs, members: Uint32Array): number[] {
  const { offsets, entries, slotCount } = jobs;
  const writersIn = new Uint32Array(slotCount);
  const starts = Array.from({ length: slotCount }, (_, slot) => slot)
    .sort((a, b) => (jobs.writers[b] as number) - (jobs.writers[a] as number) || a - b)
    .slice(0, maxStarts);

  let best: number[] = [];
  for (const start of starts) {
    const clique: number[] = [];
    let inside: Uint32Array | number[] = members;
    for (let slot = start; ; ) {
      const readers: number[] = [];
      for (const job of inside) {
        for (let i = offsets[job] as number; i < (offsets[job + 1] as number); i++) {
          const entry = entries[i] as number;
          if (entry >>> 1 !== slot) continue;
          if ((entry & 1) === 1) clique.push(job);
          else readers.push(job);
          break;
        }
      }
      if (readers.length === 0) break;
      inside = readers;
      writersIn.fill(0);
      let most = 0;
      for (const job of readers) {
        for (let i = offsets[job] as number; i < (offsets[job + 1] as number); i++) {
          const entry = entries[i] as number;
          if ((entry & 1) === 0) continue;
          const written = entry >>> 1;
          const count = (writersIn[written] as number) + 1;
          writersIn[written] = count;
          if (count > most) {
            most = count;
            slot = written;
          }
        }
      }
      if (most === 0) {
        // Readers that write nothing contended share one batch.
        clique.push(readers[0] as number);
        break;
      }
    }
    if (clique.length > best.length) best = clique;
  }
  return best;
}
