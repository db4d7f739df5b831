import { internJobs } from "../../keeper/src/plan/intern-jobs.ts";
import type { PlanJob } from "../../keeper/src/plan/types.ts";

export interface StmRun {
  /** How often a transaction ran again since what it had read was overwritten. */
  readonly reexecutions: number;
  /** The gas from the first start to the last end. */
  readonly makespan: number;
}

/**
 * Runs one block as Block-STM does, in discrete events: threads take the lowest transaction that waits for nothing, and run
 * it on what those before it have written so far; one whose reads are overwritten by one before it runs again.
 *
 * @remarks Time is gas. What a transaction wrote before it was aborted is an estimate: who would read it waits until it has
 * run again (Gelashvili et al., https://arxiv.org/abs/2203.06871). Validation takes no time.
 */
export function runBlockStm(jobs: readonly PlanJob[], threads: number): StmRun {
  const { count, slotCount, offsets, entries, gas } = internJobs(jobs);
  const entriesOf = (job: number) => entries.subarray(offsets[job], offsets[job + 1]);
  const touchers: number[][] = Array.from({ length: slotCount }, () => []);
  const writers: number[][] = Array.from({ length: slotCount }, () => []);
  for (let job = 0; job < count; job++) {
    for (const entry of entriesOf(job)) {
      touchers[entry >>> 1]?.push(job);
      if ((entry & 1) === 1) writers[entry >>> 1]?.push(job);
    }
  }
  const waiting = new Set(Array.from({ length: count }, (_, job) => job));
  const running = new Map<number, number>();
  const done = new Set<number>();
  const aborted = new Set<number>();
  const dirty = new Set<number>();
  // Whose write a transaction read, by slot: the last before it that had run; -1 for the state before the block.
  const sources: Map<number, number>[] = Array.from({ length: count }, () => new Map());
  let now = 0;
  let reexecutions = 0;

  const meetsEstimate = (job: number) =>
    entriesOf(job).some((entry) =>
      (writers[entry >>> 1] ?? []).some((writer) => writer < job && aborted.has(writer)),
    );
  const start = (job: number) => {
    waiting.delete(job);
    dirty.delete(job);
    running.set(job, now + (gas[job] ?? 0));
    for (const entry of entriesOf(job)) {
      const before = (writers[entry >>> 1] ?? []).filter((writer) => writer < job && done.has(writer));
      sources[job]?.set(entry >>> 1, before.at(-1) ?? -1);
    }
  };
  const abort = (job: number) => {
    done.delete(job);
    aborted.add(job);
    waiting.add(job);
    reexecutions++;
  };
  const publish = (job: number) => {
    for (const entry of entriesOf(job)) {
      if ((entry & 1) === 0) continue;
      for (const reader of touchers[entry >>> 1] ?? []) {
        if (reader <= job || (sources[reader]?.get(entry >>> 1) ?? -1) > job) continue;
        if (running.has(reader)) dirty.add(reader);
        else if (done.has(reader)) abort(reader);
      }
    }
  };

  while (done.size < count) {
    for (const job of [...waiting].sort((a, b) => a - b)) {
      if (running.size >= threads) break;
      if (!meetsEstimate(job)) start(job);
    }
    const [next] = [...running].sort((a, b) => a[1] - b[1] || a[0] - b[0]);
    if (next === undefined) throw new Error("every transaction waits for another");
    const [job, end] = next;
    now = end;
    running.delete(job);
    if (dirty.has(job)) {
      abort(job);
      continue;
    }
    aborted.delete(job);
    done.add(job);
    publish(job);
  }
  return { reexecutions, makespan: now };
}
