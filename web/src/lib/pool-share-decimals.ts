/** The decimals of a pool's share: as the contract has it, the mean of its tokens', rounded up. */
export function poolShareDecimals({
  token0,
  token1,
}: {
  token0: { decimals: number };
  token1: { decimals: number };
}): number {
  return Math.floor((token0.decimals + token1.decimals + 1) / 2);
}
