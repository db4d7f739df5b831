import { poolFactoryAbi } from "@millrace/sdk/abis/poolFactoryAbi";
import type { CurveName } from "@millrace/sdk/curve";
import { createDispatch } from "./createDispatch.ts";
import { ensureToken } from "./ensureToken.ts";
import { insertInstance } from "./insertInstance.ts";

const curves: readonly CurveName[] = ["PRODUCT", "STABLE"];

export const dispatchPoolFactory = createDispatch(poolFactoryAbi, {
  async CreatePool(context, { token0, token1, pool, feePips, shard, curve }) {
    if (!(await insertInstance(context, pool, "pool"))) return;
    await ensureToken(context, token0);
    await ensureToken(context, token1);
    // Liquidity is staked in gauges, so it is a token too.
    await ensureToken(context, pool);
    context.rows.insert("pools", {
      id: pool,
      ordinal: context.nextOrdinal(),
      token0,
      token1,
      feePips,
      shard,
      curve: curves[curve] ?? "PRODUCT",
      reserve0: 0n,
      reserve1: 0n,
      totalSupply: 0n,
      swapCount: 0,
      volume0: 0n,
      volume1: 0n,
      collected0: 0n,
      collected1: 0n,
      positionCount: 0,
    });
  },
});
