import type { Address, TransactionReceipt, TransactionSerializableEIP1559 } from "viem";
import type { Chain } from "../chain.ts";
import type { Journal } from "../journal/open-journal.ts";
import type { Log } from "../log.ts";
import type { Sender } from "./senders.ts";

/** What an executor may do with a transaction that is not mined in time. */
export interface SendPolicy {
  /** How deep a block is before what it holds is taken as final. */
  readonly finalBlocks: number;
  /** How long a transaction may wait before another with a higher fee takes its place. */
  readonly replaceAfterMs: number;
  /** How often that is done before the nonce is used for nothing instead. */
  readonly maxReplacements: number;
  /** The most that is ever offered for a unit of gas, in wei. */
  readonly maxFeePerGas: bigint;
  /** How long a batch waits for its receipts. */
  readonly receiptTimeoutMs: number;
}

/** What happens to transactions, for metrics. */
export type ActEvent =
  | { readonly type: "signed"; readonly purpose: "job" | "cancel" }
  | { readonly type: "refused"; readonly outcome: string }
  | { readonly type: "replaced" | "cancelled" | "rebroadcast" | "reorganised" | "filled" | "era" | "fenced" }
  | {
      readonly type: "mined";
      readonly done: boolean;
      readonly waitedMs: number;
      readonly feeWei: bigint;
      readonly revenueWei: bigint;
    }
  | { readonly type: "final" };

/** All that sending and settling work with. */
export interface ActContext {
  readonly chain: Chain;
  readonly journal: Journal;
  readonly log: Log;
  readonly policy: SendPolicy;
  senderOf(address: Address): Sender | undefined;
  /** Throws a ForbiddenError for a transaction that the keeper must never sign. */
  guard(transaction: TransactionSerializableEIP1559, from: Address): void;
  /** What a mined transaction really paid, in wei, or why that cannot be told. */
  earnedBy(receipt: TransactionReceipt): Promise<{ wei: bigint } | { reason: string }>;
  tell(event: ActEvent): void;
}
