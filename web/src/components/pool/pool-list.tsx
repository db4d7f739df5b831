"use client";

import { useState } from "react";
import { AddressLink } from "#components/address-link";
import { StakeForm } from "#components/gauge/stake-form";
import { ProvideForm } from "#components/pool/provide-form";
import { RemoveForm } from "#components/pool/remove-form";
import { SwapForm } from "#components/pool/swap-form";
import { Panel } from "#components/ui/panel";
import { Tabs } from "#components/ui/tabs";
import { cn } from "#lib/cn";
import { formatCompact } from "#lib/format-compact";
import { poolShareDecimals } from "#lib/pool-share-decimals";
import type { Pool } from "#lib/pool-view";

/** All pools, and the form that swaps in the one chosen. */
export function PoolList({ pools }: { pools: Pool[] }) {
  const [chosen, setChosen] = useState(pools[0]?.address);
  const pool = pools.find(({ address }) => address === chosen) ?? pools[0];
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_23rem]">
      <ul
        aria-label="All pools"
        className="order-2 divide-y overflow-hidden rounded-lg border bg-sheet lg:order-1"
      >
        {pools.map((row) => (
          <li key={row.address}>
            <button
              type="button"
              aria-pressed={row.address === pool?.address}
              onClick={() => setChosen(row.address)}
              className={cn(
                "grid w-full grid-cols-2 items-center gap-x-4 gap-y-1 px-4 py-3.5 text-left transition-colors sm:grid-cols-[1.2fr_1fr_1fr_0.8fr] sm:px-5",
                row.address === pool?.address ? "bg-water-soft" : "hover:bg-water-soft/50",
              )}
            >
              <span>
                <span className="block font-medium">
                  {row.token0.symbol} / {row.token1.symbol}
                </span>
                <span className="label">
                  {row.feePips / 10_000} % fee{row.curve === "STABLE" && " · stable"}
                  {row.shard > 0 && ` · shard ${row.shard}`}
                </span>
              </span>
              <span className="text-right sm:order-last">
                <span className="figures block">{row.swapCount}</span>
                <span className="label">swaps</span>
              </span>
              <span className="figures sm:text-right">
                {formatCompact(row.reserve0, row.token0.decimals)}{" "}
                <span className="text-sm text-muted">{row.token0.symbol}</span>
              </span>
              <span className="figures text-right">
                {formatCompact(row.reserve1, row.token1.decimals)}{" "}
                <span className="text-sm text-muted">{row.token1.symbol}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {pool && (
        <div className="order-1 min-w-0 lg:sticky lg:top-20 lg:order-2">
          <Panel
            title={`${pool.token0.symbol} / ${pool.token1.symbol}`}
            aside={<AddressLink address={pool.address} />}
          >
            <Tabs
              key={pool.address}
              label="What to do in the pool"
              tabs={[
                { value: "swap", title: "Swap", content: <SwapForm pool={pool} /> },
                { value: "provide", title: "Provide", content: <ProvideForm pool={pool} /> },
                ...(pool.gauge
                  ? [
                      {
                        value: "stake",
                        title: "Stake",
                        content: <StakeForm gauge={pool.gauge} token={shareOf(pool)} />,
                      },
                    ]
                  : []),
                { value: "remove", title: "Remove", content: <RemoveForm pool={pool} /> },
              ]}
            />
          </Panel>
        </div>
      )}
    </div>
  );
}

function shareOf(pool: Pool) {
  return { address: pool.address, symbol: "LP", decimals: poolShareDecimals(pool) };
}
