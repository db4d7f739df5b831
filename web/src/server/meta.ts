import { z } from "zod";
import { bigint } from "#lib/scalars";
import { queryIndexer } from "#server/indexer";

const meta = z.object({ chainId: z.number().int(), blockNumber: bigint, blockTimestamp: bigint });

export type Meta = z.infer<typeof meta>;

/**
 * How far the indexer has come.
 *
 * @throws IndexerError where it is down.
 */
export async function indexerMeta(): Promise<Meta> {
  const answer = await queryIndexer("{ meta { chainId blockNumber blockTimestamp } }", z.object({ meta }));
  return answer.meta;
}
