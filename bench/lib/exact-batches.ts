import { createConflicts } from "../../keeper/src/plan/create-conflicts.ts";
import type { ContendedJobs } from "../../keeper/src/plan/types.ts";

/**
 * The least number of batches that jobs without limits can be put into, by Brélaz's exact search; at most `known`.
 *
 * @remarks The job that sees most batches comes first, then the one with most conflicts; it is tried in each batch, and in
 * one new. Independent of the planner: it has its conflicts alone.
 *
 * @param least A proven lower bound, at which the search ends.
 * @returns undefined where so many steps don't settle it.
 */
export function exactBatches(
  jobs: ContendedJobs,
  known: number,
  least: number,
  maxSteps: number,
): number | undefined {
  const { count } = jobs;
  const conflictsOf = createConflicts(jobs);
  const met = Array.from({ length: count }, (_, job) => {
    const marks = conflictsOf(job);
    return Array.from({ length: count }, (_, other) => other).filter((other) => marks[other] === 1);
  });
  const batchOf = new Int32Array(count).fill(-1);
  // How many jobs of a batch each job conflicts with, and with how many batches it does.
  const seen = Array.from({ length: count }, () => new Uint16Array(known + 1));
  const saturation = new Uint16Array(count);
  let best = known;
  let steps = 0;

  const put = (job: number, batch: number, sign: 1 | -1) => {
    batchOf[job] = sign === 1 ? batch : -1;
    for (const other of met[job] as number[]) {
      const own = seen[other] as Uint16Array;
      const before = own[batch] as number;
      own[batch] = before + sign;
      if (sign === 1 ? before === 0 : before === 1) saturation[other] = (saturation[other] as number) + sign;
    }
  };
  const place = (placed: number, used: number): void => {
    if (used >= best || best <= least || steps > maxSteps) return;
    if (placed === count) {
      best = used;
      return;
    }
    steps++;
    let chosen = -1;
    for (let job = 0; job < count; job++) {
      if (batchOf[job] !== -1) continue;
      const more = chosen < 0 ? 1 : (saturation[job] as number) - (saturation[chosen] as number);
      if (more > 0 || (more === 0 && (met[job]?.length ?? 0) > (met[chosen]?.length ?? 0))) chosen = job;
    }
    for (let batch = 0; batch <= used && batch < best - 1; batch++) {
      if (((seen[chosen] as Uint16Array)[batch] as number) > 0) continue;
      put(chosen, batch, 1);
      place(placed + 1, Math.max(used, batch + 1));
      put(chosen, batch, -1);
    }
  };
  place(0, 0);
  return steps > maxSteps && best > least ? undefined : best;
}
