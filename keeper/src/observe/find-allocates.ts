import { vaultAbi } from "@millrace/sdk/abis/vaultAbi";
import { type Address, encodeFunctionData, erc4626Abi, toFunctionSelector } from "viem";
import { nextPeriod, type ObserveContext, waitReason } from "./context.ts";
import { createJob, shortAddress } from "./create-job.ts";
import { findEach } from "./find-each.ts";
import type { Candidates, Job } from "./types.ts";

const selector = toFunctionSelector("allocate(address,uint256)");
const wad = 10n ** 18n;
/** The part of a vault's assets that stays in the buffer for exits, and the least part worth moving. */
const bufferBps = 500n;
const leastMoveBps = 100n;

/** Vaults with more in the buffer than exits need, and strategies with room for it, in the vault's order. */
export async function findAllocates(context: ObserveContext): Promise<Candidates> {
  const { chain, observation } = context;
  return findEach("allocate", observation.instances.vaults, async (vault) => {
    const wait = waitReason(context, vault, selector);
    if (wait !== undefined) return wait;
    const contract = { address: vault, abi: vaultAbi, blockTag: "pending" } as const;
    const [buffer, assets, strategies] = await Promise.all([
      chain.client.readContract({ ...contract, functionName: "buffer" }),
      chain.client.readContract({ ...contract, functionName: "actualAssets" }),
      chain.client.readContract({ ...contract, functionName: "strategies" }),
    ]);
    const threshold = (assets * leastMoveBps) / 10_000n;
    let spare = buffer - (assets * bufferBps) / 10_000n;
    if (spare <= threshold) return "the buffer has nothing to spare";

    const rooms = await Promise.all(strategies.map((strategy) => roomOf(context, vault, strategy, assets)));
    const jobs: Job[] = [];
    strategies.forEach((strategy, index) => {
      const room = rooms[index] ?? 0n;
      const amount = least(room, spare);
      if (amount <= threshold) return;
      spare -= amount;
      jobs.push(
        createJob({
          kind: "allocate",
          label: `allocate ${shortAddress(vault)} to ${shortAddress(strategy)}`,
          target: vault,
          data: encodeFunctionData({ abi: vaultAbi, functionName: "allocate", args: [strategy, amount] }),
          period: nextPeriod(context, vault, selector),
          discriminator: strategy,
        }),
      );
    });
    return jobs.length === 0 ? "no strategy has room" : jobs;
  });
}

/** How much of `assets` more a vault may put into a strategy, by its caps and by the strategy's own limit. */
async function roomOf(
  context: ObserveContext,
  vault: Address,
  strategy: Address,
  assets: bigint,
): Promise<bigint> {
  const { client } = context.chain;
  const contract = { address: strategy, abi: erc4626Abi, blockTag: "pending" } as const;
  const [caps, shares, most] = await Promise.all([
    client.readContract({
      address: vault,
      abi: vaultAbi,
      functionName: "capsOf",
      args: [strategy],
      blockTag: "pending",
    }),
    client.readContract({ ...contract, functionName: "balanceOf", args: [vault] }),
    client.readContract({ ...contract, functionName: "maxDeposit", args: [vault] }),
  ]);
  const held = await client.readContract({ ...contract, functionName: "convertToAssets", args: [shares] });
  const relative = (assets * caps.relativeCapWad) / wad;
  const cap = least(caps.absoluteCap, relative);
  if (held >= cap) return 0n;
  return least(cap - held, most);
}

function least(a: bigint, b: bigint): bigint {
  if (a < b) return a;
  return b;
}
