import { z } from "zod";
import { bigint, token } from "#lib/scalars";
import { vaultSummary } from "#lib/vault-view";
import { queryIndexer } from "#server/indexer";
import { fromIndexerOrChain, type Sourced } from "#server/sourced";
import { summaryFields } from "#server/vaults";

const counted = z.object({ totalCount: z.number().int() });

const overviewAnswer = z.object({
  meta: z.object({ blockNumber: bigint, blockTimestamp: bigint }),
  vaults: z.object({ totalCount: z.number().int(), nodes: z.array(vaultSummary) }),
  gauges: z.object({
    totalCount: z.number().int(),
    nodes: z.array(z.object({ rewards: z.array(z.object({ token, distributed: bigint, claimed: bigint })) })),
  }),
  pools: z.object({
    totalCount: z.number().int(),
    nodes: z.array(
      z.object({ token0: token, token1: token, reserve0: bigint, reserve1: bigint, swapCount: z.number() }),
    ),
  }),
  nftVaults: z.object({
    totalCount: z.number().int(),
    nodes: z.array(z.object({ held: z.number(), rented: z.number() })),
  }),
  vaultPositions: counted,
  gaugePositions: counted,
  batches: z.object({
    totalCount: z.number().int(),
    nodes: z.array(
      z.object({ number: bigint, jobCount: z.number().int(), lastBlock: bigint, timestamp: bigint }),
    ),
  }),
});

export type Overview = z.infer<typeof overviewAnswer>;

/** The whole protocol in one answer. */
export function overview(): Promise<Sourced<Overview>> {
  const tokenFields = "{ address symbol name decimals }";
  return fromIndexerOrChain(() =>
    queryIndexer(
      `{
        meta { blockNumber blockTimestamp }
        vaults(first: 100) { totalCount nodes { ${summaryFields} } }
        gauges(first: 100) { totalCount nodes { rewards { token ${tokenFields} distributed claimed } } }
        pools(first: 100) { totalCount nodes {
          token0 ${tokenFields} token1 ${tokenFields} reserve0 reserve1 swapCount
        } }
        nftVaults(first: 100) { totalCount nodes { held rented } }
        vaultPositions(first: 1) { totalCount }
        gaugePositions(first: 1) { totalCount }
        batches(first: 1) { totalCount nodes { number jobCount lastBlock timestamp } }
      }`,
      overviewAnswer,
    ),
  );
}
