import type { Hash } from "viem";
import type { Chain } from "../chain.ts";
import { findConflicts } from "../plan/find-conflicts.ts";
import type { PlanJob } from "../plan/types.ts";
import { traceBlocks } from "../sets/trace-blocks.ts";
import { traceTransaction } from "../sets/trace-transaction.ts";
import type { StateSets } from "../sets/types.ts";

export interface MinedJob {
  readonly hash: Hash;
  readonly receipt: { readonly gasUsed: bigint; readonly blockNumber: bigint };
  readonly predicted: StateSets;
}

export interface VerifyBatchReturnType {
  /** The sets of each job as it was mined. */
  readonly sets: readonly StateSets[];
  readonly exact: readonly boolean[];
  /** How many jobs conflict with an earlier one of the batch. */
  readonly conflicts: number;
}

/** Traces the mined transactions of a batch and compares them with the prediction, and with one another. */
export async function verifyBatch(
  chain: Chain,
  mined: readonly MinedJob[],
  ignored: ReadonlySet<string>,
): Promise<VerifyBatchReturnType> {
  const blocks = new Set(mined.map(({ receipt }) => receipt.blockNumber));
  const traced = await traceBlocks(chain, [...blocks], ignored);
  const sets = await Promise.all(
    mined.map(({ hash }) => traced?.get(hash) ?? traceTransaction(chain, hash, ignored)),
  );
  const jobs: PlanJob[] = mined.map(({ hash, receipt }, index) => ({
    id: hash,
    reads: sets[index]?.touched ?? [],
    writes: sets[index]?.written ?? [],
    gas: Number(receipt.gasUsed),
  }));
  return {
    sets,
    exact: mined.map(({ predicted }, index) => equal(predicted, sets[index])),
    conflicts: findConflicts(jobs).length,
  };
}

function equal(a: StateSets, b: StateSets | undefined): boolean {
  if (b === undefined) return false;
  const same = (x: readonly string[], y: readonly string[]) =>
    x.length === y.length && x.every((name, index) => name === y[index]);
  return same(a.touched, b.touched) && same(a.written, b.written);
}
