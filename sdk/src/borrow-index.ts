import { RAY } from "./rate.ts";

/** What a debt share owes, and how that grows, as a market keeps it since `updated`, a Unix time in seconds. */
export type BorrowIndex = { indexRay: bigint; ratePerSecondRay: bigint; updated: bigint };

/** Where the contract's index stays, that of 128 bits. */
const maxIndexRay = (1n << 128n) - 1n;

/**
 * What a debt share owes at `time`, in RAY, rounded down as `InterestLib.indexAt` does: the index grows by the first three
 * terms of e^x - 1, x being the rate times what has passed.
 */
export function borrowIndexRay({ indexRay, ratePerSecondRay, updated }: BorrowIndex, time: bigint): bigint {
  // A clock behind the market's last block sees the index of that block.
  const x = ratePerSecondRay * (time > updated ? time - updated : 0n);
  const second = (x * x) / (2n * RAY);
  const growth = x + second + (second * x) / (3n * RAY);
  const grown = indexRay + (indexRay * growth) / RAY;
  return grown < maxIndexRay ? grown : maxIndexRay;
}
