import type { Metadata } from "next";
import { PageTitle } from "#components/layout/page-title";
import { SourceNotice } from "#components/layout/source-notice";
import { MarketRow, marketColumns } from "#components/lending/market-row";
import { Empty } from "#components/ui/empty";
import { markets } from "#server/markets";

export const metadata: Metadata = { title: "Lending" };

export default async function LendingPage() {
  const sourced = await markets();
  const { data } = sourced;
  return (
    <>
      <PageTitle title="Lending">
        Isolated markets: one asset is lent against one collateral, and no market answers for another. The
        rate follows what was lent over time, so nobody moves it within a block.
      </PageTitle>
      <SourceNotice sourced={sourced} />
      {data && data.length === 0 && (
        <Empty title="There are no markets yet">
          They appear here as soon as the registry announces one.
        </Empty>
      )}
      {data && data.length > 0 && (
        <section aria-label="All markets" className="overflow-hidden rounded-lg border bg-sheet">
          <div className={`label hidden gap-x-4 border-b px-5 py-2.5 md:grid ${marketColumns}`}>
            <span>Market</span>
            <span className="text-right">Supplied</span>
            <span className="text-right">Lent</span>
            <span className="text-right">Earns a year</span>
            <span className="text-right">Costs a year</span>
            <span className="text-right">Limit</span>
          </div>
          <ul className="divide-y">
            {data.map((market) => (
              <MarketRow key={market.address} market={market} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
