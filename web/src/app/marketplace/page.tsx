import type { Metadata } from "next";
import type { Address } from "viem";
import { PageTitle } from "#components/layout/page-title";
import { SourceNotice } from "#components/layout/source-notice";
import { FilterBar } from "#components/marketplace/filter-bar";
import { MarketplaceWorkbench } from "#components/marketplace/marketplace-workbench";
import { NftSections } from "#components/marketplace/nft-sections";
import { TradeTable } from "#components/marketplace/trade-table";
import { Empty } from "#components/ui/empty";
import { parseOrderFilter } from "#lib/order-filter";
import { shortAddress } from "#lib/short-address";
import { marketplacePage } from "#server/marketplace";

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const metadata: Metadata = { title: "Marketplace" };

export default async function MarketplacePage({ searchParams }: Props) {
  const filter = parseOrderFilter(await searchParams);
  const sourced = await marketplacePage(filter);
  const { data } = sourced;
  const nameOf = (address: Address) =>
    data?.collections.find((known) => known.address === address)?.name ?? shortAddress(address);
  return (
    <>
      <PageTitle title="Marketplace" aside={<NftSections current="/marketplace" />}>
        Makers sign, takers pay: items and money stay in their owners’ wallets until an order is filled.
        Orders are published on the chain, and royalties are paid out of every price.
      </PageTitle>
      <SourceNotice sourced={sourced} />
      {data && (
        <>
          <FilterBar
            filter={filter}
            collections={data.collections}
            currencies={data.currencies}
            counts={data.counts}
          />
          <MarketplaceWorkbench
            filter={filter}
            collections={data.collections}
            query={data.query}
            page={data.page}
          />
          <section>
            <h2 className="mb-2.5 text-[1.05rem] font-semibold">Latest trades</h2>
            {data.trades.length === 0 ? (
              <Empty title="Nothing was traded yet" />
            ) : (
              <TradeTable trades={data.trades} nameOf={nameOf} />
            )}
          </section>
        </>
      )}
    </>
  );
}
