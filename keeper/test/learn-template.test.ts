import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Environment } from "../src/sets/expressions.ts";
import { guessPreimages } from "../src/sets/guess-preimages.ts";
import { createTemplate } from "../src/sets/learn-template.ts";
import { environmentOf, type Observation, type Touch, touchName } from "../src/sets/observation.ts";
import { key, now, payOut, type World, worldOf } from "./helpers/pay-out-world.ts";

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
