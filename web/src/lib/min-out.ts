/** The least to accept for a quote at a slippage limit in hundredths of a percent, rounded up in the person's favour. */
export function minOut(quoted: bigint, slippageBps: bigint): bigint {
  return (quoted * (10_000n - slippageBps) + 9_999n) / 10_000n;
}
