import assert from "node:assert/strict";
import { test } from "node:test";
import { logsInRanges } from "../src/lib/logs-in-ranges.ts";

class Refusal extends Error {}
const isRefusal = (error: unknown) => error instanceof Refusal;

/** A node with a log in every block, that answers for so many blocks at once. */
function node(most: bigint) {
  const asked: [bigint, bigint][] = [];
  const ask = async (from: bigint, to: bigint) => {
    asked.push([from, to]);
    if (to - from >= most) throw new Refusal("too many blocks");
    return Array.from({ length: Number(to - from) + 1 }, (_, index) => from + BigInt(index));
  };
  return { asked, ask };
}

test("a node that answers is asked once", async () => {
  const { asked, ask } = node(100n);
  assert.deepEqual(await logsInRanges(ask, isRefusal, 5n, 8n), [5n, 6n, 7n, 8n]);
  assert.equal(asked.length, 1);
});

test("where the whole is refused, its parts come together in order, each block once", async () => {
  for (const most of [1n, 3n, 7n, 50n]) {
    const { ask } = node(most);
    const blocks = await logsInRanges(ask, isRefusal, 10n, 77n);
    assert.deepEqual(
      blocks,
      Array.from({ length: 68 }, (_, index) => 10n + BigInt(index)),
    );
  }
});

test("a range of far too many parts is given up, and a node that does not answer is not asked again", async () => {
  const { asked, ask } = node(1n);
  await assert.rejects(logsInRanges(ask, isRefusal, 0n, 1_000_000n), Refusal);
  assert.ok(asked.length <= 250, `${asked.length} questions`);
  let questions = 0;
  const silent = async (): Promise<never> => {
    questions += 1;
    throw new Error("connection refused");
  };
  await assert.rejects(logsInRanges(silent, isRefusal, 0n, 100n), /connection refused/);
  assert.equal(questions, 1);
});
