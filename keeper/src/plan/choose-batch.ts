import { findConflicts } from "./find-conflicts.ts";
import type { Plan, PlanJob, PlanLimits } from "./types.ts";

/**
 * The batch of a plan to send first, filled up with all other jobs that fit beside it.
 *
 * @remarks Every batch of a plan that meets its lower bound has a job of the hottest slot, so any may go first; the
 * fullest of the most urgent ones does. What is filled in only leaves less for later.
 *
 * @param urgency Of each job, the lower the sooner: what others wait for comes first.
 * @returns Indexes into `jobs`.
 */
export function chooseBatch(
  jobs: readonly PlanJob[],
  plan: Plan,
  limits: PlanLimits,
  urgency: readonly number[],
): number[] {
  const urgencyOf = (job: number) => urgency[job] ?? 0;
  const most = Math.min(...urgency);
  const urgent = (batch: readonly number[]) => batch.filter((job) => urgencyOf(job) === most).length;
  const [first = []] = plan.batches.toSorted((a, b) => urgent(b) - urgent(a) || b.length - a.length);

  const chosen = new Set(first);
  const rest = [...jobs.keys()].filter((job) => !chosen.has(job)).sort((a, b) => urgencyOf(a) - urgencyOf(b));
  const order = [...first, ...rest];
  const conflicting = new Set(
    findConflicts(order.map((job) => jobs[job] ?? { id: "", reads: [], writes: [], gas: 0 })),
  );
  let gas = 0;
  const batch: number[] = [];
  for (const [place, job] of order.entries()) {
    const jobGas = jobs[job]?.gas ?? 0;
    if (conflicting.has(place) || batch.length >= limits.senders) continue;
    if (batch.length > 0 && gas + jobGas > limits.blockGas) continue;
    gas += jobGas;
    batch.push(job);
  }
  return batch;
}
