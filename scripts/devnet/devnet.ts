import { readFileSync, writeFileSync } from "node:fs";
import type { Deployment } from "@millrace/sdk/deployment";
import type { Address } from "viem";

export interface DevnetToken {
  symbol: string;
  address: Address;
  decimals: number;
}

export interface DevnetPool {
  address: Address;
  tokenA: Address;
  tokenB: Address;
  feePips: number;
  shard: number;
  /** As the contracts count, see the SDK's `CURVE`. */
  curve: number;
}

export interface DevnetGauge {
  address: Address;
  stakeToken: Address;
}

export interface DevnetVault {
  address: Address;
  asset: Address;
  strategy: Address;
}

export interface DevnetNftVault {
  address: Address;
  /** What the vault pools; a wrapper, where `wraps` says what its items wrap. */
  collection: Address;
  wraps?: Address;
  rentable: boolean;
  gauge: Address;
  pool: DevnetPool;
}

export interface DevnetMarket {
  address: Address;
  asset: Address;
  collateral: Address;
  /** The price feed of the collateral, which anyone sets. */
  feed: Address;
}

/** All that was put on the devnet, for seeding and traffic; the protocol's own parts discover it from events. */
export interface Devnet {
  deployment: Deployment;
  tokens: DevnetToken[];
  pools: DevnetPool[];
  gauges: DevnetGauge[];
  vaults: DevnetVault[];
  nftVaults: DevnetNftVault[];
  /** Who gets the royalties of the art. */
  splitter: Address;
  markets: DevnetMarket[];
}

export function saveDevnet(file: string, devnet: Devnet): void {
  writeFileSync(file, `${JSON.stringify(devnet, null, 2)}\n`);
}

export function loadDevnet(file: string): Devnet {
  return JSON.parse(readFileSync(file, "utf8"));
}

/** The token of `symbol`, which the devnet has. */
export function tokenOf(devnet: Devnet, symbol: string): DevnetToken {
  const token = devnet.tokens.find((candidate) => candidate.symbol === symbol);
  if (!token) throw new Error(`the devnet has no token ${symbol}`);
  return token;
}
