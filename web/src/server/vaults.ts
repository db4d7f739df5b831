import type { Address } from "viem";
import { z } from "zod";
import { namePoolShare } from "#lib/name-pool-share";
import { type PoolShare, poolShare } from "#lib/pool-view";
import type { Token } from "#lib/scalars";
import { report, type VaultDetail, type VaultSummary, vaultDetail, vaultSummary } from "#lib/vault-view";
import { queryIndexer } from "#server/indexer";
import { fromIndexerOrChain, type Sourced } from "#server/sourced";
import { vaultFromChain, vaultsFromChain } from "#server/vaults-from-chain";

/** How many reports a vault's page shows. */
const REPORTS = 50;

/** The fields of `vaultSummary`. */
export const summaryFields = `address name symbol decimals lanes asset { address symbol name decimals } totalSupply fromRay fullRay lastReport
  ratePeriod paused totalGain positionCount laneCash strategies { strategy absoluteCap relativeCapWad shares }`;

const poolFields = `pools(first: 100) { nodes { address reserve0 reserve1 totalSupply
  token0 { address symbol name decimals } token1 { address symbol name decimals } } }`;
const poolShares = z.object({ nodes: z.array(poolShare) });

/** A vault whose asset is told by its pair where it is the share of a pool. */
export function withAssetNamed<V extends { asset: Token }>(
  vault: V,
  pools: readonly PoolShare[],
): V & { pool: PoolShare | undefined } {
  const pool = pools.find(({ address }) => address === vault.asset.address);
  return { ...vault, asset: namePoolShare(vault.asset, pools), pool };
}

/** All vaults. */
export function vaults(): Promise<Sourced<VaultSummary[]>> {
  return fromIndexerOrChain(async () => {
    const { vaults, pools } = await queryIndexer(
      `{ vaults(first: 100) { nodes { ${summaryFields} } } ${poolFields} }`,
      z.object({ vaults: z.object({ nodes: z.array(vaultSummary) }), pools: poolShares }),
    );
    return vaults.nodes.map((vault) => withAssetNamed(vault, pools.nodes));
  }, vaultsFromChain);
}

/** One vault with its latest reports; undefined data where there is no such vault. */
export function vault(address: Address): Promise<Sourced<VaultDetail | undefined>> {
  return fromIndexerOrChain<VaultDetail | undefined>(
    async () => {
      const { vault, reports, pools } = await queryIndexer(
        `query Vault($address: String!) {
          ${poolFields}
          vault(address: $address) { ${summaryFields} buffer }
          reports(vault: $address, first: ${REPORTS}) {
            nodes { id gain loss assets fromRay fullRay timestamp transactionHash }
          }
        }`,
        z.object({
          vault: vaultDetail.nullable(),
          pools: poolShares,
          reports: z.object({ nodes: z.array(report) }),
        }),
        { address: address.toLowerCase() },
      );
      if (!vault) return undefined;
      const oldestFirst = reports.nodes.toReversed();
      return { ...withAssetNamed(vault, pools.nodes), reports: oldestFirst };
    },
    () => vaultFromChain(address),
  );
}
