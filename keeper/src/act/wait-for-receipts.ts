import { type Hash, type TransactionReceipt, TransactionReceiptNotFoundError } from "viem";
import type { Chain } from "../chain.ts";

const pollMs = 100;

/**
 * Waits until transactions are mined, asking for all that are missing at once.
 *
 * @param rebroadcast Called once for each that is still missing after half of the time: its node may have lost it.
 * @returns The receipts found within `timeoutMs`.
 */
export async function waitForReceipts(
  chain: Chain,
  hashes: readonly Hash[],
  timeoutMs: number,
  rebroadcast: (hash: Hash) => Promise<void>,
): Promise<Map<Hash, TransactionReceipt>> {
  const receipts = new Map<Hash, TransactionReceipt>();
  const started = performance.now();
  let rebroadcasted = false;
  let missing = [...hashes];
  while (missing.length > 0) {
    const found = await Promise.all(missing.map((hash) => findReceipt(chain, hash)));
    for (const receipt of found) if (receipt !== undefined) receipts.set(receipt.transactionHash, receipt);
    missing = missing.filter((hash) => !receipts.has(hash));
    const elapsedMs = performance.now() - started;
    if (missing.length === 0 || elapsedMs > timeoutMs) break;
    if (!rebroadcasted && elapsedMs > timeoutMs / 2) {
      rebroadcasted = true;
      await Promise.all(missing.map(rebroadcast));
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  return receipts;
}

/** The receipt of a transaction, undefined where it is not mined. */
export async function findReceipt(chain: Chain, hash: Hash): Promise<TransactionReceipt | undefined> {
  try {
    return await chain.client.getTransactionReceipt({ hash });
  } catch (error) {
    if (error instanceof TransactionReceiptNotFoundError) return undefined;
    throw error;
  }
}
