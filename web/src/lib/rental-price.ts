const SECONDS_A_DAY = 86_400n;
const WAD = 10n ** 18n;

/** What a rental order asks a second, scaled by 1e18, for a rent a day in units of the currency; rounded down. */
export function pricePerSecondWad(rentADay: bigint): bigint {
  return (rentADay * WAD) / SECONDS_A_DAY;
}

/** What a rental costs in units of the currency; rounded up, as the contracts do. */
export function rentTotal(perSecondWad: bigint, seconds: bigint): bigint {
  return (perSecondWad * seconds + WAD - 1n) / WAD;
}

/** What a day costs. */
export function rentPerDay(perSecondWad: bigint): bigint {
  return rentTotal(perSecondWad, SECONDS_A_DAY);
}
