import { RAY, type Rate, unlockedRay } from "@millrace/sdk/rate";

export const WAD = 10n ** 18n;

/** What an entrant forgoes of the profit still streaming, as a WAD share of the deposit, rounded up. */
export function streamingCostWad(rate: Rate, time: bigint): bigint {
  if (rate.fullRay === 0n) return 0n;
  const gap = rate.fullRay - unlockedRay(rate, time);
  return (gap * WAD + rate.fullRay - 1n) / rate.fullRay;
}

/** A price in RAY assets a share as whole assets for one whole share, scaled by 1e18. */
export function sharePriceWad(priceRay: bigint, shareDecimals: number, assetDecimals: number): bigint {
  return (priceRay * 10n ** BigInt(shareDecimals) * WAD) / (RAY * 10n ** BigInt(assetDecimals));
}
