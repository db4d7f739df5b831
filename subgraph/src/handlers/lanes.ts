import type { Address } from "viem";

/** The lane of an account in an instance, as `LaneLib` has it; `lanes` is a power of two. */
export function laneOf(account: Address, instance: Address, lanes: number): number {
  return Number((BigInt(account) ^ BigInt(instance)) & BigInt(lanes - 1));
}

/**
 * The cash of a vault's lanes after an exit of `assets`: the owner's lane pays first, then those that follow, and
 * round; what they don't have comes from the buffer and the strategies.
 */
export function payFromLanes(laneCash: readonly bigint[], own: number, assets: bigint): bigint[] {
  const left = [...laneCash];
  let rest = assets;
  for (let i = 0; i < left.length && rest > 0n; i++) {
    const lane = (own + i) % left.length;
    const cash = left[lane] ?? 0n;
    const paid = cash < rest ? cash : rest;
    left[lane] = cash - paid;
    rest -= paid;
  }
  return left;
}
