import type { Chain } from "./chain.ts";
import type { Journal } from "./journal/open-journal.ts";

/** Where a keeper stands between two cycles, for those who watch it. */
export interface KeeperState {
  readonly epoch: number;
  readonly era: number;
  readonly head: number;
  /** How long ago the latest block was made, by its timestamp and this machine's clock. */
  readonly headAgeSeconds: number;
  readonly baseFeeGwei: number;
  /** Open attempts by state, and the age of the oldest that is signed and not mined. */
  readonly open: Readonly<Record<string, number>>;
  readonly oldestSeconds: number;
  readonly disagreements: number;
}

export async function inspectKeeper(chain: Chain, journal: Journal): Promise<KeeperState> {
  const [block, intents] = await Promise.all([chain.client.getBlock(), journal.open()]);
  const open: Record<string, number> = {};
  let oldest = Date.now();
  for (const { state, plannedAt } of intents) {
    open[state] = (open[state] ?? 0) + 1;
    if (state === "signed" || state === "accepted") oldest = Math.min(oldest, plannedAt.getTime());
  }
  return {
    ...{ epoch: journal.epoch, era: journal.era, open },
    head: Number(block.number),
    headAgeSeconds: Date.now() / 1_000 - Number(block.timestamp),
    baseFeeGwei: Number(block.baseFeePerGas ?? 0n) / 1e9,
    oldestSeconds: (Date.now() - oldest) / 1_000,
    disagreements: chain.disagreements(),
  };
}
