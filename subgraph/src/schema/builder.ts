import SchemaBuilder from "@pothos/core";
import ComplexityPlugin from "@pothos/plugin-complexity";
import DataloaderPlugin from "@pothos/plugin-dataloader";
import RelayPlugin from "@pothos/plugin-relay";
import { GraphQLError, GraphQLScalarType, Kind } from "graphql";
import type { Context } from "./context.ts";

/** What one operation may cost: every field of every row that it may return is one, and each connection ten. */
export const complexityLimit = 100_000;
const depthLimit = 14;
const breadthLimit = 400;

export const builder = new SchemaBuilder<{
  Context: Context;
  DefaultFieldNullability: false;
  DefaultEdgesNullability: { list: false; items: false };
  DefaultNodeNullability: false;
  Scalars: { BigInt: { Input: bigint; Output: bigint } };
  Connection: { totalCount: () => Promise<number> };
}>({
  plugins: [RelayPlugin, DataloaderPlugin, ComplexityPlugin],
  defaultFieldNullability: false,
  relay: {
    cursorType: "String",
    edgesFieldOptions: { nullable: { list: false, items: false }, complexity: { multiplier: 1 } },
    nodeFieldOptions: { nullable: false },
    nodesOnConnection: { complexity: { multiplier: 1 } },
    nodesQueryOptions: { complexity: { multiplier: 10 } },
  },
  complexity: {
    defaultListMultiplier: 10,
    limit: { complexity: complexityLimit, depth: depthLimit, breadth: breadthLimit },
  },
});

builder.queryType({});

builder.addScalarType(
  "BigInt",
  new GraphQLScalarType<bigint, string>({
    name: "BigInt",
    description: "An integer of any size as a decimal string; amounts are in units of their token.",
    serialize: (value) => String(value),
    parseValue: (value) => parseBigInt(value),
    parseLiteral: (node) => {
      if (node.kind === Kind.STRING || node.kind === Kind.INT) return parseBigInt(node.value);
      throw new GraphQLError("a BigInt is a decimal string");
    },
  }),
);

builder.globalConnectionField("totalCount", (t) =>
  t.int({ description: "Rows in the whole list", complexity: 10, resolve: ({ totalCount }) => totalCount() }),
);

function parseBigInt(value: unknown): bigint {
  const text = String(value);
  if (!/^-?\d{1,78}$/.test(text)) throw new GraphQLError("a BigInt is a decimal string");
  return BigInt(text);
}
