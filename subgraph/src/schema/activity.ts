import { eq } from "drizzle-orm";
import { activity } from "../store/tables.ts";
import { optionalAddressArg } from "./addressArg.ts";
import { builder } from "./builder.ts";
import { entityRef } from "./entityRef.ts";
import { page, pageComplexity } from "./page.ts";
import { Token } from "./token.ts";

const Activity = entityRef("Activity", "activity").implement({
  description: "One thing that one account did, or that was done for it.",
  fields: (t) => ({
    kind: t.exposeString("kind"),
    owner: t.exposeString("owner"),
    instance: t.exposeString("instance"),
    amount: t.expose("amount", { type: "BigInt", nullable: true }),
    token: t.field({ type: Token, nullable: true, resolve: ({ token }) => token }),
    tokenId: t.expose("tokenId", { type: "BigInt", nullable: true }),
    block: t.expose("block", { type: "BigInt" }),
    timestamp: t.expose("timestamp", { type: "BigInt" }),
    transactionHash: t.exposeString("transactionHash"),
  }),
});

const ActivityConnection = builder.connectionObject(
  { type: Activity, name: "ActivityConnection" },
  { name: "ActivityEdge" },
);

builder.queryField("activity", (t) =>
  t.connection(
    {
      type: Activity,
      description: "Newest first",
      args: { owner: t.arg.string() },
      complexity: pageComplexity,
      resolve: (_, args, context) => {
        const owner = optionalAddressArg(args.owner);
        return page(context, "activity", {
          args,
          where: owner && eq(activity.owner, owner),
          newestFirst: true,
        });
      },
    },
    ActivityConnection,
  ),
);
