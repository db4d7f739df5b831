/** What the planner knows of a job: the state that it touches, the gas that it takes, and what is asked of its place. */
export interface PlanJob {
  readonly id: string;
  /** Names of all state that the job touches; those in `writes` may be left out. */
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  /** The gas limit of its transaction, since blocks are filled by limits. */
  readonly gas: number;
  /** What having it done is worth, in wei: of two batches that could go first, the one worth more does. */
  readonly value?: bigint;
  /** The last Unix time in seconds at which it is of use. */
  readonly deadline?: number;
  /** The only account that may send it; two such jobs are put in order by its nonce. */
  readonly sender?: string;
}

export interface PlanLimits {
  /** The gas that one batch may take; a job above it gets a batch of its own. */
  readonly blockGas: number;
  /** The most jobs of a batch: each needs a sender of its own, since nonces put one sender's jobs in order. */
  readonly senders: number;
  /** The most transactions that the chain takes in flight; unlimited where it is left out. */
  readonly inFlight?: number;
  /** How many transactions the chain runs at once, for the makespan. */
  readonly threads: number;
}

export interface Plan {
  /** Indexes of the jobs of each batch, ascending; each job is in exactly one batch. */
  readonly batches: readonly (readonly number[])[];
  /** The largest number of jobs that write one slot. */
  readonly lowerBound: number;
  /** The least number of batches that is proven to be needed: by slots, cliques, a search of all plans, and limits. */
  readonly limitBound: number;
  /**
   * Gas until the last job ends on `threads` threads, each job starting once those before it that it conflicts with ended:
   * the shorter of two schedules.
   */
  readonly makespan: number;
  /** The same with a barrier after each batch, as if each were a block that the next waits for. */
  readonly barrierMakespan: number;
  /** What no plan on so many threads can beat: the gas of the busiest slot's writers, or all gas over the threads. */
  readonly makespanBound: number;
  /** All gas divided by the gas of the longest chain of conflicting jobs, in plan order. */
  readonly ceiling: number;
  /** The name of the slot with the most writers, where some slot has two. */
  readonly hottestSlot: string | undefined;
  /** The slots that keep jobs apart, those with the most jobs first. */
  readonly hotSlots: readonly HotSlot[];
}

/** A slot that some job writes and others touch: no two of them share a batch unless both only read. */
export interface HotSlot {
  readonly name: string;
  /** Indexes of the jobs that write and that only read it, ascending. */
  readonly writers: readonly number[];
  readonly readers: readonly number[];
}

/**
 * Jobs with the slots that they touch as integers.
 *
 * @remarks The entries of job `j` are `entries[offsets[j]]` up to, not including, `entries[offsets[j + 1]]`; an entry is
 * `slot * 2 + (written ? 1 : 0)`, and a job has a slot once.
 */
export interface InternedSets {
  readonly count: number;
  readonly slotCount: number;
  readonly offsets: Uint32Array;
  readonly entries: Uint32Array;
  readonly gas: Float64Array;
}

/** Interned jobs of which only those slots are left where two jobs meet and one of them writes, numbered anew. */
export interface ContendedJobs extends InternedSets {
  /** How many jobs write each slot, and how many touch it. */
  readonly writers: Uint32Array;
  readonly touchers: Uint32Array;
  /** The number that each slot had before. */
  readonly originOf: Uint32Array;
}

/** Contended jobs of which the slots' names are known. */
export interface InternedJobs extends ContendedJobs {
  readonly slotNames: readonly string[];
}
