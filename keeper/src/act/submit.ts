import { type Hex, keccak256, parseTransaction, type TransactionSerializableEIP1559 } from "viem";
import type { SignedTransaction } from "../journal/write-intents.ts";
import { classifySendError, type SendOutcome } from "./classify-send-error.ts";
import type { Sender } from "./senders.ts";
import type { ActContext } from "./types.ts";

/** Signs a transaction of an intent, if the keeper may send such a one at all. */
export async function signFor(
  context: ActContext,
  intent: number,
  sender: Sender,
  transaction: TransactionSerializableEIP1559,
  purpose: "job" | "cancel",
): Promise<SignedTransaction> {
  context.guard(transaction, sender.address);
  const raw = await sender.signTransaction(transaction);
  context.tell({ type: "signed", purpose });
  const { maxFeePerGas = 0n, maxPriorityFeePerGas = 0n } = transaction;
  return { intent, raw, hash: keccak256(raw), purpose, maxFeePerGas, maxPriorityFeePerGas };
}

/**
 * Gives a signed transaction to the nodes, if the lease still allows it.
 *
 * @returns How it was taken: `known` stands for an acceptance.
 */
export async function submit(context: ActContext, raw: Hex): Promise<SendOutcome> {
  await context.journal.lease.check();
  try {
    await context.chain.sendRaw(raw);
    return "known";
  } catch (error) {
    const outcome = classifySendError(error);
    context.tell({ type: "refused", outcome });
    return outcome;
  }
}

/** What was signed, to be signed anew with other fees. */
export function parseSigned(raw: Hex): TransactionSerializableEIP1559 {
  const { r: _, s: __, v: ___, yParity: ____, ...rest } = parseTransaction(raw as `0x02${string}`);
  return { ...rest, type: "eip1559" } as TransactionSerializableEIP1559;
}
