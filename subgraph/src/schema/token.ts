import { addressArg } from "./addressArg.ts";
import { builder } from "./builder.ts";
import { entityRef } from "./entityRef.ts";
import { page, pageComplexity } from "./page.ts";

export const Token = entityRef("Token", "tokens").implement({
  description: "An ERC-20 of which the protocol holds or pays something.",
  fields: (t) => ({
    address: t.exposeString("id"),
    symbol: t.exposeString("symbol"),
    name: t.exposeString("name"),
    decimals: t.exposeInt("decimals"),
  }),
});

const TokenConnection = builder.connectionObject(
  { type: Token, name: "TokenConnection" },
  { name: "TokenEdge" },
);

builder.queryFields((t) => ({
  token: t.field({
    type: Token,
    nullable: true,
    args: { address: t.arg.string({ required: true }) },
    resolve: (_, { address }, context) => context.load("tokens", addressArg(address)),
  }),
  tokens: t.connection(
    {
      type: Token,
      complexity: pageComplexity,
      resolve: (_, args, context) => page(context, "tokens", { args }),
    },
    TokenConnection,
  ),
}));
