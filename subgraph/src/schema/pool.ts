import { and, eq, gt } from "drizzle-orm";
import { poolPositions } from "../store/tables.ts";
import { addressArg, optionalAddressArg } from "./addressArg.ts";
import { builder } from "./builder.ts";
import { entityRef } from "./entityRef.ts";
import { page, pageComplexity } from "./page.ts";
import { Token } from "./token.ts";

export const Pool = entityRef("Pool", "pools");
export const PoolPosition = entityRef("PoolPosition", "poolPositions");

const Curve = builder.enumType("Curve", {
  description: "What a pool keeps in a swap: the product of its reserves, or x³y + y³x",
  values: ["PRODUCT", "STABLE"] as const,
});

Pool.implement({
  description: "A pool of two tokens.",
  fields: (t) => ({
    address: t.exposeString("id"),
    token0: t.field({ type: Token, resolve: ({ token0 }) => token0 }),
    token1: t.field({ type: Token, resolve: ({ token1 }) => token1 }),
    feePips: t.exposeInt("feePips"),
    shard: t.exposeInt("shard"),
    curve: t.field({ type: Curve, resolve: ({ curve }) => curve }),
    reserve0: t.expose("reserve0", { type: "BigInt" }),
    reserve1: t.expose("reserve1", { type: "BigInt" }),
    totalSupply: t.expose("totalSupply", { type: "BigInt" }),
    swapCount: t.exposeInt("swapCount"),
    volume0: t.expose("volume0", {
      type: "BigInt",
      description: "All that swaps brought in or took out of token0",
    }),
    volume1: t.expose("volume1", {
      type: "BigInt",
      description: "All that swaps brought in or took out of token1",
    }),
    collected0: t.expose("collected0", {
      type: "BigInt",
      description: "The protocol's fees so far, in token0",
    }),
    collected1: t.expose("collected1", {
      type: "BigInt",
      description: "The protocol's fees so far, in token1",
    }),
    positionCount: t.exposeInt("positionCount"),
  }),
});

PoolPosition.implement({
  description: "What one account has of one pool's liquidity.",
  fields: (t) => ({
    pool: t.field({ type: Pool, resolve: ({ pool }) => pool }),
    owner: t.exposeString("owner"),
    liquidity: t.expose("liquidity", { type: "BigInt" }),
  }),
});

const PoolConnection = builder.connectionObject({ type: Pool, name: "PoolConnection" }, { name: "PoolEdge" });
const PoolPositionConnection = builder.connectionObject(
  { type: PoolPosition, name: "PoolPositionConnection" },
  { name: "PoolPositionEdge" },
);

builder.queryFields((t) => ({
  pool: t.field({
    type: Pool,
    nullable: true,
    args: { address: t.arg.string({ required: true }) },
    resolve: (_, { address }, context) => context.load("pools", addressArg(address)),
  }),
  pools: t.connection(
    {
      type: Pool,
      complexity: pageComplexity,
      resolve: (_, args, context) => page(context, "pools", { args }),
    },
    PoolConnection,
  ),
  poolPositions: t.connection(
    {
      type: PoolPosition,
      description: "Positions with liquidity",
      args: { pool: t.arg.string(), owner: t.arg.string() },
      complexity: pageComplexity,
      resolve: (_, args, context) => {
        const pool = optionalAddressArg(args.pool);
        const owner = optionalAddressArg(args.owner);
        const where = and(
          gt(poolPositions.liquidity, 0n),
          pool && eq(poolPositions.pool, pool),
          owner && eq(poolPositions.owner, owner),
        );
        return page(context, "poolPositions", { args, where });
      },
    },
    PoolPositionConnection,
  ),
}));
