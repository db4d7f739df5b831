import { vaultAbi } from "@millrace/sdk/abis/vaultAbi";
import { type Address, erc20Abi } from "viem";
import type { VaultDetail, VaultSummary } from "#lib/vault-view";
import { chainClient } from "#server/chain-client";
import { isRegistered, registered } from "#server/registered";
import { tokenFromChain } from "#server/token-from-chain";

type Client = ReturnType<typeof chainClient>;

async function readVault(client: Client, address: Address): Promise<VaultSummary> {
  const read = { address, abi: vaultAbi } as const;
  const [name, symbol, decimals, asset, lanes, totalSupply, unlocked, full, lastReport, paused, strategies] =
    await Promise.all([
      client.readContract({ ...read, functionName: "name" }),
      client.readContract({ ...read, functionName: "symbol" }),
      client.readContract({ ...read, functionName: "decimals" }),
      client.readContract({ ...read, functionName: "asset" }),
      client.readContract({ ...read, functionName: "lanes" }),
      client.readContract({ ...read, functionName: "totalSupply" }),
      client.readContract({ ...read, functionName: "unlockedPriceRay" }),
      client.readContract({ ...read, functionName: "fullPriceRay" }),
      client.readContract({ ...read, functionName: "lastReport" }),
      client.readContract({ ...read, functionName: "paused" }),
      client.readContract({ ...read, functionName: "strategies" }),
    ]);
  const allocations = await Promise.all(
    strategies.map(async (strategy) => {
      const [caps, shares] = await Promise.all([
        client.readContract({ ...read, functionName: "capsOf", args: [strategy] }),
        client.readContract({ address: strategy, abi: erc20Abi, functionName: "balanceOf", args: [address] }),
      ]);
      return { strategy, shares, absoluteCap: caps.absoluteCap, relativeCapWad: caps.relativeCapWad };
    }),
  );
  const laneCash = await Promise.all(
    Array.from({ length: Number(lanes) }, (_, lane) =>
      client.readContract({ ...read, functionName: "laneCash", args: [BigInt(lane)] }),
    ),
  );
  return {
    address,
    name,
    symbol,
    decimals,
    lanes: Number(lanes),
    laneCash,
    asset: await tokenFromChain(client, asset),
    totalSupply,
    fullRay: full,
    lastReport,
    paused,
    strategies: allocations,
    // The price at this block, held still: how fast it streams is told by events alone.
    fromRay: unlocked,
    ratePeriod: unlocked === full ? 0n : 2n ** 63n,
    pool: undefined,
    totalGain: undefined,
    positionCount: undefined,
  };
}

/** Every vault that the registry announced, read from the chain alone. */
export async function vaultsFromChain(): Promise<VaultSummary[]> {
  const client = chainClient();
  const addresses = await registered("vault");
  return Promise.all(addresses.map((address) => readVault(client, address)));
}

/** One vault, read from the chain alone; undefined where the registry does not know it. */
export async function vaultFromChain(address: Address): Promise<VaultDetail | undefined> {
  const client = chainClient();
  if (!(await isRegistered("vault", address))) return undefined;
  const vault = await readVault(client, address);
  const buffer = await client.readContract({ address, abi: vaultAbi, functionName: "buffer" });
  return { ...vault, buffer, reports: [] };
}
