import { internJobs } from "./intern-jobs.ts";
import { planBatches } from "./plan-batches.ts";
import type { Plan, PlanJob, PlanLimits } from "./types.ts";

export interface FuseLimits extends PlanLimits {
  /** The most gas of a transaction that runs several jobs; 0 to fuse none. */
  readonly fuseGas: number;
  /** What each transaction takes beyond its jobs: 21,000, the calldata's frame and the roles that are read. */
  readonly transactionGas: number;
  /** The least that a batch takes on one thread, in gas: that of a block interval. */
  readonly batchGas: number;
}

export interface FusedPlan {
  /** The jobs of each transaction, in the order in which they run. */
  readonly groups: readonly (readonly number[])[];
  /** What each touches and takes as a whole. */
  readonly transactions: readonly PlanJob[];
  /** Batches of indexes into `groups`. */
  readonly plan: Plan;
  /** When the last batch ends, in gas on one thread: each takes as long as a block, or as its jobs. */
  readonly end: number;
  readonly gas: number;
}

/**
 * Plans jobs with those that conflict fused into one transaction, where all ends sooner or costs less that way.
 *
 * @remarks Jobs that write one slot run one after another in any case. In transactions of their own they need as many
 * batches; in one they need one, and the gas of a single transaction. Plans for fewer and fewer batches are tried, and the
 * one that ends first is taken, of equals the one of least gas. Pure and deterministic.
 */
export function fuseJobs(jobs: readonly PlanJob[], limits: FuseLimits): FusedPlan {
  const alone = describe(
    jobs,
    jobs.map((_, index) => [index]),
    limits,
  );
  let best = alone;
  if (limits.fuseGas === 0) return best;
  for (let most = Math.ceil(alone.plan.batches.length / 2); ; most = Math.ceil(most / 2)) {
    const candidate = describe(jobs, groupFor(jobs, most, limits), limits);
    if (candidate.end < best.end || (candidate.end === best.end && candidate.gas < best.gas))
      best = candidate;
    if (most <= 1) return best;
  }
}

/** Groups such that few more than `most` of them write one slot, each within the gas of a fused transaction. */
function groupFor(jobs: readonly PlanJob[], most: number, limits: FuseLimits): number[][] {
  const interned = internJobs(jobs);
  const groupOf = Array.from({ length: jobs.length }, (_, job) => job);
  const groups = new Map(groupOf.map((group) => [group, [group]]));
  const gasOf = (group: number) =>
    (groups.get(group) ?? []).reduce((sum, job) => sum + (jobs[job]?.gas ?? 0), 0);
  const writersOf: number[][] = Array.from({ length: interned.slotCount }, () => []);
  for (let job = 0; job < interned.count; job++) {
    for (let i = interned.offsets[job] as number; i < (interned.offsets[job + 1] as number); i++) {
      const entry = interned.entries[i] as number;
      if ((entry & 1) === 1) writersOf[entry >>> 1]?.push(job);
    }
  }

  const hottest = writersOf.filter((writers) => writers.length > most).sort((a, b) => b.length - a.length);
  for (const writers of hottest) {
    const meeting = [...new Set(writers.map((job) => groupOf[job] ?? job))];
    if (meeting.length <= most) continue;
    // The largest first, each to the bin with the least gas that it fits into.
    const bins: { groups: number[]; gas: number }[] = [];
    for (const { group, gas } of meeting
      .filter((group) => canFuse(jobs, groups, group))
      .map((group) => ({ group, gas: gasOf(group) }))
      .sort((a, b) => b.gas - a.gas || a.group - b.group)) {
      const open = bins.filter((bin) => bin.gas + gas <= limits.fuseGas);
      open.sort((a, b) => a.gas - b.gas);
      const bin = bins.length < most ? undefined : open[0];
      if (bin === undefined) bins.push({ groups: [group], gas });
      else {
        bin.groups.push(group);
        bin.gas += gas;
      }
    }
    for (const { groups: fused } of bins) {
      const [into = 0, ...others] = fused.toSorted((a, b) => a - b);
      for (const other of others) {
        for (const job of groups.get(other) ?? []) groupOf[job] = into;
        groups.set(into, [...(groups.get(into) ?? []), ...(groups.get(other) ?? [])]);
        groups.delete(other);
      }
    }
  }
  return [...groups.values()].map((group) => group.toSorted((a, b) => a - b));
}

/** A job that only one account may send is not put into another's transaction. */
function canFuse(
  jobs: readonly PlanJob[],
  groups: ReadonlyMap<number, readonly number[]>,
  group: number,
): boolean {
  return (groups.get(group) ?? []).every((job) => jobs[job]?.sender === undefined);
}

function describe(
  jobs: readonly PlanJob[],
  groups: readonly (readonly number[])[],
  limits: FuseLimits,
): FusedPlan {
  const transactions = groups.map((group): PlanJob => {
    const own = group.map((job) => jobs[job] as PlanJob);
    const [first] = own as [PlanJob];
    if (own.length === 1) return first;
    const deadlines = own.flatMap(({ deadline }) => (deadline === undefined ? [] : [deadline]));
    return {
      id: own.map(({ id }) => id).join("+"),
      reads: own.flatMap(({ reads }) => reads),
      writes: own.flatMap(({ writes }) => writes),
      gas: own.reduce((sum, { gas }) => sum + gas, 0) - (own.length - 1) * limits.transactionGas,
      value: own.reduce((sum, { value = 0n }) => sum + value, 0n),
      ...(deadlines.length === 0 ? {} : { deadline: Math.min(...deadlines) }),
    };
  });
  const plan = planBatches(transactions, limits);
  let end = 0;
  for (const batch of plan.batches) {
    const gases = batch.map((index) => transactions[index]?.gas ?? 0);
    const total = gases.reduce((sum, gas) => sum + gas, 0);
    end += Math.max(limits.batchGas, total / limits.threads, ...gases);
  }
  const gas = transactions.reduce((sum, transaction) => sum + transaction.gas, 0);
  return { groups, transactions, plan, end, gas };
}
