import type { Address } from "viem";
import { z } from "zod";
import { address, bigint, token } from "./scalars.ts";

export const pool = z.object({
  address,
  token0: token,
  token1: token,
  feePips: z.number().int(),
  shard: z.number().int(),
  curve: z.enum(["PRODUCT", "STABLE"]),
  reserve0: bigint,
  reserve1: bigint,
  totalSupply: bigint,
  swapCount: z.number().int(),
  volume0: bigint,
  volume1: bigint,
});

/** As much of a pool as what its share stands for needs. */
export const poolShare = pool.pick({
  address: true,
  token0: true,
  token1: true,
  reserve0: true,
  reserve1: true,
  totalSupply: true,
});

export type PoolShare = z.infer<typeof poolShare>;

/** As much of a pool as the name of its share needs. */
export const namedPool = z.object({
  address,
  token0: z.object({ symbol: z.string() }),
  token1: z.object({ symbol: z.string() }),
});

/** A gauge that takes a pool's share. */
export const poolGauge = z.object({ address, stakeToken: z.object({ address }) });

export type Pool = z.infer<typeof pool> & {
  /** Where its share can be staked, if anywhere. */
  gauge: Address | undefined;
};
