import { z } from "zod";
import { type Batch, batch } from "#lib/batch-view";
import { queryIndexer } from "#server/indexer";
import { fromIndexerOrChain, type Sourced } from "#server/sourced";

/** Batches on one page. */
const PAGE_SIZE = 30;

export interface BatchPage {
  batches: Batch[];
  batchCount: number;
  next: string | null;
  /** The names of the instances that jobs are of, by lower-case address. */
  names: Record<string, string>;
}

const named = z.object({ nodes: z.array(z.object({ address: z.string(), name: z.string() })) });

/** A page of the keeper's batches, newest first. */
export function batchPage(after: string | undefined): Promise<Sourced<BatchPage>> {
  return fromIndexerOrChain(async () => {
    const { batches, vaults, nftVaults } = await queryIndexer(
      `query Batches($after: String) {
        batches(first: ${PAGE_SIZE}, after: $after) {
          totalCount
          pageInfo { hasNextPage endCursor }
          nodes {
            number jobCount firstBlock lastBlock timestamp
            jobs { key target selector sender block transactionIndex transactionHash gasUsed }
          }
        }
        vaults(first: 100) { nodes { address name } }
        nftVaults(first: 100) { nodes { address name } }
      }`,
      z.object({
        batches: z.object({
          totalCount: z.number().int(),
          nodes: z.array(batch),
          pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
        }),
        vaults: named,
        nftVaults: named,
      }),
      { after: after ?? null },
    );
    const instances = [...vaults.nodes, ...nftVaults.nodes];
    return {
      batches: batches.nodes,
      batchCount: batches.totalCount,
      next: batches.pageInfo.hasNextPage ? batches.pageInfo.endCursor : null,
      names: Object.fromEntries(instances.map(({ address, name }) => [address.toLowerCase(), name])),
    };
  });
}
