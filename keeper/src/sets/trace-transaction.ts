import type { Hash } from "viem";
import type { Chain } from "../chain.ts";
import { type Prestate, type PrestateDiff, setsFromPrestate } from "./sets-from-prestate.ts";
import type { StateSets } from "./types.ts";

/** The sets of a mined transaction, as it ran in its block. */
export async function traceTransaction(
  chain: Chain,
  hash: Hash,
  ignored: ReadonlySet<string>,
): Promise<StateSets> {
  const [prestate, diff] = await Promise.all([
    chain.request<Prestate>("debug_traceTransaction", [
      hash,
      { tracer: "prestateTracer", tracerConfig: { disableCode: true } },
    ]),
    chain.request<PrestateDiff>("debug_traceTransaction", [
      hash,
      { tracer: "prestateTracer", tracerConfig: { diffMode: true, disableCode: true } },
    ]),
  ]);
  return setsFromPrestate(prestate, diff, ignored);
}
