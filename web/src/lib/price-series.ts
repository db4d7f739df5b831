/** What a report set, in RAY assets a share, at a Unix time in seconds. */
export interface ReportedPrice {
  timestamp: bigint;
  fromRay: bigint;
  fullRay: bigint;
}

export interface PricePoint {
  time: number;
  /** Both as a number of whole assets a share: for drawing only. */
  unlocked: number;
  full: number;
}

/**
 * The two prices of a share over time, with a point wherever one of them bends: at each report, before and after, and
 * where a stream ended before the next report.
 *
 * @param reports Oldest first.
 * @param scale Divides a price in RAY to a number of whole assets for a whole share.
 * @param now Unix time in seconds, where the series ends.
 */
export function priceSeries(
  reports: readonly ReportedPrice[],
  streamPeriod: bigint,
  now: bigint,
  scale: (priceRay: bigint) => number,
): PricePoint[] {
  const points: PricePoint[] = [];
  for (const [index, report] of reports.entries()) {
    const start = Number(report.timestamp);
    const next = reports[index + 1];
    const end = Math.max(start, next ? Number(next.timestamp) : Number(now));
    const full = scale(report.fullRay);
    const from = scale(report.fromRay);
    const streamEnd = start + Number(streamPeriod);
    const at = (time: number) => {
      if (time >= streamEnd) return full;
      return from + ((full - from) * (time - start)) / Number(streamPeriod);
    };
    points.push({ time: start, unlocked: at(start), full });
    if (streamEnd > start && streamEnd < end) points.push({ time: streamEnd, unlocked: full, full });
    if (end > start) points.push({ time: end, unlocked: at(end), full });
  }
  return points;
}
