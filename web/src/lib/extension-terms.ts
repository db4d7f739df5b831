import { smaller } from "./bigint-bounds.ts";

/** What bounds a rental, in seconds: its length, and how far ahead it may end. */
interface RentalBounds {
  minSeconds: number;
  maxSeconds: number;
}

/**
 * By how much a running rental may be made longer at `now`: it must not end later than one that began now could.
 *
 * @param rentedUntil Its last second; as `now`, a Unix time in seconds.
 * @returns The bounds in seconds, or undefined where even the shortest is too long as yet.
 */
export function extensionTerms(
  { minSeconds, maxSeconds }: RentalBounds,
  rentedUntil: bigint,
  now: bigint,
): RentalBounds | undefined {
  const most = smaller(now + BigInt(maxSeconds) - rentedUntil, BigInt(maxSeconds));
  return most < BigInt(minSeconds) ? undefined : { minSeconds, maxSeconds: Number(most) };
}
