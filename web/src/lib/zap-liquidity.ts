/** The integer square root, rounded down. */
function squareRoot(value: bigint): bigint {
  if (value < 2n) return value;
  let root = 1n << BigInt(Math.ceil(value.toString(2).length / 2));
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** Digits kept by the square root of a ratio. */
const SCALE = 10n ** 18n;

/**
 * The liquidity that bringing `amountIn` of one token alone gives, after part of it is swapped at the pool itself.
 *
 * For a constant product it is supply · (√((reserve + amount) / reserve) − 1). The fee is taken from all of the amount
 * rather than from the part that is swapped, so the estimate is a little low.
 *
 * @param feePips The pool's fee in millionths.
 */
export function zapLiquidity(
  amountIn: bigint,
  reserveIn: bigint,
  totalSupply: bigint,
  feePips: number,
): bigint {
  if (reserveIn === 0n) return 0n;
  const net = (amountIn * (1_000_000n - BigInt(feePips))) / 1_000_000n;
  const growth = squareRoot(((reserveIn + net) * SCALE * SCALE) / reserveIn) - SCALE;
  return (totalSupply * growth) / SCALE;
}

/**
 * The liquidity that bringing `amountIn` of one token alone gives, where a part of about `half` is swapped at the price
 * at which `half` becomes `out`: whatever the curve, the rest and the output are then in the pool's new ratio.
 */
export function zapLiquidityAtQuote(
  amountIn: bigint,
  half: bigint,
  out: bigint,
  reserveIn: bigint,
  reserveOut: bigint,
  totalSupply: bigint,
): bigint {
  if (out === 0n) return 0n;
  const swapped = (amountIn * reserveOut * half) / (reserveOut * half + out * (amountIn + reserveIn));
  return (totalSupply * (amountIn - swapped)) / (reserveIn + swapped);
}
