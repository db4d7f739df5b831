import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { diveForClique } from "../src/plan/dive-for-clique.ts";
import { growClique } from "../src/plan/grow-clique.ts";
import { keepContended } from "../src/plan/keep-contended.ts";
import { nestedClique } from "../src/plan/nested-clique.ts";
import { hottestFirst } from "../src/plan/order-jobs.ts";
import { placeSets } from "../src/plan/place-jobs.ts";
import type { ContendedJobs, InternedSets } from "../src/plan/types.ts";

const limits = { blockGas: Number.POSITIVE_INFINITY, senders: Number.POSITIVE_INFINITY, threads: 4 };

/** Sets where half of what is shared is only read, so that slots bound the batches badly. */
function randomSets(seed: number, count: number, slots: number): InternedSets {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const offsets = new Uint32Array(count + 1);
  const entries: number[] = [];
  for (let job = 0; job < count; job++) {
    const own = new Map<number, number>();
    while (own.size < 3) own.set(Math.floor(random() ** 2 * slots), random() < 0.5 ? 1 : 0);
    for (const [slot, written] of own) entries.push(slot * 2 + written);
    offsets[job + 1] = entries.length;
  }
  const gas = Float64Array.from({ length: count }, () => 1 + Math.floor(random() * 9));
  return { count, slotCount: slots, offsets, entries: Uint32Array.from(entries), gas };
}

function conflict(sets: InternedSets, a: number, b: number): boolean {
  const entriesOf = (job: number) => [...sets.entries.subarray(sets.offsets[job], sets.offsets[job + 1])];
  return entriesOf(a).some((own) =>
    entriesOf(b).some((other) => own >>> 1 === other >>> 1 && ((own | other) & 1) === 1),
  );
}

function assertClique(jobs: ContendedJobs, clique: readonly number[], what: string): void {
  assert.equal(new Set(clique).size, clique.length, `each once, ${what}`);
  for (const a of clique)
    for (const b of clique) assert.ok(a === b || conflict(jobs, a, b), `${a} and ${b} conflict, ${what}`);
}

describe("placeSets", () => {
  it("places every job once into batches without a conflict, and no fewer than the bound", () => {
    for (let seed = 1; seed <= 40; seed++) {
      const sets = randomSets(seed, 10 + seed * 3, 10 + seed);
      const { batchOf, batchCount, batchSize, batchGas, bounds } = placeSets(sets, limits);
      assert.ok(batchCount >= bounds.limitBound && bounds.limitBound >= bounds.lowerBound, `seed ${seed}`);
      const sizes = new Array(batchCount).fill(0);
      const gas = new Array(batchCount).fill(0);
      for (let a = 0; a < sets.count; a++) {
        sizes[batchOf[a] ?? -1]++;
        gas[batchOf[a] ?? -1] += sets.gas[a];
        for (let b = 0; b < a; b++) {
          assert.ok(batchOf[a] !== batchOf[b] || !conflict(sets, a, b), `BATCH_CONFLICT_FREE, seed ${seed}`);
        }
      }
      assert.deepEqual(sizes, batchSize, `sizes, seed ${seed}`);
      assert.deepEqual(gas, batchGas, `gas, seed ${seed}`);
    }
  });

  it("places the jobs of one hot slot one by one, beyond what is kept dense", () => {
    const count = 3_000;
    const entries = Uint32Array.from({ length: count * 2 }, (_, i) => (i % 2 === 0 ? 1 : (i >> 2) * 2 + 3));
    const offsets = Uint32Array.from({ length: count + 1 }, (_, job) => job * 2);
    const gas = new Float64Array(count).fill(1);
    const { batchOf, batchCount } = placeSets({ count, slotCount: count, offsets, entries, gas }, limits);
    assert.equal(batchCount, count);
    assert.equal(new Set(batchOf).size, count);
  });
});

describe("the cliques that bound a plan", () => {
  it("are cliques, and growing one never makes it smaller", () => {
    for (let seed = 1; seed <= 40; seed++) {
      const jobs = keepContended(randomSets(seed * 7, 20 + seed * 2, 12 + seed));
      const members = hottestFirst(jobs);
      for (const clique of [nestedClique(jobs, members), diveForClique(jobs, members)]) {
        assertClique(jobs, clique, `seed ${seed}`);
        const grown = growClique(jobs, members, clique);
        assertClique(jobs, grown, `grown, seed ${seed}`);
        assert.ok(grown.length >= clique.length, `seed ${seed}`);
      }
    }
  });
});
