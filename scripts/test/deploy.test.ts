import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { before, describe, test } from "node:test";
import { type Address, parseAbi } from "viem";
import { type Network, type NetworkName, networks } from "../../ignition/parameters/networks.ts";
import { deployModule } from "../deploy/deploy-module.ts";
import { dryRun, standIns } from "../deploy/dry-run.ts";
import { findBreaches, type MeasuredTransaction } from "../deploy/measure-transactions.ts";
import { startNetwork } from "../deploy/start-network.ts";
import { devAccount, devPrivateKey } from "../devnet/chain.ts";
import { compile } from "../devnet/compile.ts";

const managerAbi = parseAbi([
  "function hasRole(uint64 roleId, address account) view returns (bool isMember, uint32 executionDelay)",
]);

describe("a deployment", { concurrency: 2 }, () => {
  before(compile);

  for (const name of Object.keys(networks) as NetworkName[]) {
    test(`of one instance of every kind keeps to the limits of ${name}`, async () => {
      const { limits, chainId }: Network = networks[name];
      const { transactions, breaches, contracts } = await dryRun(name, async ({ client }) => {
        assert.equal(await client.getChainId(), chainId);
      });
      assert.deepEqual(breaches, []);
      assert.ok(Object.keys(contracts).length > 10);
      if (limits.newSlots !== undefined) {
        // That slots are counted at all: a purse, an account, for each lane, and what an instance sets.
        assert.ok(Math.max(...transactions.map(({ newSlots }) => newSlots)) > networks[name].lanes);
      }
    });
  }

  test("of the core hands it over, and does nothing when run again", async () => {
    const { default: Protocol } = await import("../../ignition/modules/Protocol.ts");
    const local = await startNetwork(networks.sei);
    const deploymentId = `test-${process.pid}`;
    const deploy = () =>
      deployModule({
        ...{ rpcUrl: local.url, module: Protocol, privateKey: devPrivateKey(0), deploymentId },
        parameters: {
          Core: { feeRecipient: standIns.admin },
          Protocol: { ...standIns, ...networks.sei.delays },
        },
      });
    try {
      const contracts = await deploy();
      const blocks = await local.client.getBlockNumber();
      assert.deepEqual(await deploy(), contracts);
      assert.equal(await local.client.getBlockNumber(), blocks);
      const manager = contracts.accessManager;
      assert.ok(manager);
      const hasRole = (account: string) =>
        local.client.readContract({
          ...{ address: manager.address, abi: managerAbi, functionName: "hasRole" },
          args: [0n, account as Address],
        });
      assert.deepEqual(await hasRole(standIns.admin), [true, networks.sei.delays.adminDelay]);
      assert.deepEqual(await hasRole(devAccount(0).address), [false, 0]);
    } finally {
      await local.stop();
      rmSync(`ignition/deployments/${deploymentId}`, { recursive: true, force: true });
    }
  });

  test("that breaks a limit is told, whichever", () => {
    const transaction: MeasuredTransaction = {
      ...{ hash: "0x12", creates: null, gasUsed: 90, chainGas: 100, newSlots: 5, codeBytes: 10 },
    };
    const limits = { blockGas: 100, codeBytes: 10, intrinsicGas: 21_000, newSlots: 5 };
    assert.deepEqual(findBreaches(transaction, limits), []);
    assert.equal(findBreaches(transaction, { ...limits, blockGas: 99 }).length, 1);
    assert.equal(findBreaches(transaction, { ...limits, transactionGas: 99 }).length, 1);
    assert.equal(findBreaches(transaction, { ...limits, codeBytes: 9 }).length, 1);
    assert.equal(findBreaches(transaction, { ...limits, newSlots: 4 }).length, 1);
  });

  test("waits longest for who could undo the waits of others, on every chain", () => {
    for (const { delays } of Object.values(networks) as Network[]) {
      assert.ok(delays.adminDelay >= delays.listerDelay && delays.listerDelay >= delays.curatorDelay);
      assert.ok(delays.curatorDelay > 0 && delays.grantDelay > 0);
    }
  });
});
