import Link from "next/link";
import { SourceNotice } from "#components/layout/source-notice";
import { LanesPicture } from "#components/overview/lanes-picture";
import { TotalTable } from "#components/overview/total-table";
import { buttonClass } from "#components/ui/button";
import { Panel } from "#components/ui/panel";
import { Stat } from "#components/ui/stat";
import { lookThrough } from "#lib/look-through";
import { poolTotals, vaultTotals, yieldTotals } from "#lib/totals";
import { type Overview, overview } from "#server/overview";

const rules = [
  {
    title: "Your own lane",
    text: "A deposit writes your balance and one lane of the vault. Those beside you write theirs, so a parallel chain runs them at once.",
  },
  {
    title: "One price, read by all",
    text: "What a share is worth is a function of time. Everybody reads it; nobody’s deposit changes it.",
  },
  {
    title: "Settled together",
    text: "Once an epoch the keeper counts what was earned and lets it stream, in batches whose jobs never touch the same slot.",
  },
];

export default async function OverviewPage() {
  const sourced = await overview();
  return (
    <>
      <section className="grid items-center gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.15fr)]">
        <div>
          <h1 className="max-w-[15ch] text-[2.4rem] font-semibold sm:text-[3.1rem]">Yield without races.</h1>
          <p className="mt-3 max-w-[46ch] text-[1.05rem] text-muted">
            Vaults, pools and NFT liquidity for parallel EVMs. Deposits flow side by side, and the yield they
            earn is shared to the second.
          </p>
          <div className="mt-5 flex flex-wrap gap-2">
            <Link href="/vaults" className={buttonClass({ variant: "primary" })}>
              Choose a vault
            </Link>
            <Link href="/keeper" className={buttonClass()}>
              See the keeper at work
            </Link>
          </div>
        </div>
        <LanesPicture />
      </section>
      <SourceNotice sourced={sourced} />
      {sourced.data && <Figures data={sourced.data} />}
      <section aria-label="How it works" className="grid gap-x-8 gap-y-5 border-t pt-6 md:grid-cols-3">
        {rules.map(({ title, text }) => (
          <div key={title}>
            <h2 className="font-semibold">{title}</h2>
            <p className="mt-1 text-[0.95rem] text-muted">{text}</p>
          </div>
        ))}
      </section>
    </>
  );
}

function Figures({ data }: { data: Overview }) {
  const items = data.nftVaults.nodes.reduce((sum, vault) => sum + vault.held, 0);
  const rented = data.nftVaults.nodes.reduce((sum, vault) => sum + vault.rented, 0);
  const swaps = data.pools.nodes.reduce((sum, pool) => sum + pool.swapCount, 0);
  const inVaults = vaultTotals(data.vaults.nodes, data.meta.blockTimestamp);
  const earned = yieldTotals(data.vaults.nodes, data.gauges.nodes);
  const latest = data.batches.nodes.at(0);
  return (
    <>
      <Panel>
        <dl className="grid grid-cols-2 gap-5 sm:grid-cols-3 lg:grid-cols-6">
          <Stat label="Vaults" detail={`${data.vaultPositions.totalCount} positions`}>
            {data.vaults.totalCount}
          </Stat>
          <Stat label="Gauges" detail={`${data.gaugePositions.totalCount} positions`}>
            {data.gauges.totalCount}
          </Stat>
          <Stat label="Pools" detail={`${swaps} swaps`}>
            {data.pools.totalCount}
          </Stat>
          <Stat label="NFT vaults" detail={`${items} items, ${rented} on rent`}>
            {data.nftVaults.totalCount}
          </Stat>
          <Stat label="Keeper batches" detail={latest ? `the last of ${latest.jobCount} jobs` : "none yet"}>
            {data.batches.totalCount}
          </Stat>
          <Stat label="Block" detail="as indexed">
            {data.meta.blockNumber.toString()}
          </Stat>
        </dl>
      </Panel>
      <div className="grid items-start gap-5 md:grid-cols-3">
        <Panel title="In vaults">
          <TotalTable totals={lookThrough(inVaults, data.pools.nodes)} empty="Nothing yet." />
        </Panel>
        <Panel title="In pools">
          <TotalTable totals={poolTotals(data.pools.nodes)} empty="Nothing yet." />
        </Panel>
        <Panel title="Yield distributed">
          <TotalTable
            totals={lookThrough(earned, data.pools.nodes)}
            empty="The keeper has not distributed any yet."
          />
        </Panel>
      </div>
    </>
  );
}
