import { executorAbi } from "@millrace/sdk/abis/executorAbi";
import { BlockNotFoundError, type Hash, isAddressEqual, parseEventLogs } from "viem";
import type { Chain } from "../chain.ts";
import { ChainError } from "../errors.ts";
import { findConflicts } from "../plan/find-conflicts.ts";
import type { PlanJob } from "../plan/types.ts";
import { ignoredAccounts } from "../sets/ignored-accounts.ts";
import { traceTransaction } from "../sets/trace-transaction.ts";

export interface ReplayedTransaction {
  readonly hash: Hash;
  readonly batch: string;
  readonly jobs: readonly { readonly target: string; readonly selector: string; readonly ran: boolean }[];
  readonly gasUsed: number;
  readonly touched: number;
  readonly written: number;
  /** Whether it shares state that one of them writes with an earlier one of its batch. */
  readonly conflicts: boolean;
}

/** Traces the keepers' transactions of a mined block again, and compares those of each batch with one another. */
export async function replayBlock(chain: Chain, blockNumber: bigint): Promise<ReplayedTransaction[]> {
  if (!chain.canTrace)
    throw new ChainError("The node offers no tracer, without which nothing can be replayed.");
  const { executor } = chain.deployment;
  const block = await chain.client
    .getBlock({ blockNumber, includeTransactions: true })
    .catch((cause: unknown) => {
      if (!(cause instanceof BlockNotFoundError)) throw cause;
      throw new ChainError(`The node has no block ${blockNumber}.`, { cause });
    });
  const own = block.transactions.filter(({ to }) => to !== null && isAddressEqual(to, executor));
  const ignored = ignoredAccounts(
    block.miner,
    own.map(({ from }) => from),
  );
  const traced = await Promise.all(
    own.map(async ({ hash }) => {
      const [receipt, sets] = await Promise.all([
        chain.client.getTransactionReceipt({ hash }),
        traceTransaction(chain, hash, ignored),
      ]);
      const logs = parseEventLogs({ abi: executorAbi, logs: receipt.logs });
      const told = logs.flatMap((log) =>
        log.eventName === "SetTarget" ? [] : [{ ...log.args, ran: log.eventName === "Execute" }],
      );
      const job: PlanJob = {
        ...{ id: hash, reads: sets.touched, writes: sets.written, gas: Number(receipt.gasUsed) },
      };
      return { hash, told, job, batch: told[0] === undefined ? "reverted" : `${told[0].batch}` };
    }),
  );
  return traced.map(({ hash, told, job, batch }) => {
    const members = traced.filter((one) => one.batch === batch);
    const inConflict = findConflicts(members.map((one) => one.job));
    return {
      ...{ hash, batch, gasUsed: job.gas, touched: job.reads.length, written: job.writes.length },
      jobs: told.map(({ target, selector, ran }) => ({ target, selector, ran })),
      conflicts: inConflict.some((index) => members[index]?.hash === hash),
    };
  });
}
