import { toAssetsDown, unlockedRay } from "@millrace/sdk/rate";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AddressLink } from "#components/address-link";
import { PageTitle } from "#components/layout/page-title";
import { SourceNotice } from "#components/layout/source-notice";
import { Badge } from "#components/ui/badge";
import { Panel } from "#components/ui/panel";
import { Stat } from "#components/ui/stat";
import { LaneStrip } from "#components/vault/lane-strip";
import { PriceChart } from "#components/vault/price-chart";
import { ReportTable } from "#components/vault/report-table";
import { StrategyTable } from "#components/vault/strategy-table";
import { StreamGauge } from "#components/vault/stream-gauge";
import { VaultForms } from "#components/vault/vault-forms";
import { formatCompact } from "#lib/format-compact";
import { lookThrough } from "#lib/look-through";
import { parseAddress } from "#lib/parse-address";
import { sharePriceWad } from "#lib/price";
import { priceSeries } from "#lib/price-series";
import { rateOf } from "#lib/vault-view";
import { chainTime } from "#server/chain-time";
import { vault as readVault } from "#server/vaults";

interface Props {
  params: Promise<{ address: string }>;
}

export const metadata: Metadata = { title: "Vault" };

export default async function VaultPage({ params }: Props) {
  const address = parseAddress((await params).address);
  if (!address) notFound();
  const [sourced, time] = await Promise.all([readVault(address), chainTime()]);
  if (sourced.source === "none") return <SourceNotice sourced={sourced} />;
  const vault = sourced.data;
  if (!vault) notFound();

  const { asset } = vault;
  const assets = toAssetsDown(vault.totalSupply, unlockedRay(rateOf(vault), time));
  const worth = vault.pool && lookThrough([{ token: asset, amount: assets }], [vault.pool]);
  const cash = vault.laneCash.reduce((sum, lane) => sum + lane, 0n);
  const points = priceSeries(
    vault.reports,
    vault.ratePeriod,
    time,
    (ray) => Number(sharePriceWad(ray, vault.decimals, asset.decimals)) / 1e18,
  );

  return (
    <>
      <PageTitle
        title={
          <span className="flex flex-wrap items-center gap-3">
            {vault.name}
            {vault.paused && <Badge tone="bad">deposits paused</Badge>}
          </span>
        }
      >
        <span className="flex flex-wrap items-center gap-x-3 text-sm">
          <span>{vault.symbol}</span>
          <AddressLink address={vault.address} />
        </span>
      </PageTitle>
      <SourceNotice sourced={sourced} missing="The history of reports is missing." />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_23rem]">
        <div className="order-2 min-w-0 space-y-5 lg:order-1">
          <Panel>
            <dl className="grid grid-cols-2 gap-5 sm:grid-cols-4">
              <Stat
                label="Assets"
                detail={
                  worth
                    ? worth
                        .map(
                          ({ token, amount }) => `${formatCompact(amount, token.decimals)} ${token.symbol}`,
                        )
                        .join(" + ")
                    : asset.symbol
                }
              >
                {formatCompact(assets, asset.decimals)}
              </Stat>
              <Stat label="Cash in lanes" detail="not yet swept">
                {formatCompact(cash, asset.decimals)}
              </Stat>
              <Stat label="Buffer" detail="swept, not at work">
                {formatCompact(vault.buffer, asset.decimals)}
              </Stat>
              <Stat label="Depositors" detail={`${vault.lanes} lanes`}>
                {vault.positionCount ?? "–"}
              </Stat>
            </dl>
          </Panel>
          <Panel title="Price of a share" aside={`in ${asset.symbol}`}>
            <div className="space-y-6">
              <StreamGauge vault={vault} blockTimestamp={time} />
              {sourced.source === "indexer" && <PriceChart points={points} symbol={asset.symbol} />}
            </div>
          </Panel>
          <Panel title="Lanes" aside="cash that waits to be swept, by lane">
            {cash === 0n ? (
              <p className="text-sm text-muted">
                All lanes are swept: what came in is in the buffer or at work.
              </p>
            ) : (
              <LaneStrip
                amounts={vault.laneCash}
                label={`Cash by lane: ${vault.laneCash.map((lane) => formatCompact(lane, asset.decimals)).join(", ")} ${asset.symbol}`}
                className="h-16 gap-1"
              />
            )}
          </Panel>
          <StrategyTable vault={vault} />
          {sourced.source === "indexer" && <ReportTable reports={vault.reports} asset={asset} />}
        </div>
        <div className="order-1 min-w-0 lg:sticky lg:top-20 lg:order-2">
          <VaultForms vault={vault} blockTimestamp={time} />
        </div>
      </div>
    </>
  );
}
