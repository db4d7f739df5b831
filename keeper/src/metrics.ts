import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { CycleReport } from "./cycle-report.ts";

export interface Metrics {
  readonly registry: Registry;
  recordCycle(report: CycleReport): void;
  recordFailure(): void;
}

/** What the keeper tells Prometheus; each instance has a registry of its own. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const counter = (name: string, help: string, labelNames: string[] = []) =>
    new Counter({ name: `millrace_keeper_${name}`, help, labelNames, registers });
  const gauge = (name: string, help: string) =>
    new Gauge({ name: `millrace_keeper_${name}`, help, registers });

  const cycles = counter("cycles_total", "Cycles that ended.");
  const failures = counter("cycle_failures_total", "Cycles that an error ended.");
  const jobs = counter("jobs_total", "Jobs mined, by kind and result.", ["kind", "result"]);
  const batches = counter("batches_total", "Batches sent.");
  const conflicts = counter("conflicts_total", "Jobs that conflicted inside a mined batch.");
  const gas = counter("gas_total", "Gas used by mined jobs.");
  const unmined = counter("unmined_total", "Jobs not mined in time.");
  const exact = gauge("predicted_sets_exact_percent", "Predicted sets that were those mined, last cycle.");
  const lowerBound = gauge("lower_bound", "Lower bound of the batches of the last cycle.");
  const lastBatches = gauge("batches", "Batches of the last cycle.");
  const ceiling = gauge("parallel_ceiling", "Total gas over the longest conflict chain, last cycle.");
  const dropped = gauge("dropped", "Candidates that were not due at the end of the last cycle.");
  const lastCycle = gauge("last_cycle_timestamp_seconds", "When the last cycle ended, as a Unix time.");
  const seconds = new Histogram({
    name: "millrace_keeper_cycle_seconds",
    help: "How long cycles take.",
    buckets: [0.1, 0.3, 1, 3, 10, 30, 100, 300],
    registers,
  });

  return {
    registry,
    recordCycle(report) {
      cycles.inc();
      for (const batch of report.batchesDetail) {
        for (const job of batch.jobs)
          jobs.inc({ kind: job.kind, result: job.succeeded ? "done" : "reverted" });
      }
      batches.inc(report.batches);
      conflicts.inc(report.conflictsInsideBatches);
      gas.inc(report.gasUsed);
      unmined.inc(report.unmined);
      dropped.set(report.dropped.length);
      lastCycle.set(Date.now() / 1_000);
      seconds.observe(report.seconds);
      // A cycle without jobs says nothing about plans.
      if (report.jobs === 0) return;
      exact.set(report.predictedSetsExactPercent);
      lowerBound.set(report.lowerBound);
      lastBatches.set(report.batches);
      ceiling.set(report.ceiling);
    },
    recordFailure: () => failures.inc(),
  };
}
