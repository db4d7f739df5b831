import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Address, type Hex, numberToHex } from "viem";
import type { Chain } from "../src/chain.ts";
import type { Job } from "../src/observe/types.ts";
import { createPredictor, type JobCall } from "../src/sets/create-predictor.ts";
import type { Observation } from "../src/sets/observation.ts";
import { key, now, payOut, worldOf } from "./helpers/pay-out-world.ts";

const executor: Address = `0x${"0".repeat(36)}5eed`;
const word = (value: bigint) => numberToHex(value, { size: 32 });

/** A node that answers traces and reads from what the reference says of the job at hand. */
function createNode() {
  let current: Observation | undefined;
  let traces = 0;
  const trace = (diffMode: boolean) => {
    const accounts: Record<string, { storage: Record<string, Hex> }> = {};
    const after: typeof accounts = {};
    for (const [name, { written }] of current?.touched ?? []) {
      const [account = "", slot] = name.split(":");
      accounts[account] ??= { storage: {} };
      if (slot === undefined) continue;
      if (!diffMode || written) accounts[account].storage[slot] = word(current?.values.get(name) ?? 0n);
      if (written) after[account] = { storage: { ...after[account]?.storage, [slot]: word(123n) } };
    }
    if (!diffMode) return accounts;
    const changed = Object.entries(accounts).filter(([, { storage }]) => Object.keys(storage).length > 0);
    return { pre: Object.fromEntries(changed), post: after };
  };
  const request = async (method: string, params: readonly unknown[]) => {
    if (method === "debug_traceCall") {
      traces++;
      return trace((params[2] as { tracerConfig: { diffMode?: boolean } }).tracerConfig.diffMode === true);
    }
    const { to, data } = params[0] as { to: string; data: Hex };
    const slots = data.slice(2).match(/.{64}/g) ?? [];
    const values = slots.map((slot) => word(current?.values.get(`${to}:0x${slot}`) ?? 0n).slice(2));
    return `0x${values.join("")}`;
  };
  const chain = {
    ...{ canTrace: true, simulationGas: 1n, request, deployment: { executor } },
    client: { getCode: async () => "0x60" },
  } as unknown as Chain;
  return {
    chain,
    traces: () => traces,
    /** The call of a payout, which the node then knows about. */
    show(observation: Observation): JobCall {
      current = observation;
      const ids = observation.elements;
      const inner: Hex = `0x12345678${[32n, BigInt(ids.length), ...ids].map((id) => word(id).slice(2)).join("")}`;
      const job = {
        target: numberToHex(observation.given.get("target") ?? 0n, { size: 20 }),
        key: word(observation.given.get("key") ?? 0n),
        selector: "0x12345678",
      } as unknown as Job;
      return { job, inner, data: "0x", sender: `0x${"9".repeat(40)}` };
    },
  };
}

const options = { provenAfter: 3, sampleEvery: 4 };

describe("createPredictor", () => {
  it("traces until templates are proven, then samples, and gives what a trace would", async () => {
    const node = createNode();
    const predictor = createPredictor(node.chain, new Set(), options);
    const found: boolean[] = [];
    for (let seed = 1; seed <= 24; seed++) {
      const world = worldOf(seed);
      const actual = payOut(world, [...world.stakes.keys()].slice(0, 1 + (seed % 2)), key(seed));
      const [answer] = await predictor.setsOf([node.show(actual)], now);
      assert.ok(answer !== undefined);
      found.push(answer.isPredicted);
      assert.deepEqual(answer.sets.touched, [...actual.touched.keys()].sort(), `touched, seed ${seed}`);
      const written = [...actual.touched].filter(([, touch]) => touch.written).map(([name]) => name);
      assert.deepEqual(answer.sets.written, written.sort(), `written, seed ${seed}`);
    }
    const { predicted, traced, compared, exact, dropped, written, writtenFound } = predictor.statistics;
    assert.deepEqual(found.slice(0, 3), [false, false, false], "nothing is used before it is proven");
    assert.ok(predicted >= 9, `${predicted} predicted, ${traced} traced`);
    assert.equal(node.traces(), 2 * traced, "a prediction asks for no trace");
    assert.ok(compared >= 2 && compared === exact && written === writtenFound && dropped === 0);
  });

  it("drops a template that misses until it has proved itself anew", async () => {
    const node = createNode();
    const predictor = createPredictor(node.chain, new Set(), { provenAfter: 2, sampleEvery: 1 });
    const see = async (seed: number, change: (observation: Observation) => void) => {
      const world = worldOf(seed);
      const actual = payOut(world, [...world.stakes.keys()].slice(0, 1), key(seed));
      change(actual);
      await predictor.setsOf([node.show(actual)], now);
      return { ...predictor.statistics };
    };
    let before = { ...predictor.statistics };
    for (let seed = 1; seed <= 8; seed++) before = await see(seed, () => {});
    assert.equal(before.dropped, 0);
    assert.ok(before.compared > 0 && before.compared === before.exact);
    // The code does what nothing in the state told of: it writes a slot that it only read before.
    const missed = await see(9, ({ touched }) => {
      const [name, touch] = [...touched].find(([, { written, slot }]) => !written && slot === 6n) ?? [];
      assert.ok(name !== undefined && touch !== undefined);
      (touched as Map<string, typeof touch>).set(name, { ...touch, written: true });
    });
    assert.equal(missed.exact, before.exact);
    assert.ok(missed.dropped > 0, "dropped");
    const next = await see(10, () => {});
    assert.equal(next.compared, missed.compared, "it has to prove itself anew");
  });
});
