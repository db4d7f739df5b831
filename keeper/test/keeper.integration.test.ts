import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { executorAbi } from "@millrace/sdk/abis/executorAbi";
import { gaugeAbi } from "@millrace/sdk/abis/gaugeAbi";
import { getAbiItem, keccak256, toHex } from "viem";
import { privateKeyToAddress } from "viem/accounts";
import type { Config } from "../src/config.ts";
import { parseEnvironment } from "../src/env.ts";
import type { Log } from "../src/log.ts";
import { planCycle } from "../src/plan-cycle.ts";
import { openKeeper, runCycle } from "../src/run-cycle.ts";
import { startAnvil } from "./anvil.ts";
import { deployScene, type Scene } from "./scene.ts";

const privateKey = keccak256(toHex("operator of the test"));
const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

describe("keeper on anvil", () => {
  let anvil: Awaited<ReturnType<typeof startAnvil>>;
  let scene: Scene;
  let config: Config;
  const directory = mkdtempSync(join(tmpdir(), "millrace-keeper-"));

  before(async () => {
    anvil = await startAnvil();
    scene = await deployScene(anvil.client, privateKeyToAddress(privateKey));
    const deployment = join(directory, "deployment.json");
    writeFileSync(deployment, JSON.stringify(scene.deployment));
    config = parseEnvironment({
      MILLRACE_RPC_URL: anvil.url,
      MILLRACE_DEPLOYMENT: deployment,
      KEEPER_PRIVATE_KEY: privateKey,
      KEEPER_DATA_DIR: join(directory, "journal"),
      KEEPER_SENDERS: "24",
      KEEPER_RECEIPT_TIMEOUT_MS: "20000",
    });
    await anvil.client.increaseTime({ seconds: 3_600 });
    await anvil.client.mine({ blocks: 1 });
  });

  after(async () => {
    await anvil?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  async function executions() {
    const event = getAbiItem({ abi: executorAbi, name: "Execute" });
    return anvil.client.getLogs({
      ...{ address: scene.deployment.executor, event, fromBlock: 0n, strict: true },
    });
  }

  it("will not plan for senders without the role, and says who must grant it", async () => {
    await assert.rejects(planCycle(config), /grant role 2 to the addresses/);
  });

  it("does all that is due in batches without conflicts, each key once", async () => {
    await anvil.client.setIntervalMining({ interval: 1 });
    const report = await runCycle(config, silent);
    assert.equal(report.conflictsInsideBatches, 0, "BATCH_CONFLICT_FREE");
    assert.equal(report.reverted, 0);
    assert.equal(report.unmined, 0);
    assert.ok(report.batches <= report.lowerBound * 1.2, `${report.batches} of ${report.lowerBound}`);
    assert.equal(report.predictedSetsExactPercent, 100);
    const kinds = new Set(report.batchesDetail.flatMap(({ jobs }) => jobs.map(({ kind }) => kind)));
    for (const kind of ["collect", "settle", "payOut", "sweep"]) assert.ok(kinds.has(kind as never), kind);
    assert.ok(BigInt(report.yieldDistributed.RWD ?? 0) > 0n, "rewards were paid");

    const logs = await executions();
    assert.equal(logs.length, report.jobs);
    assert.equal(new Set(logs.map(({ args }) => args.key)).size, report.jobs, "EXACTLY_ONCE");
    // The failing position kept its credit, and did not stop its lane.
    const { gauge, id } = scene.failing;
    const [claimable] = await anvil.client.readContract({
      ...{ address: gauge, abi: gaugeAbi, functionName: "claimable", args: [id] },
    });
    assert.ok((claimable ?? 0n) > 0n);
  });

  it("sends nothing in a second cycle right after", async () => {
    const before = await executions();
    const report = await runCycle(config, silent);
    assert.equal(
      report.jobs,
      0,
      JSON.stringify(report.batchesDetail.flatMap(({ jobs }) => jobs.map((j) => j.label))),
    );
    assert.equal((await executions()).length, before.length);
    assert.ok(report.dropped.every(({ reason }) => reason.length > 0));
  });

  it("plans as it then acts, and sends nothing by planning", async () => {
    await anvil.client.increaseTime({ seconds: 600 });
    const before = await executions();
    const { phases } = await planCycle(config);
    assert.equal((await executions()).length, before.length);
    const planned = phases[0]?.jobs.map(({ key }) => key).sort();
    assert.ok((planned?.length ?? 0) > 0);
    const keeper = await openKeeper(config, silent);
    try {
      const report = await keeper.cycle();
      const acted = report.batchesDetail
        .filter(({ round }) => round === 0)
        .flatMap(({ jobs }) => jobs.map(({ key }) => key))
        .sort();
      assert.deepEqual(acted, planned);
      const states = new Set((await keeper.journal.all()).map(({ state }) => state));
      assert.deepEqual(
        [...states].filter((state) => state !== "mined" && state !== "final"),
        [],
      );
    } finally {
      await keeper.close();
    }
  });
});
