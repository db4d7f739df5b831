import { type Address, zeroAddress } from "viem";

/** An ERC-20 transfer as changes of balances: the zero address has none. */
export function balanceChanges(
  from: Address,
  to: Address,
  amount: bigint,
): { owner: Address; change: bigint }[] {
  if (from === to) return [];
  return [
    { owner: from, change: -amount },
    { owner: to, change: amount },
  ].filter(({ owner }) => owner !== zeroAddress);
}

/** What a transfer adds to the supply: a mint comes from the zero address, a burn goes there. */
export function supplyChange(from: Address, to: Address, amount: bigint): bigint {
  return (from === zeroAddress ? amount : 0n) - (to === zeroAddress ? amount : 0n);
}

/** How the number of open positions changes when one goes from `before` to `after`. */
export function countChange(before: bigint, after: bigint): number {
  return Number(after > 0n) - Number(before > 0n);
}
