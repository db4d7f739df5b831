import { formatCompact } from "#lib/format-compact";
import type { TokenTotal } from "#lib/totals";

/** Amounts by token, the name beside the figure. */
export function TotalTable({ totals, empty }: { totals: TokenTotal[]; empty: string }) {
  if (totals.length === 0) return <p className="text-sm text-muted">{empty}</p>;
  return (
    <dl className="divide-y">
      {totals.map(({ token, amount }) => (
        <div
          key={token.address}
          className="flex items-baseline justify-between gap-4 py-2 first:pt-0 last:pb-0"
        >
          <dt className="min-w-0">
            <span className="font-medium">{token.symbol}</span>
            <span className="label ml-2 hidden sm:inline">{token.name}</span>
          </dt>
          <dd className="figures text-[1.05rem]">{formatCompact(amount, token.decimals)}</dd>
        </div>
      ))}
    </dl>
  );
}
