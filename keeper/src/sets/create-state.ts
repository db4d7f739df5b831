import { type Hex, hexToBigInt, numberToHex } from "viem";
import type { Chain } from "../chain.ts";
import { readCode } from "../evm/read-code.ts";
import type { Code, NeededState, Segments, StateSource } from "../evm/types.ts";
import { readSlots, requestsFor } from "./read-slots.ts";

/** The pending state as far as it was asked for. */
export interface PendingState extends StateSource {
  /** Asks for state with the next read. */
  want(needed: NeededState): void;
  /** Reads all that is wanted, and tells in how many requests; 0 where nothing is wanted. */
  read(): Promise<number>;
}

/** Code of contracts, and by its shape what was compiled of it. */
export interface KnownCode {
  readonly codes: Map<bigint, Code>;
  readonly compiled: Map<string, Segments>;
}

/**
 * @param known Is kept from one state to the next: code does not change once it is there. (What could change it, a
 * delegation of EIP-7702, is not run.)
 */
export function createState(chain: Chain, { codes, compiled }: KnownCode): PendingState {
  const accounts = new Map<bigint, Map<bigint, bigint>>();
  const bare = new Map<bigint, Code>();
  const balances = new Map<bigint, bigint>();
  const wantedSlots = new Map<bigint, Set<bigint>>();
  const wantedCodes = new Set<bigint>();
  const wantedBalances = new Set<bigint>();
  const put = (account: bigint, slot: bigint, value: bigint) => {
    const slots = accounts.get(account);
    if (slots === undefined) accounts.set(account, new Map([[slot, value]]));
    else slots.set(slot, value);
  };
  const code = (account: bigint) => codes.get(account) ?? bare.get(account);
  const ask = (method: string, account: bigint) =>
    chain.request<Hex>(method, [numberToHex(account, { size: 20 }), "pending"]);
  return {
    storage: (account, slot) => accounts.get(account)?.get(slot),
    balance: (account) => balances.get(account),
    code,
    want({ account, what }) {
      if (what === "code") {
        if (code(account) === undefined) wantedCodes.add(account);
      } else if (what === "balance") {
        if (!balances.has(account)) wantedBalances.add(account);
      } else if (!accounts.get(account)?.has(what)) {
        const slots = wantedSlots.get(account);
        if (slots === undefined) wantedSlots.set(account, new Set([what]));
        else slots.add(what);
      }
    },
    async read() {
      const slots = [...wantedSlots].flatMap(([account, own]) => [...own].map((slot) => ({ account, slot })));
      const [ofCode, ofBalance] = [[...wantedCodes], [...wantedBalances]];
      if (slots.length + ofCode.length + ofBalance.length === 0) return 0;
      for (const wanted of [wantedSlots, wantedCodes, wantedBalances]) wanted.clear();
      const [values, foundCodes, foundBalances] = await Promise.all([
        readSlots(chain, slots),
        Promise.all(ofCode.map((account) => ask("eth_getCode", account))),
        Promise.all(ofBalance.map((account) => ask("eth_getBalance", account))),
      ]);
      slots.forEach(({ account, slot }, index) => void put(account, slot, values[index] as bigint));
      ofCode.forEach((account, index) => {
        const text = foundCodes[index] as Hex;
        (text === "0x" ? bare : codes).set(account, readCode(text, compiled));
      });
      ofBalance.forEach((account, index) => {
        balances.set(account, hexToBigInt(foundBalances[index] as Hex));
      });
      return ofCode.length + ofBalance.length + requestsFor(slots.length);
    },
  };
}
