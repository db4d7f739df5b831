import Link from "next/link";
import { Badge } from "#components/ui/badge";
import { formatCompact } from "#lib/format-compact";
import { formatPercent } from "#lib/format-percent";
import { borrowRateWad, type Market, supplyRateWad } from "#lib/market-view";

/** The columns of the markets' list, shared by its heading and rows. */
export const marketColumns = "md:grid-cols-[minmax(0,2fr)_1.2fr_1.2fr_0.8fr_0.8fr_0.7fr]";

/** One market of the list; the whole row leads to it. */
export function MarketRow({ market }: { market: Market }) {
  const { asset, collateral } = market;
  return (
    <li>
      <Link
        href={`/lending/${market.address}`}
        className={`grid grid-cols-2 items-center gap-x-4 gap-y-2 px-4 py-3.5 transition-colors hover:bg-water-soft/50 sm:px-5 ${marketColumns}`}
      >
        <span className="col-span-2 min-w-0 md:col-span-1">
          <span className="flex items-center gap-2">
            <span className="truncate font-medium">
              {asset.symbol} <span className="text-muted">against</span> {collateral.symbol}
            </span>
            {market.borrowPaused && <Badge tone="bad">paused</Badge>}
          </span>
          <span className="label">
            {market.positionCount} lend · {market.borrowerCount} borrow
          </span>
        </span>
        <Figure name="Supplied" className="md:text-right">
          {formatCompact(market.cash + market.debt, asset.decimals)}{" "}
          <span className="text-sm text-muted">{asset.symbol}</span>
        </Figure>
        <Figure name="Lent" className="text-right">
          {formatCompact(market.debt, asset.decimals)}{" "}
          <span className="text-sm text-muted">{asset.symbol}</span>
        </Figure>
        <Figure name="Earns" className="md:text-right">
          {formatPercent(supplyRateWad(market))}
        </Figure>
        <Figure name="Costs" className="text-right">
          {formatPercent(borrowRateWad(market))}
        </Figure>
        <Figure name="Limit" className="hidden md:block md:text-right">
          {formatPercent(market.lltvWad, 0)}
        </Figure>
      </Link>
    </li>
  );
}

function Figure({
  name,
  className,
  children,
}: {
  name: string;
  className: string;
  children: React.ReactNode;
}) {
  return (
    <span className={`figures ${className}`}>
      <span className="label block md:hidden">{name}</span>
      {children}
    </span>
  );
}
