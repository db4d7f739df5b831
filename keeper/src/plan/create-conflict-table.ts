import { createConflicts } from "./create-conflicts.ts";
import type { ContendedJobs } from "./types.ts";

/** Above so many jobs a bit for each two of them would take more memory than a batch less is worth. */
const maxJobs = 2_048;

/** Which jobs conflict with which, a bit each, the jobs numbered anew: those with most conflicts first. */
export interface ConflictTable {
  readonly count: number;
  /** How many words of 32 bits a row has. */
  readonly words: number;
  /** The job that each number stands for. */
  readonly jobs: readonly number[];
  row(place: number): Uint32Array;
  /** The numbers of those that each conflicts with, ascending. */
  readonly neighbours: readonly Uint32Array[];
}

/**
 * Finds out of every two jobs whether they conflict.
 *
 * @remarks Only the search for what slots leave open asks for it, after a plan by slot has missed its bound.
 *
 * @param members The jobs that can conflict.
 * @returns undefined where there are too many.
 */
export function createConflictTable(jobs: ContendedJobs, members: Uint32Array): ConflictTable | undefined {
  const count = members.length;
  if (count > maxJobs) return undefined;
  const conflictsOf = createConflicts(jobs);
  const met = new Map<number, number[]>();
  for (const job of members) {
    const marks = conflictsOf(job);
    met.set(
      job,
      Array.from(members).filter((other) => marks[other] === 1),
    );
  }
  const degree = (job: number) => met.get(job)?.length ?? 0;
  const order = Array.from(members).sort((a, b) => degree(b) - degree(a) || a - b);
  const places = new Map(order.map((job, place) => [job, place]));
  const words = (count + 31) >>> 5;
  const bits = new Uint32Array(words * count);
  const neighbours = order.map((job) =>
    Uint32Array.from(met.get(job) ?? [], (other) => places.get(other) as number).sort(),
  );
  for (const [place, own] of neighbours.entries()) {
    for (const at of own) {
      const word = place * words + (at >>> 5);
      bits[word] = (bits[word] as number) | (1 << (at & 31));
    }
  }
  return {
    ...{ count, words, jobs: order, neighbours },
    row: (place) => bits.subarray(place * words, (place + 1) * words),
  };
}
