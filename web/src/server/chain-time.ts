import { chainClient } from "#server/chain-client";
import { IndexerError } from "#server/indexer";
import { indexerMeta } from "#server/meta";

/** The time of the newest block, in Unix seconds: prices run on the chain's clock, not on this server's. */
export async function chainTime(): Promise<bigint> {
  try {
    return (await indexerMeta()).blockTimestamp;
  } catch (error) {
    if (!(error instanceof IndexerError)) throw error;
    try {
      return (await chainClient().getBlock()).timestamp;
    } catch {
      // With no chain there is no price to show either; the page says so.
      return BigInt(Math.floor(Date.now() / 1000));
    }
  }
}
