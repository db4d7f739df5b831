import { z } from "zod";
import { type Pool, pool, poolGauge } from "#lib/pool-view";
import { queryIndexer } from "#server/indexer";
import { fromIndexerOrChain, type Sourced } from "#server/sourced";

/** All pools, each with the gauge of its share. */
export function pools(): Promise<Sourced<Pool[]>> {
  return fromIndexerOrChain(async () => {
    const { pools, gauges } = await queryIndexer(
      `{ gauges(first: 100) { nodes { address stakeToken { address } } }
      pools(first: 100) { nodes {
        address feePips shard curve reserve0 reserve1 totalSupply swapCount volume0 volume1
        token0 { address symbol name decimals } token1 { address symbol name decimals }
      } } }`,
      z.object({
        pools: z.object({ nodes: z.array(pool) }),
        gauges: z.object({ nodes: z.array(poolGauge) }),
      }),
    );
    const gaugeOf = new Map(gauges.nodes.map(({ address, stakeToken }) => [stakeToken.address, address]));
    return pools.nodes.map((row) => ({ ...row, gauge: gaugeOf.get(row.address) }));
  });
}
