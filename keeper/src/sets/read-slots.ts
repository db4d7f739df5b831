import {
  type Address,
  concatHex,
  getAddress,
  type Hex,
  keccak256,
  numberToHex,
  size,
  stringToHex,
} from "viem";
import type { Chain } from "../chain.ts";

/**
 * Answers each word of its calldata with the value of that slot.
 *
 * @remarks i = 0; while (i < calldatasize) { memory[i] = sload(calldata[i]); i += 32 } return memory[0 : calldatasize].
 */
const reader: Hex = "0x5f5b8036111560145780355481526020016001565b365ff3";

/**
 * Calls the reader of each account that its calldata names: the account, the number of bytes n of its slots, the slots.
 *
 * @remarks o = p = 0; while (p < calldatasize) { n = calldata[p + 32]; memory[o : n] = answer of calldata[p] to
 * calldata[p + 64 : n]; o += n; p += 64 + n } return memory[0 : o].
 */
const dispatcher: Hex = concatHex([
  "0x5f5f5b803611600c57505ff35b80602001358082604001843780838285",
  "0x85355afa508092019101604001600256",
]);

/** Where nothing is on any chain, so that code can stand there for a call. */
const dispatcherAddress: Address = getAddress(`0x${keccak256(stringToHex("millrace slots")).slice(26)}`);

/** Calldata and steps of one call stay far below what nodes allow. */
const slotsAtOnce = 2_000;

/** How many requests `readSlots` makes for so many slots. */
export function requestsFor(slots: number): number {
  return Math.ceil(slots / slotsAtOnce);
}

/**
 * The values of slots on the pending state, in their order.
 *
 * @remarks One `eth_call` for all accounts, with their code overridden by a reader of their storage: thousands of slots
 * take as long as a few calls of `eth_getStorageAt`.
 *
 * @throws RangeError where the node overrides no code.
 */
export async function readSlots(
  chain: Chain,
  wanted: readonly { readonly account: bigint; readonly slot: bigint }[],
): Promise<bigint[]> {
  const chunks = Array.from({ length: requestsFor(wanted.length) }, (_, index) =>
    wanted.slice(index * slotsAtOnce, (index + 1) * slotsAtOnce),
  );
  return (await Promise.all(chunks.map((chunk) => readChunk(chain, chunk)))).flat();
}

async function readChunk(
  chain: Chain,
  wanted: readonly { readonly account: bigint; readonly slot: bigint }[],
): Promise<bigint[]> {
  const places = new Map<bigint, number[]>();
  wanted.forEach(({ account }, index) => {
    const own = places.get(account);
    if (own === undefined) places.set(account, [index]);
    else own.push(index);
  });
  const word = (value: bigint) => value.toString(16).padStart(64, "0");
  let data = "0x";
  const overrides: Record<Address, { readonly code: Hex }> = { [dispatcherAddress]: { code: dispatcher } };
  for (const [account, indexes] of places) {
    overrides[numberToHex(account, { size: 20 })] = { code: reader };
    data += word(account) + word(BigInt(indexes.length * 32));
    for (const index of indexes) data += word(wanted[index]?.slot ?? 0n);
  }
  const answer = await chain.request<Hex>("eth_call", [
    { to: dispatcherAddress, data, gas: numberToHex(chain.simulationGas) },
    "pending",
    overrides,
  ]);
  if (size(answer) !== wanted.length * 32) throw new RangeError("the node reads no overridden code");
  const values: bigint[] = new Array(wanted.length);
  let at = 2;
  for (const indexes of places.values()) {
    for (const index of indexes) {
      values[index] = BigInt(`0x${answer.slice(at, at + 64)}`);
      at += 64;
    }
  }
  return values;
}
