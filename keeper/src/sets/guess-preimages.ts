import { fieldOf, hashWords, purseAddress } from "./expressions.ts";
import type { Observation } from "./observation.ts";

/** Variables of contracts begin at one of so many slots; those of mappings in mappings at one of fewer. */
const bases = 48n;
const nestedBases = 16n;
const tokenBases = 6n;
const lanes = 64n;
const smallNumber = 2n ** 24n;
const addressLike = 2n ** 64n;
const beyondAddresses = 2n ** 160n;
/** More keys than this would take longer than a trace. */
const maxKeys = 160;
const maxAddresses = 32;

/**
 * The words whose hashes are the slots that a job touched, found by hashing what they could be: the words that the job was
 * given, addresses and numbers in the slots that it read, over the first slots of a contract.
 *
 * @remarks A node could tell what was hashed, by a tracer that looks at every step; that takes it a hundred times longer.
 */
export function guessPreimages(observation: Observation): Map<bigint, readonly bigint[]> {
  // Members lie up to 63 behind a hash, so a hash and what is behind it differ in the lowest bits or their carry.
  const near = new Set<bigint>();
  for (const { slot } of observation.touched.values()) {
    if (slot === undefined || slot < beyondAddresses) continue;
    near.add(slot >> 6n);
    near.add((slot >> 6n) - 1n);
  }
  const found = new Map<bigint, readonly bigint[]>();
  const tryWords = (words: readonly bigint[]): bigint => {
    const hash = hashWords(words);
    if (near.has(hash >> 6n)) found.set(hash, words);
    return hash;
  };
  const { addresses, numbers } = keysOf(observation);
  for (let base = 0n; base < bases; base++) {
    tryWords([base]);
    for (const key of addresses) tryWords([key, base]);
    for (const key of numbers) tryWords([key, base]);
  }
  // What the target's purses hold is in the first mappings of tokens.
  const target = observation.given.get("target") ?? 0n;
  for (let lane = 0n; lane < lanes; lane++) {
    const purse = purseAddress(target, lane);
    for (let base = 0n; base < tokenBases; base++) tryWords([purse, base]);
  }
  const nested = [...addresses].slice(0, maxAddresses);
  for (const first of [...nested, 1n, 2n, 3n]) {
    for (let base = 0n; base < nestedBases; base++) {
      const outer = [first, base];
      const inner = hashWords(outer);
      for (const second of nested) {
        if (!near.has(hashWords([second, inner]) >> 6n)) continue;
        found.set(inner, outer);
        found.set(hashWords([second, inner]), [second, inner]);
      }
    }
  }
  return found;
}

/** What could key a mapping: addresses and other large words, and small numbers. */
function keysOf(observation: Observation): { addresses: Set<bigint>; numbers: Set<bigint> } {
  const { given, elements, values, touched } = observation;
  const addresses = new Set<bigint>();
  const numbers = new Set<bigint>();
  const add = (word: bigint) => {
    if (word < smallNumber) numbers.add(word);
    else if (word >= addressLike && addresses.size < maxKeys) addresses.add(word);
  };
  for (const word of [...given.values(), ...elements]) add(word);
  for (const { account } of touched.values()) add(account);
  for (const value of values.values()) {
    for (let shift = 0; shift <= 96; shift += 8) {
      const word = fieldOf(value, shift, 160);
      // An address fills its field, or nearly: what begins with many zeros is a number beside others.
      if (word >= 2n ** 140n) add(word);
    }
    for (const shift of [0, 32, 64, 96, 128]) {
      const number = fieldOf(value, shift, 32);
      if (number === 0n || number >= smallNumber) continue;
      numbers.add(number);
      numbers.add(number - 1n);
    }
  }
  for (let lane = 0n; lane < lanes; lane++) numbers.add(lane);
  return { addresses, numbers };
}
