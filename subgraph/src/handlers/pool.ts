import { poolAbi } from "@millrace/sdk/abis/poolAbi";
import { balanceChanges, countChange, supplyChange } from "./balances.ts";
import { createDispatch } from "./createDispatch.ts";
import { need } from "./need.ts";
import { recordActivity } from "./recordActivity.ts";

export const dispatchPool = createDispatch(poolAbi, {
  async Transfer({ rows, instance, nextOrdinal }, { from, to, value }) {
    let opened = 0;
    for (const { owner, change } of balanceChanges(from, to, value)) {
      const id = `${instance}-${owner}`;
      const found = await rows.get("poolPositions", id);
      const liquidity = (found?.liquidity ?? 0n) + change;
      opened += countChange(found?.liquidity ?? 0n, liquidity);
      if (found) rows.update("poolPositions", id, { liquidity });
      else rows.insert("poolPositions", { id, ordinal: nextOrdinal(), pool: instance, owner, liquidity });
    }
    const pool = await need(rows, "pools", instance);
    const totalSupply = pool.totalSupply + supplyChange(from, to, value);
    rows.update("pools", instance, { totalSupply, positionCount: pool.positionCount + opened });
  },

  Mint(context, { to, liquidity }) {
    recordActivity(context, { kind: "ADD_LIQUIDITY", owner: to, amount: liquidity, token: context.instance });
  },

  Burn(context, { to, liquidity }) {
    recordActivity(context, {
      kind: "REMOVE_LIQUIDITY",
      owner: to,
      amount: liquidity,
      token: context.instance,
    });
  },

  async Swap(context, { to, amount0In, amount1In, amount0Out, amount1Out }) {
    const { rows, instance } = context;
    const pool = await need(rows, "pools", instance);
    rows.update("pools", instance, {
      swapCount: pool.swapCount + 1,
      volume0: pool.volume0 + amount0In + amount0Out,
      volume1: pool.volume1 + amount1In + amount1Out,
    });
    const received =
      amount0Out > 0n
        ? { amount: amount0Out, token: pool.token0 }
        : { amount: amount1Out, token: pool.token1 };
    recordActivity(context, { kind: "SWAP", owner: to, ...received });
  },

  async Sync({ rows, instance }, { reserve0, reserve1 }) {
    await need(rows, "pools", instance);
    rows.update("pools", instance, { reserve0, reserve1 });
  },

  async CollectFees({ rows, instance }, { amount0, amount1 }) {
    const pool = await need(rows, "pools", instance);
    rows.update("pools", instance, {
      collected0: pool.collected0 + amount0,
      collected1: pool.collected1 + amount1,
    });
  },
});
