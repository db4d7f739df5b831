import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { keccak256, toHex, zeroHash } from "viem";
import { openJournal } from "../src/journal/open-journal.ts";
import { createJob } from "../src/observe/create-job.ts";

const address = (name: string) => `0x${keccak256(toHex(name)).slice(-40)}` as const;
const job = (name: string) =>
  createJob({ kind: "settle", label: name, target: address(name), data: "0x11da60b4", period: 1n });
const mined = { blockNumber: 7n, blockHash: zeroHash, gasUsed: 21_000n, status: "success" } as const;

describe("journal", () => {
  const directory = mkdtempSync(join(tmpdir(), "millrace-journal-"));
  after(() => rmSync(directory, { recursive: true, force: true }));

  it("takes a key once while an attempt is under way or done, and again after one without effect", async () => {
    const journal = await openJournal("memory://", "chain");
    const [first] = await journal.plan([job("a")], 1n);
    assert.ok(first);
    assert.deepEqual(await journal.plan([job("a")], 2n), []);
    await journal.claim(first.intent, address("sender"), 0);
    await journal.abandon(first.intent, "not signed");
    const [second] = await journal.plan([job("a"), job("b")], 3n);
    assert.ok(second);
    await journal.claim(second.intent, address("sender"), 0);
    await journal.sign(second.intent, "0x02", zeroHash);
    await journal.accept(second.intent);
    await journal.mine(second.intent, { ...mined, status: "reverted" });
    const [third] = await journal.plan([job("a")], 4n);
    assert.ok(third);
    await journal.mine(third.intent, mined);
    assert.deepEqual(await journal.plan([job("a")], 5n), []);
    await journal.finalise(third.intent);
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
    const journal = await openJournal("memory://", "chain");
    const planned = await journal.plan([job("a"), job("b"), job("c")], 1n);
    const [a, b, c] = planned.map(({ intent }) => intent) as [number, number, number];
    await journal.claim(a, address("sender"), 5);
    await assert.rejects(journal.claim(b, address("sender"), 5));
    await journal.abandon(a, "not signed");
    await journal.claim(b, address("sender"), 5);
    await journal.sign(b, "0x02", zeroHash);
    await journal.abandon(b, "refused");
    await assert.rejects(journal.claim(c, address("sender"), 5));
    await journal.close();
  });

  it("is there after a restart, with a higher epoch, and apart for another chain", async () => {
    const path = join(directory, "kept");
    const before = await openJournal(path, "chain");
    await before.plan([job("a")], 9n);
    await assert.rejects(openJournal(path, "chain"), /is used by process/);
    await before.close();
    const after_ = await openJournal(path, "chain");
    assert.ok(after_.epoch > before.epoch);
    assert.equal((await after_.open()).length, 1);
    assert.equal(await after_.lastBatch(), 9n);
    await after_.close();
    const other = await openJournal(path, "another chain");
    assert.equal((await other.open()).length, 0);
    assert.equal((await other.plan([job("a")], 1n)).length, 1);
    await other.close();
  });

  it("takes over the lock of a process that is gone", async () => {
    const path = join(directory, "stale");
    writeFileSync(`${path}.lock`, "999999999");
    const journal = await openJournal(path, "chain");
    await journal.close();
  });
});
