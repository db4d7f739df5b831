import { sliceOf } from "../evm/memory.ts";
import type { Expression, Expressions, Part } from "./expressions.ts";

/** Where a word comes from: undefined for one that is as it is in all calls, null for what is too involved to follow. */
export type Origin = Expression | undefined | null;

/** What is known of where bytes come from. */
export interface Shadow {
  setWord(offset: number, word: Origin): void;
  /** Notes that `length` bytes are as they are. */
  clear(offset: number, length: number): void;
  copy(from: Shadow, offset: number, to: number, length: number): void;
  /** Where a byte comes from: which word, and which byte of it. */
  at(offset: number): { readonly word: Origin; readonly index: number };
  /** The parts of `length` bytes that are `bytes` now; as with a word, undefined where all are as they are in all calls. */
  parts(offset: number, length: number, bytes: Uint8Array): Part[] | undefined | null;
}

export function createShadow(expressions: Expressions): Shadow {
  const words: Origin[] = [];
  const indexes: number[] = [];
  const set = (offset: number, word: Origin, index: number) => {
    // Arrays of a few kilobytes are dense; what was never set is a constant.
    if (word === undefined && offset >= words.length) return;
    words[offset] = word;
    indexes[offset] = index;
  };
  return {
    setWord(offset, word) {
      for (let k = 0; k < 32; k++) set(offset + k, word, k);
    },
    clear(offset, length) {
      for (let k = 0; k < length && offset + k < words.length; k++) set(offset + k, undefined, 0);
    },
    copy(from, offset, to, length) {
      const found = Array.from({ length }, (_, k) => from.at(offset + k));
      for (const [k, { word, index }] of found.entries()) set(to + k, word, index);
    },
    at: (offset) => ({ word: words[offset], index: indexes[offset] ?? 0 }),
    parts(offset, length, bytes) {
      const parts: Part[] = [];
      let isConstant = true;
      for (let k = 0; k < length; ) {
        const word = words[offset + k];
        if (word === null) return null;
        const from = word === undefined ? 0 : (indexes[offset + k] as number);
        let run = 1;
        while (k + run < length && run < 32 && words[offset + k + run] === word) {
          if (word !== undefined && indexes[offset + k + run] !== from + run) break;
          run++;
        }
        if (word === undefined) {
          const value = BigInt(`0x${Buffer.from(sliceOf(bytes, BigInt(k), run)).toString("hex")}`);
          const constant = expressions.of({ kind: "constant", value });
          if (constant !== undefined) parts.push({ word: constant, from: 32 - run, length: run });
        } else {
          isConstant = false;
          parts.push({ word, from, length: run });
        }
        k += run;
      }
      return isConstant ? undefined : parts;
    },
  };
}
