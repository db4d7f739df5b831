/** The scale of a price: assets for one share, with 27 decimals. */
export const RAY = 10n ** 27n;

/**
 * A share's price between two reports, as `RateLib` keeps it: it streams from `fromRay` to `fullRay` over
 * `periodSeconds` from `start`, a Unix time in seconds.
 */
export type Rate = { fromRay: bigint; fullRay: bigint; start: bigint; periodSeconds: bigint };

/** The price in RAY at which shares leave at `time`, a Unix time in seconds; rounded down, against who leaves. */
export function unlockedRay({ fromRay, fullRay, start, periodSeconds }: Rate, time: bigint): bigint {
  // A clock behind the report's block sees the price of that block.
  const elapsed = time > start ? time - start : 0n;
  if (elapsed >= periodSeconds) return fullRay;
  return fromRay + ((fullRay - fromRay) * elapsed) / periodSeconds;
}

/** Assets for `shares` at `priceRay`, rounded down: what leaving pays. */
export function toAssetsDown(shares: bigint, priceRay: bigint): bigint {
  return (shares * priceRay) / RAY;
}

/** Assets for `shares` at `priceRay`, rounded up: what entering costs. */
export function toAssetsUp(shares: bigint, priceRay: bigint): bigint {
  return divideUp(shares * priceRay, RAY);
}

/** Shares for `assets` at `priceRay`, rounded down: what entering gives. */
export function toSharesDown(assets: bigint, priceRay: bigint): bigint {
  return (assets * RAY) / priceRay;
}

/** Shares for `assets` at `priceRay`, rounded up: what leaving takes. */
export function toSharesUp(assets: bigint, priceRay: bigint): bigint {
  return divideUp(assets * RAY, priceRay);
}

function divideUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}
