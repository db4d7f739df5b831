import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { seeds } from "../../sdk/test/seeds.ts";
import { createConflictTable } from "../src/plan/create-conflict-table.ts";
import { findConflicts } from "../src/plan/find-conflicts.ts";
import { internJobs } from "../src/plan/intern-jobs.ts";
import { largestClique } from "../src/plan/largest-clique.ts";
import { longestChain } from "../src/plan/longest-chain.ts";
import { planBatches } from "../src/plan/plan-batches.ts";
import type { PlanJob, PlanLimits } from "../src/plan/types.ts";

const noLimits: PlanLimits = { blockGas: Number.POSITIVE_INFINITY, senders: 1_000_000, threads: 16 };

function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function randomJobs(random: () => number, count: number, slots: number, entries: number): PlanJob[] {
  const pick = () => `slot${Math.floor(random() * slots)}`;
  return Array.from({ length: count }, (_, index) => ({
    id: `job${index}`,
    reads: Array.from({ length: Math.floor(random() * entries) }, pick),
    writes: Array.from({ length: 1 + Math.floor(random() * entries) }, pick),
    gas: 100_000 + Math.floor(random() * 900_000),
  }));
}

/** Harvests that share pools, payouts that share lanes, settlements and sweeps, as a cycle has them. */
function protocolJobs(random: () => number): PlanJob[] {
  const jobs: PlanJob[] = [];
  const add = (reads: string[], writes: string[]) =>
    jobs.push({ id: `job${jobs.length}`, reads, writes, gas: 200_000 + Math.floor(random() * 400_000) });
  const pools = 2 + Math.floor(random() * 8);
  const gauges = 2 + Math.floor(random() * 12);
  for (let strategy = 0; strategy < 12 + random() * 24; strategy++) {
    const gauge = Math.floor(random() * gauges);
    const pool = Math.floor(random() * pools);
    const lane = Math.floor(random() * 16);
    add(
      [`gauge${gauge}.cum`],
      [`strategy${strategy}`, `gauge${gauge}.lane${lane}`, `pool${pool}.reserves`, `pool${pool}.supply`],
    );
  }
  for (let gauge = 0; gauge < gauges; gauge++) {
    for (let lane = 0; lane < 16; lane++) {
      const vault = Math.floor(random() * 24);
      const deposits = random() < 0.3 ? [`vault${vault}.lane${lane}`] : [];
      add([`gauge${gauge}.cum`, `vault${vault}.rate`], [`gauge${gauge}.lane${lane}`, ...deposits]);
    }
  }
  for (let vault = 0; vault < 24; vault++) {
    add(
      [`vault${vault}.rate`],
      [`vault${vault}.buffer`, ...Array.from({ length: 16 }, (_, lane) => `vault${vault}.lane${lane}`)],
    );
  }
  return jobs;
}

function conflict(a: PlanJob, b: PlanJob): boolean {
  const meets = (writes: readonly string[], other: PlanJob) =>
    writes.some((slot) => other.writes.includes(slot) || other.reads.includes(slot));
  return meets(a.writes, b) || meets(b.writes, a);
}

/** The least number of batches, found by trying every placement. */
function exactBatches(jobs: readonly PlanJob[], limits: PlanLimits): number {
  let best = jobs.length;
  const batches: PlanJob[][] = [];
  const place = (index: number): void => {
    if (batches.length >= best) return;
    const job = jobs[index];
    if (job === undefined) {
      best = batches.length;
      return;
    }
    for (const batch of [...batches]) {
      const gas = batch.reduce((sum, other) => sum + other.gas, job.gas);
      if (batch.length >= limits.senders || gas > limits.blockGas) continue;
      if (batch.some((other) => conflict(job, other))) continue;
      batch.push(job);
      place(index + 1);
      batch.pop();
    }
    batches.push([job]);
    place(index + 1);
    batches.pop();
  };
  place(0);
  return best;
}

function assertValid(
  jobs: readonly PlanJob[],
  limits: PlanLimits,
  seed: number,
): ReturnType<typeof planBatches> {
  const plan = planBatches(jobs, limits);
  const seen = plan.batches.flat().sort((a, b) => a - b);
  assert.deepEqual(seen, Array.from(jobs.keys()), `every job is placed once, seed ${seed}`);
  for (const batch of plan.batches) {
    const members = batch.map((index) => jobs[index] as PlanJob);
    for (let i = 0; i < members.length; i++) {
      for (let j = i + 1; j < members.length; j++) {
        assert.ok(
          !conflict(members[i] as PlanJob, members[j] as PlanJob),
          `BATCH_CONFLICT_FREE, seed ${seed}`,
        );
      }
    }
    assert.deepEqual(findConflicts(members), [], `findConflicts agrees, seed ${seed}`);
    assert.ok(members.length <= limits.senders, `senders, seed ${seed}`);
    const gas = members.reduce((sum, job) => sum + job.gas, 0);
    assert.ok(members.length === 1 || gas <= limits.blockGas, `block gas, seed ${seed}`);
  }
  assert.ok(
    plan.batches.length >= plan.limitBound && plan.limitBound >= plan.lowerBound,
    `bounds, seed ${seed}`,
  );
  return plan;
}

describe("planBatches", () => {
  it("makes valid batches of random jobs within limits", () => {
    for (const seed of seeds(150)) {
      const random = randomFrom(seed);
      const jobs = randomJobs(random, 1 + Math.floor(random() * 60), 1 + Math.floor(random() * 80), 4);
      const limits = {
        blockGas: 1_000_000 + random() * 5_000_000,
        senders: 1 + Math.floor(random() * 20),
        threads: 4,
      };
      assertValid(jobs, limits, seed);
    }
  });

  it("needs as few batches as an exact solver on small cases", () => {
    let optimal = 0;
    const cases = 300;
    for (let seed = 1; seed <= cases; seed++) {
      const random = randomFrom(seed * 7919);
      const jobs = randomJobs(random, 2 + Math.floor(random() * 7), 2 + Math.floor(random() * 10), 2);
      const limits = seed % 2 === 0 ? noLimits : { blockGas: 2_500_000, senders: 4, threads: 4 };
      const exact = exactBatches(jobs, limits);
      const plan = assertValid(jobs, limits, seed);
      assert.ok(plan.batches.length >= exact, `the exact solver is exact, seed ${seed}`);
      assert.ok(plan.limitBound <= exact, `the bound is a bound, seed ${seed}`);
      if (plan.batches.length === exact) optimal++;
    }
    assert.ok(optimal >= cases * 0.98, `optimal in ${optimal} of ${cases}`);
  });

  it("meets the bound on cases shaped like the protocol", () => {
    for (let seed = 1; seed <= 100; seed++) {
      const plan = assertValid(protocolJobs(randomFrom(seed)), noLimits, seed);
      assert.equal(plan.batches.length, plan.limitBound, `seed ${seed}`);
      assert.ok(
        plan.batches.length <= plan.lowerBound * 1.2,
        `seed ${seed}: ${plan.batches.length} / ${plan.lowerBound}`,
      );
    }
  });

  it("keeps batches valid where hundreds of jobs meet, as many in flight as the chain takes", () => {
    for (const seed of seeds(12)) {
      const jobs = randomJobs(randomFrom(seed * 31), 300, 120, 3);
      const plan = assertValid(jobs, { ...noLimits, inFlight: 25 }, seed);
      assert.ok(
        plan.batches.every((batch) => batch.length <= 25),
        `in flight, seed ${seed}`,
      );
    }
  });

  it("keeps batches valid where nearly every two jobs meet, within limits and without", () => {
    for (const seed of seeds(6)) {
      const random = randomFrom(seed * 101);
      const jobs = randomJobs(random, 60 + Math.floor(random() * 60), 40, 7);
      const free = assertValid(jobs, noLimits, seed);
      const limits = { blockGas: 4_000_000, senders: 6, threads: 4 };
      assert.ok(assertValid(jobs, limits, seed).batches.length >= free.batches.length - 1, `seed ${seed}`);
    }
  });

  it("proves most plans the best where most jobs meet, and some where nearly all do", () => {
    const families = [
      { cases: 20, slots: 60, entries: 5, leastMet: 15, mostRatio: 1.02 },
      { cases: 10, slots: 40, entries: 7, leastMet: 3, mostRatio: 1.1 },
    ];
    for (const { cases, slots, entries, leastMet, mostRatio } of families) {
      let met = 0;
      let batches = 0;
      let bounds = 0;
      for (let seed = 1; seed <= cases; seed++) {
        const random = randomFrom(seed * 101);
        const jobs = randomJobs(random, 60 + Math.floor(random() * 60), slots, entries);
        const plan = assertValid(jobs, noLimits, seed);
        if (plan.batches.length === plan.limitBound) met++;
        batches += plan.batches.length;
        bounds += plan.limitBound;
      }
      assert.ok(met >= leastMet, `${met} of ${cases} plans meet a bound that is proven`);
      assert.ok(batches <= mostRatio * bounds, `${batches} batches, of which ${bounds} are needed`);
    }
  });

  it("finds the most jobs of which every two conflict, as a search of all does", () => {
    for (const seed of seeds(200)) {
      const random = randomFrom(seed * 37);
      const jobs = randomJobs(random, 2 + Math.floor(random() * 14), 4 + Math.floor(random() * 20), 3);
      const grow = (clique: readonly PlanJob[], from: number): number =>
        jobs
          .slice(from)
          .reduce(
            (most, job, index) =>
              clique.every((other) => conflict(job, other))
                ? Math.max(most, grow([...clique, job], from + index + 1))
                : most,
            clique.length,
          );
      const interned = internJobs(jobs);
      const table = createConflictTable(interned, Uint32Array.from(jobs.keys()));
      assert.ok(table !== undefined);
      assert.equal(largestClique(table, []).clique.length, grow([], 0), `seed ${seed}`);
    }
  });

  it("takes as long as a schedule of the pairs, and no shorter than its bound", () => {
    // In the last two a plain list of the jobs would end later than one that waits between batches.
    for (const seed of [...seeds(60), 712, 987_818]) {
      const random = randomFrom(seed * 13);
      const jobs = randomJobs(random, 2 + Math.floor(random() * 40), 30, 3);
      const plan = planBatches(jobs, { ...noLimits, threads: 3 });
      assert.ok(plan.makespan <= plan.barrierMakespan + 1e-6, `no barrier is no later, seed ${seed}`);
      assert.ok(plan.makespan >= plan.makespanBound - 1e-6, `makespan bound, seed ${seed}`);
      const total = jobs.reduce((sum, { gas }) => sum + gas, 0);
      const onOne = planBatches(jobs, { ...noLimits, threads: 1 });
      assert.ok(Math.abs(onOne.makespan - total) < 1e-6, `one thread does it all, seed ${seed}`);
    }
  });

  it("keeps jobs of one sender apart, and puts the earliest deadline first, then what is worth more", () => {
    const job = (id: string, more: Partial<PlanJob>): PlanJob => ({
      ...{ id, reads: [], writes: ["hot"], gas: 1 },
      ...more,
    });
    const apart = [job("a", { writes: ["x"], sender: "0x01" }), job("b", { writes: ["y"], sender: "0x01" })];
    assert.equal(planBatches(apart, noLimits).batches.length, 2);
    const urgent = [
      job("late", { deadline: 900 }),
      job("poor", { value: 1n }),
      job("soon", { deadline: 100 }),
      job("rich", { value: 5n }),
    ];
    assert.deepEqual(planBatches(urgent, noLimits).batches, [[2], [0], [3], [1]]);
  });

  it("tells the slots that keep jobs apart, with who writes and who reads them", () => {
    const jobs: PlanJob[] = [
      { id: "a", reads: ["price"], writes: ["pool"], gas: 1 },
      { id: "b", reads: [], writes: ["pool", "price"], gas: 1 },
      { id: "c", reads: [], writes: ["pool"], gas: 1 },
    ];
    assert.deepEqual(planBatches(jobs, noLimits).hotSlots, [
      { name: "pool", writers: [0, 1, 2], readers: [] },
      { name: "price", writers: [1], readers: [0] },
    ]);
  });

  it("is deterministic", () => {
    const jobs = randomJobs(randomFrom(3), 80, 40, 4);
    assert.deepEqual(planBatches(jobs, noLimits), planBatches(jobs, noLimits));
  });

  it("puts readers of one slot together and its writers apart", () => {
    const reader = (id: string): PlanJob => ({ id, reads: ["price"], writes: [id], gas: 1 });
    const writer = (id: string): PlanJob => ({ id, reads: [], writes: ["price"], gas: 1 });
    const plan = planBatches([reader("a"), writer("b"), reader("c"), writer("d")], noLimits);
    assert.equal(plan.lowerBound, 2);
    assert.equal(plan.batches.length, 3);
    assert.ok(plan.batches.some((batch) => batch.join() === "0,2"));
  });

  it("handles more batches than a word has bits", () => {
    const jobs = Array.from({ length: 100 }, (_, i) => ({ id: `${i}`, reads: [], writes: ["hot"], gas: 10 }));
    const plan = assertValid(jobs, noLimits, 0);
    assert.equal(plan.batches.length, 100);
    assert.equal(plan.ceiling, 1);
    assert.equal(plan.makespan, 1000);
  });

  it("gives a job above the block's gas a batch of its own, and nothing for nothing", () => {
    const jobs = [5, 50, 5].map((gas, i) => ({ id: `${i}`, reads: [], writes: [`${i}`], gas }));
    assert.equal(planBatches(jobs, { blockGas: 10, senders: 9, threads: 2 }).batches.length, 2);
    assert.deepEqual(planBatches([], noLimits).batches, []);
  });
});

describe("longestChain", () => {
  it("equals the longest path over the pairs", () => {
    for (let seed = 1; seed <= 100; seed++) {
      const jobs = randomJobs(randomFrom(seed), 30, 25, 3);
      const ends: number[] = [];
      jobs.forEach((job, i) => {
        let before = 0;
        for (let j = 0; j < i; j++)
          if (conflict(jobs[j] as PlanJob, job)) before = Math.max(before, ends[j] ?? 0);
        ends.push(before + job.gas);
      });
      assert.equal(longestChain(internJobs(jobs), jobs.keys()), Math.max(...ends), `seed ${seed}`);
    }
  });
});
