import type { Address } from "viem";
import type { JobKind } from "../observe/types.ts";

/** Where the price of a token in the chain's own coin is read. */
export type PriceSource =
  /** One unit is one wei, as of a wrapped coin. */
  | { readonly kind: "native" }
  /** A Chainlink feed of token per coin; an answer older than `maxAgeSeconds` counts for none. */
  | { readonly kind: "feed"; readonly feed: Address; readonly maxAgeSeconds: number }
  /** The mean of a pool of this protocol over `windowSeconds`, times the price of its other token. */
  | { readonly kind: "pool"; readonly pool: Address; readonly windowSeconds: number };

export interface EconomicsConfig {
  /** The least profit of a job by its kind, in wei; a kind without is done for the protocol, on its budget. */
  readonly gates: Readonly<Partial<Record<JobKind, bigint>>>;
  /** What the protocol pays for its jobs within any 24 hours, in wei; undefined for all that they take. */
  readonly budgetWeiPerDay: bigint | undefined;
  /** Whose income counts besides the operator's and the senders', such as the recipient of liquidations. */
  readonly receivers: readonly Address[];
  /** By token, in lower case. */
  readonly prices: ReadonlyMap<string, PriceSource>;
}

/** What a job is expected to cost and to bring, in wei. */
export interface Estimate {
  /** Gas on this chain, at the price of now. */
  readonly executionFee: bigint;
  /** What publishing its bytes on the layer below takes; 0 on a chain that has none, undefined where it cannot be told. */
  readonly dataFee: bigint | undefined;
  /** Why the data fee is not known. */
  readonly unknownFee?: string | undefined;
  /** What it pays the keeper; 0 where it pays nothing, undefined where a price is unknown or stale. */
  readonly revenue: bigint | undefined;
  /** Why the revenue is not known. */
  readonly unpriced?: string | undefined;
}
