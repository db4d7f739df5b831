import type { Hex } from "viem";

/** What the keeper runs with; all of it comes from the environment, and nothing else does. */
export interface Config {
  readonly rpcUrl: string;
  readonly deploymentPath: string;
  readonly privateKey: Hex;
  /** Where the journal is; `memory://` keeps it in memory. */
  readonly dataDir: string;
  readonly senders: number;
  /** What a sender is topped up to, in wei, when it has less than half of it. */
  readonly senderBalanceWei: bigint;
  readonly intervalMs: number;
  /** The least time between two runs of one action on one target, in seconds of the chain. */
  readonly periodSeconds: number;
  readonly slippageBps: number;
  /** The most positions paid out by one transaction. */
  readonly payOutIds: number;
  readonly receiptTimeoutMs: number;
  /** How deep a block is before what it holds is taken as final. */
  readonly finalBlocks: number;
  /** How many transactions the chain runs at once, for the makespan of a plan. */
  readonly threads: number;
  readonly logLevel: "debug" | "info" | "warn" | "error" | "silent";
  readonly port: number;
}
