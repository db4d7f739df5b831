import type { Config } from "./config.ts";
import type { CycleReport } from "./cycle-report.ts";
import { BaseError, describeError, FencedError } from "./errors.ts";
import { inspectKeeper } from "./inspect-keeper.ts";
import type { Log } from "./log.ts";
import { createMetrics } from "./metrics.ts";
import { type Keeper, openKeeper } from "./run-cycle.ts";
import { createStatus, serve } from "./serve.ts";

/**
 * Runs cycles, one after another, until `signal` stops it; the batch that is under way is brought to its end first.
 *
 * @remarks An error ends a cycle, not the keeper: its intents are in the journal, and the next cycle begins with them. A
 * replica that does not hold the lease stands by, and so does one that lost it.
 */
export async function run(
  config: Config,
  log: Log,
  signal: AbortSignal,
  onCycle: (report: CycleReport) => void,
): Promise<void> {
  const status = createStatus();
  const metrics = createMetrics();
  const served = await serve(config.port, status, metrics);
  let keeper: Keeper | undefined;
  const standBy = async () => {
    const lost = keeper;
    keeper = undefined;
    status.role = "standby";
    metrics.recordRole(false);
    await lost?.close();
  };
  try {
    log.info({ port: served.port, intervalMs: config.intervalMs }, "keeper started");
    await standBy();
    for (let opened = false; !signal.aborted; ) {
      try {
        if (keeper === undefined) {
          keeper = await openKeeper(config, log, {
            signal,
            onEvent: metrics.recordEvent,
            onFunds: metrics.recordFunds,
          });
          opened = true;
          status.role = "active";
          metrics.recordRole(true);
          log.info(
            { epoch: keeper.journal.epoch, era: keeper.journal.era },
            "lease taken: this replica acts",
          );
        }
        const report = await keeper.cycle();
        metrics.recordCycle(report);
        metrics.recordState(await inspectKeeper(keeper.chain, keeper.journal));
        status.last = report;
        if (report.jobs > 0) status.lastWithJobs = report;
        status.failure = undefined;
        onCycle(report);
      } catch (error) {
        if (signal.aborted) break;
        status.failure = describeError(error);
        if (error instanceof FencedError) {
          metrics.recordEvent({ type: "fenced" });
          log.warn({ reason: status.failure }, "fenced: this replica stands by");
          await standBy();
          continue;
        }
        metrics.recordFailure();
        log.error({ error: status.failure }, "cycle failed");
        // What cannot be opened at the start is the operator's to mend; later it may come back.
        if (!opened || (error instanceof BaseError && !error.retryable)) throw error;
      }
      await pause(config.intervalMs, signal);
    }
    if (keeper !== undefined) {
      status.role = "draining";
      const left = await keeper.drain();
      log.info(
        { left },
        left === 0 ? "drained: nothing is under way" : "stopped with transactions under way",
      );
    }
  } finally {
    await keeper?.close();
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
