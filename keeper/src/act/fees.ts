import type { Chain } from "../chain.ts";

export interface Fees {
  readonly maxFeePerGas: bigint;
  readonly maxPriorityFeePerGas: bigint;
}

/** What is offered for gas now, at most `cap` a unit. */
export async function currentFees(chain: Chain, cap: bigint): Promise<Fees> {
  const { maxFeePerGas, maxPriorityFeePerGas } = await chain.client.estimateFeesPerGas();
  // Twice the estimate: a batch may wait for some blocks, and what the base fee does not take is not paid.
  return capped({ maxFeePerGas: maxFeePerGas * 2n, maxPriorityFeePerGas }, cap);
}

/**
 * The fees of a replacement: an eighth above the last ones, since nodes want a tenth, and no less than is usual now.
 *
 * @returns Undefined where that is above `cap`: a smaller rise would be refused.
 */
export function raiseFees(last: Fees, current: Fees, cap: bigint): Fees | undefined {
  const raise = (value: bigint) => value + value / 8n + 1n;
  const most = (a: bigint, b: bigint) => (a > b ? a : b);
  const least = raise(last.maxFeePerGas);
  if (least > cap) return undefined;
  const maxFeePerGas = most(least, current.maxFeePerGas);
  return capped(
    {
      maxFeePerGas,
      maxPriorityFeePerGas: most(raise(last.maxPriorityFeePerGas), current.maxPriorityFeePerGas),
    },
    cap,
  );
}

function capped({ maxFeePerGas, maxPriorityFeePerGas }: Fees, cap: bigint): Fees {
  const fee = maxFeePerGas < cap ? maxFeePerGas : cap;
  return { maxFeePerGas: fee, maxPriorityFeePerGas: maxPriorityFeePerGas < fee ? maxPriorityFeePerGas : fee };
}
