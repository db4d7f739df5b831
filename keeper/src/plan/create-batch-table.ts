/** Above so many words a table would take more memory than its speed is worth; what is beyond is kept sparse. */
const maxDense = 2 ** 24;

/**
 * For every slot a bit per batch: word `w` of a slot holds the batches 32w to 32w + 31.
 *
 * @remarks Words are dense for the first batches, which hold nearly all jobs, and sparse for those that only a hot slot
 * needs.
 */
export interface BatchTable {
  read(slot: number, word: number): number;
  add(slot: number, word: number, bits: number): void;
}

export function createBatchTable(slotCount: number): BatchTable {
  const denseWords = Math.max(1, Math.floor(maxDense / Math.max(1, slotCount)));
  let dense = new Uint32Array(slotCount);
  let words = 1;
  const sparse = new Map<number, number>();
  return {
    read(slot, word) {
      if (word < words) return dense[word * slotCount + slot] as number;
      return word < denseWords ? 0 : (sparse.get(word * slotCount + slot) ?? 0);
    },
    add(slot, word, bits) {
      const at = word * slotCount + slot;
      if (word >= denseWords) {
        sparse.set(at, (sparse.get(at) ?? 0) | bits);
        return;
      }
      if (word >= words) {
        words = Math.min(denseWords, Math.max(word + 1, words * 2));
        const grown = new Uint32Array(words * slotCount);
        grown.set(dense);
        dense = grown;
      }
      dense[at] = (dense[at] as number) | bits;
    },
  };
}
