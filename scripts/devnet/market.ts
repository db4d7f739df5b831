import type { CurveName } from "@millrace/sdk/curve";
import { parseUnits } from "viem";

/** What the devnet trades, with made-up prices in USDC; a public chain has its own tokens. */
export const tokens = [
  { symbol: "USDC", name: "USD Coin", decimals: 6, priceUsd: 1 },
  { symbol: "USDT", name: "Tether USD", decimals: 6, priceUsd: 1 },
  { symbol: "WBTC", name: "Wrapped Bitcoin", decimals: 8, priceUsd: 100_000 },
  { symbol: "WETH", name: "Wrapped Ether", decimals: 18, priceUsd: 4_000 },
  { symbol: "MILL", name: "Millrace", decimals: 18, priceUsd: 0.5 },
] as const;

export type TokenSymbol = (typeof tokens)[number]["symbol"];

/** The pairs of the fungible tokens; every collection's item token has a pool with USDC besides. */
export const pairs: readonly { a: TokenSymbol; b: TokenSymbol; feePips: number; curve: CurveName }[] = [
  { a: "WBTC", b: "USDC", feePips: 3_000, curve: "PRODUCT" },
  { a: "WETH", b: "USDC", feePips: 3_000, curve: "PRODUCT" },
  { a: "MILL", b: "USDC", feePips: 3_000, curve: "PRODUCT" },
  { a: "WETH", b: "WBTC", feePips: 3_000, curve: "PRODUCT" },
  { a: "USDT", b: "USDC", feePips: 500, curve: "STABLE" },
];

/** What is lent against what, with the fee of the pool in which seized collateral is sold, in millionths. */
export const markets: readonly { collateral: TokenSymbol; asset: TokenSymbol; feePips: number }[] = [
  { collateral: "WBTC", asset: "USDC", feePips: 3_000 },
  { collateral: "WETH", asset: "USDC", feePips: 3_000 },
];

/**
 * The collections: virtual land that games rent, art whose royalties are shared with stakers, and a plain one, which has
 * users through its wrapper.
 */
export const collections = [
  { symbol: "LAND", name: "Millrace Land", rentable: true, itemPriceUsd: 500, rentUsdPerDay: 2 },
  { symbol: "ART", name: "Millrace Art", rentable: true, itemPriceUsd: 1_200, rentUsdPerDay: 5 },
  { symbol: "ROCK", name: "Millrace Rocks", rentable: false, itemPriceUsd: 300, rentUsdPerDay: 1 },
] as const;

/** The fee of the item tokens' pools, in millionths. */
export const ITEM_POOL_FEE_PIPS = 10_000;

/** Units of a token that are worth `usd`. */
export function worth(symbol: TokenSymbol, usd: number): bigint {
  const token = tokens.find((candidate) => candidate.symbol === symbol);
  if (!token) throw new Error(`no token ${symbol}`);
  return parseUnits((usd / token.priceUsd).toFixed(token.decimals), token.decimals);
}

/** What a price feed of a token answers at first: USD with 8 decimals. */
export function feedAnswer(symbol: TokenSymbol): bigint {
  const token = tokens.find((candidate) => candidate.symbol === symbol);
  if (!token) throw new Error(`no token ${symbol}`);
  return parseUnits(token.priceUsd.toFixed(8), 8);
}
