import assert from "node:assert/strict";
import { test } from "node:test";
import type { Address } from "viem";
import { splitReady } from "../src/observe/split-ready.ts";
import type { Job, JobKind } from "../src/observe/types.ts";
import { chooseBatch } from "../src/plan/choose-batch.ts";
import { findConflicts } from "../src/plan/find-conflicts.ts";
import { planBatches } from "../src/plan/plan-batches.ts";
import type { PlanJob } from "../src/plan/types.ts";

const [gauge, otherGauge, strategy, otherStrategy, vault, otherVault, nftVault] = Array.from(
  { length: 7 },
  (_, index): Address => `0x${(index + 1).toString(16).padStart(40, "0")}`,
) as [Address, Address, Address, Address, Address, Address, Address];

const links = {
  gaugeOf: new Map([
    [strategy, gauge],
    [otherStrategy, otherGauge],
    [nftVault, gauge],
  ]),
  vaultsOf: new Map([
    [strategy, [vault]],
    [otherStrategy, [otherVault]],
  ]),
};

function ready(...due: [JobKind, Address][]): string[] {
  const jobs = due.map(([kind, target]) => ({ job: { kind, target } as Job }));
  return splitReady(jobs, links).ready.map(({ job }) => job.kind);
}

test("a harvest waits for the epoch of its own gauge, and for no other", () => {
  assert.deepEqual(ready(["settle", gauge], ["harvest", strategy]), ["settle"]);
  assert.deepEqual(ready(["settle", otherGauge], ["harvest", strategy]), ["settle", "harvest"]);
});

test("an epoch and its payouts wait for the income of the gauge's NFT vault", () => {
  const due: [JobKind, Address][] = [
    ["collect", nftVault],
    ["settle", gauge],
    ["payOut", gauge],
    ["settle", otherGauge],
  ];
  assert.deepEqual(ready(...due), ["collect", "settle"]);
});

test("money is put to work before the harvest, and counted after it", () => {
  assert.deepEqual(ready(["sweep", vault], ["allocate", vault], ["harvest", strategy], ["report", vault]), [
    "sweep",
  ]);
  assert.deepEqual(ready(["allocate", vault], ["harvest", strategy], ["report", vault]), ["allocate"]);
  assert.deepEqual(ready(["harvest", strategy], ["report", vault], ["report", otherVault]), [
    "harvest",
    "report",
  ]);
});

const limits = { blockGas: 1_000, senders: 3, threads: 4 };
const job = (id: string, ...writes: string[]): PlanJob => ({ id, reads: [], writes, gas: 100 });

test("the chosen batch has a job of the hottest slot, no conflict, and all that fits beside it", () => {
  const jobs = [
    job("a", "hot"),
    job("b", "hot"),
    job("c", "hot"),
    job("d", "cold"),
    job("e", "cold"),
    job("f", "own"),
  ];
  const batch = chooseBatch(jobs, planBatches(jobs, limits), limits, [0, 0, 0, 0, 0, 0]);
  assert.equal(batch.length, 3);
  assert.deepEqual(findConflicts(batch.map((index) => jobs[index] as PlanJob)), []);
  assert.equal(batch.filter((index) => index < 3).length, 1);
});

test("what others wait for goes first", () => {
  const jobs = [job("a", "x"), job("b", "x", "y"), job("c", "y")];
  assert.ok(chooseBatch(jobs, planBatches(jobs, limits), limits, [2, 0, 2]).includes(1));
});

test("a batch keeps to the block's gas and the senders", () => {
  const jobs = Array.from({ length: 8 }, (_, index) => job(`${index}`, `own ${index}`));
  const narrow = { blockGas: 250, senders: 8, threads: 4 };
  assert.equal(
    chooseBatch(
      jobs,
      planBatches(jobs, narrow),
      narrow,
      jobs.map(() => 0),
    ).length,
    2,
  );
  const few = { blockGas: 10_000, senders: 3, threads: 4 };
  assert.equal(
    chooseBatch(
      jobs,
      planBatches(jobs, few),
      few,
      jobs.map(() => 0),
    ).length,
    3,
  );
});
