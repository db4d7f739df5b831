import type { Metadata } from "next";
import { PageTitle } from "#components/layout/page-title";
import { SourceNotice } from "#components/layout/source-notice";
import { NftSections } from "#components/marketplace/nft-sections";
import { NftVaultRow, nftColumns } from "#components/nft/nft-vault-row";
import { Empty } from "#components/ui/empty";
import { nftVaults } from "#server/nft-vaults";

export const metadata: Metadata = { title: "NFT vaults" };

export default async function NftVaultsPage() {
  const sourced = await nftVaults();
  const { data } = sourced;
  return (
    <>
      <PageTitle title="NFT vaults" aside={<NftSections current="/nfts" />}>
        Bring items of a collection and get a fungible token for each. The vault rents out what it holds, and
        the rent goes to those who stake the token.
      </PageTitle>
      <SourceNotice sourced={sourced} missing="The rent that was collected is missing." />
      {data && data.length === 0 && (
        <Empty title="There are no NFT vaults yet">
          They appear here as soon as the registry announces one.
        </Empty>
      )}
      {data && data.length > 0 && (
        <section aria-label="All NFT vaults" className="overflow-hidden rounded-lg border bg-sheet">
          <div className={`label hidden gap-x-4 border-b px-5 py-2.5 md:grid ${nftColumns}`}>
            <span>Vault</span>
            <span className="text-right">Inventory</span>
            <span>On rent</span>
            <span className="text-right">Rent</span>
            <span className="text-right">Rent collected</span>
          </div>
          <ul className="divide-y">
            {data.map((vault) => (
              <NftVaultRow key={vault.address} vault={vault} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
