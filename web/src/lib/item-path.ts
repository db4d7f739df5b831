import type { Address } from "viem";

/** The page of one item. */
export function itemPath(collection: Address, id: bigint): string {
  return `/items/${collection}/${id}`;
}
