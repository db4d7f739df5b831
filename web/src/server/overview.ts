import { z } from "zod";
import { poolShare } from "#lib/pool-view";
import { bigint, token } from "#lib/scalars";
import { type VaultSummary, vaultSummary } from "#lib/vault-view";
import { queryIndexer } from "#server/indexer";
import { fromIndexerOrChain, type Sourced } from "#server/sourced";
import { summaryFields, withAssetNamed } from "#server/vaults";

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
    nodes: z.array(poolShare.extend({ swapCount: z.number() })),
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

export type Overview = Omit<z.infer<typeof overviewAnswer>, "vaults"> & {
  vaults: { totalCount: number; nodes: VaultSummary[] };
};

/** The whole protocol in one answer. */
export function overview(): Promise<Sourced<Overview>> {
  const tokenFields = "{ address symbol name decimals }";
  return fromIndexerOrChain(async () => {
    const answer = await queryIndexer(
      `{
        meta { blockNumber blockTimestamp }
        vaults(first: 100) { totalCount nodes { ${summaryFields} } }
        gauges(first: 100) { totalCount nodes { rewards { token ${tokenFields} distributed claimed } } }
        pools(first: 100) { totalCount nodes { address
          token0 ${tokenFields} token1 ${tokenFields} reserve0 reserve1 totalSupply swapCount
        } }
        nftVaults(first: 100) { totalCount nodes { held rented } }
        vaultPositions(first: 1) { totalCount }
        gaugePositions(first: 1) { totalCount }
        batches(first: 1) { totalCount nodes { number jobCount lastBlock timestamp } }
      }`,
      overviewAnswer,
    );
    const nodes = answer.vaults.nodes.map((vault) => withAssetNamed(vault, answer.pools.nodes));
    return { ...answer, vaults: { ...answer.vaults, nodes } };
  });
}
