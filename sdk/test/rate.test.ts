import assert from "node:assert/strict";
import { test } from "node:test";
import {
  RAY,
  type Rate,
  toAssetsDown,
  toAssetsUp,
  toSharesDown,
  toSharesUp,
  unlockedRay,
} from "@millrace/sdk/rate";

const rate: Rate = { fromRay: RAY, fullRay: RAY + 100n, start: 1_000n, periodSeconds: 7n };

test("a price streams linearly, rounded down, and stays at full", () => {
  assert.equal(unlockedRay(rate, 1_000n), RAY);
  assert.equal(unlockedRay(rate, 1_001n), RAY + 14n);
  assert.equal(unlockedRay(rate, 1_006n), RAY + 85n);
  assert.equal(unlockedRay(rate, 1_007n), RAY + 100n);
  assert.equal(unlockedRay(rate, 9_999n), RAY + 100n);
});

test("a price without a period is full at once, and one of the future is where it begins", () => {
  assert.equal(unlockedRay({ ...rate, periodSeconds: 0n }, 1_000n), RAY + 100n);
  assert.equal(unlockedRay(rate, 999n), RAY);
});

test("conversions round against the account that acts, by one unit at most", () => {
  const priceRay = RAY + RAY / 3n;
  for (const amount of [0n, 1n, 2n, 3n, 999_999_999n]) {
    assert.equal(
      toAssetsUp(amount, priceRay) - toAssetsDown(amount, priceRay),
      (amount * priceRay) % RAY === 0n ? 0n : 1n,
    );
    assert.equal(
      toSharesUp(amount, priceRay) - toSharesDown(amount, priceRay),
      (amount * RAY) % priceRay === 0n ? 0n : 1n,
    );
    assert.ok(toAssetsDown(toSharesDown(amount, priceRay), priceRay) <= amount);
    assert.ok(toSharesDown(toAssetsDown(amount, priceRay), priceRay) <= amount);
  }
});
