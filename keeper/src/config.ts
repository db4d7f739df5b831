import type { Address, Hex } from "viem";
import type { EconomicsConfig } from "./economics/types.ts";
import type { PredictorOptions } from "./sets/create-predictor.ts";

/** Where the keys are: in a variable, in an encrypted file, or behind a signer on the network. */
export type KeySource =
  | { readonly kind: "privateKey"; readonly privateKey: Hex }
  | { readonly kind: "keystore"; readonly path: string; readonly password: string }
  | { readonly kind: "signer"; readonly url: string; readonly operator: Address };

/** What the keeper stops at by itself. */
export interface BreakerLimits {
  /** The most, in wei, that the fees of 24 hours may exceed what really arrived for them. */
  readonly dailyLossWei: bigint;
  /** The share of the last jobs that may revert. */
  readonly revertPercent: number;
  /** How far two readings of one price may be apart. */
  readonly priceDeviationBps: number;
  /** Above this base fee, in wei, nothing new is sent until it falls. */
  readonly baseFeeWei: bigint;
  /** How often nodes may contradict each other within an hour. */
  readonly disagreements: number;
}

/** What the keeper runs with; all of it comes from the environment or the file that it names, and nothing else does. */
export interface Config {
  /** The first node. */
  readonly rpcUrl: string;
  readonly rpcUrls: readonly string[];
  /** How many nodes must answer alike. */
  readonly rpcQuorum: number;
  /** Where transactions are sent instead of to all nodes. */
  readonly privateRpcUrl: string | undefined;
  readonly deploymentPath: string;
  readonly keys: KeySource;
  /** Where the journal is unless it is in a Postgres; `memory://` keeps it in memory. */
  readonly dataDir: string;
  /** The Postgres of the journal, which several replicas may share. */
  readonly databaseUrl: string | undefined;
  readonly leaseMs: number;
  readonly senders: number;
  /** What a sender is topped up to, in wei, when it has less than the floor. */
  readonly senderBalanceWei: bigint;
  readonly senderFloorWei: bigint;
  readonly intervalMs: number;
  /** The least time between two runs of one action on one target, in seconds of the chain. */
  readonly periodSeconds: number;
  readonly slippageBps: number;
  /** The most positions paid out by one transaction. */
  readonly payOutIds: number;
  readonly receiptTimeoutMs: number;
  /** How long a transaction may wait before one with a higher fee takes its place, and how often that is done. */
  readonly replaceAfterMs: number;
  readonly maxReplacements: number;
  /** The most that is offered for a unit of gas, in wei. */
  readonly maxFeePerGas: bigint;
  /** How deep a block is before what it holds is taken as final. */
  readonly finalBlocks: number;
  readonly economics: EconomicsConfig;
  readonly sets: PredictorOptions;
  /** The most gas of a transaction that runs several conflicting jobs; 0 to give each its own. */
  readonly fuseGas: number;
  /** How many transactions the chain runs at once, for the makespan of a plan. */
  readonly threads: number;
  readonly breakers: BreakerLimits;
  /** Plans, simulates and logs, and signs nothing. */
  readonly dryRun: boolean;
  /** Why nothing is sent, where the environment says so. */
  readonly halt: string | undefined;
  /** While this file is there nothing is sent. */
  readonly haltFile: string | undefined;
  readonly logLevel: "debug" | "info" | "warn" | "error" | "silent";
  readonly port: number;
}
