import type { Chain } from "../chain.ts";

/** How long after a block there is still time to prepare and send a batch that lands in the next one. */
const freshMs = 400;
const pollMs = 15;
/** A chain that mines on demand makes no block by itself; after this time the batch goes as it is. */
const patienceMs = 1_500;

/**
 * Waits for the start of a block interval: what is simulated then is mined at the time it was simulated for, and the
 * whole batch lands in one block.
 *
 * @param seenAt When a new block was last seen, by the performance clock.
 */
export async function waitForBlock(chain: Chain, seenAt: number): Promise<void> {
  const started = performance.now();
  if (started - seenAt < freshMs) return;
  const start = await chain.client.getBlockNumber();
  while (performance.now() - started < patienceMs) {
    if ((await chain.client.getBlockNumber()) > start) return;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
