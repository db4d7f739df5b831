import { keccak256, numberToHex } from "viem";

/** Where solc puts the variables of a contract, as its `storageLayout` output says. */
export interface StorageLayout {
  readonly storage: readonly { readonly label: string; readonly type: string; readonly slot: string }[];
  readonly types: Readonly<Record<string, StorageType>>;
}

export interface StorageType {
  readonly encoding: string;
  readonly numberOfBytes: string;
  /** Of a mapping: the types of its keys and values. */
  readonly key?: string;
  readonly value?: string;
  /** Of an array: the type of its elements. */
  readonly base?: string;
  readonly members?: readonly { readonly type: string; readonly slot: string }[];
}

export interface NameSlotParameters {
  readonly layout: StorageLayout;
  readonly slot: bigint;
  /** The key and the place of a mapping whose hash is `hash`; undefined where none are known. */
  readonly preimageOf: (hash: bigint) => readonly [key: bigint, place: bigint] | undefined;
  /** How people call the key of a mapping, of a type such as `t_address`. */
  readonly nameKey: (key: bigint, type: string) => string;
}

/** A struct in a mapping lies up to so many slots behind the hash of its key. */
const largestStruct = 64n;
const longestArray = 2n ** 32n;

/**
 * Says which variable a slot of a contract is: `variable`, `mapping[key]`, `array[index]`; the variable of a struct's
 * member, and the last one where several share the slot.
 *
 * @returns undefined where the layout has no such slot, or what was hashed for it is not known.
 */
export function nameSlot(parameters: NameSlotParameters): string | undefined {
  return find(parameters, parameters.slot)?.label;
}

interface Place {
  readonly label: string;
  readonly type: string;
  /** How many slots behind the variable's first it is. */
  readonly offset: bigint;
}

function find(parameters: NameSlotParameters, slot: bigint): Place | undefined {
  const { layout, preimageOf, nameKey } = parameters;
  const { types } = layout;
  let found: Place | undefined;
  for (const { label, type, slot: at } of layout.storage) {
    const of = types[type];
    const offset = slot - BigInt(at);
    if (of === undefined || offset < 0n) continue;
    if (offset < slotsOf(of)) found = { label, type, offset };
    // The elements of a dynamic array begin at the hash of its place.
    if (of.encoding !== "dynamic_array" || of.base === undefined) continue;
    const behind = slot - BigInt(keccak256(numberToHex(BigInt(at), { size: 32 })));
    if (behind >= 0n && behind < longestArray) {
      const size = slotsOf(types[of.base]);
      found = { label: `${label}[${behind / size}]`, type: of.base, offset: behind % size };
    }
  }
  for (let offset = 0n; found === undefined && offset < largestStruct; offset++) {
    const preimage = preimageOf(slot - offset);
    if (preimage === undefined) continue;
    const [key, place] = preimage;
    const mapping = find(parameters, place);
    const of = mapping === undefined ? undefined : mappingAt(types, mapping.type, mapping.offset);
    if (mapping === undefined || of?.value === undefined || offset >= slotsOf(types[of.value])) continue;
    found = { label: `${mapping.label}[${nameKey(key, of.key ?? "")}]`, type: of.value, offset };
  }
  return found;
}

/** The mapping that begins at a slot of a type: the type itself, or a member of a struct or of an array's element. */
function mappingAt(types: StorageLayout["types"], type: string, offset: bigint): StorageType | undefined {
  const of = types[type];
  if (of === undefined || of.encoding === "mapping") return of;
  if (of.base !== undefined) return mappingAt(types, of.base, offset % slotsOf(types[of.base]));
  const member = of.members?.findLast(({ slot }) => BigInt(slot) <= offset);
  return member && mappingAt(types, member.type, offset - BigInt(member.slot));
}

function slotsOf(type: StorageType | undefined): bigint {
  return type?.encoding === "inplace" ? (BigInt(type.numberOfBytes) + 31n) / 32n : 1n;
}
