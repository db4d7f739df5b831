import { readCode } from "./read-code.ts";
import type { Code, NeededState, StateSource } from "./types.ts";

export interface Slot {
  readonly original: bigint;
  value: bigint;
  isWarm: boolean;
}

export interface Account {
  readonly address: bigint;
  readonly slots: Map<bigint, Slot>;
  readonly transient: Map<bigint, bigint>;
  isWarm: boolean;
}

/** The state of one transaction on top of that before it. */
export interface Overlay {
  /** Accounts that were touched, also by calls that were undone. */
  readonly accounts: ReadonlyMap<bigint, Account>;
  /** What the source does not know. It is taken for zero, so that one run tells of much that it lacks. */
  readonly lacking: readonly NeededState[];
  account(address: bigint): Account;
  codeOf(address: bigint): Code;
  /** Its balance before the transaction, in wei. */
  balanceOf(address: bigint): bigint;
  /** The slot, touched and warm from now on, and whether it was cold. */
  slot(account: Account, slot: bigint): { readonly at: Slot; readonly wasCold: boolean };
  /** Touches an account, and tells whether it was cold. */
  warm(account: Account): boolean;
  write(slot: Slot, value: bigint): void;
  writeTransient(account: Account, slot: bigint, value: bigint): void;
  /** A point that `undo` goes back to. */
  mark(): number;
  undo(mark: number): void;
}

const noCode = readCode("0x");

export function createOverlay(source: StateSource): Overlay {
  const accounts = new Map<bigint, Account>();
  const lacking: NeededState[] = [];
  const undoes: (() => void)[] = [];
  const account = (address: bigint): Account => {
    let found = accounts.get(address);
    if (found === undefined) {
      found = { address, slots: new Map(), transient: new Map(), isWarm: false };
      accounts.set(address, found);
    }
    return found;
  };
  return {
    ...{ accounts, lacking, account },
    codeOf(address) {
      const code = source.code(address);
      if (code === undefined) lacking.push({ account: address, what: "code" });
      return code ?? noCode;
    },
    balanceOf(address) {
      const balance = source.balance(address);
      if (balance === undefined) lacking.push({ account: address, what: "balance" });
      return balance ?? 0n;
    },
    slot({ address, slots }, slot) {
      let at = slots.get(slot);
      if (at === undefined) {
        const found = source.storage(address, slot);
        if (found === undefined) lacking.push({ account: address, what: slot });
        const value = found ?? 0n;
        at = { original: value, value, isWarm: false };
        slots.set(slot, at);
      }
      if (at.isWarm) return { at, wasCold: false };
      const cold = at;
      cold.isWarm = true;
      undoes.push(() => {
        cold.isWarm = false;
      });
      return { at, wasCold: true };
    },
    warm(of) {
      if (of.isWarm) return false;
      of.isWarm = true;
      undoes.push(() => {
        of.isWarm = false;
      });
      return true;
    },
    write(slot, value) {
      const before = slot.value;
      slot.value = value;
      undoes.push(() => {
        slot.value = before;
      });
    },
    writeTransient({ transient }, slot, value) {
      const before = transient.get(slot) ?? 0n;
      transient.set(slot, value);
      undoes.push(() => transient.set(slot, before));
    },
    mark: () => undoes.length,
    undo(mark) {
      while (undoes.length > mark) undoes.pop()?.();
    },
  };
}
