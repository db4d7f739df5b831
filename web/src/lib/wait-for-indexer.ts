/** Between two looks at the indexer, and how long to go on, in milliseconds. */
const EVERY_MS = 300;
const TIMEOUT_MS = 20_000;

/**
 * Waits until the indexer has seen `block`, so that what a page shows next includes it. With the indexer down there is
 * nothing to wait for: pages are read from the chain then.
 *
 * @returns Whether the next page includes it; false where the indexer is too slow.
 */
export async function waitForIndexer(block: bigint): Promise<boolean> {
  const deadline = performance.now() + TIMEOUT_MS;
  while (performance.now() < deadline) {
    const response = await fetch("/api/head", { cache: "no-store" }).catch(() => undefined);
    if (response?.status === 503) return true;
    if (response?.ok) {
      const { blockNumber } = (await response.json()) as { blockNumber: string };
      if (BigInt(blockNumber) >= block) return true;
    }
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
  return false;
}
