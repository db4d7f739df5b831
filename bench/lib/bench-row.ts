import type { BenchRow } from "../../scripts/bench.ts";

/** One figure of a bench: what it is, and whether it meets its target, which may be none. */
export function benchRow(
  name: string,
  value: number,
  unit: string,
  target: string | null,
  ok: boolean,
  baseline: number | null = null,
): BenchRow {
  return { case: name, value, unit, baseline, target, ok };
}
