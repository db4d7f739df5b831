import assert from "node:assert/strict";
import { test } from "node:test";
import { amountText } from "../src/lib/amount-text.ts";
import { formatAmount } from "../src/lib/format-amount.ts";
import { formatCompact } from "../src/lib/format-compact.ts";
import { formatPercent } from "../src/lib/format-percent.ts";
import { minOut } from "../src/lib/min-out.ts";
import { parseAmount } from "../src/lib/parse-amount.ts";

test("an amount is truncated, never rounded up", () => {
  assert.equal(formatAmount(1_999_999n, 6, 2), "1.99");
  assert.equal(formatAmount(999_999_999_999n, 6, 4), "999\u202f999.9999");
  assert.equal(formatAmount(1_234_567_890_123n, 6), "1\u202f234\u202f567.8901");
});

test("an amount too small to show is not shown as nothing", () => {
  assert.equal(formatAmount(1n, 18, 4), "0.000000000000000001");
  assert.equal(formatAmount(123_456_789n, 18, 4), "0.0000000001234");
  assert.equal(formatAmount(0n, 18, 4), "0");
  assert.equal(formatAmount(-1n, 6, 2), "−0.000001");
  assert.equal(formatAmount(-1_500_000n, 6, 2), "−1.5");
});

test("a token without decimals has none", () => {
  assert.equal(formatAmount(1_234n, 0), "1\u202f234");
  assert.equal(formatAmount(0n, 0), "0");
});

test("a headline amount is truncated at its scale", () => {
  assert.equal(formatCompact(1_999_999n * 10n ** 6n, 6), "1.99M");
  assert.equal(formatCompact(999_999_999_999n, 6), "999.99k");
  assert.equal(formatCompact(999_990_000n, 6), "999.9");
  assert.equal(formatCompact(1_234_500n, 6), "1.234");
  assert.equal(formatCompact(1n, 18), "0.000000000000000001");
  assert.equal(formatCompact(0n, 18), "0");
});

test("a dot and a comma are both decimal marks", () => {
  assert.deepEqual(parseAmount("1.5", 6), { amount: 1_500_000n });
  assert.deepEqual(parseAmount("1,5", 6), { amount: 1_500_000n });
  assert.deepEqual(parseAmount(" 1 000,25 ", 6), { amount: 1_000_250_000n });
  assert.deepEqual(parseAmount(".5", 6), { amount: 500_000n });
  assert.deepEqual(parseAmount("5.", 6), { amount: 5_000_000n });
});

test("what a page shows can be pasted into a field", () => {
  assert.deepEqual(parseAmount(formatAmount(1_234_567_890_123n, 6, 6), 6), { amount: 1_234_567_890_123n });
});

test("an empty field is neither an amount nor an error", () => {
  assert.equal(parseAmount("", 6), undefined);
  assert.equal(parseAmount("   ", 6), undefined);
});

test("what is no amount is refused with its reason", () => {
  for (const text of ["abc", "1.2.3", "1,000.50", "-1", "1e6", ".", "0x10"]) {
    assert.match(parseAmount(text, 6)?.error ?? "", /digits/, text);
  }
  assert.match(parseAmount("1.1234567", 6)?.error ?? "", /6 decimals/);
  assert.match(parseAmount("1.5", 0)?.error ?? "", /Whole/);
});

test("parsing an amount's text gives the amount back, to the unit", () => {
  for (const decimals of [0, 6, 8, 18]) {
    for (const amount of [0n, 1n, 9n, 10n, 123_456_789n, 10n ** 18n, 2n ** 128n - 1n]) {
      assert.deepEqual(parseAmount(amountText(amount, decimals), decimals), { amount });
    }
  }
});

test("a share is a percentage, truncated toward zero", () => {
  assert.equal(formatPercent(10n ** 18n), "100 %");
  assert.equal(formatPercent(55n * 10n ** 12n, 4), "0.0055 %");
  assert.equal(formatPercent(1_999n * 10n ** 13n), "1.99 %");
  assert.equal(formatPercent(1n), "<0.01 %");
  assert.equal(formatPercent(0n), "0 %");
  assert.equal(formatPercent(-5n * 10n ** 16n), "−5 %");
});

test("the least out is rounded in favour of who swaps", () => {
  assert.equal(minOut(10_000n, 50n), 9_950n);
  assert.equal(minOut(1n, 50n), 1n);
  assert.equal(minOut(0n, 50n), 0n);
});
