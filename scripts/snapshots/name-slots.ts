import { hashKeys } from "@millrace/sdk/hash-keys";
import { nameSlot, type StorageLayout } from "@millrace/sdk/name-slot";
import type { Address } from "viem";
import { compileSolidity } from "../testing/compile-solidity.ts";
import type { Known } from "./stage.ts";

/** Small numbers that may key a mapping: lanes, epochs, indexes, fee tiers and ids of a scene. */
const SMALL_KEYS = 256;

/**
 * Says of a storage slot which variable it is: `Contract.variable[key]`. Mappings are searched by the accounts that a
 * scene knows and by small numbers; a slot found nowhere keeps its number.
 */
export function nameSlots(known: ReadonlyMap<Address, Known>): (written: string) => string {
  const labels = new Map([...known].map(([address, { label }]) => [BigInt(address), label]));
  const keys = [...labels.keys(), ...Array.from({ length: SMALL_KEYS }, (_, at) => BigInt(at))];
  const nameKey = (key: bigint) => labels.get(key) ?? String(key);
  const byAddress = new Map([...known].map(([address, what]) => [address.toLowerCase(), what]));
  const cache = new Map<string, (slot: bigint) => string | undefined>();

  return (written) => {
    const [address = "", slot] = written.split(":");
    const what = byAddress.get(address);
    if (slot === undefined) return `${what?.label ?? address} (account)`;
    if (what?.contract === undefined) return `${what?.label ?? address} ${slot}`;
    let nameOf = cache.get(what.contract);
    if (!nameOf) {
      const layout = layoutOf(what.contract);
      const hashes = hashKeys(layout, keys);
      nameOf = (at) => nameSlot({ layout, slot: at, preimageOf: (hash) => hashes.get(hash), nameKey });
      cache.set(what.contract, nameOf);
    }
    return `${what.label}.${nameOf(BigInt(slot)) ?? slot}`;
  };
}

function layoutOf(contract: string): StorageLayout {
  const [source = "", name = ""] = contract.split(":");
  const { layouts, errors } = compileSolidity({ roots: [source], want: "layout" });
  const layout = layouts.get(`${source}:${name}`);
  if (!layout) throw new Error(`${contract} has no storage layout: ${errors[0]?.message}`);
  return layout;
}
