import { executorAbi } from "@millrace/sdk/abis/executorAbi";
import type { Address, Hash, Hex } from "viem";
import { classifySendError } from "../act/classify-send-error.ts";
import { findReceipt, waitForReceipts } from "../act/wait-for-receipts.ts";
import type { Chain } from "../chain.ts";
import type { Intent, Journal } from "./open-journal.ts";

export interface ReconcileReturnType {
  /** Intents found mined, final, sent again, and given up. */
  readonly mined: number;
  readonly final: number;
  readonly resent: number;
  readonly abandoned: number;
}

/**
 * Finds out what became of the intents that are open, by sender and nonce, and brings them to an end.
 *
 * @remarks What was never signed is given up. What was signed is either mined, or its nonce was used by something else,
 * or it is sent again as it is: never with a second nonce, and the executor takes its key once in any case.
 */
export async function reconcile(
  chain: Chain,
  journal: Journal,
  options: { readonly finalBlocks: number; readonly receiptTimeoutMs: number },
): Promise<ReconcileReturnType> {
  const result = { mined: 0, final: 0, resent: 0, abandoned: 0 };
  const head = await chain.client.getBlockNumber();
  const open = await journal.open();
  const waiting = new Map<Hash, { intent: Intent; transaction: Hex }>();

  for (const intent of open) {
    if (intent.state === "planned" || intent.state === "claimed") {
      await journal.abandon(intent.id, "the keeper stopped before it was signed");
      result.abandoned++;
      continue;
    }
    const { hash, transaction } = signedPartsOf(intent);
    const receipt = await findReceipt(chain, hash);
    if (receipt !== undefined) {
      const deep = head - receipt.blockNumber >= BigInt(options.finalBlocks);
      const moved = intent.blockHash !== receipt.blockHash;
      if (intent.state !== "mined" || moved) {
        await journal.mine(intent.id, receipt);
        result.mined++;
      }
      if (deep && receipt.status === "success") {
        await journal.finalise(intent.id);
        result.final++;
      }
      continue;
    }

    if (intent.state === "mined") await journal.reopen(intent.id, "its block was reorganised away");
    const outcome = await resend(chain, intent, transaction);
    if (outcome === "waiting") {
      await journal.accept(intent.id);
      waiting.set(hash, { intent, transaction });
      result.resent++;
    } else if (outcome === "executed") {
      await journal.finalise(intent.id, "its key was executed by another transaction");
      result.final++;
    } else {
      await journal.abandon(intent.id, outcome);
      result.abandoned++;
    }
  }

  const receipts = await waitForReceipts(
    chain,
    [...waiting.keys()],
    options.receiptTimeoutMs,
    async () => undefined,
  );
  for (const [hash, receipt] of receipts) {
    const { intent } = waiting.get(hash) ?? {};
    if (intent !== undefined) await journal.mine(intent.id, receipt);
    result.mined++;
  }
  return result;
}

/** Sends a signed transaction again where its nonce is still free; otherwise tells what took its place. */
async function resend(
  chain: Chain,
  intent: Intent,
  transaction: Hex,
): Promise<"waiting" | "executed" | string> {
  const used = await chain.client.getTransactionCount({ address: intent.sender as Address });
  if (used > (intent.nonce ?? 0)) {
    const done = await chain.client.readContract({
      address: chain.deployment.executor,
      abi: executorAbi,
      functionName: "executed",
      args: [intent.key as Hex],
    });
    return done ? "executed" : "its nonce was used by another transaction";
  }
  try {
    await chain.sendRaw(transaction);
    return "waiting";
  } catch (error) {
    const outcome = classifySendError(error);
    return outcome === "underpriced" || outcome === "unfunded"
      ? `it cannot be sent again: ${outcome}`
      : "waiting";
  }
}

function signedPartsOf(intent: Intent): { hash: Hash; transaction: Hex } {
  if (
    intent.hash === null ||
    intent.transaction === null ||
    intent.sender === null ||
    intent.nonce === null
  ) {
    throw new TypeError(`intent ${intent.id} is ${intent.state} but holds no signed transaction`);
  }
  return { hash: intent.hash as Hash, transaction: intent.transaction as Hex };
}
