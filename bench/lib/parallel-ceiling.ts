import type { Hash, TransactionReceipt } from "viem";
import { internJobs } from "../../keeper/src/plan/intern-jobs.ts";
import { longestChain } from "../../keeper/src/plan/longest-chain.ts";
import { ignoredAccounts } from "../../keeper/src/sets/ignored-accounts.ts";
import {
  type Prestate,
  type PrestateDiff,
  setsFromPrestate,
} from "../../keeper/src/sets/sets-from-prestate.ts";
import type { DevnetClient } from "../../scripts/devnet/chain.ts";

/** Transactions that are traced at a time. */
const TRACED_AT_ONCE = 64;

/**
 * How many times as fast as one after the other the mined transactions could at best run: all their gas, divided by the
 * gas of the longest chain of transactions that each touch what the one before wrote, or write what it touched.
 */
export async function parallelCeiling(
  client: DevnetClient,
  receipts: readonly TransactionReceipt[],
): Promise<number> {
  const block = await client.getBlock();
  const ignored = ignoredAccounts(
    block.miner,
    receipts.map(({ from }) => from),
  );
  const trace = <T>(hash: Hash, diffMode: boolean) =>
    client.request({
      method: "debug_traceTransaction",
      params: [hash, { tracer: "prestateTracer", tracerConfig: { diffMode, disableCode: true } }],
    } as never) as Promise<T>;

  const jobs = [];
  for (let start = 0; start < receipts.length; start += TRACED_AT_ONCE) {
    const traced = receipts.slice(start, start + TRACED_AT_ONCE).map(async ({ transactionHash, gasUsed }) => {
      const [prestate, diff] = await Promise.all([
        trace<Prestate>(transactionHash, false),
        trace<PrestateDiff>(transactionHash, true),
      ]);
      const { touched, written } = setsFromPrestate(prestate, diff, ignored);
      return { id: transactionHash, reads: touched, writes: written, gas: Number(gasUsed) };
    });
    jobs.push(...(await Promise.all(traced)));
  }
  const interned = internJobs(jobs);
  const totalGas = jobs.reduce((sum, { gas }) => sum + gas, 0);
  return totalGas / longestChain(interned, jobs.keys());
}
