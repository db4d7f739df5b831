import type { ConflictTable } from "./create-conflict-table.ts";

/** The search ends once it looked at so many words of 32 jobs each: about a tenth of a second. */
const maxWords = 20_000_000;

/**
 * The most jobs of which every two conflict, if there are more than `known`; `known`, where that is not found to be so.
 *
 * @remarks Tomita's branch and bound on sets of bits (San Segundo's BBMC): what is left is coloured, a colour more can add
 * one job at most, so only jobs of colours above what is missing are tried. Those with most conflicts come first. Within
 * its budget it is exact, and what it found before that is a bound all the same.
 */
export function largestClique(table: ConflictTable, known: number): number {
  const { count, words, row } = table;
  let best = known;
  let looked = 0;

  const expand = (candidates: Uint32Array, size: number): void => {
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
          if (size + colour <= best) continue;
          order.push(job);
          colours.push(colour);
        }
      }
    }
    for (let i = order.length - 1; i >= 0; i--) {
      if (looked > maxWords || size + (colours[i] as number) <= best) return;
      const job = order[i] as number;
      const conflicts = row(job);
      const next = new Uint32Array(words);
      let any = 0;
      for (let word = 0; word < words; word++) {
        next[word] = (candidates[word] as number) & (conflicts[word] as number);
        any |= next[word] as number;
      }
      if (any !== 0) expand(next, size + 1);
      else if (size + 1 > best) best = size + 1;
      candidates[job >>> 5] = (candidates[job >>> 5] as number) & ~(1 << (job & 31));
    }
  };
  const all = new Uint32Array(words);
  for (let job = 0; job < count; job++) all[job >>> 5] = (all[job >>> 5] as number) | (1 << (job & 31));
  expand(all, 0);
  return best;
}
