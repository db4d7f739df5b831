import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AddressLink } from "#components/address-link";
import { PageTitle } from "#components/layout/page-title";
import { SourceNotice } from "#components/layout/source-notice";
import { LiquidationTable } from "#components/lending/liquidation-table";
import { MarketAccountPanels } from "#components/lending/market-account-panels";
import { Badge } from "#components/ui/badge";
import { Panel } from "#components/ui/panel";
import { Stat } from "#components/ui/stat";
import { formatCompact } from "#lib/format-compact";
import { formatPercent } from "#lib/format-percent";
import { borrowRateWad, supplyRateWad } from "#lib/market-view";
import { parseAddress } from "#lib/parse-address";
import { marketAt } from "#server/markets";

interface Props {
  params: Promise<{ address: string }>;
}

export const metadata: Metadata = { title: "Market" };

export default async function MarketPage({ params }: Props) {
  const address = parseAddress((await params).address);
  if (!address) notFound();
  const sourced = await marketAt(address);
  if (sourced.source === "none") return <SourceNotice sourced={sourced} />;
  if (!sourced.data) notFound();
  const { market, liquidations } = sourced.data;
  const { asset, collateral } = market;
  return (
    <>
      <PageTitle
        title={
          <span className="flex flex-wrap items-center gap-3">
            {asset.symbol} against {collateral.symbol}
            {market.supplyPaused && <Badge tone="bad">supplying paused</Badge>}
            {market.borrowPaused && <Badge tone="bad">borrowing paused</Badge>}
          </span>
        }
      >
        <span className="flex flex-wrap items-center gap-x-3 text-sm">
          <span>{market.symbol}</span>
          <AddressLink address={market.address} />
        </span>
      </PageTitle>
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_23rem]">
        <div className="order-2 min-w-0 space-y-5 lg:order-1">
          <Panel>
            <dl className="grid grid-cols-2 gap-5 sm:grid-cols-4">
              <Stat label="Supplied" detail={`${asset.symbol}, by ${market.positionCount}`}>
                {formatCompact(market.cash + market.debt, asset.decimals)}
              </Stat>
              <Stat label="Lent" detail={`${asset.symbol}, to ${market.borrowerCount}`}>
                {formatCompact(market.debt, asset.decimals)}
              </Stat>
              <Stat label="Cash" detail={`in ${market.lanes} lanes`}>
                {formatCompact(market.cash, asset.decimals)}
              </Stat>
              <Stat label="Collateral" detail={collateral.symbol}>
                {formatCompact(market.collateralAssets, collateral.decimals)}
              </Stat>
            </dl>
          </Panel>
          <Panel title="Terms" aside={<AddressLink address={market.oracle} />}>
            <dl className="grid grid-cols-2 gap-5 sm:grid-cols-4">
              <Stat label="Earns a year" detail="at what is lent now">
                {formatPercent(supplyRateWad(market))}
              </Stat>
              <Stat label="Costs a year" detail="until the next accrual">
                {formatPercent(borrowRateWad(market))}
              </Stat>
              <Stat label="Limit" detail="debt of collateral’s value">
                {formatPercent(market.lltvWad)}
              </Stat>
              <Stat label="Liquidators get" detail="on top of what they repay">
                {formatPercent(market.incentiveWad)}
              </Stat>
            </dl>
          </Panel>
          <LiquidationTable liquidations={liquidations} market={market} />
        </div>
        <div className="order-1 min-w-0 lg:sticky lg:top-20 lg:order-2">
          <MarketAccountPanels market={market} />
        </div>
      </div>
    </>
  );
}
