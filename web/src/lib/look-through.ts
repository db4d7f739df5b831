import type { PoolShare } from "./pool-view.ts";
import type { TokenTotal } from "./totals.ts";

/** Totals in which the shares of pools are replaced by what they are shares of, rounded down. */
export function lookThrough(totals: readonly TokenTotal[], pools: readonly PoolShare[]): TokenTotal[] {
  const seen = new Map<string, TokenTotal>();
  const add = ({ token, amount }: TokenTotal) => {
    seen.set(token.address, { token, amount: (seen.get(token.address)?.amount ?? 0n) + amount });
  };
  for (const total of totals) {
    const pool = pools.find(({ address }) => address === total.token.address);
    if (!pool || pool.totalSupply === 0n) {
      add(total);
      continue;
    }
    add({ token: pool.token0, amount: (pool.reserve0 * total.amount) / pool.totalSupply });
    add({ token: pool.token1, amount: (pool.reserve1 * total.amount) / pool.totalSupply });
  }
  return [...seen.values()];
}
