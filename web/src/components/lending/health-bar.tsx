import { cn } from "#lib/cn";
import { formatAmount } from "#lib/format-amount";
import { formatPercent } from "#lib/format-percent";
import { WAD } from "#lib/price";
import type { Token } from "#lib/scalars";

/** From which part of what is allowed a debt is shown as close to its limit, in percent. */
const CLOSE_PERCENT = 85n;

/** How much of the debt that the collateral allows is used: a full bar is liquidated. */
export function HealthBar({
  debt,
  maxDebt,
  token,
}: {
  debt: bigint;
  maxDebt: bigint | undefined;
  token: Token;
}) {
  if (maxDebt === undefined) {
    return <p className="text-sm text-muted">The oracle has no price now: you can repay, not borrow.</p>;
  }
  const usedWad = maxDebt === 0n ? WAD : (debt * WAD) / maxDebt;
  const percent = Number((usedWad * 100n) / WAD);
  const close = usedWad * 100n >= CLOSE_PERCENT * WAD;
  return (
    <div>
      <div className="flex items-baseline justify-between text-sm">
        <span className="text-muted">Limit used</span>
        <span className={cn("figures", close && "text-bad")}>{formatPercent(usedWad, 1)}</span>
      </div>
      <div aria-hidden className="mt-1.5 h-2 overflow-hidden rounded-full bg-line">
        <div
          className={cn("h-full rounded-full", close ? "bg-bad" : "bg-water")}
          style={{ width: `${Math.min(percent, 100)}%` }}
        />
      </div>
      <p className="label mt-1.5">
        Liquidated above {formatAmount(maxDebt, token.decimals)} {token.symbol}
      </p>
    </div>
  );
}
