import { poolAbi } from "@millrace/sdk/abis/poolAbi";
import { poolFactoryAbi } from "@millrace/sdk/abis/poolFactoryAbi";
import { CURVE, type CurveName } from "@millrace/sdk/curve";
import { type Address, getAbiItem } from "viem";
import { deepestItemPool, type ItemPool, type NftVault } from "#lib/nft-view";
import type { chainClient } from "#server/chain-client";
import { deployment } from "#server/config";

type Client = ReturnType<typeof chainClient>;

/** Every pool that the factory created. */
export async function createdPools(client: Client) {
  const { poolFactory, startBlock } = deployment();
  const logs = await client.getLogs({
    address: poolFactory,
    event: getAbiItem({ abi: poolFactoryAbi, name: "CreatePool" }),
    fromBlock: BigInt(startBlock),
    strict: true,
  });
  return logs.map(({ args }) => args);
}

/** Where a vault's items are bought and sold, read from the chain alone; undefined where there is no such pool. */
export async function itemPoolOf(client: Client, vault: NftVault): Promise<ItemPool | undefined> {
  const pair = [vault.address, vault.quoteToken.address];
  const pools = (await createdPools(client)).filter(
    ({ token0, token1 }) => pair.includes(token0) && pair.includes(token1),
  );
  return deepestItemPool(vault, await Promise.all(pools.map((pool) => withReserves(client, pool))));
}

async function withReserves(
  client: Client,
  created: { token0: Address; token1: Address; pool: Address; feePips: number; shard: number; curve: number },
): Promise<ItemPool> {
  const { token0, token1, feePips, shard } = created;
  const [reserve0, reserve1] = await client.readContract({
    ...{ address: created.pool, abi: poolAbi, functionName: "reserves" },
  });
  const curve: CurveName = created.curve === CURVE.STABLE ? "STABLE" : "PRODUCT";
  return {
    ...{ token0: { address: token0 }, token1: { address: token1 }, feePips, shard, curve },
    ...{ reserve0, reserve1 },
  };
}
