import { type Hash, type TransactionReceipt, TransactionReceiptNotFoundError } from "viem";
import type { Chain } from "../chain.ts";

/** The receipts of those transactions that are mined, all asked for at once. */
export async function findReceipts(
  chain: Chain,
  hashes: readonly Hash[],
): Promise<Map<Hash, TransactionReceipt>> {
  const found = await Promise.all(hashes.map((hash) => findReceipt(chain, hash)));
  const receipts = new Map<Hash, TransactionReceipt>();
  for (const receipt of found) if (receipt !== undefined) receipts.set(receipt.transactionHash, receipt);
  return receipts;
}

/** The receipt of a transaction, undefined where it is not mined. */
async function findReceipt(chain: Chain, hash: Hash): Promise<TransactionReceipt | undefined> {
  try {
    const receipt = await chain.client.getTransactionReceipt({ hash });
    // A node that answers with another transaction's receipt has answered nothing.
    return receipt.transactionHash === hash ? receipt : undefined;
  } catch (error) {
    if (error instanceof TransactionReceiptNotFoundError) return undefined;
    throw error;
  }
}
