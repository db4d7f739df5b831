import assert from "node:assert/strict";
import { test } from "node:test";
import { seeds } from "../../sdk/test/seeds.ts";
import { internJobs } from "../src/plan/intern-jobs.ts";
import { keepContended } from "../src/plan/keep-contended.ts";
import { internTraces } from "../src/sets/intern-traces.ts";
import { type Prestate, type PrestateDiff, setsFromPrestate } from "../src/sets/sets-from-prestate.ts";

const word = (value: number) => `0x${value.toString(16).padStart(64, "0")}`;
const account = (value: number) => `0x${value.toString(16).padStart(40, "0")}`;
const ignored = new Set([account(0xabcdef)]);

/** Traces that touch, change, create and destroy accounts and slots of a few addresses. */
function randomTraces(seed: number): { prestate: Prestate; diff: PrestateDiff } {
  let state = seed;
  const below = (limit: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const prestate: Record<string, { balance: string; nonce: number; storage?: Record<string, string> }> = {};
  const diff: { pre: Record<string, object>; post: Record<string, object> } = { pre: {}, post: {} };
  const named = [1, 2, 0xabcdef, 0xfeed].filter(() => below(4) > 0);
  for (const [index, number] of named.entries()) {
    const address = index === 1 ? account(number).replace(/[a-f]/g, (c) => c.toUpperCase()) : account(number);
    const slots = [10, 11, 12].filter(() => below(2) > 0).map(word);
    const storage = Object.fromEntries(slots.map((slot) => [slot, word(below(99))]));
    prestate[address] = { balance: "0x1f", nonce: below(3), ...(slots.length > 0 ? { storage } : {}) };
    const changed = slots.filter(() => below(2) > 0);
    const before = Object.fromEntries(changed.map((slot) => [slot, storage[slot]]));
    const after = Object.fromEntries(changed.filter(() => below(3) > 0).map((slot) => [slot, word(7)]));
    const kind = below(4);
    if (kind === 0) diff.pre[address] = { balance: "0x1f" };
    else if (kind === 1) diff.post[account(number + 77)] = { balance: "0x2", nonce: 1, codeHash: word(3) };
    else if (changed.length > 0) {
      diff.pre[address] = { balance: "0x1f", storage: before };
      diff.post[address] = kind === 2 ? { storage: after } : { balance: "0x20", storage: after };
    }
  }
  return { prestate, diff: diff as unknown as PrestateDiff };
}

const encode = (value: unknown, space?: number) =>
  new TextEncoder().encode(JSON.stringify(value, null, space));

test("bytes of traces give the sets that parsing them gives", () => {
  for (const seed of seeds(200)) {
    const traces = Array.from({ length: 8 }, (_, index) => randomTraces(seed * 100 + index));
    const fast = keepContended(
      internTraces(
        traces.map(({ prestate, diff }, index) => ({
          ...{ prestate: encode(prestate, index % 2), diff: encode(diff), gas: 1 },
        })),
        ignored,
      ),
    );
    const plain = internJobs(
      traces.map(({ prestate, diff }, index) => {
        const { touched, written } = setsFromPrestate(prestate, diff, ignored);
        return { id: `${index}`, reads: touched, writes: written, gas: 1 };
      }),
    );
    // Slots are numbered in another order: what counts is which jobs write and touch each.
    const shape = ({ count, offsets, entries }: typeof fast) => {
      const bySlot = new Map<number, string[]>();
      for (let job = 0; job < count; job++) {
        for (const entry of entries.subarray(offsets[job], offsets[job + 1])) {
          bySlot.set(entry >>> 1, [...(bySlot.get(entry >>> 1) ?? []), `${job}${entry & 1 ? "w" : "r"}`]);
        }
      }
      return [...bySlot.values()].map((jobs) => jobs.join()).sort();
    };
    assert.deepEqual(shape(fast), shape(plain), `seed ${seed}`);
  }
});

test("what is no trace is refused", () => {
  const good = encode({});
  for (const bad of ['{"0x12":{}}', "[]", '{"result":null}', `{"${account(1)}":{"storage":{"0x1":"0x2"}}}`]) {
    const trace = { prestate: new TextEncoder().encode(bad), diff: good, gas: 1 };
    assert.throws(() => internTraces([trace], ignored), SyntaxError, bad);
  }
});
