import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { chainBound } from "../src/plan/chain-bound.ts";
import { type FuseLimits, fuseJobs } from "../src/plan/fuse-jobs.ts";
import { internJobs } from "../src/plan/intern-jobs.ts";
import type { PlanJob } from "../src/plan/types.ts";

const limits: FuseLimits = {
  ...{ blockGas: 30_000_000, senders: 64, threads: 8 },
  ...{ fuseGas: 4_000_000, transactionGas: 30_000, batchGas: 3_750_000 },
};

function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function randomJobs(seed: number): PlanJob[] {
  const random = randomFrom(seed);
  const slot = () => `slot${Math.floor(random() ** 2 * 20)}`;
  return Array.from({ length: 5 + Math.floor(random() * 40) }, (_, index) => ({
    ...{ id: `${index}`, reads: [slot()], writes: [slot(), `own${index}`] },
    gas: 100_000 + Math.floor(random() * 900_000),
    ...(random() < 0.1 ? { sender: "0x01" } : {}),
  }));
}

const hot = (count: number, gas: number): PlanJob[] =>
  Array.from({ length: count }, (_, index) => ({ id: `${index}`, reads: [], writes: ["hot"], gas }));

describe("fuseJobs", () => {
  it("puts the small jobs of a hot slot into few transactions, as full as may be", () => {
    const { groups, plan } = fuseJobs(hot(24, 300_000), limits);
    assert.equal(plan.batches.length, 2);
    assert.deepEqual(
      groups.map((group) => group.length),
      [12, 12],
    );
  });

  it("leaves jobs alone that are too large, belong to one sender, or gain nothing", () => {
    assert.equal(fuseJobs(hot(3, 3_000_000), limits).plan.batches.length, 3);
    const bound = hot(3, 100_000).map((job) => ({ ...job, sender: "0x01" }));
    assert.equal(fuseJobs(bound, limits).groups.length, 3);
    const apart = hot(6, 100_000).map((job, index) => ({ ...job, writes: [`own${index}`] }));
    assert.equal(fuseJobs(apart, limits).groups.length, 6);
    assert.equal(fuseJobs(hot(9, 100_000), { ...limits, fuseGas: 0 }).plan.batches.length, 9);
  });

  it("does not fuse what would end later in one transaction than spread over threads", () => {
    // Two hot slots each: as one chain the jobs would take longer than the batches that they save.
    const jobs: PlanJob[] = Array.from({ length: 4 }, (_, index) => ({
      ...{ id: `${index}`, reads: [], writes: [index % 2 === 0 ? "a" : "b"], gas: 1_900_000 },
    }));
    const quick = { ...limits, batchGas: 10 };
    const { end, gas } = fuseJobs(jobs, quick);
    const alone = fuseJobs(jobs, { ...quick, fuseGas: 0 });
    assert.ok(end <= alone.end && gas <= alone.gas);
  });

  it("places every job once, keeps batches free of conflicts, and never ends later or costs more", () => {
    for (let seed = 1; seed <= 25; seed++) {
      const jobs = randomJobs(seed);
      const fused = fuseJobs(jobs, limits);
      const alone = fuseJobs(jobs, { ...limits, fuseGas: 0 });
      assert.ok(
        fused.end < alone.end || (fused.end === alone.end && fused.gas <= alone.gas),
        `no worse, seed ${seed}`,
      );
      const placed = fused.plan.batches.flatMap((batch) =>
        batch.flatMap((group) => fused.groups[group] ?? []),
      );
      assert.deepEqual(
        placed.sort((a, b) => a - b),
        [...jobs.keys()],
        `each once, seed ${seed}`,
      );
      for (const group of fused.groups) {
        const gas = group.reduce((sum, job) => sum + (jobs[job]?.gas ?? 0), 0);
        assert.ok(group.length === 1 || gas <= limits.fuseGas, `fuse gas, seed ${seed}`);
        assert.ok(
          group.length === 1 || group.every((job) => jobs[job]?.sender === undefined),
          `seed ${seed}`,
        );
      }
      for (const batch of fused.plan.batches) {
        const sets = batch.map((group) => (fused.groups[group] ?? []).map((job) => jobs[job] as PlanJob));
        for (const [a, own] of sets.entries()) {
          for (const other of sets.slice(a + 1)) {
            const written = new Set(own.flatMap(({ writes }) => writes));
            const touched = new Set(own.flatMap(({ reads, writes }) => [...reads, ...writes]));
            const meets =
              other.some(({ reads, writes }) => [...reads, ...writes].some((slot) => written.has(slot))) ||
              other.some(({ writes }) => writes.some((slot) => touched.has(slot)));
            assert.ok(!meets, `BATCH_CONFLICT_FREE, seed ${seed}`);
          }
        }
      }
      assert.deepEqual(fuseJobs(jobs, limits), fused, `deterministic, seed ${seed}`);
    }
  });
});

describe("chainBound", () => {
  it("counts what feeds a hot slot and what it feeds", () => {
    // Two settle; four harvest in one pool, fed by a settlement each; two report after them.
    const jobs: PlanJob[] = [
      ...[0, 1].map((gauge) => ({ id: `settle${gauge}`, reads: [], writes: [`gauge${gauge}`], gas: 1 })),
      ...[0, 1, 2, 3].map((one) => ({ id: `harvest${one}`, reads: [], writes: ["pool"], gas: 1 })),
      ...[0, 1].map((vault) => ({ id: `report${vault}`, reads: [], writes: [`vault${vault}`], gas: 1 })),
    ];
    const feeders = [[], [], [0], [0], [1], [1], [2, 3], [4, 5]];
    assert.equal(chainBound(internJobs(jobs), feeders), 1 + 4 + 1);
    assert.equal(
      chainBound(
        internJobs(jobs),
        jobs.map(() => []),
      ),
      4,
    );
    // A harvest that nothing feeds can go first.
    assert.equal(chainBound(internJobs(jobs), [[], [], [], [0], [1], [1], [2, 3], [4, 5]]), 1 + 3 + 1);
  });

  it("is never above the batches of a schedule that keeps the order", () => {
    for (let seed = 1; seed <= 100; seed++) {
      const random = randomFrom(seed * 17);
      const jobs = randomJobs(seed).map((job) => ({ ...job, sender: `${job.id}` }));
      const feeders = jobs.map((_, job) =>
        [...jobs.keys()].filter((other) => other < job && other > job - 6 && random() < 0.15),
      );
      const batchOf: number[] = [];
      for (const [job, { reads, writes }] of jobs.entries()) {
        let batch = Math.max(-1, ...(feeders[job] ?? []).map((feeder) => batchOf[feeder] ?? 0)) + 1;
        const clash = (other: PlanJob) =>
          other.writes.some((slot) => [...reads, ...writes].includes(slot)) ||
          writes.some((slot) => other.reads.includes(slot));
        while (jobs.some((other, index) => batchOf[index] === batch && index < job && clash(other))) batch++;
        batchOf[job] = batch;
      }
      const bound = chainBound(internJobs(jobs), feeders);
      assert.ok(bound <= Math.max(...batchOf) + 1, `seed ${seed}`);
    }
  });
});
