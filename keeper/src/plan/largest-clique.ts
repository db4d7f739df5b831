import type { ConflictTable } from "./create-conflict-table.ts";

/** The search ends once it looked at so many words of 32 jobs each: about a tenth of a second. */
const maxWords = 20_000_000;

export interface LargestClique {
  /** Places of which every two conflict. */
  readonly clique: readonly number[];
  /** Whether it is proven that there are no more; otherwise the search ended before. */
  readonly isLargest: boolean;
}

/**
 * The most jobs of which every two conflict, if there are more than `known`; those, where no more are found.
 *
 * @remarks Tomita's branch and bound on sets of bits (San Segundo's BBMC): what is left is coloured, a colour more can add
 * one job at most, so only jobs of colours above what is missing are tried. Those with most conflicts come first. What it
 * found when its budget ends is a bound all the same.
 */
export function largestClique(table: ConflictTable, known: readonly number[]): LargestClique {
  const { count, words, row } = table;
  let best = known;
  let looked = 0;
  const clique: number[] = [];

  const expand = (candidates: Uint32Array): void => {
    const size = clique.length;
    const order: number[] = [];
    const colours: number[] = [];
    const rest = candidates.slice();
    const same = new Uint32Array(words);
    for (let colour = 1, any = true; any; colour++) {
      any = false;
      same.set(rest);
      for (let word = 0; word < words; word++) {
        while (same[word] !== 0) {
          any = true;
          const bit = (same[word] as number) & -(same[word] as number);
          const job = word * 32 + 31 - Math.clz32(bit);
          same[word] = (same[word] as number) & ~bit;
          rest[word] = (rest[word] as number) & ~bit;
          const conflicts = row(job);
          for (let w = word; w < words; w++) same[w] = (same[w] as number) & ~(conflicts[w] as number);
          looked += words - word;
          if (size + colour <= best.length) continue;
          order.push(job);
          colours.push(colour);
        }
      }
    }
    for (let i = order.length - 1; i >= 0; i--) {
      if (looked > maxWords || size + (colours[i] as number) <= best.length) return;
      const job = order[i] as number;
      const conflicts = row(job);
      const next = new Uint32Array(words);
      let any = 0;
      for (let word = 0; word < words; word++) {
        next[word] = (candidates[word] as number) & (conflicts[word] as number);
        any |= next[word] as number;
      }
      clique.push(job);
      if (any !== 0) expand(next);
      else if (clique.length > best.length) best = [...clique];
      clique.pop();
      candidates[job >>> 5] = (candidates[job >>> 5] as number) & ~(1 << (job & 31));
    }
  };
  const all = new Uint32Array(words);
  for (let job = 0; job < count; job++) all[job >>> 5] = (all[job >>> 5] as number) | (1 << (job & 31));
  expand(all);
  return { clique: best, isLargest: looked <= maxWords };
}
