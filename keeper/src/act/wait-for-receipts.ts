import type { Hash, TransactionReceipt } from "viem";
import type { Chain } from "../chain.ts";
import { findReceipts } from "./find-receipts.ts";

const pollMs = 100;

/**
 * Waits until transactions are mined, asking for all that are missing at once.
 *
 * @returns The receipts found within `timeoutMs`.
 */
export async function waitForReceipts(
  chain: Chain,
  hashes: readonly Hash[],
  timeoutMs: number,
): Promise<Map<Hash, TransactionReceipt>> {
  const receipts = new Map<Hash, TransactionReceipt>();
  const started = performance.now();
  let missing = [...hashes];
  while (missing.length > 0) {
    for (const [hash, receipt] of await findReceipts(chain, missing)) receipts.set(hash, receipt);
    missing = missing.filter((hash) => !receipts.has(hash));
    if (missing.length === 0 || performance.now() - started > timeoutMs) break;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  return receipts;
}
