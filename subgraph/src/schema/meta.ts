import { GraphQLError } from "graphql";
import { builder } from "./builder.ts";
import type { Context } from "./context.ts";

const Meta = builder
  .objectRef<{
    chainId: number;
    blockNumber: bigint;
    blockHash: string;
    blockTimestamp: bigint;
    startBlock: bigint;
  }>("Meta")
  .implement({
    description: "The last block whose events are in; all of one answer is as of this block.",
    fields: (t) => ({
      chainId: t.exposeInt("chainId"),
      blockNumber: t.expose("blockNumber", { type: "BigInt" }),
      blockHash: t.exposeString("blockHash"),
      blockTimestamp: t.expose("blockTimestamp", { type: "BigInt" }),
      startBlock: t.expose("startBlock", { type: "BigInt" }),
    }),
  });

builder.queryField("meta", (t) =>
  t.field({
    type: Meta,
    resolve: async (_, __, context) => {
      const { chainId, startBlock, block, hash, timestamp } = await indexedBlock(context);
      return { chainId, startBlock, blockNumber: block, blockHash: hash, blockTimestamp: timestamp };
    },
  }),
);

/** Its time. */
export async function indexedTime(context: Context): Promise<bigint> {
  return (await indexedBlock(context)).timestamp;
}

/** The last block whose events are in. */
export async function indexedBlock({ cursor }: Context) {
  const row = await cursor();
  if (!row || row.block === null || row.hash === null || row.timestamp === null) {
    throw new GraphQLError("no block is indexed yet");
  }
  const { chainId, startBlock, block, hash, timestamp } = row;
  return { chainId, startBlock, block, hash, timestamp };
}
