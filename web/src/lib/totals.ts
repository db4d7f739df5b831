import { toAssetsDown, unlockedRay } from "@millrace/sdk/rate";
import type { Token } from "./scalars.ts";
import { rateOf, type VaultSummary } from "./vault-view.ts";

export interface TokenTotal {
  token: Token;
  amount: bigint;
}

function add(totals: Map<string, TokenTotal>, token: Token, amount: bigint): void {
  const known = totals.get(token.address);
  totals.set(token.address, { token, amount: (known?.amount ?? 0n) + amount });
}

/** What vaults hold by asset: what all their shares would leave with at `time`, a Unix time in seconds. */
export function vaultTotals(vaults: readonly VaultSummary[], time: bigint): TokenTotal[] {
  const totals = new Map<string, TokenTotal>();
  for (const vault of vaults) {
    add(totals, vault.asset, toAssetsDown(vault.totalSupply, unlockedRay(rateOf(vault), time)));
  }
  return [...totals.values()];
}

/** What pools hold, by token. */
export function poolTotals(
  pools: readonly { token0: Token; token1: Token; reserve0: bigint; reserve1: bigint }[],
): TokenTotal[] {
  const totals = new Map<string, TokenTotal>();
  for (const pool of pools) {
    add(totals, pool.token0, pool.reserve0);
    add(totals, pool.token1, pool.reserve1);
  }
  return [...totals.values()];
}

/** What was earned by token: gains that vaults reported, and what gauges distributed. */
export function yieldTotals(
  vaults: readonly VaultSummary[],
  gauges: readonly { rewards: readonly { token: Token; distributed: bigint }[] }[],
): TokenTotal[] {
  const totals = new Map<string, TokenTotal>();
  for (const vault of vaults) add(totals, vault.asset, vault.totalGain ?? 0n);
  for (const gauge of gauges)
    for (const reward of gauge.rewards) add(totals, reward.token, reward.distributed);
  return [...totals.values()].filter(({ amount }) => amount > 0n);
}
