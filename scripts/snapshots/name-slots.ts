import { type Address, encodeAbiParameters, type Hex, keccak256, numberToHex } from "viem";
import { compileSolidity, type StorageLayout } from "../testing/compile-solidity.ts";
import type { Known } from "./stage.ts";

/** Small numbers that may key a mapping: lanes, epochs, indexes, fee tiers and ids of a scene. */
const SMALL_KEYS = 256;

/**
 * Says of a storage slot which variable it is: `Contract.variable[key]`. Mappings are searched by the accounts that a
 * scene knows and by small numbers; a slot found nowhere keeps its number.
 */
export function nameSlots(known: ReadonlyMap<Address, Known>): (written: string) => string {
  const keys: [string, Hex][] = [
    ...[...known].map(([address, { label }]): [string, Hex] => [
      label,
      encodeAbiParameters([{ type: "address" }], [address]),
    ]),
    ...Array.from({ length: SMALL_KEYS }, (_, at): [string, Hex] => [
      String(at),
      numberToHex(at, { size: 32 }),
    ]),
  ];
  const byAddress = new Map([...known].map(([address, what]) => [address.toLowerCase(), what]));
  const cache = new Map<string, Map<string, string>>();

  return (written) => {
    const [address = "", slot] = written.split(":");
    const what = byAddress.get(address);
    if (slot === undefined) return `${what?.label ?? address} (account)`;
    if (what?.contract === undefined) return `${what?.label ?? address} ${slot}`;
    let names = cache.get(what.contract);
    if (!names) {
      names = namesOf(layoutOf(what.contract), keys);
      cache.set(what.contract, names);
    }
    return `${what.label}.${names.get(slot) ?? slot}`;
  };
}

function layoutOf(contract: string): StorageLayout {
  const [source = "", name = ""] = contract.split(":");
  const { layouts, errors } = compileSolidity({ roots: [source], want: "layout" });
  const layout = layouts.get(`${source}:${name}`);
  if (!layout) throw new Error(`${contract} has no storage layout: ${errors[0]?.message}`);
  return layout;
}

function namesOf({ storage, types }: StorageLayout, keys: readonly [string, Hex][]): Map<string, string> {
  const names = new Map<string, string>();
  const visit = (label: string, type: string, slot: bigint, depth: number) => {
    const of = types[type];
    if (!of) return;
    const at = numberToHex(slot, { size: 32 });
    if (of.encoding === "mapping" && of.value !== undefined) {
      for (const [key, word] of keys) {
        const place = BigInt(keccak256(`${word}${at.slice(2)}`));
        // Two known keys deep, as allowances are.
        if (depth < 2) visit(`${label}[${key}]`, of.value, place, depth + 1);
      }
      return;
    }
    if (of.members) {
      for (const member of of.members) visit(label, member.type, slot + BigInt(member.slot), depth);
      return;
    }
    const count = of.encoding === "inplace" ? Math.ceil(Number(of.numberOfBytes) / 32) : 1;
    for (let index = 0; index < count; index++)
      names.set(numberToHex(slot + BigInt(index), { size: 32 }), label);
  };
  for (const { label, type, slot } of storage) visit(label, type, BigInt(slot), 0);
  return names;
}
