import assert from "node:assert/strict";
import { test } from "node:test";
import { borrowRateWad, supplyRateWad } from "../src/lib/market-view.ts";

/** 10 % a year, as the contract keeps it: rounded down to a second. */
const ratePerSecondRay = 10n ** 26n / (365n * 86_400n);

test("a rate a second is shown as what a year of it costs, rounded down", () => {
  const yearWad = borrowRateWad({ ratePerSecondRay });
  assert.ok(yearWad <= 10n ** 17n);
  assert.ok(yearWad > 10n ** 17n - 10n ** 9n);
});

test("suppliers earn what borrowers pay, by what is lent, less the fee", () => {
  const market = { ratePerSecondRay, cash: 25n, debt: 75n, feeWad: 10n ** 17n };
  // 10 % on three quarters, less a tenth of it.
  assert.equal(supplyRateWad(market) / 10n ** 9n, (675n * 10n ** 14n - 1n) / 10n ** 9n);
  assert.equal(supplyRateWad({ ...market, debt: 0n }), 0n);
});
