import { poolAbi } from "@millrace/sdk/abis/poolAbi";
import { parseAbi } from "viem";
import { type DevnetClient, devAccount, FOUNDER_ACCOUNT } from "./chain.ts";
import { type Devnet, tokenOf } from "./devnet.ts";
import { type Call, call } from "./wave.ts";

const feedAbi = parseAbi(["function set(int256 answer)"]);

/** A part of a whole, in millionths. */
const PARTS = 1_000_000;

/** Sets every market's price feed to `factor` times what the pool of its two tokens trades at, with 8 decimals. */
export async function moveFeeds(client: DevnetClient, devnet: Devnet, factor: number): Promise<Call[]> {
  const founder = devAccount(FOUNDER_ACCOUNT);
  const usdc = tokenOf(devnet, "USDC");
  return Promise.all(
    devnet.markets.map(async ({ asset, collateral, feed }) => {
      const pool = devnet.pools.find(({ tokenA, tokenB }) => tokenA === collateral && tokenB === asset);
      const token = devnet.tokens.find(({ address }) => address === collateral);
      if (!pool || !token) throw new Error(`no pool trades ${collateral} for ${asset}`);
      const contract = { address: pool.address, abi: poolAbi } as const;
      const [[reserve0, reserve1], token0] = await Promise.all([
        client.readContract({ ...contract, functionName: "reserves" }),
        client.readContract({ ...contract, functionName: "token0" }),
      ]);
      const [own, other] = token0 === collateral ? [reserve0, reserve1] : [reserve1, reserve0];
      const scale = 10n ** BigInt(8 + token.decimals - usdc.decimals);
      const answer = (((other * scale) / own) * BigInt(Math.round(factor * PARTS))) / BigInt(PARTS);
      return call(founder, feed, feedAbi, "set", [answer]);
    }),
  );
}
