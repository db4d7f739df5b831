import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { devnetTokenAbi } from "@millrace/sdk/abis/devnetTokenAbi";
import { marketAbi } from "@millrace/sdk/abis/marketAbi";
import { type Address, erc20Abi, getAddress, keccak256, parseUnits, toHex } from "viem";
import { privateKeyToAddress } from "viem/accounts";
import type { Config } from "../src/config.ts";
import { parseEnvironment } from "../src/env.ts";
import type { Log } from "../src/log.ts";
import { createObserver } from "../src/observe/create-observer.ts";
import { findAccruals } from "../src/observe/find-accruals.ts";
import { findLiquidations } from "../src/observe/find-liquidations.ts";
import { openChain, runCycle } from "../src/run-cycle.ts";
import { startAnvil } from "./anvil.ts";
import { deployLendingScene, type LendingScene } from "./lending-scene.ts";

const privateKey = keccak256(toHex("operator of the lending test"));
const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

describe("keeper of a lending market on anvil", () => {
  let anvil: Awaited<ReturnType<typeof startAnvil>>;
  let scene: LendingScene;
  let config: Config;
  const directory = mkdtempSync(join(tmpdir(), "millrace-lending-"));

  before(async () => {
    anvil = await startAnvil();
    scene = await deployLendingScene(anvil.client, privateKeyToAddress(privateKey));
    const deployment = join(directory, "deployment.json");
    writeFileSync(deployment, JSON.stringify(scene.deployment));
    config = parseEnvironment({
      MILLRACE_RPC_URL: anvil.url,
      MILLRACE_DEPLOYMENT: deployment,
      KEEPER_PRIVATE_KEY: privateKey,
      KEEPER_DATA_DIR: join(directory, "journal"),
      KEEPER_SENDERS: "4",
      KEEPER_RECEIPT_TIMEOUT_MS: "20000",
    });
  });

  after(async () => {
    await anvil?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  /** What the finders say now. */
  async function look() {
    const chain = await openChain(config);
    const observation = await createObserver(chain, config.finalBlocks).observe();
    const { periodSeconds, slippageBps, payOutIds } = config;
    const context = { chain, observation, periodSeconds, slippageBps, payOutIds };
    return { liquidations: await findLiquidations(context), accruals: await findAccruals(context) };
  }

  const debtOf = (account: Address) =>
    anvil.client.readContract({
      ...{ address: scene.market, abi: marketAbi, functionName: "debtOf", args: [account] },
    });

  it("leaves healthy positions and young epochs alone, and says why", async () => {
    const { liquidations, accruals } = await look();
    assert.deepEqual(liquidations.jobs, []);
    assert.deepEqual(
      liquidations.dropped.map(({ reason }) => reason),
      ["every position is healthy"],
    );
    assert.deepEqual(accruals.jobs, []);
    assert.match(accruals.dropped[0]?.reason ?? "", /the epoch can be closed at/);
  });

  it("finds who became unhealthy, once for each state of the position, and nobody else", async () => {
    await scene.setPrice(98_000);
    const first = (await look()).liquidations.jobs;
    assert.equal(first.length, 1);
    assert.equal(first[0]?.target, getAddress(scene.liquidator));
    assert.deepEqual(
      (await look()).liquidations.jobs.map(({ key }) => key),
      [first[0]?.key],
      "EXACTLY_ONCE",
    );
  });

  it("liquidates without funds of its own, accrues, and is done", async () => {
    await anvil.pass(3_600);
    const debt = await debtOf(scene.thin);
    await anvil.startBlocks();
    const report = await runCycle(config, silent);
    assert.deepEqual([report.reverted, report.unmined, report.conflictsInsideBatches], [0, 0, 0]);
    const kinds = report.batchesDetail.flatMap(({ jobs }) => jobs.map(({ kind }) => kind)).sort();
    assert.deepEqual(kinds, ["accrue", "liquidate"]);
    // Rounding leaves a unit more than half, and the index grew meanwhile.
    assert.ok((await debtOf(scene.thin)) < (debt * 51n) / 100n, "half was repaid");
    const balance = (token: Address, of: Address) =>
      anvil.client.readContract({ address: token, abi: erc20Abi, functionName: "balanceOf", args: [of] });
    assert.ok((await balance(scene.loan, scene.recipient)) > 0n, "the recipient has the profit");
    for (const token of [scene.loan, scene.collateral]) {
      for (const holder of [scene.liquidator, scene.deployment.executor])
        assert.equal(await balance(token, holder), 0n, "HOSTILE_KEEPER_LOSS_LE_CAP nothing stays");
    }
    assert.equal((await runCycle(config, silent)).jobs, 0, "nothing is due right after");
  });

  it("does not sell into a pool that was pushed down", async () => {
    anvil.stopBlocks();
    await anvil.client.setAutomine(true);
    await scene.setPrice(85_000);
    assert.equal((await look()).liquidations.jobs.length, 2, "both are unhealthy now");
    const amount = parseUnits("20", 8);
    await scene.send(scene.thin, scene.collateral, devnetTokenAbi, "mint", [scene.thin, amount]);
    await scene.sell(scene.thin, amount);
    const { liquidations } = await look();
    assert.deepEqual(liquidations.jobs, []);
    assert.equal(liquidations.dropped.length, 2);
    for (const { reason } of liquidations.dropped) assert.match(reason, /TooLittleOut/);
  });

  it("waits while the oracle says nothing", async () => {
    // Beyond the bounds that the oracle believes.
    await scene.setPrice(2_000_000);
    const { liquidations } = await look();
    assert.deepEqual(liquidations.jobs, []);
  });
});
