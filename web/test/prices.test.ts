import assert from "node:assert/strict";
import { test } from "node:test";
import { RAY } from "@millrace/sdk/rate";
import { sharePriceWad, streamingCostWad, WAD } from "../src/lib/price.ts";
import { priceSeries } from "../src/lib/price-series.ts";

const rate = { fromRay: RAY, fullRay: RAY + RAY / 100n, start: 1_000n, periodSeconds: 100n };

test("the streaming cost is the part of the price that is not released yet", () => {
  assert.equal(streamingCostWad(rate, 1_100n), 0n);
  assert.equal(streamingCostWad(rate, 5_000n), 0n);
  // 1.01 to enter, 1.00 to leave: 1/101 of the deposit, rounded up.
  assert.equal(streamingCostWad(rate, 1_000n), WAD / 101n + 1n);
  assert.ok(streamingCostWad(rate, 1_050n) < streamingCostWad(rate, 1_049n));
});

test("a vault that has no price yet costs nothing to enter", () => {
  assert.equal(streamingCostWad({ fromRay: 0n, fullRay: 0n, start: 0n, periodSeconds: 0n }, 10n), 0n);
});

test("a share's price is in whole assets whatever the decimals", () => {
  assert.equal(sharePriceWad(RAY, 6, 6), WAD);
  assert.equal(sharePriceWad(RAY / 10n ** 12n, 18, 6), WAD);
});

test("the price's history bends at reports and where a stream ends", () => {
  const scale = (ray: bigint) => Number(ray);
  const reports = [
    { timestamp: 100n, fromRay: 10n, fullRay: 20n },
    { timestamp: 200n, fromRay: 15n, fullRay: 30n },
  ];
  assert.deepEqual(priceSeries(reports, 50n, 225n, scale), [
    { time: 100, unlocked: 10, full: 20 },
    { time: 150, unlocked: 20, full: 20 },
    { time: 200, unlocked: 20, full: 20 },
    { time: 200, unlocked: 15, full: 30 },
    { time: 225, unlocked: 22.5, full: 30 },
  ]);
});

test("a loss shows at once, and without a stream there is nothing to divide by", () => {
  const points = priceSeries([{ timestamp: 100n, fromRay: 8n, fullRay: 8n }], 0n, 100n, Number);
  assert.deepEqual(points, [{ time: 100, unlocked: 8, full: 8 }]);
  assert.deepEqual(priceSeries([], 50n, 100n, Number), []);
});
