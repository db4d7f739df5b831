import { maxUint256 } from "viem";

/** Reads an item's number from a path; undefined where it is none. */
export function parseItemId(text: string): bigint | undefined {
  if (!/^\d{1,78}$/.test(text)) return undefined;
  const id = BigInt(text);
  return id <= maxUint256 ? id : undefined;
}
