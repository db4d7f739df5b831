/** Significant digits of an amount below one. */
const SIGNIFICANT = 4;

/**
 * How many decimal places show an amount: `digits`, or for an amount below one as many as its leading zeros need.
 *
 * Shares of pools are often tiny in whole tokens and worth a lot, so they can't be cut to a few places.
 */
export function smallPlaces(magnitude: bigint, decimals: number, digits: number): number {
  if (magnitude === 0n || magnitude >= 10n ** BigInt(decimals)) return Math.min(digits, decimals);
  const zeros = decimals - magnitude.toString().length;
  return Math.min(decimals, Math.max(digits, zeros + SIGNIFICANT));
}
