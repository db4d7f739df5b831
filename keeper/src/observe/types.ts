import type { Address, Hex } from "viem";

export const jobKinds = [
  ...(["liquidate", "collect", "settle", "harvest", "payOut"] as const),
  ...(["sweep", "report", "allocate", "accrue"] as const),
] as const;
export type JobKind = (typeof jobKinds)[number];

/** How early a kind comes within a cycle: where jobs compete, those that others wait for go first. */
export const phaseOf: Readonly<Record<JobKind, number>> = {
  liquidate: 0,
  collect: 0,
  settle: 0,
  sweep: 0,
  allocate: 1,
  accrue: 1,
  harvest: 2,
  payOut: 2,
  report: 3,
};

/** One thing to do on chain, through the executor. */
export interface Job {
  readonly kind: JobKind;
  /** What people read, such as `payOut 0x1234…abcd lane 3, 12 positions`. */
  readonly label: string;
  readonly target: Address;
  /** Of the function that is called. */
  readonly selector: Hex;
  readonly data: Hex;
  /** Unique for target, selector, period and discriminator; the executor takes each key once. */
  readonly key: Hex;
  /** Which run of the action on the target this is, from the state of the chain and so the same for every keeper. */
  readonly period: bigint;
  /** Computes the calldata for `sender` and a block mined at `time`; undefined where the job is not due any more. */
  readonly recompute?: (time: bigint, sender: Address) => Promise<Hex | undefined>;
  /** Whether it pays who sends it. */
  readonly pays?: boolean;
}

/** Something that was looked at and is not done now. */
export interface Dropped {
  readonly kind: JobKind;
  readonly target: Address;
  readonly reason: string;
}

export interface Candidates {
  readonly jobs: readonly Job[];
  readonly dropped: readonly Dropped[];
}
