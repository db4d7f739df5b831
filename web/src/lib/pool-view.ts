import { z } from "zod";
import { address, bigint, token } from "./scalars.ts";

export const pool = z.object({
  address,
  token0: token,
  token1: token,
  feePips: z.number().int(),
  shard: z.number().int(),
  reserve0: bigint,
  reserve1: bigint,
  totalSupply: bigint,
  swapCount: z.number().int(),
  volume0: bigint,
  volume1: bigint,
});

export type Pool = z.infer<typeof pool>;
