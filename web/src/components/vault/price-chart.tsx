import { formatTime } from "#lib/format-time";
import type { PricePoint } from "#lib/price-series";

const WIDTH = 640;
const HEIGHT = 200;
const MARGIN = { top: 14, right: 8, bottom: 26, left: 8 };

/** The two prices over time: the full price steps at reports, the unlocked one runs after it. */
export function PriceChart({ points, symbol }: { points: PricePoint[]; symbol: string }) {
  const first = points.at(0);
  const last = points.at(-1);
  if (!first || !last || points.length < 2) {
    return (
      <p className="py-8 text-center text-sm text-muted">
        The price’s history begins with the first reports.
      </p>
    );
  }
  const values = points.flatMap((point) => [point.unlocked, point.full]);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const span = high - low || high * 0.001 || 1;
  const x = (time: number) =>
    MARGIN.left +
    ((time - first.time) / Math.max(1, last.time - first.time)) * (WIDTH - MARGIN.left - MARGIN.right);
  const y = (value: number) =>
    MARGIN.top + (1 - (value - low) / span) * (HEIGHT - MARGIN.top - MARGIN.bottom);
  const path = (pick: (point: PricePoint) => number) =>
    points
      .map((point, index) => `${index ? "L" : "M"}${x(point.time).toFixed(1)} ${y(pick(point)).toFixed(1)}`)
      .join("");
  const between = `${path((point) => point.full)}${points
    .toReversed()
    .map((point) => `L${x(point.time).toFixed(1)} ${y(point.unlocked).toFixed(1)}`)
    .join("")}Z`;

  return (
    <figure>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`Price of a share from ${low.toFixed(6)} to ${high.toFixed(6)} ${symbol}, ${formatTime(BigInt(first.time))} to ${formatTime(BigInt(last.time))}`}
        className="w-full"
      >
        {[low, (low + high) / 2, high].map((value) => (
          <line
            key={value}
            x1={0}
            x2={WIDTH}
            y1={y(value)}
            y2={y(value)}
            stroke="var(--line)"
            strokeDasharray="2 4"
          />
        ))}
        <path d={between} fill="var(--brass)" opacity="0.22" />
        <path d={path((point) => point.full)} fill="none" stroke="var(--brass)" strokeWidth="1.5" />
        <path d={path((point) => point.unlocked)} fill="none" stroke="var(--water)" strokeWidth="2.25" />
        <g fill="var(--muted)" fontSize="11" fontFamily="var(--font-mono)">
          <text x={WIDTH - 4} y={y(high) - 4} textAnchor="end">
            {high.toFixed(6)}
          </text>
          <text x={WIDTH - 4} y={y(low) + 13} textAnchor="end">
            {low.toFixed(6)}
          </text>
        </g>
      </svg>
      <figcaption className="label mt-1 flex flex-wrap gap-x-5 gap-y-1">
        <span className="flex items-center gap-1.5">
          <span className="h-0.5 w-4 bg-water" />
          unlocked, the price of leaving
        </span>
        <span className="flex items-center gap-1.5">
          <span className="h-0.5 w-4 bg-brass" />
          full, the price of entering
        </span>
        <span className="ml-auto">
          {formatTime(BigInt(first.time))} – {formatTime(BigInt(last.time)).slice(11)}
        </span>
      </figcaption>
    </figure>
  );
}
