import assert from "node:assert/strict";
import { test } from "node:test";
import { laneOf, payFromLanes } from "../src/handlers/lanes.ts";

test("a lane is the low bits of account and instance", () => {
  assert.equal(laneOf(`0x${"0".repeat(39)}5`, `0x${"f".repeat(38)}03`, 4), 2);
  assert.equal(laneOf(`0x${"0".repeat(39)}5`, `0x${"f".repeat(38)}03`, 1), 0);
});

test("an exit takes from its own lane, then from those that follow and round, then from none", () => {
  assert.deepEqual(payFromLanes([5n, 0n, 7n, 9n], 2, 4n), [5n, 0n, 3n, 9n]);
  assert.deepEqual(payFromLanes([5n, 0n, 7n, 9n], 2, 18n), [3n, 0n, 0n, 0n]);
  assert.deepEqual(payFromLanes([5n, 0n, 7n, 9n], 1, 6n), [5n, 0n, 1n, 9n]);
  assert.deepEqual(payFromLanes([5n, 0n, 7n, 9n], 0, 100n), [0n, 0n, 0n, 0n]);
});
