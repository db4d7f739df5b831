import { keccak256, numberToHex } from "viem";
import type { StorageLayout } from "./name-slot.ts";

/** Mappings are followed so deep, as allowances are. */
const deepest = 2;

/**
 * The hashes that keys of mappings lead to in a contract, with the key and the place of the mapping: what `nameSlot` asks
 * for where nobody saw what was hashed.
 */
export function hashKeys(
  { storage, types }: StorageLayout,
  keys: readonly bigint[],
): Map<bigint, readonly [key: bigint, place: bigint]> {
  const hashes = new Map<bigint, readonly [bigint, bigint]>();
  const visit = (type: string, slot: bigint, depth: number) => {
    const of = types[type];
    if (of?.encoding === "mapping" && of.value !== undefined) {
      if (depth === deepest) return;
      for (const key of keys) {
        const place = BigInt(
          keccak256(`${numberToHex(key, { size: 32 })}${numberToHex(slot, { size: 32 }).slice(2)}`),
        );
        hashes.set(place, [key, slot]);
        visit(of.value, place, depth + 1);
      }
    }
    for (const member of of?.members ?? []) visit(member.type, slot + BigInt(member.slot), depth);
  };
  for (const { type, slot } of storage) visit(type, BigInt(slot), 0);
  return hashes;
}
