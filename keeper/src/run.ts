import type { Config } from "./config.ts";
import type { CycleReport } from "./cycle-report.ts";
import { BaseError, describeError } from "./errors.ts";
import type { Log } from "./log.ts";
import { createMetrics } from "./metrics.ts";
import { openKeeper } from "./run-cycle.ts";
import { type Status, serve } from "./serve.ts";

/**
 * Runs cycles, one after another, until `signal` stops it; a cycle that is under way is finished first.
 *
 * @remarks An error ends a cycle, not the keeper: its intents are in the journal, and the next cycle begins with them.
 */
export async function run(
  config: Config,
  log: Log,
  signal: AbortSignal,
  onCycle: (report: CycleReport) => void,
): Promise<void> {
  const status: Status = { last: undefined, lastWithJobs: undefined, failure: undefined };
  const metrics = createMetrics();
  const served = await serve(config.port, status, metrics);
  try {
    const keeper = await openKeeper(config, log);
    try {
      log.info({ port: served.port, intervalMs: config.intervalMs }, "keeper started");
      while (!signal.aborted) {
        try {
          const report = await keeper.cycle();
          status.last = report;
          if (report.jobs > 0) status.lastWithJobs = report;
          status.failure = undefined;
          metrics.recordCycle(report);
          onCycle(report);
        } catch (error) {
          status.failure = describeError(error);
          metrics.recordFailure();
          log.error({ error: status.failure }, "cycle failed");
          if (error instanceof BaseError && !error.retryable) throw error;
        }
        await pause(config.intervalMs, signal);
      }
    } finally {
      await keeper.close();
    }
  } finally {
    await served.stop();
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(done, milliseconds);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
    signal.addEventListener("abort", done);
  });
}
