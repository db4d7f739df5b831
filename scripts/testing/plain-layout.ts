import type { StorageLayout, StorageType } from "@millrace/sdk/name-slot";

/** solc numbers structs, enums and contracts by their place in its syntax tree, which every edit moves. */
const withoutNumbers = (type: string) => type.replaceAll(/\)\d+/g, ")");

/**
 * What of a storage layout says where variables are, without what changes with the compilation.
 *
 * @throws Error where two structs of one name differ.
 */
export function plainLayout({ storage, types }: StorageLayout): StorageLayout {
  const plain: Record<string, StorageType> = {};
  for (const [name, { encoding, numberOfBytes, key, value, base, members }] of Object.entries(types)) {
    const type: StorageType = {
      ...{ encoding, numberOfBytes },
      ...(key === undefined ? {} : { key: withoutNumbers(key) }),
      ...(value === undefined ? {} : { value: withoutNumbers(value) }),
      ...(base === undefined ? {} : { base: withoutNumbers(base) }),
      ...(members === undefined
        ? {}
        : { members: members.map((member) => ({ type: withoutNumbers(member.type), slot: member.slot })) }),
    };
    const known = plain[withoutNumbers(name)];
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(type)) {
      throw new Error(`two types are called ${withoutNumbers(name)}`);
    }
    plain[withoutNumbers(name)] = type;
  }
  return {
    storage: storage.map(({ label, type, slot }) => ({ label, type: withoutNumbers(type), slot })),
    types: plain,
  };
}
