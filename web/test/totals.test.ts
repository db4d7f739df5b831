import assert from "node:assert/strict";
import { test } from "node:test";
import { RAY } from "@millrace/sdk/rate";
import { poolTotals, vaultTotals, yieldTotals } from "../src/lib/totals.ts";
import type { VaultSummary } from "../src/lib/vault-view.ts";

const usd = {
  address: "0x0000000000000000000000000000000000000001",
  symbol: "USD",
  name: "Dollar",
  decimals: 6,
} as const;
const btc = {
  address: "0x0000000000000000000000000000000000000002",
  symbol: "BTC",
  name: "Coin",
  decimals: 8,
} as const;

function vault(part: Partial<VaultSummary>): VaultSummary {
  return {
    address: "0x00000000000000000000000000000000000000aa",
    name: "A",
    symbol: "A",
    decimals: 6,
    lanes: 1,
    asset: usd,
    totalSupply: 100n,
    fromRay: RAY,
    fullRay: 2n * RAY,
    lastReport: 0n,
    ratePeriod: 10n,
    paused: false,
    pool: undefined,
    totalGain: undefined,
    positionCount: undefined,
    laneCash: [0n],
    strategies: [],
    ...part,
  };
}

test("vaults of one asset add up, at the price of leaving", () => {
  const totals = vaultTotals([vault({}), vault({}), vault({ asset: btc })], 5n);
  assert.deepEqual(
    totals.map(({ token, amount }) => [token.symbol, amount]),
    [
      ["USD", 300n],
      ["BTC", 150n],
    ],
  );
});

test("both sides of a pool count", () => {
  const pools = [{ token0: usd, token1: btc, reserve0: 7n, reserve1: 8n }];
  assert.deepEqual(
    poolTotals(pools).map(({ amount }) => amount),
    [7n, 8n],
  );
});

test("yield adds up what vaults gained and gauges distributed, and leaves out what earned nothing", () => {
  const gauges = [
    {
      rewards: [
        { token: usd, distributed: 5n },
        { token: btc, distributed: 0n },
      ],
    },
  ];
  const totals = yieldTotals([vault({ totalGain: 10n }), vault({})], gauges);
  assert.deepEqual(
    totals.map(({ token, amount }) => [token.symbol, amount]),
    [["USD", 15n]],
  );
});
