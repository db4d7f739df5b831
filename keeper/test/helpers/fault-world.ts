import { devnetTokenAbi } from "@millrace/sdk/abis/devnetTokenAbi";
import { executorAbi } from "@millrace/sdk/abis/executorAbi";
import { type Deployment, deploymentSchema } from "@millrace/sdk/deployment";
import {
  type Address,
  encodeFunctionData,
  getAbiItem,
  type Hex,
  keccak256,
  parseAbi,
  toFunctionSelector,
  toHex,
} from "viem";
import { deriveSenders } from "../../src/act/senders.ts";
import { createJob } from "../../src/observe/create-job.ts";
import { startAnvil } from "../anvil.ts";
import { account, deployContract } from "../scene.ts";
import { startPostgres } from "./start-postgres.ts";

const keeperRole = 2n;
const wad = 10n ** 18n;

const managerAbi = parseAbi([
  "function setTargetFunctionRole(address target, bytes4[] selectors, uint64 roleId)",
  "function grantRole(uint64 roleId, address account, uint32 executionDelay)",
  "function multicall(bytes[] data)",
]);

export interface Task {
  readonly target: Address;
  readonly data: Hex;
  readonly period: string;
  readonly key: Hex;
  /** Who is minted one token by it. */
  readonly to: Address;
}

/** A chain with an executor and a token that anybody mints, and a Postgres: enough to act on. */
export async function createFaultWorld() {
  const [anvil, postgres] = await Promise.all([startAnvil(), startPostgres()]);
  const { client } = anvil;
  const operator = account("operator of the faults");
  await client.setBalance({ address: operator, value: 1_000_000n * wad });
  const deploy = (source: string, args: unknown[]) => deployContract(client, operator, source, args);
  const manager = await deploy("@openzeppelin/contracts/access/manager/AccessManager.sol", [operator]);
  const executor = await deploy("contracts/keeper/Executor.sol", [manager]);
  const token = await deploy("contracts/devnet/DevnetToken.sol", ["Token", "TKN", 18]);
  const send = async (to: Address, data: Hex) => {
    const hash = await client.sendTransaction({ account: operator, to, data, chain: null });
    await client.mine({ blocks: 1 });
    const { status } = await client.waitForTransactionReceipt({ hash });
    if (status !== "success") throw new Error("the world could not be made");
  };
  const execute = executorAbi.find((item) => item.type === "function" && item.name === "execute") as never;
  const mint = toFunctionSelector("mint(address,uint256)");
  const setRole = { abi: managerAbi, functionName: "setTargetFunctionRole" } as const;
  await send(
    manager,
    encodeFunctionData({ ...setRole, args: [executor, [toFunctionSelector(execute)], keeperRole] }),
  );
  const list = { abi: executorAbi, functionName: "setTarget" } as const;
  await send(executor, encodeFunctionData({ ...list, args: [token, [mint], true] }));
  await client.setAutomine(false);
  await client.setBlockTimestampInterval({ interval: 1 });

  // What nothing here calls stands at the executor's address, whatever else a deployment names.
  const deployment = {
    ...Object.fromEntries(Object.keys(deploymentSchema.shape).map((name) => [name, executor])),
    ...{ chainId: await client.getChainId(), startBlock: 0, accessManager: manager },
  } as Deployment;

  return {
    ...{ anvil, postgres, client, deployment },
    /** Senders of their own with the role and ether. */
    async prepare(seed: number, count: number): Promise<Hex> {
      const privateKey = keccak256(toHex(`fault run ${seed}`));
      const senders = deriveSenders(privateKey, count).map(({ address }) => address);
      for (const address of senders) await client.setBalance({ address, value: 100n * wad });
      const grants = senders.map((address) =>
        encodeFunctionData({ abi: managerAbi, functionName: "grantRole", args: [keeperRole, address, 0] }),
      );
      await send(manager, encodeFunctionData({ abi: managerAbi, functionName: "multicall", args: [grants] }));
      // Deeper than any reorganisation of a run goes: it would take the ether and the role away again.
      await client.mine({ blocks: 8 });
      return privateKey;
    },
    tasks(seed: number, count: number): Task[] {
      return Array.from({ length: count }, (_, index) => {
        const to = account(`payee ${index} of run ${seed}`);
        const data = encodeFunctionData({ abi: devnetTokenAbi, functionName: "mint", args: [to, 1n] });
        const period = `${BigInt(seed) * 1_000n + BigInt(index)}`;
        const { key } = createJob({ kind: "settle", label: "", target: token, data, period: BigInt(period) });
        return { ...{ target: token, data, period, to, key } };
      });
    },
    /** How often the chain, as it is now, ran each task, and what its payee was minted. */
    async record(tasks: readonly Task[]): Promise<{ runs: number; minted: bigint }[]> {
      const event = getAbiItem({ abi: executorAbi, name: "Execute" });
      const logs = await client.getLogs({ address: executor, event, fromBlock: 0n, strict: true });
      const counts = new Map<Hex, number>();
      for (const { args } of logs) counts.set(args.key, (counts.get(args.key) ?? 0) + 1);
      return Promise.all(
        tasks.map(async ({ key, to }) => ({
          runs: counts.get(key) ?? 0,
          minted: await client.readContract({
            ...{ address: token, abi: devnetTokenAbi, functionName: "balanceOf", args: [to] },
          }),
        })),
      );
    },
    async stop() {
      await Promise.all([anvil.stop(), postgres.stop()]);
    },
  };
}

export type FaultWorld = Awaited<ReturnType<typeof createFaultWorld>>;
