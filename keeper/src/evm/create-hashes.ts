import { keccak256 } from "viem";

/** Hashes that were taken, and what they were taken of. */
export interface Hashes {
  hash(bytes: Uint8Array): bigint;
  /** The two words of which `hash` is the hash, as a key and the place of its mapping; undefined where none are known. */
  preimageOf(hash: bigint): readonly [key: bigint, place: bigint] | undefined;
}

/** Slots of mappings are the hashes that come again and again; keys of jobs that are done don't come back. */
const most = 200_000;
const pair = 64;

export function createHashes(): Hashes {
  const known = new Map<string, bigint>();
  const preimages = new Map<bigint, string>();
  return {
    hash(bytes) {
      const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
      let hash = known.get(text);
      if (hash === undefined) {
        if (known.size >= most) {
          known.clear();
          preimages.clear();
        }
        hash = BigInt(keccak256(bytes));
        known.set(text, hash);
        if (bytes.length === pair) preimages.set(hash, text);
      }
      return hash;
    },
    preimageOf(hash) {
      const text = preimages.get(hash);
      if (text === undefined) return undefined;
      const hex = Buffer.from(text, "latin1").toString("hex");
      return [BigInt(`0x${hex.slice(0, pair)}`), BigInt(`0x${hex.slice(pair)}`)];
    },
  };
}
