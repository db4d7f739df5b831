/** What the planner knows of a job: the state that it touches and the gas that it takes. */
export interface PlanJob {
  readonly id: string;
  /** Names of all state that the job touches; those in `writes` may be left out. */
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  /** The gas limit of its transaction, since blocks are filled by limits. */
  readonly gas: number;
}

export interface PlanLimits {
  /** The gas that one batch may take; a job above it gets a batch of its own. */
  readonly blockGas: number;
  /** The most jobs of a batch: each needs a sender of its own, since nonces put one sender's jobs in order. */
  readonly senders: number;
  /** How many transactions the chain runs at once, for the makespan. */
  readonly threads: number;
}

export interface Plan {
  /** Indexes of the jobs of each batch, ascending; each job is in exactly one batch. */
  readonly batches: readonly (readonly number[])[];
  /** The largest number of jobs that write one slot. */
  readonly lowerBound: number;
  /** The least number of batches that readers, block gas and senders leave possible; at least `lowerBound`. */
  readonly limitBound: number;
  /** Gas from the first batch's start to the last one's end on `threads` threads, a barrier after each batch. */
  readonly makespan: number;
  /** All gas divided by the gas of the longest chain of conflicting jobs, in plan order. */
  readonly ceiling: number;
  /** The name of the slot with the most writers, where some slot has two. */
  readonly hottestSlot: string | undefined;
}

/**
 * Jobs with their contended slots as integers.
 *
 * @remarks The entries of job `j` are `entries[offsets[j]]` up to, not including, `entries[offsets[j + 1]]`; an entry is
 * `slot * 2 + (written ? 1 : 0)`.
 */
export interface InternedJobs {
  readonly count: number;
  readonly slotCount: number;
  readonly offsets: Uint32Array;
  readonly entries: Uint32Array;
  readonly gas: Float64Array;
  /** How many jobs write each slot, and how many touch it. */
  readonly writers: Uint32Array;
  readonly touchers: Uint32Array;
  readonly slotNames: readonly string[];
}
