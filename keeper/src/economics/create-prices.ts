import { poolAbi } from "@millrace/sdk/abis/poolAbi";
import { type Address, isAddressEqual, parseAbi, BaseError as ViemError } from "viem";
import type { Chain } from "../chain.ts";
import { isNodeFailure } from "../is-node-failure.ts";
import type { PriceSource } from "./types.ts";

const feedAbi = parseAbi([
  "function latestRoundData() view returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)",
  "function decimals() view returns (uint8)",
]);
const erc20DecimalsAbi = parseAbi(["function decimals() view returns (uint8)"]);

/** Prices are kept in wei per 2^112 units of a token, as pools keep their means. */
const scaleBits = 112n;
/** Pools are followed so far to the coin. */
const maxHops = 3;

export type Price =
  | { readonly ok: true; readonly weiX112: bigint }
  | { readonly ok: false; readonly reason: string };

export interface Prices {
  /** What an amount of a token is worth in wei, rounded down. */
  worthOf(token: Address, amount: bigint): Promise<{ wei: bigint } | { reason: string }>;
  /** Forgets what was read, for another block. */
  reset(): void;
}

/** Reads prices of tokens in the chain's own coin from the sources of the configuration, each once until `reset`. */
export function createPrices(chain: Chain, sources: ReadonlyMap<string, PriceSource>): Prices {
  const known = new Map<string, Promise<Price>>();

  const priceOf = (token: Address, hops: number): Promise<Price> => {
    const name = token.toLowerCase();
    let price = known.get(name);
    if (price === undefined) {
      price = read(token, sources.get(name), hops).catch((error: unknown) => {
        if (!(error instanceof ViemError) || isNodeFailure(error)) throw error;
        return { ok: false, reason: `the price of ${token} cannot be read: ${error.shortMessage}` };
      });
      known.set(name, price);
    }
    return price;
  };

  async function read(token: Address, source: PriceSource | undefined, hops: number): Promise<Price> {
    if (source === undefined) return { ok: false, reason: `there is no price of ${token}` };
    if (source.kind === "native") return { ok: true, weiX112: 1n << scaleBits };
    if (source.kind === "feed") return readFeed(token, source.feed, source.maxAgeSeconds);
    if (hops === maxHops) return { ok: false, reason: `the price of ${token} goes through too many pools` };
    const contract = { address: source.pool, abi: poolAbi } as const;
    const [token0, token1, [mean0, mean1]] = await Promise.all([
      chain.client.readContract({ ...contract, functionName: "token0" }),
      chain.client.readContract({ ...contract, functionName: "token1" }),
      // The pool refuses a window that it has no observation for: a mean is never stale.
      chain.client.readContract({ ...contract, functionName: "consult", args: [source.windowSeconds] }),
    ]);
    const isFirst = isAddressEqual(token, token0);
    if (!isFirst && !isAddressEqual(token, token1)) {
      return { ok: false, reason: `the pool ${source.pool} does not hold ${token}` };
    }
    const other = await priceOf(isFirst ? token1 : token0, hops + 1);
    if (!other.ok) return other;
    return { ok: true, weiX112: ((isFirst ? mean0 : mean1) * other.weiX112) >> scaleBits };
  }

  async function readFeed(token: Address, feed: Address, maxAgeSeconds: number): Promise<Price> {
    const contract = { address: feed, abi: feedAbi } as const;
    const [[, answer, , updatedAt], feedDecimals, tokenDecimals, { timestamp }] = await Promise.all([
      chain.client.readContract({ ...contract, functionName: "latestRoundData" }),
      chain.client.readContract({ ...contract, functionName: "decimals" }),
      chain.client.readContract({ address: token, abi: erc20DecimalsAbi, functionName: "decimals" }),
      chain.client.getBlock(),
    ]);
    const ageSeconds = timestamp - updatedAt;
    if (answer <= 0n) return { ok: false, reason: `the feed ${feed} answers ${answer}` };
    if (ageSeconds > BigInt(maxAgeSeconds)) {
      return {
        ok: false,
        reason: `the price of ${token} is ${ageSeconds} s old, above ${maxAgeSeconds} s`,
      };
    }
    // answer is coins per whole token at the feed's decimals; a coin is 1e18 wei, a token 10^tokenDecimals units.
    const wei = (answer * 10n ** 18n) << scaleBits;
    return { ok: true, weiX112: wei / 10n ** BigInt(feedDecimals + tokenDecimals) };
  }

  return {
    async worthOf(token, amount) {
      const price = await priceOf(token, 0);
      return price.ok ? { wei: (amount * price.weiX112) >> scaleBits } : { reason: price.reason };
    },
    reset: () => known.clear(),
  };
}
