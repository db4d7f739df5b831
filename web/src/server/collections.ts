import { z } from "zod";
import { namePoolShare } from "#lib/name-pool-share";
import type { Collection } from "#lib/order-view";
import { namedPool } from "#lib/pool-view";
import { address, token } from "#lib/scalars";

const tokenFields = "{ address symbol name decimals }";

/** What a query asks so that `knownCollections` can read its answer. */
export const collectionFields = `
  nftVaults(first: 100) { nodes { collection name quoteToken ${tokenFields} } }
  gauges(first: 100) { nodes { address stakeToken ${tokenFields} } }
  pools(first: 100) { nodes { address token0 { symbol } token1 { symbol } } }`;

export const collectionAnswer = z.object({
  nftVaults: z.object({
    nodes: z.array(z.object({ collection: address, name: z.string(), quoteToken: token })),
  }),
  gauges: z.object({ nodes: z.array(z.object({ address, stakeToken: token })) }),
  pools: z.object({ nodes: z.array(namedPool) }),
});

/**
 * What is traded: the collections that NFT vaults take, and the positions of gauges.
 *
 * A vault's quote token prices its collection. A gauge names none, so its positions are priced in the first vault's.
 */
export function knownCollections({
  nftVaults,
  gauges,
  pools,
}: z.infer<typeof collectionAnswer>): Collection[] {
  const known = new Map<string, Collection>();
  for (const { collection, name, quoteToken } of nftVaults.nodes) {
    if (!known.has(collection))
      known.set(collection, { address: collection, name, quoteToken, stakeToken: null });
  }
  const usual = nftVaults.nodes[0]?.quoteToken;
  for (const gauge of gauges.nodes) {
    const stakeToken = namePoolShare(gauge.stakeToken, pools.nodes);
    const name = `Staked ${stakeToken.symbol}`;
    known.set(gauge.address, {
      ...{ address: gauge.address, name, quoteToken: usual ?? stakeToken, stakeToken },
    });
  }
  return [...known.values()];
}
