import assert from "node:assert/strict";
import { test } from "node:test";
import { lookThrough } from "../src/lib/look-through.ts";
import { namePoolShare } from "../src/lib/name-pool-share.ts";
import { poolShareDecimals } from "../src/lib/pool-share-decimals.ts";
import { zapLiquidity, zapLiquidityAtQuote } from "../src/lib/zap-liquidity.ts";

const token = {
  address: "0x0000000000000000000000000000000000000001",
  symbol: "MRLP",
  name: "LP",
  decimals: 18,
} as const;

test("a pool's share is told by its pair, any other token by itself", () => {
  const pools = [{ address: token.address, token0: { symbol: "WBTC" }, token1: { symbol: "USDC" } }];
  assert.equal(namePoolShare(token, pools).symbol, "WBTC/USDC LP");
  assert.equal(namePoolShare(token, []), token);
});

test("a pool's share has the mean of its tokens' decimals, rounded up", () => {
  const share = (decimals0: number, decimals1: number) =>
    poolShareDecimals({ token0: { decimals: decimals0 }, token1: { decimals: decimals1 } });
  assert.equal(share(18, 18), 18);
  assert.equal(share(8, 6), 7);
  assert.equal(share(18, 7), 13);
});

test("bringing three times a reserve doubles the liquidity where there is no fee", () => {
  assert.equal(zapLiquidity(3_000n, 1_000n, 500n, 0), 500n);
});

test("a zap's estimate is below what swapping half and adding both would give", () => {
  const reserve = 10n ** 24n;
  const amount = 10n ** 21n;
  const estimate = zapLiquidity(amount, reserve, reserve, 3_000);
  const ideal = amount / 2n;
  assert.ok(estimate < ideal);
  assert.ok(estimate > (ideal * 99n) / 100n);
});

test("at a price of one, half is swapped, and the share is what was brought by what is there", () => {
  const reserve = 10n ** 24n;
  const amount = 10n ** 21n;
  const half = amount / 2n;
  // A share counts like a token where the supply is the sum of the reserves.
  const liquidity = zapLiquidityAtQuote(amount, half, half, reserve, reserve, 2n * reserve);
  assert.ok(liquidity >= amount && liquidity <= amount + 1n);
});

test("nothing in, nothing out", () => {
  assert.equal(zapLiquidityAtQuote(0n, 0n, 0n, 1_000n, 1_000n, 500n), 0n);
  assert.equal(zapLiquidity(0n, 1_000n, 500n, 3_000), 0n);
  assert.equal(zapLiquidity(5n, 0n, 0n, 3_000), 0n);
});

test("a total looks through the shares of pools", () => {
  const usd = { ...token, address: "0x0000000000000000000000000000000000000002", symbol: "USD" } as const;
  const btc = { ...token, address: "0x0000000000000000000000000000000000000003", symbol: "BTC" } as const;
  const pool = {
    address: token.address,
    token0: usd,
    token1: btc,
    reserve0: 100n,
    reserve1: 7n,
    totalSupply: 10n,
  };
  const totals = lookThrough(
    [
      { token: usd, amount: 1n },
      { token, amount: 5n },
    ],
    [pool],
  );
  assert.deepEqual(
    totals.map(({ token, amount }) => [token.symbol, amount]),
    [
      ["USD", 51n],
      ["BTC", 3n],
    ],
  );
});
