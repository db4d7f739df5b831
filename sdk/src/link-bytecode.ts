import type { Address, Hex } from "viem";

/** What a compiled contract says of the libraries it calls. */
export interface Linkable {
  bytecode: Hex | string;
  linkReferences: Record<string, Record<string, { start: number; length: number }[]>>;
}

/**
 * The bytecode of a contract with the addresses of its libraries filled in. `addressOf` is asked for each by its source,
 * without `.sol`, and may deploy it, through this function again where it has libraries itself.
 */
export async function linkBytecode(
  { bytecode, linkReferences }: Linkable,
  addressOf: (source: string) => Promise<Address>,
): Promise<Hex> {
  let linked = bytecode;
  for (const [file, libraries] of Object.entries(linkReferences)) {
    for (const places of Object.values(libraries)) {
      const address = await addressOf(file.replace(/^project\//, "").replace(/\.sol$/, ""));
      for (const { start, length } of places) {
        const at = 2 + 2 * start;
        linked = linked.slice(0, at) + address.slice(2).toLowerCase() + linked.slice(at + 2 * length);
      }
    }
  }
  return linked as Hex;
}
