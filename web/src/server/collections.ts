import { gaugeAbi } from "@millrace/sdk/abis/gaugeAbi";
import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import { type Address, erc20Abi } from "viem";
import { z } from "zod";
import { namePoolShare } from "#lib/name-pool-share";
import type { Collection } from "#lib/order-view";
import { namedPool } from "#lib/pool-view";
import { address, type Token, token } from "#lib/scalars";
import { chainClient } from "#server/chain-client";
import { createdPools } from "#server/item-pool-from-chain";
import { registered } from "#server/registered";
import { tokensFromChain } from "#server/token-from-chain";

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

/** As `knownCollections` of the indexer's answer, read from the chain alone. */
export async function collectionsFromChain(): Promise<Collection[]> {
  const client = chainClient();
  const [vaults, gauges, created] = await Promise.all([
    registered("nftVault"),
    registered("gauge"),
    createdPools(client),
  ]);
  const theirs = await Promise.all(
    vaults.map(async (vault) => {
      const at = { address: vault, abi: nftVaultAbi } as const;
      const [collection, quoteToken, name] = await Promise.all([
        client.readContract({ ...at, functionName: "collection" }),
        client.readContract({ ...at, functionName: "quoteToken" }),
        client.readContract({ address: vault, abi: erc20Abi, functionName: "name" }),
      ]);
      return { collection, quoteToken, name };
    }),
  );
  const staked = await Promise.all(
    gauges.map((gauge) => client.readContract({ address: gauge, abi: gaugeAbi, functionName: "stakeToken" })),
  );
  const pools = created.filter(({ pool }) => staked.includes(pool));
  const tokens = await tokensFromChain(client, [
    ...theirs.map(({ quoteToken }) => quoteToken),
    ...staked,
    ...pools.flatMap(({ token0, token1 }) => [token0, token1]),
  ]);
  const found = <Row>(of: Address, row: (token: Token) => Row): Row[] => {
    const known = tokens.get(of);
    return known ? [row(known)] : [];
  };
  return knownCollections({
    nftVaults: {
      nodes: theirs.flatMap((vault) => found(vault.quoteToken, (quoteToken) => ({ ...vault, quoteToken }))),
    },
    gauges: {
      nodes: gauges.flatMap((gauge, index) =>
        found(staked[index] ?? gauge, (stakeToken) => ({ address: gauge, stakeToken })),
      ),
    },
    pools: {
      nodes: pools.flatMap(({ pool, ...pair }) =>
        found(pair.token0, (token0) =>
          found(pair.token1, (token1) => ({ address: pool, token0, token1 })),
        ).flat(),
      ),
    },
  });
}
