import type { Address, Hash, Hex } from "viem";
import type { Dropped, JobKind } from "./observe/types.ts";

/** One mined job of a batch. */
export interface JobReport {
  readonly kind: JobKind;
  readonly label: string;
  readonly target: Address;
  readonly key: Hex;
  readonly sender: Address;
  readonly hash: Hash;
  readonly blockNumber: number;
  readonly gasUsed: number;
  readonly succeeded: boolean;
  /** How many slots and accounts it touched and wrote, as mined. */
  readonly touched: number;
  readonly written: number;
  /** Whether the sets that the plan was made with are those of the mined transaction. */
  readonly predictedExactly: boolean;
}

export interface BatchReport {
  readonly batch: string;
  readonly round: number;
  readonly phase: number;
  /** The blocks that its jobs are in. */
  readonly blocks: readonly number[];
  readonly conflicts: number;
  readonly jobs: readonly JobReport[];
}

/** What was ready before one batch was sent, and how it was planned. */
export interface RoundReport {
  readonly phase: number;
  readonly jobs: number;
  readonly batches: number;
  readonly lowerBound: number;
  /** The least number of batches that readers, block gas and senders leave possible. */
  readonly limitBound: number;
  readonly makespan: number;
  readonly ceiling: number;
  /** The slot with the most writers, where some slot has two. */
  readonly hottestSlot: string | null;
  /** What kept jobs apart, with how many of them write and only read it; the most contended first. */
  readonly hotSlots: readonly { readonly name: string; readonly writers: number; readonly readers: number }[];
}

/** What one cycle did, measured on the mined transactions. */
export interface CycleReport {
  readonly jobs: number;
  readonly batches: number;
  /** The largest number of jobs that wrote one slot, by the traces of the mined transactions. */
  readonly lowerBound: number;
  /** The same with what feeds those jobs and what they feed, so that a chain of them is counted too. */
  readonly chainBound: number;
  /** How many transactions ran the jobs: fewer where conflicting ones shared one. */
  readonly transactions: number;
  /** Jobs that conflict with another of their batch, by the traces of the mined transactions. */
  readonly conflictsInsideBatches: number;
  readonly predictedSetsExactPercent: number;
  readonly reverted: number;
  /** Jobs that were sent and not mined in time; the journal goes on with them. */
  readonly unmined: number;
  /** What gauges paid to positions and strategies, in units of the token, by symbol. */
  readonly yieldDistributed: Readonly<Record<string, string>>;
  /** The blocks that the same jobs take one transaction at a time. */
  readonly sequentialBlocks: number;
  /** All gas divided by the gas of the longest chain of conflicting jobs, in the order they were mined. */
  readonly ceiling: number;
  readonly gasUsed: number;
  /** How often sets were predicted and traced, and how many predictions were compared with a trace and missed it. */
  readonly sets: {
    readonly predicted: number;
    readonly traced: number;
    readonly sampled: number;
    readonly missed: number;
  };
  /** What the jobs were expected to cost and to bring, and what they did, in wei: gas here, and data below. */
  readonly economics: {
    readonly expectedExecutionFeeWei: string;
    readonly expectedDataFeeWei: string;
    readonly expectedRevenueWei: string;
    readonly executionFeeWei: string;
    readonly dataFeeWei: string;
    /** What arrived, as far as it has a price. */
    readonly revenueWei: string;
  };
  readonly seconds: number;
  readonly rounds: readonly RoundReport[];
  readonly batchesDetail: readonly BatchReport[];
  /** What was looked at last and is not due, with the reason. */
  readonly dropped: readonly Dropped[];
  /** Why nothing new was sent; empty where it was not stopped. */
  readonly halted: readonly { readonly name: string; readonly reason: string }[];
}
