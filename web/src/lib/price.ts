export const RAY = 10n ** 27n;
export const WAD = 10n ** 18n;

/** A vault's two-price rate: RAY assets a share, times in Unix seconds. `RateLib` is its home. */
export interface Rate {
  fromRay: bigint;
  fullRay: bigint;
  start: bigint;
  period: bigint;
}

/** The price at which shares leave at `time`, in RAY, rounded down as the contract does. */
export function unlockedPrice(rate: Rate, time: bigint): bigint {
  const elapsed = time > rate.start ? time - rate.start : 0n;
  if (elapsed >= rate.period) return rate.fullRay;
  return rate.fromRay + ((rate.fullRay - rate.fromRay) * elapsed) / rate.period;
}

/** Assets for `shares` at `priceRay`, rounded down. */
export function toAssetsDown(shares: bigint, priceRay: bigint): bigint {
  return (shares * priceRay) / RAY;
}

/** Shares for `assets` at `priceRay`, rounded down. */
export function toSharesDown(assets: bigint, priceRay: bigint): bigint {
  return priceRay === 0n ? 0n : (assets * RAY) / priceRay;
}

/** What an entrant forgoes of the profit still streaming, as a WAD share of the deposit, rounded up. */
export function streamingCostWad(rate: Rate, time: bigint): bigint {
  if (rate.fullRay === 0n) return 0n;
  const gap = rate.fullRay - unlockedPrice(rate, time);
  return (gap * WAD + rate.fullRay - 1n) / rate.fullRay;
}

/** A price in RAY assets a share as whole assets for one whole share, scaled by 1e18. */
export function sharePriceWad(priceRay: bigint, shareDecimals: number, assetDecimals: number): bigint {
  return (priceRay * 10n ** BigInt(shareDecimals) * WAD) / (RAY * 10n ** BigInt(assetDecimals));
}
