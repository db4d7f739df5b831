import type { Address } from "viem";
import type { Token } from "./scalars.ts";

/** A pool as far as the name of its share goes. */
export interface NamedPool {
  address: Address;
  token0: { symbol: string };
  token1: { symbol: string };
}

/** A token under a symbol that tells pools' shares apart: on chain they are all called the same. */
export function namePoolShare(token: Token, pools: readonly NamedPool[]): Token {
  const pool = pools.find(({ address }) => address === token.address);
  if (!pool) return token;
  const pair = `${pool.token0.symbol}/${pool.token1.symbol}`;
  return { ...token, symbol: `${pair} LP`, name: `Share of the ${pair} pool` };
}
