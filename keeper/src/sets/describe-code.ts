import { bytesToHex, type Hex, hexToBytes, keccak256 } from "viem";

export interface CodeDescription {
  /** The hash of the code without its immutables: the same for every instance of a contract. */
  readonly hash: Hex;
  /** The addresses among its immutables, in the order in which the code names them. */
  readonly addresses: readonly bigint[];
}

const push1 = 0x60;
const push32 = 0x7f;
const addressLike = 2n ** 64n;
const beyondAddresses = 2n ** 160n;

/**
 * Tells the code of a contract apart from what its constructor wrote into it.
 *
 * @remarks Solidity puts immutables into the code as operands of PUSH32, which it uses for other large words too: those are
 * alike in all instances, so leaving them out of the hash loses nothing.
 */
export function describeCode(code: Hex): CodeDescription {
  const bytes = hexToBytes(code);
  const addresses = new Set<bigint>();
  for (let at = 0; at < bytes.length; at++) {
    const opcode = bytes[at] as number;
    if (opcode < push1 || opcode > push32) continue;
    const length = opcode - push1 + 1;
    if (opcode === push32) {
      const word = BigInt(bytesToHex(bytes.subarray(at + 1, at + 33)));
      if (word >= addressLike && word < beyondAddresses - 1n) addresses.add(word);
      bytes.fill(0, at + 1, at + 33);
    }
    at += length;
  }
  return { hash: keccak256(bytes), addresses: [...addresses] };
}
