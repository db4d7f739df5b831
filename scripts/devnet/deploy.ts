import { rmSync } from "node:fs";
import { devnet as devnetChain } from "@millrace/sdk/chains";
import { CURVE, type CurveName } from "@millrace/sdk/curve";
import hre from "hardhat";
import type { Address } from "viem";
import { networks } from "../../ignition/parameters/networks.ts";
import {
  ADMIN_ACCOUNT,
  CURATOR_ACCOUNT,
  type DevnetClient,
  devAccount,
  GUARDIAN_ACCOUNT,
  KEEPER_ACCOUNT,
  LISTER_ACCOUNT,
} from "./chain.ts";
import type { Devnet, DevnetPool } from "./devnet.ts";
import { collections, ITEM_POOL_FEE_PIPS, markets, pairs, tokens } from "./market.ts";

/** Deploys the protocol and the devnet's market with Ignition, and tells where everything is. */
export async function deploy(client: DevnetClient, rpcUrl: string): Promise<Devnet> {
  const startBlock = Number(await client.getBlockNumber());
  const connection = await hre.network.connect({
    network: "target",
    override: { url: rpcUrl },
  } as Parameters<typeof hre.network.connect>[0]);
  // Modules read the contracts' artifacts as they load, so this one waits for them to be compiled.
  const { default: DevnetModule } = await import("../../ignition/modules/Devnet.ts");
  // Every run deploys to a chain of its own, so Ignition's journal of it is of no use afterwards.
  const deploymentId = `devnet-${process.pid}`;
  try {
    const contracts = await connection.ignition.deploy(DevnetModule, {
      deploymentId,
      parameters: {
        Devnet: {
          admin: devAccount(ADMIN_ACCOUNT).address,
          lister: devAccount(LISTER_ACCOUNT).address,
          curator: devAccount(CURATOR_ACCOUNT).address,
          guardian: devAccount(GUARDIAN_ACCOUNT).address,
          keeper: devAccount(KEEPER_ACCOUNT).address,
          ...networks.devnet.delays,
        },
      },
      config: { requiredConfirmations: 1, blockPollingInterval: 20 },
    });
    const addresses = Object.entries(contracts as Record<string, { address: Address }>).map(
      ([name, { address }]) => [name, address] as const,
    );
    return describe(Object.fromEntries(addresses), startBlock);
  } finally {
    await connection.close();
    rmSync(`${hre.config.paths.ignition}/deployments/${deploymentId}`, { recursive: true, force: true });
  }
}

/** Finds the module's results by their names. */
function describe(addresses: Record<string, Address>, startBlock: number): Devnet {
  const at = (name: string) => {
    const address = addresses[name];
    if (!address) throw new Error(`the deployment has no ${name}`);
    return address;
  };
  const pool = (
    id: string,
    tokenA: Address,
    tokenB: Address,
    feePips: number,
    curve: CurveName,
  ): DevnetPool => ({
    ...{ address: at(`pool_${id}`), tokenA, tokenB, feePips, shard: 0, curve: CURVE[curve] },
  });
  const pairPools = pairs.map(({ a, b, feePips, curve }) =>
    pool(a + b, at(`token_${a}`), at(`token_${b}`), feePips, curve),
  );
  const itemPools = collections.map(({ symbol }) =>
    pool(`${symbol}USDC`, at(`nftVault_${symbol}`), at("token_USDC"), ITEM_POOL_FEE_PIPS, "PRODUCT"),
  );
  const stakeTokens: Record<string, Address> = {
    ...Object.fromEntries(pairs.map(({ a, b }, index) => [a + b, pairPools[index]?.address ?? at(a + b)])),
    MILL: at("token_MILL"),
  };
  for (const { symbol } of collections) {
    stakeTokens[symbol] = at(`nftVault_${symbol}`);
    stakeTokens[`${symbol}USDC`] = at(`pool_${symbol}USDC`);
  }
  const vaults = Object.entries(stakeTokens).flatMap(([id, asset]) =>
    Object.keys(addresses)
      .filter((name) => name.startsWith(`vault_${id}_`))
      .map((name) => ({ address: at(name), asset, strategy: at(name.replace("vault_", "strategy_")) })),
  );
  return {
    deployment: {
      ...{
        chainId: devnetChain.id,
        startBlock,
        accessManager: at("accessManager"),
        registry: at("registry"),
      },
      ...{ executor: at("executor"), poolFactory: at("poolFactory"), router: at("router") },
      ...{
        nftRouter: at("nftRouter"),
        marketplace: at("marketplace"),
        orderBook: at("orderBook"),
      },
    },
    tokens: tokens.map(({ symbol, decimals }) => ({ symbol, decimals, address: at(`token_${symbol}`) })),
    pools: [...pairPools, ...itemPools],
    gauges: Object.entries(stakeTokens).map(([id, stakeToken]) => ({
      address: at(`gauge_${id}`),
      stakeToken,
    })),
    vaults,
    nftVaults: collections.map(({ symbol, rentable }, index) => ({
      ...{ address: at(`nftVault_${symbol}`), rentable: true },
      ...(rentable
        ? { collection: at(`collection_${symbol}`) }
        : { collection: at(`wrapper_${symbol}`), wraps: at(`collection_${symbol}`) }),
      ...{ gauge: at(`gauge_${symbol}`), pool: itemPools[index] as DevnetPool },
    })),
    splitter: at("splitter_ART"),
    markets: markets.map(({ collateral, asset }) => ({
      address: at(`market_${collateral}${asset}`),
      asset: at(`token_${asset}`),
      collateral: at(`token_${collateral}`),
      feed: at(`feed_${collateral}${asset}`),
    })),
  };
}
