import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { AddressLink } from "#components/address-link";
import { PageTitle } from "#components/layout/page-title";
import { SourceNotice } from "#components/layout/source-notice";
import { AccountOrders } from "#components/position/account-orders";
import { ActivityList } from "#components/position/activity-list";
import { GaugePositions } from "#components/position/gauge-positions";
import { MarketPositions, NftVaultPositions, PoolPositions } from "#components/position/other-positions";
import { Rentals } from "#components/position/rentals";
import { VaultPositions } from "#components/position/vault-positions";
import { Empty } from "#components/ui/empty";
import { parseAddress } from "#lib/parse-address";
import { accountPositions } from "#server/account";

interface Props {
  params: Promise<{ address: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Positions of ${(await params).address.slice(0, 10)}` };
}

export default async function AccountPage({ params }: Props) {
  const address = parseAddress((await params).address);
  if (!address) notFound();
  const sourced = await accountPositions(address);
  return (
    <>
      <PageTitle title="Positions">
        <AddressLink address={address} />
      </PageTitle>
      <SourceNotice
        sourced={sourced}
        missing="Stakes in gauges, shares of pools, lending and the history of this account are missing."
      />
      {sourced.data && (
        <>
          <Sections data={sourced.data} indexed={sourced.source === "indexer"} />
          <AccountOrders
            owner={address}
            orders={sourced.data.orders.nodes}
            collections={sourced.data.collections}
          />
          {sourced.data.account.gaugePositions.length > 0 && (
            <Section title="Staked in gauges">
              <GaugePositions
                positions={sourced.data.account.gaugePositions}
                owner={address}
                vaults={sourced.data.vaults.nodes}
              />
            </Section>
          )}
          {sourced.data.activity.nodes.length > 0 && (
            <Section title="Latest activity">
              <ActivityList activity={sourced.data.activity.nodes} />
            </Section>
          )}
        </>
      )}
    </>
  );
}

function Sections({
  data,
  indexed,
}: {
  data: NonNullable<Awaited<ReturnType<typeof accountPositions>>["data"]>;
  indexed: boolean;
}) {
  const { account, meta, orders } = data;
  const vaults = account.vaultPositions.filter((position) => position.shares > 0n);
  const pools = account.poolPositions.filter((position) => position.liquidity > 0n);
  const nfts = account.nftVaultPositions.filter((position) => position.balance > 0n);
  const markets = account.marketPositions;
  const counts = [vaults, pools, markets, nfts, account.gaugePositions, account.rentals, orders.nodes];
  if (counts.every((positions) => positions.length === 0)) {
    return <Empty title="Nothing here">This address has no position in Millrace now.</Empty>;
  }
  return (
    <>
      {vaults.length > 0 && (
        <Section title="In vaults">
          <VaultPositions positions={vaults} blockTimestamp={meta.blockTimestamp} withHistory={indexed} />
        </Section>
      )}
      {pools.length > 0 && (
        <Section title="In pools">
          <PoolPositions positions={pools} />
        </Section>
      )}
      {markets.length > 0 && (
        <Section title="In lending markets">
          <MarketPositions positions={markets} />
        </Section>
      )}
      {nfts.length > 0 && (
        <Section title="Item tokens">
          <NftVaultPositions positions={nfts} />
        </Section>
      )}
      {account.rentals.length > 0 && (
        <Section title="Rentals">
          <Rentals rentals={account.rentals} time={meta.blockTimestamp} />
        </Section>
      )}
    </>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="mb-2.5 text-[1.05rem] font-semibold">{title}</h2>
      {children}
    </section>
  );
}
