import { gaugeAbi } from "@millrace/sdk/abis/gaugeAbi";
import { marketAbi } from "@millrace/sdk/abis/marketAbi";
import { vaultAbi } from "@millrace/sdk/abis/vaultAbi";
import { type Address, getAbiItem, parseAbiItem, zeroAddress } from "viem";
import type { DevnetClient } from "./chain.ts";
import type { Devnet } from "./devnet.ts";
import { queryAll } from "./graphql.ts";

const fungibleTransfer = parseAbiItem(
  "event Transfer(address indexed from, address indexed to, uint256 value)",
);
const itemTransfer = parseAbiItem(
  "event Transfer(address indexed from, address indexed to, uint256 indexed tokenId)",
);

/** A position as one side tells it: where it is, and its figures as one comparable text. */
type Positions = Map<string, string>;

export interface PositionCheck {
  positionsChecked: number;
  positionsWrong: number;
  /** The first few that differ, for people. */
  examples: string[];
}

/**
 * Compares every position of the GraphQL API with what the contracts answer at the same block, to the unit.
 *
 * The contracts' side is found without the indexer, from the Transfer logs of each instance, so a position that the
 * indexer lacks counts as wrong, as does one that it made up. The chain must stand still meanwhile.
 */
export async function checkPositions(
  client: DevnetClient,
  devnet: Devnet,
  graphqlUrl: string,
): Promise<PositionCheck> {
  const blockNumber = await client.getBlockNumber();
  const [onChain, indexed] = await Promise.all([
    readContracts(client, devnet, blockNumber),
    readIndexer(graphqlUrl),
  ]);
  const examples: string[] = [];
  const keys = new Set([...onChain.keys(), ...indexed.keys()]);
  let positionsWrong = 0;
  for (const key of keys) {
    if (onChain.get(key) === indexed.get(key)) continue;
    positionsWrong++;
    if (examples.length < 5)
      examples.push(`${key}: contracts ${onChain.get(key)}, GraphQL ${indexed.get(key)}`);
  }
  return { positionsChecked: keys.size, positionsWrong, examples };
}

async function readContracts(client: DevnetClient, devnet: Devnet, blockNumber: bigint): Promise<Positions> {
  const positions: Positions = new Map();
  const fromBlock = BigInt(devnet.deployment.startBlock);

  const holdersOf = async (address: Address) => {
    const logs = await client.getLogs({
      address,
      event: fungibleTransfer,
      fromBlock,
      toBlock: blockNumber,
      strict: true,
    });
    const holders = new Set(logs.map(({ args }) => args.to));
    holders.delete(zeroAddress);
    return [...holders];
  };
  const balances = async (kind: string, address: Address, priced: boolean) => {
    await Promise.all(
      (await holdersOf(address)).map(async (holder) => {
        const shares = await client.readContract({
          address,
          abi: vaultAbi,
          functionName: "balanceOf",
          args: [holder],
          blockNumber,
        });
        if (shares === 0n) return;
        const assets = priced
          ? `, ${await client.readContract({ address, abi: vaultAbi, functionName: "convertToAssets", args: [shares], blockNumber })}`
          : "";
        positions.set(`${kind} ${address} ${holder}`.toLowerCase(), `${shares}${assets}`);
      }),
    );
  };
  const gaugePositions = async (address: Address) => {
    const logs = await client.getLogs({
      address,
      event: itemTransfer,
      fromBlock,
      toBlock: blockNumber,
      strict: true,
    });
    const owners = new Map(logs.map(({ args }) => [args.tokenId, args.to]));
    await Promise.all(
      [...owners].map(async ([id, owner]) => {
        if (owner === zeroAddress) return;
        const [stake, claimable] = await Promise.all([
          client.readContract({ address, abi: gaugeAbi, functionName: "stakeOf", args: [id], blockNumber }),
          client.readContract({ address, abi: gaugeAbi, functionName: "claimable", args: [id], blockNumber }),
        ]);
        positions.set(
          `gauge ${address} ${id}`.toLowerCase(),
          `${owner.toLowerCase()}, ${stake}, ${claimable.join("+")}`,
        );
      }),
    );
  };

  /** Suppliers by the transfers of shares, borrowers by what was ever put up or lent. */
  const marketPositions = async (address: Address) => {
    const range = { address, fromBlock, toBlock: blockNumber, strict: true } as const;
    const [holders, ...changes] = await Promise.all([
      holdersOf(address),
      client.getLogs({ ...range, event: getAbiItem({ abi: marketAbi, name: "SupplyCollateral" }) }),
      client.getLogs({ ...range, event: getAbiItem({ abi: marketAbi, name: "Borrow" }) }),
    ]);
    const owners = new Set([...holders, ...changes.flat().map(({ args }) => args.onBehalf)]);
    const market = { address, abi: marketAbi, blockNumber } as const;
    await Promise.all(
      [...owners].map(async (owner) => {
        const [shares, { collateral }, debt] = await Promise.all([
          client.readContract({ ...market, functionName: "balanceOf", args: [owner] }),
          client.readContract({ ...market, functionName: "positionOf", args: [owner] }),
          client.readContract({ ...market, functionName: "debtOf", args: [owner] }),
        ]);
        if (shares === 0n && collateral === 0n && debt === 0n) return;
        const assets = await client.readContract({
          ...{ ...market, functionName: "convertToAssets", args: [shares] },
        });
        positions.set(
          `market ${address} ${owner}`.toLowerCase(),
          `${shares}, ${assets}, ${collateral}, ${debt}`,
        );
      }),
    );
  };

  for (const { address } of devnet.markets) await marketPositions(address);
  for (const { address } of devnet.vaults) await balances("vault", address, true);
  for (const { address } of devnet.pools) await balances("pool", address, false);
  for (const { address } of devnet.nftVaults) await balances("nftVault", address, false);
  for (const { address } of devnet.gauges) await gaugePositions(address);
  return positions;
}

async function readIndexer(graphqlUrl: string): Promise<Positions> {
  const positions: Positions = new Map();
  const put = (kind: string, instance: string, key: string, value: string) =>
    positions.set(`${kind} ${instance} ${key}`.toLowerCase(), value);

  type At = { address: string };
  for (const { vault, owner, shares, assets } of await queryAll<{
    vault: At;
    owner: string;
    shares: string;
    assets: string;
  }>(graphqlUrl, "vaultPositions", "vault { address } owner shares assets")) {
    if (shares !== "0") put("vault", vault.address, owner, `${shares}, ${assets}`);
  }
  for (const { market, owner, shares, assets, collateral, debt } of await queryAll<{
    market: At;
    owner: string;
    shares: string;
    assets: string;
    collateral: string;
    debt: string;
  }>(graphqlUrl, "marketPositions", "market { address } owner shares assets collateral debt")) {
    if (shares !== "0" || collateral !== "0" || debt !== "0")
      put("market", market.address, owner, `${shares}, ${assets}, ${collateral}, ${debt}`);
  }
  for (const { pool, owner, liquidity } of await queryAll<{ pool: At; owner: string; liquidity: string }>(
    graphqlUrl,
    "poolPositions",
    "pool { address } owner liquidity",
  )) {
    if (liquidity !== "0") put("pool", pool.address, owner, liquidity);
  }
  for (const { nftVault, owner, balance } of await queryAll<{ nftVault: At; owner: string; balance: string }>(
    graphqlUrl,
    "nftVaultPositions",
    "nftVault { address } owner balance",
  )) {
    if (balance !== "0") put("nftVault", nftVault.address, owner, balance);
  }
  for (const { gauge, tokenId, owner, stake, claimable } of await queryAll<{
    gauge: At;
    tokenId: string;
    owner: string;
    stake: string;
    claimable: { amount: string }[];
  }>(graphqlUrl, "gaugePositions", "gauge { address } tokenId owner stake claimable { amount }")) {
    put(
      "gauge",
      gauge.address,
      tokenId,
      `${owner.toLowerCase()}, ${stake}, ${claimable.map((c) => c.amount).join("+")}`,
    );
  }
  return positions;
}
