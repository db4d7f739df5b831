import { executorAbi } from "@millrace/sdk/abis/executorAbi";
import { encodeFunctionData, type Hash, type Hex, type TransactionReceipt } from "viem";
import type { SignedTransaction } from "../journal/write-intents.ts";
import type { Job } from "../observe/types.ts";
import { correlationOf } from "./correlation-of.ts";
import { currentFees } from "./fees.ts";
import { findReceipts } from "./find-receipts.ts";
import { recordMined } from "./record-mined.ts";
import type { Sender } from "./senders.ts";
import { settle } from "./settle.ts";
import { signFor, submit } from "./submit.ts";
import type { ActContext } from "./types.ts";
import { waitForReceipts } from "./wait-for-receipts.ts";

/** A job with all that its transaction needs. */
export interface ReadyJob {
  readonly job: Job;
  readonly intent: number;
  readonly sender: Sender;
  readonly nonce: number;
  readonly data: Hex;
  readonly gasLimit: bigint;
  /** Other jobs that the same transaction runs, with their intents. */
  readonly followers?: readonly { readonly job: Job; readonly intent: number }[] | undefined;
}

export interface SentJob extends ReadyJob {
  readonly hash: Hash;
  /** Undefined where it was not mined in time, or never accepted; the journal knows which. */
  readonly receipt: TransactionReceipt | undefined;
}

/**
 * Batches up to this size are sent by requests that answer with the receipt. A larger one goes out in few requests, so
 * that it lands in one block.
 */
const mostSync = 8;

/** The calldata of the executor for one job. */
export function encodeExecute(job: Pick<Job, "key" | "target">, data: Hex, batch: bigint): Hex {
  return encodeFunctionData({
    abi: executorAbi,
    functionName: "execute",
    args: [batch, [{ key: job.key, target: job.target, data }]],
  });
}

/**
 * Sends a whole batch at once, each job by its own sender, and waits until all are mined.
 *
 * @remarks Every step is in the journal before the next is taken: who sends with which nonce before it is signed, the
 * signed transaction before it is sent. Whoever lost the lease is stopped at each of them.
 */
export async function sendBatch(context: ActContext, ready: readonly ReadyJob[]): Promise<SentJob[]> {
  const { chain, journal, log, policy } = context;
  const started = performance.now();
  await journal.claim(
    ready.map(({ intent, sender, nonce, followers }) => ({
      ...{ intent, sender: sender.address, nonce },
      followers: followers?.map((follower) => follower.intent),
    })),
  );
  const fees = await currentFees(chain, policy.maxFeePerGas);
  const signed = await Promise.all(
    ready.map(({ intent, sender, nonce, data, gasLimit }) =>
      signFor(
        context,
        intent,
        sender,
        {
          ...{ type: "eip1559", chainId: chain.id, to: chain.deployment.executor, value: 0n },
          ...{ data, nonce, gas: gasLimit, ...fees },
        },
        "job",
      ),
    ),
  );
  await journal.sign(signed);
  for (const [index, { job, intent, sender, nonce }] of ready.entries()) {
    const { hash } = signed[index] as SignedTransaction;
    log.info(
      { correlation: correlationOf(job.key, intent), job: job.label, sender: sender.address, nonce, hash },
      "job signed",
    );
  }

  await journal.lease.check();
  const early = await submitAll(context, signed);
  const missing = signed.filter(({ hash }) => !early.has(hash)).map(({ hash }) => hash);
  const waitMs = Math.min(policy.replaceAfterMs, policy.receiptTimeoutMs);
  const found = new Map([...early, ...(await waitForReceipts(chain, missing, waitMs))]);
  await recordMined(
    context,
    ready.flatMap(({ intent, job }, index) => {
      const receipt = found.get((signed[index] as SignedTransaction).hash);
      return receipt === undefined ? [] : [{ intent, key: job.key, idle: false, receipt, started }];
    }),
  );
  for (const [index, { job, intent }] of ready.entries()) {
    const receipt = found.get((signed[index] as SignedTransaction).hash);
    if (receipt === undefined) continue;
    const { blockNumber, gasUsed, status } = receipt;
    log.info(
      { correlation: correlationOf(job.key, intent), block: `${blockNumber}`, gasUsed: `${gasUsed}`, status },
      "job mined",
    );
  }

  const late = signed.filter(({ hash }) => !found.has(hash)).map(({ intent }) => intent);
  if (late.length > 0) {
    log.warn({ late: late.length }, "transactions are late: they are sent again, replaced or cancelled");
    await settle(context, { only: late, forMs: policy.receiptTimeoutMs - (performance.now() - started) });
  }
  return collect(context, ready, signed, found, late);
}

/** Sends all, and gives the receipts of nodes that answer with them. */
async function submitAll(
  context: ActContext,
  signed: readonly SignedTransaction[],
): Promise<Map<Hash, TransactionReceipt>> {
  const { chain, journal, policy } = context;
  const receipts = new Map<Hash, TransactionReceipt>();
  const accepted: number[] = [];
  await Promise.all(
    signed.map(async ({ raw, hash, intent }) => {
      const receipt =
        signed.length <= mostSync ? await chain.sendSync?.(raw, policy.replaceAfterMs) : undefined;
      if (receipt?.transactionHash === hash) {
        receipts.set(hash, receipt);
        accepted.push(intent);
        return;
      }
      const outcome = await submit(context, raw);
      // What the node refuses stays signed, and is settled as such: its nonce is taken, so it has to be used.
      if (outcome === "known" || outcome === "unknown" || outcome === "nonceUsed") accepted.push(intent);
    }),
  );
  await journal.accept(accepted);
  return receipts;
}

async function collect(
  context: ActContext,
  ready: readonly ReadyJob[],
  signed: readonly SignedTransaction[],
  found: ReadonlyMap<Hash, TransactionReceipt>,
  late: readonly number[],
): Promise<SentJob[]> {
  const attempts = await context.journal.transactionsOf(late);
  const hashes = [...attempts.values()].flat().filter(({ purpose }) => purpose === "job");
  const receipts = await findReceipts(
    context.chain,
    hashes.map(({ hash }) => hash as Hash),
  );
  return ready.map((job, index) => {
    const first = (signed[index] as SignedTransaction).hash;
    const onTime = found.get(first);
    if (onTime !== undefined) return { ...job, hash: first, receipt: onTime };
    const mined = attempts.get(job.intent)?.find(({ hash }) => receipts.has(hash as Hash))?.hash as
      | Hash
      | undefined;
    return { ...job, hash: mined ?? first, receipt: mined && receipts.get(mined) };
  });
}
