import { eq } from "drizzle-orm";
import { harvests } from "../store/tables.ts";
import { optionalAddressArg } from "./addressArg.ts";
import { builder } from "./builder.ts";
import { entityRef } from "./entityRef.ts";
import { page, pageComplexity } from "./page.ts";
import { Token } from "./token.ts";

const Harvest = entityRef("Harvest", "harvests").implement({
  description: "Rewards that a strategy turned into assets.",
  fields: (t) => ({
    strategy: t.exposeString("strategy"),
    reward: t.field({ type: Token, resolve: ({ reward }) => reward }),
    claimed: t.expose("claimed", { type: "BigInt" }),
    assets: t.expose("assets", { type: "BigInt" }),
    block: t.expose("block", { type: "BigInt" }),
    timestamp: t.expose("timestamp", { type: "BigInt" }),
    transactionHash: t.exposeString("transactionHash"),
  }),
});

const HarvestConnection = builder.connectionObject(
  { type: Harvest, name: "HarvestConnection" },
  { name: "HarvestEdge" },
);

builder.queryField("harvests", (t) =>
  t.connection(
    {
      type: Harvest,
      description: "Newest first",
      args: { strategy: t.arg.string() },
      complexity: pageComplexity,
      resolve: (_, args, context) => {
        const strategy = optionalAddressArg(args.strategy);
        const where = strategy && eq(harvests.strategy, strategy);
        return page(context, "harvests", { args, where, newestFirst: true });
      },
    },
    HarvestConnection,
  ),
);
