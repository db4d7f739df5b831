import { IndexerError } from "#server/indexer";
import { indexerMeta } from "#server/meta";

export const dynamic = "force-dynamic";

/** How far the indexer has come; 503 where it is down. */
export async function GET(): Promise<Response> {
  try {
    const { chainId, blockNumber } = await indexerMeta();
    return Response.json(
      { chainId, blockNumber: blockNumber.toString() },
      { headers: { "cache-control": "no-store" } },
    );
  } catch (error) {
    if (!(error instanceof IndexerError)) throw error;
    return Response.json({ error: error.message }, { status: 503 });
  }
}
