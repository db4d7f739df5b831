import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { keccak256, toHex, zeroHash } from "viem";
import { openJournal } from "../src/journal/open-journal.ts";
import { createJob } from "../src/observe/create-job.ts";
import type { JobKind } from "../src/observe/types.ts";

const address = (name: string) => `0x${keccak256(toHex(name)).slice(-40)}` as const;
const job = (name: string, kind: JobKind = "settle") =>
  createJob({ kind, label: name, target: address(name), data: "0x11da60b4", period: 1n });
const mined = {
  ...{ hash: zeroHash, blockNumber: 7n, blockHash: zeroHash },
  ...{ gasUsed: 21_000n, feeWei: 1n, revenueWei: undefined, done: true },
} as const;
const signed = (intent: number) => ({
  ...({ intent, hash: zeroHash, raw: "0x02", purpose: "job" } as const),
  ...{ maxFeePerGas: 2n, maxPriorityFeePerGas: 1n },
});

describe("journal", () => {
  const directory = mkdtempSync(join(tmpdir(), "millrace-journal-"));
  after(() => rmSync(directory, { recursive: true, force: true }));

  it("takes a key once while an attempt is under way or done, and again after one without effect", async () => {
    const journal = await openJournal({ dataDir: "memory://", chain: "chain" });
    const [first] = await journal.plan([job("a")], 1n);
    assert.ok(first);
    assert.deepEqual(await journal.plan([job("a")], 2n), []);
    await journal.claim([{ intent: first.intent, sender: address("sender"), nonce: 0 }]);
    await journal.abandon([first.intent], "not signed");
    const [second] = await journal.plan([job("a"), job("b")], 3n);
    assert.ok(second);
    await journal.claim([{ intent: second.intent, sender: address("sender"), nonce: 0 }]);
    await journal.sign([signed(second.intent)]);
    await journal.accept([second.intent]);
    await journal.mine([{ ...mined, intent: second.intent, done: false }]);
    const [third] = await journal.plan([job("a")], 4n);
    assert.ok(third);
    await journal.mine([{ ...mined, intent: third.intent }]);
    assert.deepEqual(await journal.plan([job("a")], 5n), []);
    await journal.finalise([third.intent]);
    assert.deepEqual(await journal.plan([job("a")], 6n), []);
    const attempts = (await journal.all()).filter(({ label }) => label === "a");
    assert.deepEqual(
      attempts.map(({ attempt, state }) => [attempt, state]),
      [
        [1, "abandoned"],
        [2, "reverted"],
        [3, "final"],
      ],
    );
    assert.equal(await journal.lastBatch(), 4n);
    await journal.close();
  });

  it("gives no nonce to two intents, unless the first was never signed", async () => {
    const journal = await openJournal({ dataDir: "memory://", chain: "chain" });
    const planned = await journal.plan([job("a"), job("b"), job("c")], 1n);
    const [a, b, c] = planned.map(({ intent }) => intent) as [number, number, number];
    await journal.claim([{ intent: a, sender: address("sender"), nonce: 5 }]);
    await assert.rejects(journal.claim([{ intent: b, sender: address("sender"), nonce: 5 }]));
    await journal.abandon([a], "not signed");
    await journal.claim([{ intent: b, sender: address("sender"), nonce: 5 }]);
    await journal.sign([signed(b)]);
    await journal.abandon([b], "refused");
    await assert.rejects(journal.claim([{ intent: c, sender: address("sender"), nonce: 5 }]));
    await journal.close();
  });

  it("sums what was paid and what it brought, and what took a budget", async () => {
    const journal = await openJournal({ dataDir: "memory://", chain: "chain" });
    const planned = await journal.plan(
      ["a", "b", "c", "d"].map((name) => job(name, name === "d" ? "liquidate" : "settle")),
      1n,
    );
    const [a, b, c, d] = planned.map(({ intent }) => intent) as [number, number, number, number];
    await journal.mine([
      { ...mined, intent: a, feeWei: 5n },
      { ...mined, intent: b, feeWei: 7n, revenueWei: 3n },
      { ...mined, intent: c, feeWei: 11n, revenueWei: 30n },
      { ...mined, intent: d, feeWei: 13n, revenueWei: -2n },
    ]);
    assert.deepEqual(await journal.balanceSince(new Date(0)), { spentWei: 36n, earnedWei: 31n });
    assert.equal(await journal.subsidySince(new Date(0), []), 5n + 4n + 15n);
    assert.equal(
      await journal.subsidySince(new Date(0), ["liquidate"]),
      9n,
      "gated kinds take nothing of it",
    );
    await journal.reopen(c, "its block was reorganised away");
    assert.deepEqual(await journal.balanceSince(new Date(0)), { spentWei: 25n, earnedWei: 1n });
    const later = new Date(Date.now() + 60_000);
    assert.deepEqual(await journal.balanceSince(later), { spentWei: 0n, earnedWei: 0n });
    await journal.close();
  });

  it("is there after a restart, with a higher epoch, and apart for another chain", async () => {
    const path = join(directory, "kept");
    const before = await openJournal({ dataDir: path, chain: "chain" });
    await before.plan([job("a")], 9n);
    await assert.rejects(openJournal({ dataDir: path, chain: "chain" }), /is used by process/);
    await before.close();
    const after_ = await openJournal({ dataDir: path, chain: "chain" });
    assert.ok(after_.epoch > before.epoch);
    assert.equal((await after_.open()).length, 1);
    assert.equal(await after_.lastBatch(), 9n);
    await after_.close();
    const other = await openJournal({ dataDir: path, chain: "another chain" });
    assert.equal((await other.open()).length, 0);
    assert.equal((await other.plan([job("a")], 1n)).length, 1);
    await other.close();
  });

  it("takes over the lock of a process that is gone", async () => {
    const path = join(directory, "stale");
    writeFileSync(`${path}.lock`, "999999999");
    const journal = await openJournal({ dataDir: path, chain: "chain" });
    await journal.close();
  });
});
