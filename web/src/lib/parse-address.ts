import { type Address, getAddress, isAddress } from "viem";

/** Reads an address from a path or a field, whatever its case; undefined where it is none. */
export function parseAddress(text: string): Address | undefined {
  const trimmed = text.trim();
  return isAddress(trimmed, { strict: false }) ? getAddress(trimmed) : undefined;
}
