import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { seeds } from "../../sdk/test/seeds.ts";
import { peelJobs, putBack } from "../src/plan/peel-jobs.ts";
import { planBatches } from "../src/plan/plan-batches.ts";
import { settleBatches } from "../src/plan/settle-batches.ts";
import type { PlanJob } from "../src/plan/types.ts";

function randomNeighbours(seed: number, count: number, density: number): Uint32Array[] {
  let state = seed >>> 0;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const met: number[][] = Array.from({ length: count }, () => []);
  for (let a = 0; a < count; a++) {
    for (let b = 0; b < a; b++) {
      if (random() >= density) continue;
      met[a]?.push(b);
      met[b]?.push(a);
    }
  }
  return met.map((others) => Uint32Array.from(others).sort());
}

function ring(count: number): Uint32Array[] {
  return Array.from({ length: count }, (_, place) =>
    Uint32Array.of((place + count - 1) % count, (place + 1) % count).sort(),
  );
}

/** The fewest batches, by trying every placement. */
function fewest(neighbours: readonly Uint32Array[]): number {
  const batchAt: number[] = [];
  let best = neighbours.length;
  const place = (used: number): void => {
    const at = batchAt.length;
    if (used >= best) return;
    if (at === neighbours.length) {
      best = used;
      return;
    }
    for (let batch = 0; batch <= used; batch++) {
      if (neighbours[at]?.some((other) => batchAt[other] === batch)) continue;
      batchAt.push(batch);
      place(Math.max(used, batch + 1));
      batchAt.pop();
    }
  };
  place(0);
  return best;
}

function assertPlaced(neighbours: readonly Uint32Array[], batchAt: Int32Array, count: number): void {
  for (const [place, met] of neighbours.entries()) {
    const batch = batchAt[place] as number;
    assert.ok(batch >= 0 && batch < count, `place ${place} is in batch ${batch} of ${count}`);
    for (const other of met) assert.notEqual(batchAt[other], batch, `${place} and ${other} conflict`);
  }
}

describe("settleBatches", () => {
  it("finds the fewest batches, and proves that fewer are impossible, as a search of all does", () => {
    for (const seed of seeds(150)) {
      const neighbours = randomNeighbours(seed * 41, 3 + (seed % 9), 0.2 + (seed % 7) / 10);
      const least = fewest(neighbours);
      const [first = 0] = neighbours.keys();
      const other = neighbours[first]?.[0];
      const clique = other === undefined ? [first] : [first, other];
      const settled = settleBatches(neighbours, clique, least);
      assert.ok(settled instanceof Int32Array, `seed ${seed}`);
      assertPlaced(neighbours, settled, least);
      if (least > 1) assert.equal(settleBatches(neighbours, clique, least - 1), "impossible", `seed ${seed}`);
    }
  });

  it("proves more than a clique tells", () => {
    assert.equal(settleBatches(ring(7), [0, 1], 2), "impossible");
    assert.ok(settleBatches(ring(7), [0, 1], 3) instanceof Int32Array);
    assert.ok(settleBatches(ring(8), [0, 1], 2) instanceof Int32Array);
  });

  it("gives up what it can't settle", () => {
    assert.equal(settleBatches(randomNeighbours(5, 220, 0.5), [0], 30), undefined);
  });
});

describe("peelJobs", () => {
  it("leaves only jobs that meet as many others as there are batches, and the rest can be put back", () => {
    for (const seed of seeds(60)) {
      const neighbours = randomNeighbours(seed * 17, 30, 0.25);
      const count = 7;
      const { isCore, peeled } = peelJobs(neighbours, count);
      assert.equal(peeled.length + isCore.filter((is) => is === 1).length, neighbours.length);
      for (const [place, met] of neighbours.entries()) {
        if (isCore[place] === 1) assert.ok(met.filter((other) => isCore[other] === 1).length >= count);
      }
      const batchAt = settleBatches(neighbours, [], count);
      assert.ok(batchAt instanceof Int32Array, `seed ${seed}`);
      for (const place of peeled) batchAt[place] = -1;
      putBack(neighbours, peeled, batchAt, count);
      assertPlaced(neighbours, batchAt, count);
    }
  });
});

describe("planBatches, where the fewest batches are above every clique", () => {
  it("proves its plan for jobs in a ring", () => {
    const jobs = Array.from(
      { length: 9 },
      (_, job): PlanJob => ({ id: `${job}`, reads: [], writes: [`${job}`, `${(job + 1) % 9}`], gas: 1 }),
    );
    const plan = planBatches(jobs, { blockGas: 100, senders: 100, threads: 2 });
    assert.equal(plan.batches.length, 3);
    assert.equal(plan.limitBound, 3);
    assert.equal(plan.lowerBound, 2);
  });
});
