import { gaugeStrategyAbi } from "@millrace/sdk/abis/gaugeStrategyAbi";
import { balanceChanges } from "./balances.ts";
import { createDispatch } from "./createDispatch.ts";
import { ensureToken } from "./ensureToken.ts";
import { place } from "./recordActivity.ts";

export const dispatchStrategy = createDispatch(gaugeStrategyAbi, {
  async Transfer({ rows, instance, nextOrdinal }, { from, to, value }) {
    for (const { owner, change } of balanceChanges(from, to, value)) {
      const id = `${instance}-${owner}`;
      const found = await rows.get("strategyBalances", id);
      if (found) rows.update("strategyBalances", id, { shares: found.shares + change });
      else
        rows.insert("strategyBalances", {
          id,
          ordinal: nextOrdinal(),
          strategy: instance,
          holder: owner,
          shares: change,
        });
    }
  },

  async Harvest(context, { reward, claimed, assets }) {
    await ensureToken(context, reward);
    context.rows.insert("harvests", {
      ...place(context),
      strategy: context.instance,
      reward,
      claimed,
      assets,
    });
  },
});
