import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Environment, hashWords, purseAddress } from "../src/sets/expressions.ts";
import { guessPreimages } from "../src/sets/guess-preimages.ts";
import { createTemplate } from "../src/sets/learn-template.ts";
import { environmentOf, type Observation, type Touch, touchName } from "../src/sets/observation.ts";

const token = 0xbeef00000000000000000000000000000000000fn;
const now = 1_800_000_000n;

/** A state and what a call of it touches and hashes, as a gauge that pays positions out would have it. */
interface World {
  readonly target: bigint;
  readonly epoch: bigint;
  readonly stakes: ReadonlyMap<bigint, { payee: bigint; since: bigint }>;
}

/** Runs a payout of `ids` in a world, keeping what it touches: the reference that templates have to find by themselves. */
function payOut({ target, epoch, stakes }: World, ids: readonly bigint[], key: bigint): Observation {
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

function worldOf(seed: number, since: (id: bigint) => bigint = () => 3n): World {
  const stakes = new Map<bigint, { payee: bigint; since: bigint }>();
  for (let lane = 0n; lane < 16n; lane++) {
    const id = (hashWords([BigInt(seed), lane]) & ~63n) | lane;
    stakes.set(id, { payee: hashWords([id]) >> 96n, since: since(id) });
  }
  return { target: hashWords([BigInt(seed)]) >> 96n, epoch: 40n + BigInt(seed), stakes };
}

const key = (seed: number) => hashWords([BigInt(seed), 77n]);
const idsOf = (world: World) => [...world.stakes.keys()];
/** What a node would answer: every slot of the observation, and nothing else. */
const stateOf = (observation: Observation): Environment => environmentOf(observation);

describe("guessPreimages", () => {
  it("finds what was hashed from what the job was given and what it read", () => {
    for (let seed = 1; seed <= 5; seed++) {
      const world = worldOf(seed);
      const observation = payOut(world, idsOf(world).slice(0, 3), key(seed));
      const found = guessPreimages(observation);
      for (const [hash, words] of observation.preimages) {
        assert.deepEqual(found.get(hash), words, `${words}, seed ${seed}`);
      }
    }
  });
});

describe("templates", () => {
  it("derive slots of gauges, epochs and positions never seen from those that were", () => {
    const template = createTemplate();
    for (let seed = 1; seed <= 6; seed++) {
      const world = worldOf(seed);
      const [a = 0n, b = 0n, c = 0n] = idsOf(world);
      template.learn(payOut(world, seed % 2 === 0 ? [a, b] : [c], key(seed)));
    }
    for (let seed = 100; seed < 120; seed++) {
      const world = worldOf(seed);
      const ids = idsOf(world).slice(seed % 3, (seed % 3) + 1 + (seed % 4));
      const actual = payOut(world, ids, key(seed));
      const predicted = template.predict(stateOf(actual), now);
      assert.ok(predicted !== undefined, `predicted, seed ${seed}`);
      const flags = (touches: ReadonlyMap<string, Touch>) =>
        [...touches].map(([name, { written }]) => `${name} ${written}`).sort();
      assert.deepEqual(flags(predicted), flags(actual.touched), `exact, seed ${seed}`);
    }
  });

  it("say nothing where the state says that the call would go another way", () => {
    const template = createTemplate();
    for (let seed = 1; seed <= 6; seed++) {
      const world = worldOf(seed);
      template.learn(payOut(world, idsOf(world).slice(0, 1 + (seed % 2)), key(seed)));
    }
    const world = worldOf(50, () => 90n);
    const fresh = payOut(world, idsOf(world).slice(0, 1), key(50));
    const predicted = template.predict(stateOf(fresh), now);
    if (predicted !== undefined) assert.equal(predicted.size, fresh.touched.size, "a path that differs");
    // Once it is traced, the other way is a path as well, and the state tells which to take.
    for (let seed = 51; seed < 56; seed++) {
      const other = worldOf(seed, () => 90n);
      template.learn(payOut(other, idsOf(other).slice(0, 1 + (seed % 2)), key(seed)));
    }
    for (const [seed, since] of [
      [60, 90n],
      [61, 3n],
    ] as const) {
      const both = worldOf(seed, () => since);
      const actual = payOut(both, idsOf(both).slice(0, 1), key(seed));
      const told = template.predict(stateOf(actual), now);
      if (told !== undefined)
        assert.deepEqual([...told.keys()].sort(), [...actual.touched.keys()].sort(), `seed ${seed}`);
    }
  });

  it("ask for the slots that they need, and are silent without them", () => {
    const template = createTemplate();
    const world = worldOf(1);
    for (let seed = 1; seed <= 3; seed++) template.learn(payOut(world, idsOf(world).slice(0, 2), key(seed)));
    const { given, elements } = payOut(world, idsOf(world).slice(2, 3), key(9));
    const blind: Environment = { given, elements, read: () => undefined };
    assert.equal(template.predict(blind, now), undefined);
    assert.ok(template.needs(blind).has(touchName(world.target, 6n)));
  });
});
