"use client";

import { unlockedRay } from "@millrace/sdk/rate";
import { useChainTime } from "#hooks/use-chain-time";
import { formatAmount } from "#lib/format-amount";
import { formatDuration } from "#lib/format-duration";
import { sharePriceWad } from "#lib/price";
import { rateOf, type VaultSummary } from "#lib/vault-view";

/** A vault's two prices, and how much of the last profit has streamed, running with the chain's clock. */
export function StreamGauge({ vault, blockTimestamp }: { vault: VaultSummary; blockTimestamp: bigint }) {
  const time = useChainTime(blockTimestamp);
  const rate = rateOf(vault);
  const unlocked = unlockedRay(rate, time);
  const price = (ray: bigint) =>
    formatAmount(sharePriceWad(ray, vault.decimals, vault.asset.decimals), 18, 8);
  const elapsed = time > rate.start ? time - rate.start : 0n;
  const streaming = unlocked < rate.fullRay;
  // A vault that was read from the chain alone has a price held still, and no known end of its stream.
  const known = rate.periodSeconds < 2n ** 62n;
  const percent = !streaming
    ? 100
    : known && rate.periodSeconds > 0n
      ? Number((elapsed * 1000n) / rate.periodSeconds) / 10
      : 0;

  return (
    <div>
      <dl className="grid grid-cols-2 gap-4">
        <div>
          <dt className="label">Leaving price, unlocked</dt>
          <dd className="figures mt-0.5 text-lg font-medium">{price(unlocked)}</dd>
        </div>
        <div className="text-right">
          <dt className="label">Entering price, full</dt>
          <dd className="figures mt-0.5 text-lg font-medium">{price(rate.fullRay)}</dd>
        </div>
      </dl>
      <div
        role="progressbar"
        aria-label="Part of the last profit that has been released"
        aria-valuenow={Math.floor(percent)}
        aria-valuemin={0}
        aria-valuemax={100}
        className="mt-3 h-2 overflow-hidden rounded-full bg-line"
      >
        <div
          className="h-full rounded-full bg-water transition-[width] duration-1000 ease-linear"
          style={{ width: `${percent}%` }}
        />
      </div>
      <p className="label mt-2">
        {!streaming
          ? "All reported profit is released: both prices are the same."
          : known
            ? `${percent.toFixed(1)} % of the last profit released, the rest over ${formatDuration(Number(rate.periodSeconds - elapsed))}.`
            : "Profit is being released; the indexer knows how fast."}
      </p>
    </div>
  );
}
