import { z } from "zod";
import { type Pool, pool } from "#lib/pool-view";
import { queryIndexer } from "#server/indexer";
import { fromIndexerOrChain, type Sourced } from "#server/sourced";

/** All pools. */
export function pools(): Promise<Sourced<Pool[]>> {
  return fromIndexerOrChain(async () => {
    const { pools } = await queryIndexer(
      `{ pools(first: 100) { nodes {
        address feePips shard curve reserve0 reserve1 totalSupply swapCount volume0 volume1
        token0 { address symbol name decimals } token1 { address symbol name decimals }
      } } }`,
      z.object({ pools: z.object({ nodes: z.array(pool) }) }),
    );
    return pools.nodes;
  });
}
