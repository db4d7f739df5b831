import { bytesToBigInt } from "viem";

/** One of a maker's 2^256 nonces by chance: no two orders need to know of each other. */
export function randomNonce(): bigint {
  return bytesToBigInt(crypto.getRandomValues(new Uint8Array(32)));
}
