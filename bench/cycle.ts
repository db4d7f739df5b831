import { executorAbi } from "@millrace/sdk/abis/executorAbi";
import { decodeFunctionData, encodeFunctionData, type Hex, parseAbi } from "viem";
import { networks } from "../ignition/parameters/networks.ts";
import { ROLES } from "../ignition/roles.ts";
import { deriveSenders } from "../keeper/src/act/senders.ts";
import type { CycleReport } from "../keeper/src/cycle-report.ts";
import { parseEnvironment } from "../keeper/src/env.ts";
import { openKeeper } from "../keeper/src/run-cycle.ts";
import type { BenchRow } from "../scripts/bench.ts";
import {
  ADMIN_ACCOUNT,
  type DevnetClient,
  devAccount,
  devPrivateKey,
  KEEPER_ACCOUNT,
} from "../scripts/devnet/chain.ts";
import { addPayouts } from "./lib/add-payouts.ts";
import { benchRow } from "./lib/bench-row.ts";
import { type BenchDevnet, withDevnet } from "./lib/with-devnet.ts";

const JOBS = 2_000;
/** Besides payouts of one position each, a cycle of the devnet has about so many jobs of other kinds. */
const OTHER_JOBS = 100;
const SENDERS = 512;
const BLOCK_SECONDS = 1;
const FUSE_GAS = "4000000";
const GAS = 8_000_000n;
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

const managerAbi = parseAbi([
  "function grantRole(uint64 roleId, address account, uint32 executionDelay)",
  "function schedule(address target, bytes data, uint48 when) returns (bytes32, uint32)",
  "function multicall(bytes[] data) returns (bytes[])",
]);

/**
 * A keeper's cycle of 2,000 jobs, from observation to final receipts on a chain of a block a second, against the same jobs
 * one transaction at a time, each waited for, on a chain that makes a block for every transaction at once.
 */
export function run(): Promise<BenchRow[]> {
  return withDevnet(async (devnet) => {
    await addPayouts(devnet, JOBS - OTHER_JOBS);
    return measure(devnet);
  });
}

export async function measure({ client, devnet, keeperEnv }: BenchDevnet): Promise<BenchRow[]> {
  await grantSenders(client, devnet.deployment.accessManager);
  await client.increaseTime({ seconds: 3_600 });
  await client.mine({ blocks: 1 });
  const snapshot = await client.snapshot();

  await client.setIntervalMining({ interval: BLOCK_SECONDS });
  const started = performance.now();
  const report = await runKeeper({
    ...{ ...keeperEnv, KEEPER_PAYOUT_IDS: "1", KEEPER_SENDERS: `${SENDERS}` },
    KEEPER_FUSE_GAS: FUSE_GAS,
  });
  const seconds = (performance.now() - started) / 1_000;
  await client.setIntervalMining({ interval: 0 });
  const jobs = await mined(client, report);
  const blocks = new Set(report.batchesDetail.flatMap((batch) => batch.blocks)).size;

  await client.revert({ id: snapshot });
  const single = await oneAtATime(client, devnet.deployment.executor, jobs);
  return [
    benchRow("jobs", report.jobs, "jobs", `≥ ${JOBS * 0.95}`, report.jobs >= JOBS * 0.95),
    benchRow("transactions", report.transactions, "transactions", null, true, single.blocks),
    benchRow("blocks", blocks, "blocks", null, true, single.blocks),
    benchRow("fewer blocks", single.blocks / blocks, "×", "≥ 50", single.blocks >= 50 * blocks),
    benchRow("wall time", seconds, "s", null, true, single.seconds),
    benchRow(
      "conflicts inside mined batches",
      report.conflictsInsideBatches,
      "jobs",
      "0",
      report.conflictsInsideBatches === 0,
    ),
    benchRow("reverts", report.reverted, "jobs", "0", report.reverted === 0, single.reverted),
    benchRow(
      "batches, the peer being the bound of slots and chains",
      report.batches,
      "batches",
      null,
      true,
      report.chainBound,
    ),
  ];
}

async function runKeeper(environment: Readonly<Record<string, string>>): Promise<CycleReport> {
  const config = parseEnvironment(environment);
  const keeper = await openKeeper(config, silent);
  try {
    return await keeper.cycle();
  } finally {
    await keeper.close();
  }
}

/** The jobs of a cycle in the order in which they were mined, as the executor was given them. */
async function mined(client: DevnetClient, report: CycleReport) {
  const hashes = [...new Set(report.batchesDetail.flatMap(({ jobs }) => jobs.map(({ hash }) => hash)))];
  const inputs = await Promise.all(hashes.map((hash) => client.getTransaction({ hash })));
  return inputs.flatMap(({ input }) => {
    const { args } = decodeFunctionData({ abi: executorAbi, data: input });
    return (args?.[1] ?? []) as readonly { key: Hex; target: Hex; data: Hex }[];
  });
}

/** Sends each job by itself and waits for its receipt before the next. */
async function oneAtATime(client: DevnetClient, executor: Hex, jobs: Awaited<ReturnType<typeof mined>>) {
  const [sender] = deriveSenders(devPrivateKey(KEEPER_ACCOUNT), 1);
  if (sender === undefined) throw new Error("there is no sender");
  await client.setBalance({ address: sender.address, value: 10n ** 21n });
  await client.setAutomine(true);
  const first = await client.getBlockNumber();
  let nonce = await client.getTransactionCount({ address: sender.address });
  let reverted = 0;
  const started = performance.now();
  for (const job of jobs) {
    const serializedTransaction = await sender.signTransaction({
      ...{ type: "eip1559", chainId: client.chain.id, to: executor, nonce: nonce++, gas: GAS },
      ...{ maxFeePerGas: 10n ** 9n, maxPriorityFeePerGas: 0n },
      data: encodeFunctionData({ abi: executorAbi, functionName: "execute", args: [0n, [job]] }),
    });
    const hash = await client.sendRawTransaction({ serializedTransaction });
    const { status } = await client.waitForTransactionReceipt({ hash });
    if (status === "reverted") reverted++;
  }
  const blocks = Number((await client.getBlockNumber()) - first);
  return { blocks, seconds: (performance.now() - started) / 1_000, reverted };
}

/** Gives the senders beyond the devnet's own the role to call the executor. */
async function grantSenders(client: DevnetClient, accessManager: Hex): Promise<void> {
  const senders = deriveSenders(devPrivateKey(KEEPER_ACCOUNT), SENDERS);
  const send = async (calls: Hex[]) => {
    const hash = await client.writeContract({
      ...{ address: accessManager, abi: managerAbi, functionName: "multicall", args: [calls] },
      ...{ account: devAccount(ADMIN_ACCOUNT), chain: client.chain },
    });
    await client.mine({ blocks: 1 });
    await client.waitForTransactionReceipt({ hash });
  };
  for (let from = 0; from < senders.length; from += 100) {
    const grants = senders.slice(from, from + 100).map(({ address }) =>
      encodeFunctionData({
        ...{ abi: managerAbi, functionName: "grantRole", args: [ROLES.keeper, address, 0] },
      }),
    );
    // What the admin does waits for its delay.
    await send(
      grants.map((data) =>
        encodeFunctionData({
          ...{ abi: managerAbi, functionName: "schedule", args: [accessManager, data, 0] },
        }),
      ),
    );
    await client.increaseTime({ seconds: networks.devnet.delays.adminDelay + 1 });
    await send(grants);
  }
}
