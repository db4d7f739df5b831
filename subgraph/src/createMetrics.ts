import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

export type Metrics = ReturnType<typeof createMetrics>;

/** What Prometheus reads of this process. */
export function createMetrics() {
  const register = new Registry();
  const registers = [register];
  collectDefaultMetrics({ register });
  return {
    register,
    block: new Gauge({ name: "millrace_indexed_block", help: "The last block written", registers }),
    head: new Gauge({
      name: "millrace_head_block",
      help: "The chain's last block, when last asked",
      registers,
    }),
    events: new Counter({ name: "millrace_events_total", help: "Events written", registers }),
    reorgs: new Counter({ name: "millrace_reorgs_total", help: "Reorganisations followed", registers }),
    errors: new Counter({
      name: "millrace_indexing_errors_total",
      help: "Errors after which indexing started again",
      registers,
    }),
    queries: new Histogram({
      name: "millrace_graphql_seconds",
      help: "Time to answer a GraphQL operation",
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    }),
  };
}
