import { type Hash, numberToHex } from "viem";
import type { Chain } from "../chain.ts";
import { type Prestate, type PrestateDiff, setsFromPrestate } from "./sets-from-prestate.ts";
import type { StateSets } from "./types.ts";

/** Traces are in the order of the block. */
interface TracedTransaction<T> {
  readonly result: T;
}

/**
 * The sets of all transactions of some blocks, as they ran there.
 *
 * @remarks A node traces a single transaction by running those before it in its block once more; a whole block it runs
 * once.
 *
 * @returns undefined where the node traces no blocks.
 */
export async function traceBlocks(
  chain: Chain,
  blocks: readonly bigint[],
  ignored: ReadonlySet<string>,
): Promise<ReadonlyMap<Hash, StateSets> | undefined> {
  const traceBlock = <T>(number: bigint, diffMode: boolean) =>
    chain.request<readonly TracedTransaction<T>[]>("debug_traceBlockByNumber", [
      numberToHex(number),
      { tracer: "prestateTracer", tracerConfig: { disableCode: true, diffMode } },
    ]);
  const found = new Map<Hash, StateSets>();
  try {
    await Promise.all(
      blocks.map(async (number) => {
        const [{ transactions }, prestates, diffs] = await Promise.all([
          chain.client.getBlock({ blockNumber: number }),
          traceBlock<Prestate>(number, false),
          traceBlock<PrestateDiff>(number, true),
        ]);
        for (const [index, hash] of transactions.entries()) {
          const [prestate, diff] = [prestates[index], diffs[index]];
          if (prestate === undefined || diff === undefined) continue;
          found.set(hash, setsFromPrestate(prestate.result, diff.result, ignored));
        }
      }),
    );
  } catch {
    return undefined;
  }
  return found;
}
