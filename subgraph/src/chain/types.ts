import type { Address, Hex } from "viem";
import type { BlockRef } from "../store/createStore.ts";

/** One event of the chain, with its place in the total order of events. */
export type ChainLog = {
  address: Address;
  topics: [Hex, ...Hex[]] | [];
  data: Hex;
  block: bigint;
  timestamp: bigint;
  logIndex: number;
  transactionIndex: number;
  transactionHash: Hex;
};

/**
 * What following a chain yields, in order. `block` may skip final blocks without events.
 *
 * `more` says that further blocks are at hand already, so that they may be written together. `reorg` names the last
 * block that still holds, undefined where the chain changed below what can be undone.
 */
export type ChainEvent =
  | { type: "block"; block: BlockRef; logs: ChainLog[]; final: boolean; more: boolean; head: bigint }
  | { type: "reorg"; to: BlockRef | undefined }
  | { type: "finalize"; number: bigint };
