import { executorAbi } from "@millrace/sdk/abis/executorAbi";
import {
  encodeFunctionData,
  type Hash,
  type Hex,
  keccak256,
  type PrivateKeyAccount,
  type TransactionReceipt,
} from "viem";
import type { Chain } from "../chain.ts";
import type { Journal } from "../journal/open-journal.ts";
import type { Job } from "../observe/types.ts";
import { classifySendError } from "./classify-send-error.ts";
import { waitForReceipts } from "./wait-for-receipts.ts";

/** A job with all that its transaction needs. */
export interface ReadyJob {
  readonly job: Job;
  readonly intent: number;
  readonly sender: PrivateKeyAccount;
  readonly nonce: number;
  readonly data: Hex;
  readonly gasLimit: bigint;
}

export interface SentJob extends ReadyJob {
  readonly hash: Hash;
  /** Undefined where it was not mined in time, or never accepted; the journal knows which. */
  readonly receipt: TransactionReceipt | undefined;
}

export interface SendBatchParameters {
  readonly chain: Chain;
  readonly journal: Journal;
  readonly ready: readonly ReadyJob[];
  readonly receiptTimeoutMs: number;
}

/** The fee is raised so often for a node that finds it too low, each time by a half. */
const maxRaises = 4;

/** The calldata of the executor for one job. */
export function encodeExecute(job: Job, data: Hex, batch: bigint): Hex {
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
 * signed transaction before it is sent.
 */
export async function sendBatch(parameters: SendBatchParameters): Promise<SentJob[]> {
  const { chain, journal, ready, receiptTimeoutMs } = parameters;
  for (const { intent, sender, nonce } of ready) await journal.claim(intent, sender.address, nonce);
  const fees = await currentFees(chain);
  const signed: { ready: ReadyJob; transaction: Hex; hash: Hash }[] = [];
  for (const job of ready) {
    const transaction = await sign(chain, job, fees);
    const hash = keccak256(transaction);
    await journal.sign(job.intent, transaction, hash);
    signed.push({ ready: job, transaction, hash });
  }

  const hashes = await Promise.all(
    signed.map(({ ready: job, transaction }) => submit(chain, journal, job, transaction, fees)),
  );
  const accepted = hashes.filter((hash) => hash !== undefined);
  const receipts = await waitForReceipts(chain, accepted, receiptTimeoutMs, async (hash) => {
    const index = hashes.indexOf(hash);
    const transaction = signed[index]?.transaction;
    if (transaction !== undefined) await chain.sendRaw(transaction).catch(() => undefined);
  });

  const sent: SentJob[] = [];
  for (const [index, { ready: job, hash }] of signed.entries()) {
    const last = hashes[index] ?? hash;
    const receipt = receipts.get(last);
    if (receipt !== undefined) await journal.mine(job.intent, receipt);
    sent.push({ ...job, hash: last, receipt });
  }
  return sent;
}

interface Fees {
  readonly maxFeePerGas: bigint;
  readonly maxPriorityFeePerGas: bigint;
}

async function currentFees(chain: Chain): Promise<Fees> {
  const { maxFeePerGas, maxPriorityFeePerGas } = await chain.client.estimateFeesPerGas();
  // Twice the estimate: a batch may wait for some blocks, and what the base fee does not take is not paid.
  return { maxFeePerGas: maxFeePerGas * 2n, maxPriorityFeePerGas };
}

function sign(chain: Chain, { data, sender, nonce, gasLimit }: ReadyJob, fees: Fees): Promise<Hex> {
  return sender.signTransaction({
    type: "eip1559",
    chainId: chain.id,
    to: chain.deployment.executor,
    data,
    nonce,
    gas: gasLimit,
    ...fees,
  });
}

/** Gives a signed transaction to the node, at the same nonce with a higher fee where it finds the fee too low. */
async function submit(
  chain: Chain,
  journal: Journal,
  job: ReadyJob,
  first: Hex,
  fees: Fees,
): Promise<Hash | undefined> {
  let transaction = first;
  let raised = fees;
  for (let raises = 0; ; ) {
    try {
      await chain.sendRaw(transaction);
      await journal.accept(job.intent);
      return keccak256(transaction);
    } catch (error) {
      switch (classifySendError(error)) {
        case "known":
        case "nonceUsed":
        case "unknown":
          // It may be mined or on its way: what becomes of it is told by its receipt.
          await journal.accept(job.intent);
          return keccak256(transaction);
        case "underpriced":
          if (raises++ < maxRaises) {
            raised = {
              maxFeePerGas: (raised.maxFeePerGas * 3n) / 2n,
              maxPriorityFeePerGas: (raised.maxPriorityFeePerGas * 3n) / 2n + 1n,
            };
            transaction = await sign(chain, job, raised);
            await journal.sign(job.intent, transaction, keccak256(transaction));
            continue;
          }
          await journal.abandon(job.intent, "the node finds every fee too low");
          return undefined;
        case "unfunded":
          await journal.abandon(job.intent, `the sender ${job.sender.address} cannot pay the fee`);
          return undefined;
      }
    }
  }
}
