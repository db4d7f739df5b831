import type { Address } from "viem";
import { z } from "zod";
import { report, type VaultDetail, type VaultSummary, vaultDetail, vaultSummary } from "#lib/vault-view";
import { queryIndexer } from "#server/indexer";
import { fromIndexerOrChain, type Sourced } from "#server/sourced";
import { vaultFromChain, vaultsFromChain } from "#server/vaults-from-chain";

/** How many reports a vault's page shows. */
const REPORTS = 50;

/** The fields of `vaultSummary`. */
export const summaryFields = `address name symbol decimals lanes asset { address symbol name decimals } totalSupply fromRay fullRay lastReport
  ratePeriod paused totalGain positionCount laneCash strategies { strategy absoluteCap relativeCapWad shares }`;

/** All vaults. */
export function vaults(): Promise<Sourced<VaultSummary[]>> {
  return fromIndexerOrChain(async () => {
    const { vaults } = await queryIndexer(
      `{ vaults(first: 100) { nodes { ${summaryFields} } } }`,
      z.object({ vaults: z.object({ nodes: z.array(vaultSummary) }) }),
    );
    return vaults.nodes;
  }, vaultsFromChain);
}

/** One vault with its latest reports; undefined data where there is no such vault. */
export function vault(address: Address): Promise<Sourced<VaultDetail | undefined>> {
  return fromIndexerOrChain<VaultDetail | undefined>(
    async () => {
      const { vault, reports } = await queryIndexer(
        `query Vault($address: String!) {
          vault(address: $address) { ${summaryFields} buffer }
          reports(vault: $address, first: ${REPORTS}) {
            nodes { id gain loss assets fromRay fullRay timestamp transactionHash }
          }
        }`,
        z.object({ vault: vaultDetail.nullable(), reports: z.object({ nodes: z.array(report) }) }),
        { address: address.toLowerCase() },
      );
      if (!vault) return undefined;
      // The schema leaves the order of reports open; a history reads from the oldest on.
      const oldestFirst = reports.nodes.toSorted((a, b) => Number(a.timestamp - b.timestamp));
      return { ...vault, reports: oldestFirst };
    },
    () => vaultFromChain(address),
  );
}
