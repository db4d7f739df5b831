import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout } from "node:timers/promises";
import { executorAbi } from "@millrace/sdk/abis/executorAbi";
import { gaugeAbi } from "@millrace/sdk/abis/gaugeAbi";
import { getAbiItem, type Hash, keccak256, type PrivateKeyAccount, toHex } from "viem";
import { privateKeyToAddress } from "viem/accounts";
import { encodeExecute } from "../src/act/send-batch.ts";
import { deriveSenders } from "../src/act/senders.ts";
import type { Config } from "../src/config.ts";
import type { CycleReport } from "../src/cycle-report.ts";
import { parseEnvironment } from "../src/env.ts";
import type { Log } from "../src/log.ts";
import { createObserver } from "../src/observe/create-observer.ts";
import { findJobs } from "../src/observe/find-jobs.ts";
import { nameFunction } from "../src/operations/name-function.ts";
import { replayBlock } from "../src/operations/replay-block.ts";
import { runDoctor } from "../src/operations/run-doctor.ts";
import { planCycle } from "../src/plan-cycle.ts";
import { openChain, openKeeper, runCycle } from "../src/run-cycle.ts";
import { startAnvil } from "./anvil.ts";
import { deployScene, type Scene } from "./scene.ts";

const privateKey = keccak256(toHex("operator of the test"));
const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

describe("keeper on anvil", () => {
  let anvil: Awaited<ReturnType<typeof startAnvil>>;
  let scene: Scene;
  let config: Config;
  let environment: Record<string, string>;
  const directory = mkdtempSync(join(tmpdir(), "millrace-keeper-"));

  before(async () => {
    anvil = await startAnvil();
    scene = await deployScene(anvil.client, privateKeyToAddress(privateKey));
    const deployment = join(directory, "deployment.json");
    writeFileSync(deployment, JSON.stringify(scene.deployment));
    environment = {
      MILLRACE_RPC_URL: anvil.url,
      MILLRACE_DEPLOYMENT: deployment,
      KEEPER_PRIVATE_KEY: privateKey,
      KEEPER_DATA_DIR: join(directory, "journal"),
      KEEPER_SENDERS: "24",
      KEEPER_RECEIPT_TIMEOUT_MS: "60000",
    };
    config = parseEnvironment(environment);
    await anvil.pass(3_600);
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

  async function assertEachKeyOnce() {
    const keys = (await executions()).map(({ args }) => args.key);
    assert.equal(new Set(keys).size, keys.length, "EXACTLY_ONCE");
  }

  function assertSound(report: CycleReport) {
    assert.equal(report.conflictsInsideBatches, 0, "BATCH_CONFLICT_FREE");
    assert.deepEqual([report.reverted, report.unmined], [0, 0]);
    // No order takes fewer; what a settlement makes due is not known before, which may cost one more.
    const { batches, chainBound, lowerBound } = report;
    assert.ok(
      batches >= chainBound && chainBound >= lowerBound,
      `${batches} of ${chainBound}, ${lowerBound}`,
    );
    assert.ok(batches <= chainBound + 1, `${batches} of ${chainBound}`);
    const inexact = report.batchesDetail.flatMap(({ jobs }) => jobs).filter((job) => !job.predictedExactly);
    assert.deepEqual(inexact, []);
  }

  it("will not plan for senders without the role, and says who must grant it", async () => {
    await assert.rejects(planCycle(config), /grant role 2 to the addresses/);
  });

  it("is told by its doctor what is amiss, and what it mends by itself", async () => {
    const checks = await runDoctor(config);
    const resultOf = (name: string) => checks.find((check) => check.name === name);
    assert.deepEqual(
      checks.filter(({ result }) => result === "fail"),
      [],
    );
    assert.match(resultOf("roles")?.detail ?? "", /^0 of 24 .* the operator grants the others its role/);
    assert.equal(resultOf("money")?.result, "ok");
    const odd = await runDoctor(
      parseEnvironment({ ...environment, KEEPER_BUDGET_PER_DAY: "2", KEEPER_GATES: "liquidate=0" }),
    );
    assert.match(odd.find(({ name }) => name === "money")?.detail ?? "", /stops the keeper before/);
    const elsewhere = await runDoctor(parseEnvironment({ ...environment, KEEPER_SENDER_BALANCE: "5000" }));
    assert.equal(elsewhere.find(({ name }) => name === "balances")?.result, "fail");
  });

  it("does all that is due in batches without conflicts, each key once", async () => {
    await anvil.startBlocks();
    const report = await runCycle(config, silent);
    assertSound(report);
    assert.equal(report.predictedSetsExactPercent, 100);
    const kinds = new Set(report.batchesDetail.flatMap(({ jobs }) => jobs.map(({ kind }) => kind)));
    for (const kind of ["collect", "settle", "payOut", "sweep", "allocate"])
      assert.ok(kinds.has(kind as never), kind);
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

  it("replays a mined block, with the names of what ran, and says of one that there is not", async () => {
    const chain = await openChain(config);
    const blockNumber = (await executions())[0]?.blockNumber as bigint;
    const replayed = await replayBlock(chain, blockNumber);
    assert.ok(replayed.length > 0);
    assert.ok(replayed.every(({ conflicts }) => !conflicts));
    const names = new Set(replayed.flatMap(({ jobs }) => jobs.map(({ selector }) => nameFunction(selector))));
    // Those of the first batch, as many of them as got into its first block.
    for (const name of names) assert.ok(["collect", "settle", "sweep"].includes(name), name);
    assert.equal(nameFunction("0xdeadbeef"), "0xdeadbeef");
    await assert.rejects(replayBlock(chain, 99_999_999n), /^ChainError: The node has no block 99999999\.$/);
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

  it("plans as it then acts, sends nothing by planning, and harvests what it put to work", async () => {
    await anvil.pass(3_600);
    const before = await executions();
    const { phases } = await planCycle(config);
    assert.equal((await executions()).length, before.length);
    const planned = phases[0]?.jobs.map(({ key }) => key).sort();
    assert.ok((planned?.length ?? 0) > 0);

    const report = await runCycle(config, silent);
    const acted = report.batchesDetail
      .filter(({ round }) => round === 0)
      .flatMap(({ jobs }) => jobs.map(({ key }) => key))
      .sort();
    assert.deepEqual(acted, planned);
    assertSound(report);
    const harvests = report.batchesDetail.filter(({ jobs }) => jobs.some(({ kind }) => kind === "harvest"));
    assert.equal(harvests.length, 2, "harvests that sell in one pool are in two batches");
    const kinds = report.batchesDetail.flatMap(({ jobs }) => jobs.map(({ kind }) => kind));
    assert.equal(kinds.filter((kind) => kind === "report").length, 2);
  });

  it("stops between two batches of a cycle once someone halts it", async () => {
    await anvil.pass(3_600);
    const file = config.haltFile as string;
    const keeper = await openKeeper(config, silent, {
      onEvent: ({ type }) => {
        if (type === "mined") writeFileSync(file, "enough for now");
      },
    });
    try {
      const report = await keeper.cycle();
      assert.equal(report.batches, 1);
      assert.deepEqual(
        report.halted.map(({ name, reason }) => `${name}: ${reason}`),
        ["file: enough for now"],
      );
      assert.deepEqual([report.reverted, report.unmined], [0, 0], "what was under way came to its end");
    } finally {
      await keeper.close();
      rmSync(file);
    }
    assertSound(await runCycle(config, silent));
  });

  it("brings the intents of a killed run to an end, each key once", async () => {
    await anvil.pass(600);
    // A run that died with one intent claimed, one signed, and one sent without a note of it.
    const chain = await openChain(config);
    const observation = await createObserver(chain, config.finalBlocks).observe();
    const { jobs } = await findJobs({ ...config, chain, observation });
    const settles = jobs.filter(({ kind }) => kind === "settle").slice(0, 3);
    assert.equal(settles.length, 3);
    const keeper = await openKeeper(config, silent);
    const { journal } = keeper;
    const batch = observation.lastBatch + 1n;
    const senders = deriveSenders(privateKey, 3);
    const planned = await journal.plan(settles, batch);
    const hashes: Hash[] = [];
    for (const [index, { job, intent }] of planned.entries()) {
      const sender = senders[index] as PrivateKeyAccount;
      const nonce = await anvil.client.getTransactionCount({ address: sender.address });
      await journal.claim([{ intent, sender: sender.address, nonce }]);
      if (index === 0) continue;
      const fees = { maxFeePerGas: 10n ** 10n, maxPriorityFeePerGas: 10n ** 9n };
      const raw = await sender.signTransaction({
        ...{ type: "eip1559", chainId: chain.id, to: scene.deployment.executor, nonce },
        ...{ data: encodeExecute(job, job.data, batch), gas: 3_000_000n, ...fees },
      });
      const hash = keccak256(raw);
      await journal.sign([{ intent, hash, raw, purpose: "job", ...fees }]);
      hashes.push(hash);
      if (index === 2) await chain.sendRaw(raw);
    }
    await keeper.close();

    assertSound(await runCycle(config, silent));
    const again = await openKeeper(config, silent);
    try {
      const attempts = (await again.journal.all()).filter(({ key }) =>
        settles.some((job) => job.key === key),
      );
      const states = settles.map((job) =>
        attempts.filter(({ key }) => key === job.key).map(({ state }) => state),
      );
      assert.deepEqual(states, [["abandoned", "mined"], ["mined"], ["mined"]]);
      for (const hash of hashes) {
        assert.equal((await anvil.client.getTransactionReceipt({ hash })).status, "success");
      }
    } finally {
      await again.close();
    }
    await assertEachKeyOnce();
  });

  it("goes on after a kill -9 in the middle of a batch", async () => {
    await anvil.pass(600);
    const child = spawn("node", [new URL("../src/cli.ts", import.meta.url).pathname, "run"], {
      env: { ...process.env, ...environment, KEEPER_PORT: "0" },
      stdio: ["ignore", "ignore", "pipe"],
    });
    const exited = new Promise((resolve) => child.once("exit", resolve));
    // The first round is planned: its batches are about to be signed and sent.
    await new Promise<void>((resolve, reject) => {
      let heard = "";
      child.stderr.on("data", (chunk) => {
        heard += chunk;
        if (heard.includes("round planned")) resolve();
      });
      child.once("exit", () => reject(new Error(`the keeper ended by itself: ${heard}`)));
    });
    await setTimeout(700);
    child.kill("SIGKILL");
    await exited;

    assertSound(await runCycle(config, silent));
    const keeper = await openKeeper(config, silent);
    try {
      const open = (await keeper.journal.open()).filter(({ state }) => state !== "mined");
      assert.deepEqual(open, [], "nothing is left half done");
    } finally {
      await keeper.close();
    }
    await assertEachKeyOnce();
  });

  it("tells a chain that reorganised a job away, and sends the same transaction again", async () => {
    await anvil.pass(600);
    const report = await runCycle(config, silent);
    const last = report.batchesDetail.at(-1)?.jobs[0];
    assert.ok(last !== undefined);
    anvil.stopBlocks();
    const head = Number(await anvil.client.getBlockNumber());
    await anvil.client.request({
      method: "anvil_reorg",
      params: [head - last.blockNumber + 1, []],
    } as never);
    await assert.rejects(anvil.client.getTransactionReceipt({ hash: last.hash }));
    await anvil.startBlocks();

    await runCycle(config, silent);
    assert.equal((await anvil.client.getTransactionReceipt({ hash: last.hash })).status, "success");
    await assertEachKeyOnce();
  });
});
