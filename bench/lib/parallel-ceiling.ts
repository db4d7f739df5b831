import { numberToHex, type TransactionReceipt } from "viem";
import { internJobs } from "../../keeper/src/plan/intern-jobs.ts";
import { longestChain } from "../../keeper/src/plan/longest-chain.ts";
import type { PlanJob } from "../../keeper/src/plan/types.ts";
import { ignoredAccounts } from "../../keeper/src/sets/ignored-accounts.ts";
import {
  type Prestate,
  type PrestateDiff,
  setsFromPrestate,
} from "../../keeper/src/sets/sets-from-prestate.ts";
import type { DevnetClient } from "../../scripts/devnet/chain.ts";
import type { Call } from "../../scripts/devnet/wave.ts";

/** Calls that are traced at a time. */
const TRACED_AT_ONCE = 128;

/**
 * How many times as fast as one after the other the calls, as they were mined, could at best run: all their gas, divided
 * by the gas of the longest chain of calls that each touch what the one before wrote, or write what it touched.
 *
 * @remarks A call's sets are those against the state before its block, with which a parallel engine starts it too.
 */
export async function parallelCeiling(
  client: DevnetClient,
  calls: readonly Call[],
  receipts: readonly TransactionReceipt[],
): Promise<number> {
  const block = await client.getBlock();
  const ignored = ignoredAccounts(
    block.miner,
    calls.map(({ from }) => from.address),
  );
  const jobs: PlanJob[] = [];
  for (let start = 0; start < calls.length; start += TRACED_AT_ONCE) {
    const traced = calls.slice(start, start + TRACED_AT_ONCE).map(async ({ from, to, data }, index) => {
      const receipt = receipts[start + index];
      if (!receipt) throw new Error("a call was not mined");
      const trace = <T>(diffMode: boolean) =>
        client.request({
          method: "debug_traceCall",
          params: [
            { from: from.address, to, data },
            numberToHex(receipt.blockNumber - 1n),
            { tracer: "prestateTracer", tracerConfig: { diffMode, disableCode: true } },
          ],
        } as never) as Promise<T>;
      const [prestate, diff] = await Promise.all([trace<Prestate>(false), trace<PrestateDiff>(true)]);
      const { touched, written } = setsFromPrestate(prestate, diff, ignored);
      return {
        ...{ id: receipt.transactionHash, reads: touched, writes: written },
        gas: Number(receipt.gasUsed),
      };
    });
    jobs.push(...(await Promise.all(traced)));
  }
  const interned = internJobs(jobs);
  const totalGas = jobs.reduce((sum, { gas }) => sum + gas, 0);
  return totalGas / longestChain(interned, jobs.keys());
}
