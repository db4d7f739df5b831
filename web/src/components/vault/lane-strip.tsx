import { larger } from "#lib/bigint-bounds";
import { cn } from "#lib/cn";

/** Sixteen (or so) bars: how much each lane holds, beside the fullest. An empty lane is a hairline. */
export function LaneStrip({
  amounts,
  label,
  className,
}: {
  amounts: readonly bigint[];
  label: string;
  className?: string;
}) {
  const fullest = amounts.reduce(larger, 0n);
  return (
    <div role="img" aria-label={label} className={cn("flex h-6 items-end gap-px", className)}>
      {amounts.map((amount, lane) => {
        const percent = fullest === 0n ? 0 : Number((amount * 100n) / fullest);
        return (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a lane is its number
            key={lane}
            className={cn("min-h-px flex-1 rounded-t-[1px]", amount > 0n ? "bg-water" : "bg-line-strong")}
            style={{ height: `${Math.max(percent, amount > 0n ? 8 : 0)}%` }}
          />
        );
      })}
    </div>
  );
}
