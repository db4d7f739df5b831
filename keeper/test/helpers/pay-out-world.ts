import { hashWords, purseAddress } from "../../src/sets/expressions.ts";
import { type Observation, type Touch, touchName } from "../../src/sets/observation.ts";

const token = 0xbeef00000000000000000000000000000000000fn;
export const now = 1_800_000_000n;

/** A state and what a call of it touches and hashes, as a gauge that pays positions out would have it. */
export interface World {
  readonly target: bigint;
  readonly epoch: bigint;
  readonly stakes: ReadonlyMap<bigint, { payee: bigint; since: bigint }>;
}

/** Runs a payout of `ids` in a world, keeping what it touches: the reference that templates have to find by themselves. */
export function payOut({ target, epoch, stakes }: World, ids: readonly bigint[], key: bigint): Observation {
  const touched = new Map<string, Touch>();
  const values = new Map<string, bigint>();
  const preimages = new Map<bigint, readonly bigint[]>();
  const hash = (...words: bigint[]) => {
    const found = hashWords(words);
    preimages.set(found, words);
    return found;
  };
  const touch = (account: bigint, slot: bigint, value: bigint, written: boolean) => {
    const name = touchName(account, slot);
    // A trace names the account of every slot as well.
    touched.set(touchName(account, undefined), { account, slot: undefined, written: false });
    touched.set(name, { account, slot, written: written || (touched.get(name)?.written ?? false) });
    values.set(name, value);
  };
  touch(0x5eedn, hash(key, 1n), 0n, true);
  // The open epoch shares a word with when it began.
  touch(target, 6n, epoch | (now << 32n), false);
  for (const id of ids) {
    const { payee, since } = stakes.get(id) ?? { payee: 0n, since: 0n };
    const position = hash(id, 9n);
    touch(target, position, payee | (since << 160n), true);
    touch(target, position + 1n, 0n, false);
    touch(target, hash(id & 63n, 8n), 5n << 100n, true);
    const purse = purseAddress(target, id & 63n);
    touched.set(touchName(purse, undefined), { account: purse, slot: undefined, written: false });
    touch(token, hash(purse, 0n), 7n << 90n, true);
    touch(token, hash(payee, 0n), 9n << 90n, true);
    // Who came before this epoch is paid by its mark.
    if (since < epoch) touch(target, hash(epoch - 1n, 30n) + 1n, 1n << 120n, false);
  }
  const given = new Map([
    ["target", target],
    ["key", key],
    ["executor", 0x5eedn],
  ]);
  return { given, elements: ids, touched, values, preimages, time: now };
}

export function worldOf(seed: number, since: (id: bigint) => bigint = () => 3n): World {
  const stakes = new Map<bigint, { payee: bigint; since: bigint }>();
  for (let lane = 0n; lane < 16n; lane++) {
    const id = (hashWords([BigInt(seed), lane]) & ~63n) | lane;
    stakes.set(id, { payee: hashWords([id]) >> 96n, since: since(id) });
  }
  return { target: hashWords([BigInt(seed)]) >> 96n, epoch: 40n + BigInt(seed), stakes };
}

export const key = (seed: number) => hashWords([BigInt(seed), 77n]);
