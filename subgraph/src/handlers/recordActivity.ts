import type { Address } from "viem";
import type { HandlerContext } from "./types.ts";

export type RecordActivityParameters = {
  kind: string;
  owner: Address;
  amount?: bigint;
  token?: Address;
  tokenId?: bigint;
};

/** Adds one line to what `owner` did. */
export function recordActivity(context: HandlerContext, activity: RecordActivityParameters): void {
  const { rows, instance } = context;
  const { kind, owner, amount = null, token = null, tokenId = null } = activity;
  rows.insert("activity", { ...place(context), kind, owner, instance, amount, token, tokenId });
}

/** The key of a row that tells of one event, and where that happened. */
export function place({ log, nextOrdinal }: HandlerContext) {
  const ordinal = nextOrdinal();
  return {
    id: ordinal.toString(),
    ordinal,
    block: log.block,
    timestamp: log.timestamp,
    transactionHash: log.transactionHash,
  };
}
