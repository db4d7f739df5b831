import { type Address, concatHex, type Hex, numberToHex, size, slice } from "viem";
import type { Chain } from "../chain.ts";

/**
 * Answers each word of its calldata with the value of that slot.
 *
 * @remarks i = 0; while (i < calldatasize) { memory[i] = sload(calldata[i]); i += 32 } return memory[0 : calldatasize].
 */
const reader: Hex = "0x5f5b8036111560145780355481526020016001565b365ff3";

/** Calldata and steps of one call stay far below what nodes allow. */
const slotsAtOnce = 2_000;

/**
 * The values of many slots on the pending state, by `address:slot` as sets name them.
 *
 * @remarks One `eth_call` an account, with the account's code overridden by a reader of its storage: thousands of slots
 * take as long as a few calls of `eth_getStorageAt`.
 */
export async function readSlots(
  chain: Chain,
  wanted: ReadonlyMap<Address, ReadonlySet<Hex>>,
): Promise<Map<string, bigint>> {
  const values = new Map<string, bigint>();
  const reads: Promise<void>[] = [];
  for (const [account, slots] of wanted) {
    const all = [...slots];
    for (let from = 0; from < all.length; from += slotsAtOnce) {
      const some = all.slice(from, from + slotsAtOnce);
      const read = async () => {
        const answer = await chain.request<Hex>("eth_call", [
          { to: account, data: concatHex(some), gas: numberToHex(chain.simulationGas) },
          "pending",
          { [account]: { code: reader } },
        ]);
        if (size(answer) !== some.length * 32) throw new RangeError("the node reads no overridden code");
        some.forEach((slot, index) => {
          values.set(`${account}:${slot}`, BigInt(slice(answer, index * 32, index * 32 + 32)));
        });
      };
      reads.push(read());
    }
  }
  await Promise.all(reads);
  return values;
}
