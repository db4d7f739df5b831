import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { type Address, encodeAbiParameters, type Hex, keccak256, numberToHex, zeroAddress } from "viem";
import { encodeExecute } from "../src/act/send-batch.ts";
import type { Chain } from "../src/chain.ts";
import type { Job } from "../src/observe/types.ts";
import { createPredictor, type JobCall, type PredictorOptions } from "../src/sets/create-predictor.ts";
import { ignoredAccounts } from "../src/sets/ignored-accounts.ts";
import type { PrestateDiff } from "../src/sets/sets-from-prestate.ts";
import { startAnvil } from "./anvil.ts";

const executor: Address = `0x${"e1".repeat(20)}`;
const target: Address = `0x${"7a".repeat(20)}`;
const sender: Address = `0x${"9b".repeat(20)}`;
const word = (value: bigint) => numberToHex(value, { size: 32 });

/** Marks the job's key, and calls its target: executed[key] = 1; target.call(data). */
const executorCode: Hex = "0x60e435806101045f376001608435555f5f825f5f60a4355af1";
/** p = pointers[id], a mapping at slot 7; where slot p is not zero it becomes zero. */
const targetCode: Hex = "0x6004355f52600760205260405f20548054156018575f81555b00";

const pointerOf = (id: bigint) =>
  keccak256(encodeAbiParameters([{ type: "uint256" }, { type: "uint256" }], [id, 7n]));

describe("createPredictor", () => {
  let anvil: Awaited<ReturnType<typeof startAnvil>>;
  let chain: Chain;
  let traces = 0;
  /** Makes traces tell of one more written slot, as if the code did what it does not. */
  let isLying = false;
  let keys = 0n;

  before(async () => {
    anvil = await startAnvil();
    const { client } = anvil;
    await client.setCode({ address: executor, bytecode: executorCode });
    await client.setCode({ address: target, bytecode: targetCode });
    await client.setBalance({ address: sender, value: 10n ** 18n });
    const request = async (method: string, params: readonly unknown[]) => {
      const answer = await client.request({ method, params } as never);
      if (method !== "debug_traceCall") return answer;
      traces++;
      const { pre } = answer as Partial<PrestateDiff>;
      const storage = { ...pre?.[target]?.storage, [word(99n)]: word(1n) };
      return isLying && pre !== undefined
        ? { ...(answer as object), pre: { ...pre, [target]: { storage } } }
        : answer;
    };
    chain = {
      ...{
        id: 31_337,
        client,
        request,
        canTrace: true,
        simulationGas: 10_000_000n,
        deployment: { executor },
      },
    } as unknown as Chain;
  });
  after(() => anvil?.stop());
  beforeEach(() => {
    traces = 0;
    isLying = false;
  });

  /** Puts a pointer into the mapping, and a value where it points to. */
  async function point(id: bigint, to: bigint, value: bigint) {
    await anvil.client.setStorageAt({ address: target, index: pointerOf(id), value: word(to) });
    await anvil.client.setStorageAt({ address: target, index: word(to), value: word(value) });
  }
  function callOf(id: bigint): JobCall {
    const inner: Hex = `0x12345678${word(id).slice(2)}`;
    const job = { target, key: word(++keys), selector: "0x12345678" } as unknown as Job;
    return { job, inner, data: encodeExecute(job, inner, 1n), sender };
  }
  const open = (options: PredictorOptions) =>
    createPredictor(chain, ignoredAccounts(zeroAddress, [sender]), options);

  it("follows pointers that it never saw, and tells by what they point to whether it is written", async () => {
    const { setsOf, statistics } = open({ provenAfter: 2, sampleEvery: 1_000 });
    const found: boolean[] = [];
    for (let id = 1n; id <= 12n; id++) {
      const [to, value] = [500n + id, id % 3n === 0n ? 0n : id];
      await point(id, to, value);
      const call = callOf(id);
      const [answer] = await setsOf([call], 2_000_000_000n);
      assert.ok(answer !== undefined);
      found.push(answer.isPredicted);
      const key = `${executor}:${call.job.key}`;
      const [pointer, pointed] = [`${target}:${pointerOf(id)}`, `${target}:${word(to)}`];
      assert.deepEqual(
        answer.sets.touched,
        [executor, key, target, pointer, pointed].sort(),
        `touched by ${id}`,
      );
      assert.deepEqual(
        answer.sets.written,
        (value === 0n ? [key] : [key, pointed]).sort(),
        `written by ${id}`,
      );
    }
    assert.deepEqual(found, [false, false, ...Array.from({ length: 10 }, () => true)]);
    assert.deepEqual([statistics.abstained, statistics.compared, statistics.exact], [0, 2, 2]);
    assert.equal(traces, 2 * 2, "a prediction asks for no trace");
  });

  it("reads the state of many jobs in the same few requests", async () => {
    const { setsOf, statistics } = open({ provenAfter: 1, sampleEvery: 1_000 });
    for (let id = 1n; id <= 3n; id++) await setsOf([callOf(id)], 2_000_000_000n);
    const before = statistics.requests;
    const calls = Array.from({ length: 40 }, (_, index) => callOf(100n + BigInt(index)));
    const answers = await setsOf(calls, 2_000_000_000n);
    assert.ok(answers.every((answer) => answer?.isPredicted));
    assert.ok(statistics.requests - before <= 4, `${statistics.requests - before} requests`);
  });

  it("finds by a sample that its predictions are wrong, and traces until they are proven anew", async () => {
    const { setsOf, statistics } = open({ provenAfter: 2, sampleEvery: 3 });
    const see = async () => (await setsOf([callOf(1n)], 2_000_000_000n))[0];
    for (let turn = 0; turn < 2; turn++) await see();
    assert.equal((await see())?.isPredicted, true);
    isLying = true;
    assert.equal((await see())?.isPredicted, true, "wrong, and not yet known to be");
    const sampled = await see();
    assert.equal(sampled?.isPredicted, false);
    assert.ok(sampled?.sets.written.includes(`${target}:${word(99n)}`), "the trace is what counts");
    assert.equal(statistics.dropped, 1);
    assert.equal((await see())?.isPredicted, false, "nothing is used before it is proven anew");
    isLying = false;
    for (let turn = 0; turn < 2; turn++) assert.equal((await see())?.isPredicted, false);
    assert.equal((await see())?.isPredicted, true);
  });

  it("leaves to a trace what only a node can tell", async () => {
    const { setsOf, statistics } = open({ provenAfter: 1, sampleEvery: 1_000 });
    for (let turn = 0; turn < 3; turn++) await setsOf([callOf(1n)], 2_000_000_000n);
    // A contract that asks who mines the block.
    const other: Address = `0x${"7c".repeat(20)}`;
    await anvil.client.setCode({ address: other, bytecode: "0x4150600160055500" });
    const { job, inner } = callOf(1n);
    const asking = { ...job, target: other };
    const call = { job: asking, inner, data: encodeExecute(asking, inner, 1n), sender };
    for (let turn = 0; turn < 3; turn++) {
      const [answer] = await setsOf([call], 2_000_000_000n);
      assert.equal(answer?.isPredicted, false);
      assert.ok(answer?.sets.written.includes(`${other}:${word(5n)}`));
    }
    assert.equal(statistics.abstained, 3);
  });

  it("traces all where the node reads no overridden code", async () => {
    const request = async (method: string, params: readonly unknown[]) =>
      method === "eth_call" ? "0x" : chain.request(method, params);
    const blind = { ...chain, request } as unknown as Chain;
    const { setsOf } = createPredictor(blind, ignoredAccounts(zeroAddress, [sender]), {
      ...{ provenAfter: 1, sampleEvery: 1_000 },
    });
    for (let turn = 0; turn < 4; turn++) {
      const [answer] = await setsOf([callOf(BigInt(turn))], 2_000_000_000n);
      assert.equal(answer?.isPredicted, false);
      assert.ok((answer?.sets.written.length ?? 0) > 0);
    }
  });

  it("traces all where it is switched off", async () => {
    const { setsOf, statistics } = open({ provenAfter: 1, sampleEvery: 0 });
    for (let turn = 0; turn < 4; turn++) {
      assert.equal((await setsOf([callOf(1n)], 2_000_000_000n))[0]?.isPredicted, false);
    }
    assert.deepEqual([statistics.traced, statistics.requests], [4, 0]);
  });
});
