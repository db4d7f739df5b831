import type { Metadata } from "next";
import { PageTitle } from "#components/layout/page-title";
import { SourceNotice } from "#components/layout/source-notice";
import { Empty } from "#components/ui/empty";
import { VaultRow, vaultColumns } from "#components/vault/vault-row";
import { chainTime } from "#server/chain-time";
import { vaults } from "#server/vaults";

export const metadata: Metadata = { title: "Vaults" };

export default async function VaultsPage() {
  const [sourced, time] = await Promise.all([vaults(), chainTime()]);
  const { data } = sourced;
  return (
    <>
      <PageTitle title="Vaults">
        Each puts one asset to work in several strategies. What you bring stays in your lane until the keeper
        sweeps it, and what is earned is released evenly, to those who are there.
      </PageTitle>
      <SourceNotice sourced={sourced} missing="The number of depositors is missing." />
      {data && data.length === 0 && (
        <Empty title="There are no vaults yet">They appear here as soon as the registry announces one.</Empty>
      )}
      {data && data.length > 0 && (
        <section aria-label="All vaults" className="overflow-hidden rounded-lg border bg-sheet">
          <div className={`label hidden gap-x-4 border-b px-5 py-2.5 md:grid ${vaultColumns}`}>
            <span>Vault</span>
            <span className="text-right">Assets</span>
            <span className="text-right">Reported growth</span>
            <span className="text-right">Depositors</span>
            <span className="ml-4">Cash by lane, unswept</span>
          </div>
          <ul className="divide-y">
            {data.map((vault) => (
              <VaultRow key={vault.address} vault={vault} time={time} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
