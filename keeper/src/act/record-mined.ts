import { executorAbi } from "@millrace/sdk/abis/executorAbi";
import { type Hex, isAddressEqual, parseEventLogs, type TransactionReceipt } from "viem";
import { describeError } from "../errors.ts";
import type { MinedIntent } from "../journal/write-intents.ts";
import { correlationOf } from "./correlation-of.ts";
import type { ActContext } from "./types.ts";

export interface Mined {
  readonly intent: number;
  readonly key: string;
  /** Whether it was there to use a nonce only. */
  readonly idle: boolean;
  readonly receipt: TransactionReceipt;
  /** When it was sent, by the performance clock. */
  readonly started: number;
}

/**
 * Writes down what was mined, with what it cost and what it brought; a job is done if the executor says so of its key, and
 * only then.
 */
export async function recordMined(context: ActContext, mined: readonly Mined[]): Promise<void> {
  const { chain, journal, tell } = context;
  if (mined.length === 0) return;
  const leads = new Map(mined.map((one) => [one.intent, one]));
  const followers = await journal.followersOf([...leads.keys()]);
  const rows: MinedIntent[] = [];
  for (const { intent, key, idle, receipt, started } of mined) {
    const keys = executedKeys(receipt, chain.deployment.executor);
    const revenueWei = await revenueIn(context, receipt, correlationOf(key, intent));
    const feeWei = feeOf(receipt);
    // Those that share a transaction share what it cost and brought: it is the lead's.
    const row = (
      id: number,
      done: boolean,
      money: Pick<MinedIntent, "feeWei" | "revenueWei">,
    ): MinedIntent => ({
      ...{ intent: id, done, ...money, hash: receipt.transactionHash },
      ...{ blockNumber: receipt.blockNumber, blockHash: receipt.blockHash, gasUsed: receipt.gasUsed },
      reason: done || receipt.status === "reverted" ? undefined : "its nonce was used for nothing",
    });
    const done = idle || keys.has(key as Hex);
    rows.push(row(intent, done, { feeWei, revenueWei }));
    for (const follower of followers.filter(({ lead }) => lead === intent)) {
      rows.push(row(follower.id, keys.has(follower.key as Hex), { feeWei: 0n, revenueWei: undefined }));
    }
    const waitedMs = performance.now() - started;
    tell({ type: "mined", done, waitedMs, feeWei, revenueWei: revenueWei ?? 0n });
  }
  await journal.mine(rows);
}

/** What a transaction brought; a price that is not known is worth nothing, rather than a reason not to write it down. */
async function revenueIn(
  { earnedBy, log }: ActContext,
  receipt: TransactionReceipt,
  correlation: string,
): Promise<bigint | undefined> {
  const earned = await earnedBy(receipt).catch((error: unknown) => ({ reason: describeError(error) }));
  if ("wei" in earned) return earned.wei;
  log.warn(
    { correlation, hash: receipt.transactionHash, reason: earned.reason },
    "what it paid is not known",
  );
  return undefined;
}

/** The keys that a transaction used. */
export function executedKeys(receipt: TransactionReceipt, executor: Hex): Set<Hex> {
  const logs = receipt.logs.filter(({ address }) => isAddressEqual(address, executor));
  return new Set(
    parseEventLogs({ abi: executorAbi, eventName: "Execute", logs }).map(({ args }) => args.key),
  );
}

/** What a transaction cost its sender in wei: gas, and on an OP-stack chain the data fee that its receipt names. */
export function feeOf(receipt: TransactionReceipt): bigint {
  const { l1Fee } = receipt as { l1Fee?: unknown };
  const dataFee = typeof l1Fee === "string" || typeof l1Fee === "bigint" ? BigInt(l1Fee) : 0n;
  return receipt.gasUsed * receipt.effectiveGasPrice + dataFee;
}
