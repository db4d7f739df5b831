import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { ActEvent } from "./act/types.ts";
import type { CycleReport } from "./cycle-report.ts";
import type { KeeperState } from "./inspect-keeper.ts";

export interface Metrics {
  readonly registry: Registry;
  recordCycle(report: CycleReport): void;
  recordFailure(): void;
  recordEvent(event: ActEvent): void;
  recordFunds(operatorWei: bigint, leastWei: bigint): void;
  recordState(state: KeeperState): void;
  /** Whether this replica holds the lease. */
  recordRole(active: boolean): void;
}

/** What the keeper tells Prometheus; each instance has a registry of its own. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const counter = (name: string, help: string, labelNames: string[] = []) =>
    new Counter({ name: `millrace_keeper_${name}`, help, labelNames, registers });
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `millrace_keeper_${name}`, help, labelNames, registers });
  const histogram = (name: string, help: string, buckets: number[]) =>
    new Histogram({ name: `millrace_keeper_${name}`, help, buckets, registers });

  const cycles = counter("cycles_total", "Cycles that ended.");
  const failures = counter("cycle_failures_total", "Cycles that an error ended.");
  const seconds = histogram("cycle_seconds", "How long cycles take.", [0.1, 0.3, 1, 3, 10, 30, 100, 300]);
  const lastCycle = gauge("last_cycle_timestamp_seconds", "When the last cycle ended, as a Unix time.");
  // Until the first one it is the start from which a keeper is late.
  lastCycle.set(Date.now() / 1_000);

  const jobs = counter("jobs_total", "Jobs mined, by kind and result.", ["kind", "result"]);
  const batches = counter("batches_total", "Batches sent.");
  const conflicts = counter("conflicts_total", "Jobs that conflicted inside a mined batch.");
  const gas = counter("gas_total", "Gas used by mined jobs.");
  const unmined = counter("unmined_total", "Jobs not mined in time.");
  const dropped = gauge("dropped", "Candidates that were not due at the end of the last cycle.");
  const exact = gauge("predicted_sets_exact_percent", "Predicted sets that were those mined, last cycle.");
  const lowerBound = gauge("lower_bound", "Lower bound of the batches of the last cycle.");
  const lastBatches = gauge("batches", "Batches of the last cycle.");
  const chainBound = gauge("chain_bound", "The same bound with what feeds jobs and what they feed.");
  const fused = counter("fused_jobs_total", "Jobs that shared the transaction of another.");
  const sets = counter("sets_total", "Sets of jobs, by how they were found.", ["source"]);
  const sampled = counter("set_predictions_compared_total", "Predicted sets that were traced all the same.");
  const missed = counter("set_predictions_missed_total", "Predicted sets that a trace contradicted.");
  const hotSlots = gauge(
    "hot_slot_jobs",
    "Jobs of a round that a slot kept apart, at most in the last cycle.",
    ["slot"],
  );
  const expectedFees = counter("expected_fees_ether_total", "Fees that mined jobs were expected to take.", [
    "part",
  ]);
  const paidFees = counter("paid_fees_ether_total", "Fees that mined jobs took.", ["part"]);
  const expectedRevenue = counter("expected_revenue_ether_total", "What mined jobs were expected to pay.");
  const revenue = counter("revenue_ether_total", "What mined transactions really paid.");
  const ceiling = gauge("parallel_ceiling", "Total gas over the longest conflict chain, last cycle.");

  const signed = counter("transactions_signed_total", "Transactions signed, by purpose.", ["purpose"]);
  const refused = counter("sends_refused_total", "Transactions that a node refused, by class.", ["outcome"]);
  const mined = counter("transactions_mined_total", "Transactions of jobs mined, by result.", ["result"]);
  const inclusion = histogram(
    "inclusion_seconds",
    "From signing to the receipt.",
    [0.5, 1, 2, 5, 15, 60, 300],
  );
  const fees = counter("fees_ether_total", "Fees paid for mined transactions.");
  const finalised = counter("finalised_total", "Attempts whose block became final.");
  const handled = {
    replaced: counter("replacements_total", "Transactions replaced at the same nonce with a higher fee."),
    cancelled: counter("cancellations_total", "Nonces used for nothing, since a job was not mined."),
    rebroadcast: counter("rebroadcasts_total", "Transactions sent again as they were."),
    reorganised: counter("reorganised_total", "Attempts that a reorganisation undid."),
    filled: counter("nonce_fills_total", "Skipped nonces used for nothing."),
    era: counter("eras_total", "Times that the chain lost final blocks."),
    fenced: counter("fenced_total", "Times that another replica took over."),
  };

  const halted = gauge("halted", "1 for each reason why nothing new is sent.", ["name"]);
  const active = gauge("active", "1 where this replica holds the lease, 0 where it stands by.");
  const epoch = gauge("epoch", "Epoch of the lease.");
  const era = gauge("era", "Era of the journal.");
  const open = gauge("open_intents", "Attempts that a block may still change, by state.", ["state"]);
  const oldest = gauge("oldest_pending_seconds", "Age of the oldest attempt that is signed and not mined.");
  const head = gauge("chain_head", "Number of the latest block.");
  const headAge = gauge("chain_head_age_seconds", "How long ago the latest block was made.");
  const baseFee = gauge("base_fee_gwei", "Base fee of the latest block.");
  const disagreements = gauge(
    "rpc_disagreements",
    "Times that nodes contradicted each other since the start.",
  );
  const operator = gauge("operator_balance_ether", "What the operator has.");
  const least = gauge("least_sender_balance_ether", "What the poorest sender has.");

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
      sets.inc({ source: "predicted" }, report.sets.predicted);
      sets.inc({ source: "traced" }, report.sets.traced);
      sampled.inc(report.sets.sampled);
      missed.inc(report.sets.missed);
      const { economics } = report;
      expectedFees.inc({ part: "execution" }, toEther(economics.expectedExecutionFeeWei));
      expectedFees.inc({ part: "data" }, toEther(economics.expectedDataFeeWei));
      expectedRevenue.inc(Math.max(0, toEther(economics.expectedRevenueWei)));
      paidFees.inc({ part: "execution" }, toEther(economics.executionFeeWei));
      paidFees.inc({ part: "data" }, toEther(economics.dataFeeWei));
      halted.reset();
      for (const { name } of report.halted) halted.set({ name }, 1);
      lastCycle.set(Date.now() / 1_000);
      seconds.observe(report.seconds);
      // A cycle without jobs says nothing about plans.
      if (report.jobs === 0) return;
      exact.set(report.predictedSetsExactPercent);
      lowerBound.set(report.lowerBound);
      hotSlots.reset();
      for (const [slot, jobsApart] of hottestOf(report)) hotSlots.set({ slot }, jobsApart);
      chainBound.set(report.chainBound);
      fused.inc(report.jobs - report.transactions);
      lastBatches.set(report.batches);
      ceiling.set(report.ceiling);
    },
    recordFailure: () => failures.inc(),
    recordEvent(event) {
      switch (event.type) {
        case "signed":
          return signed.inc({ purpose: event.purpose });
        case "refused":
          return refused.inc({ outcome: event.outcome });
        case "mined":
          mined.inc({ result: event.done ? "done" : "without effect" });
          inclusion.observe(event.waitedMs / 1_000);
          // A counter cannot fall: what a job took from the keeper is in the journal alone.
          if (event.revenueWei > 0n) revenue.inc(Number(event.revenueWei) / 1e18);
          return fees.inc(Number(event.feeWei) / 1e18);
        case "final":
          return finalised.inc();
        default:
          return handled[event.type].inc();
      }
    },
    recordFunds(operatorWei, leastWei) {
      operator.set(Number(operatorWei) / 1e18);
      least.set(Number(leastWei) / 1e18);
    },
    recordState(state) {
      epoch.set(state.epoch);
      era.set(state.era);
      head.set(state.head);
      headAge.set(state.headAgeSeconds);
      baseFee.set(state.baseFeeGwei);
      oldest.set(state.oldestSeconds);
      disagreements.set(state.disagreements);
      open.reset();
      for (const [name, count] of Object.entries(state.open)) open.set({ state: name }, count);
    },
    recordRole: (isActive) => active.set(isActive ? 1 : 0),
  };
}

/** As many slots as a dashboard shows; each is a series of its own. */
const toldSlots = 5;

function hottestOf({ rounds }: CycleReport): [slot: string, jobs: number][] {
  const most = new Map<string, number>();
  for (const { name, writers, readers } of rounds.flatMap((round) => round.hotSlots)) {
    most.set(name, Math.max(most.get(name) ?? 0, writers + readers));
  }
  return [...most].sort((a, b) => b[1] - a[1]).slice(0, toldSlots);
}

function toEther(wei: string): number {
  return Number(BigInt(wei)) / 1e18;
}
