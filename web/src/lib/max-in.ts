/** The most to pay for a quote at a slippage limit in hundredths of a percent, rounded down in the person's favour. */
export function maxIn(quoted: bigint, slippageBps: bigint): bigint {
  return (quoted * (10_000n + slippageBps)) / 10_000n;
}
