import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { type Hex, parseTransaction } from "viem";
import { openDatabase } from "../src/journal/open-database.ts";
import { createIntentReader } from "../src/journal/read-intents.ts";
import { type LifeParameters, liveOnce } from "./helpers/act-life.ts";
import { type FaultProxy, noFaults, startFaultProxy } from "./helpers/fault-proxy.ts";
import { createFaultWorld, type FaultWorld, type Task } from "./helpers/fault-world.ts";
import { createRandom } from "./helpers/random.ts";

describe("executor", () => {
  let world: FaultWorld;
  let databaseUrl: string;
  let node: FaultProxy;
  let seed = 900_000;

  before(async () => {
    world = await createFaultWorld();
    databaseUrl = await world.postgres.createDatabase("executor");
    node = await startFaultProxy(world.anvil.url, createRandom(seed));
  });

  after(async () => {
    world?.anvil.stopBlocks();
    await node?.stop();
    await world?.stop();
  });

  async function scene(count: number, changes: Partial<LifeParameters> = {}) {
    seed++;
    const tasks = world.tasks(seed, count);
    const privateKey = await world.prepare(seed, 2);
    const parameters: LifeParameters = {
      ...{ urls: [node.url], quorum: 1, databaseUrl, name: `executor ${seed}`, privateKey, senders: 2 },
      ...{ deployment: world.deployment, jobs: tasks, leaseMs: 2_000, rpcTimeoutMs: 10_000, forMs: 45_000 },
      ...{ finalBlocks: 3, ...changes },
    };
    return { tasks, parameters };
  }

  async function assertOnce(tasks: readonly Task[]) {
    for (const { runs, minted } of await world.record(tasks)) {
      assert.deepEqual([runs, minted], [1, 1n], "EXACTLY_ONCE");
    }
  }

  async function attempts(name: string) {
    const database = await openDatabase({ dataDir: "", databaseUrl });
    const all = await createIntentReader(database.queries, name, { current: 0 }).all();
    await database.close();
    return all;
  }

  it("replaces at the same nonce what a risen base fee holds up", async () => {
    const { tasks, parameters } = await scene(1);
    const before = node.sends.length;
    const living = liveOnce(parameters);
    while (node.sends.length === before) await sleep(20);
    await world.client.setNextBlockBaseFeePerGas({ baseFeePerGas: 50n * 10n ** 9n });
    await world.anvil.startBlocks();
    const result = await living;
    assert.equal(result.done, true, JSON.stringify(result));
    assert.ok((result.events.replaced ?? 0) >= 1, JSON.stringify(result.events));
    await assertOnce(tasks);
    const [attempt, ...more] = await attempts(parameters.name);
    assert.deepEqual([attempt?.nonce, more.length], [0, 0], "one attempt, one nonce");
  });

  it("uses the nonce for nothing where a job cannot be sent, and does it later with another", async () => {
    const { tasks, parameters } = await scene(1);
    node.setFaults({ ...noFaults, swallow: 1 });
    const before = node.sends.length;
    const living = liveOnce(parameters);
    const isIdle = ({ raw }: { raw: string }) => parseTransaction(raw as Hex).data === undefined;
    while (!node.sends.slice(before).some(isIdle)) await sleep(20);
    node.setFaults(noFaults);
    const result = await living;
    assert.equal(result.done, true, JSON.stringify(result));
    assert.ok((result.events.cancelled ?? 0) >= 1, JSON.stringify(result.events));
    await assertOnce(tasks);
    const states = (await attempts(parameters.name)).map(({ state, nonce }) => [state, nonce]);
    assert.deepEqual(states, [
      ["reverted", 0],
      ["mined", 1],
    ]);
  });

  it("heals a nonce that a node told too high, by using those that it skipped", async () => {
    const { tasks, parameters } = await scene(1);
    node.override("eth_getTransactionCount", () => "0x2");
    const before = node.sends.length;
    const living = liveOnce(parameters);
    while (node.sends.length === before) await sleep(20);
    node.override("eth_getTransactionCount", undefined);
    const result = await living;
    assert.equal(result.done, true, JSON.stringify(result));
    assert.equal(result.events.filled, 2, JSON.stringify(result.events));
    await assertOnce(tasks);
    const used = (await attempts(parameters.name)).map(({ nonce, kind }) => `${nonce} ${kind}`).sort();
    assert.deepEqual(used, ["0 fill", "1 fill", "2 settle"]);
  });

  it("begins a new era on a chain that lost final blocks, and does again what was lost", async () => {
    const { tasks, parameters } = await scene(2);
    world.anvil.stopBlocks();
    await world.client.mine({ blocks: 20 });
    await world.anvil.startBlocks();
    assert.equal((await liveOnce(parameters)).done, true);
    await world.client.mine({ blocks: 8 });
    // Looks once more, so that what was done is final.
    assert.equal((await liveOnce(parameters)).done, true);
    assert.deepEqual(
      new Set((await attempts(parameters.name)).map(({ state }) => state)),
      new Set(["final"]),
    );

    const head = await world.client.getBlockNumber();
    const done = await attempts(parameters.name);
    const lowest = done.reduce((low, { blockNumber }) => Math.min(low, Number(blockNumber)), Number(head));
    await world.client.request({
      ...{ method: "anvil_reorg", params: [Number(head) - lowest + 2, []] },
    } as never);
    assert.deepEqual(
      (await world.record(tasks)).map(({ runs }) => runs),
      [0, 0],
      "the chain lost them",
    );

    const result = await liveOnce(parameters);
    assert.equal(result.done, true, JSON.stringify(result));
    assert.equal(result.events.era, 1, JSON.stringify(result));
    await assertOnce(tasks);
  });

  it("sends nothing where nodes contradict each other about nonces", async () => {
    const liar = await startFaultProxy(world.anvil.url, createRandom(1));
    try {
      liar.override("eth_getTransactionCount", () => "0x1");
      const { tasks, parameters } = await scene(1);
      const before = node.sends.length;
      const result = await liveOnce({ ...parameters, urls: [node.url, liar.url], quorum: 2, forMs: 3_000 });
      assert.equal(result.done, false);
      assert.match(result.failures.join("\n"), /nodes contradict each other/);
      assert.equal(node.sends.length + liar.sends.length, before, "disagreement, no transaction");
      assert.equal((await liveOnce(parameters)).done, true);
      await assertOnce(tasks);
    } finally {
      await liar.stop();
    }
  });
});
