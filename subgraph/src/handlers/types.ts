import type { Abi, Address, ContractEventName, DecodeEventLogReturnType, PublicClient } from "viem";
import type { ChainLog } from "../chain/types.ts";
import type { Rows } from "../store/createStore.ts";

/** What a handler may touch. */
export type HandlerContext = {
  rows: Rows;
  /** For what never changes, like names and decimals; all else must come from events. */
  client: PublicClient;
  log: ChainLog;
  /** The contract whose event it is. */
  instance: Address;
  /** The place of the next row that this event creates. */
  nextOrdinal: () => bigint;
};

export type EventArgs<abi extends Abi, name extends ContractEventName<abi>> = Extract<
  DecodeEventLogReturnType<abi, ContractEventName<abi>>,
  { eventName: name }
>["args"];

/** Handlers of one contract kind by event name; addresses among the arguments are lower case. */
export type Handlers<abi extends Abi> = {
  [name in ContractEventName<abi>]?: (
    context: HandlerContext,
    args: EventArgs<abi, name>,
  ) => Promise<void> | void;
};
