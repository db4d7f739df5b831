import assert from "node:assert/strict";
import { test } from "node:test";
import { toFunctionSelector } from "viem";
import { formatDuration } from "../src/lib/format-duration.ts";
import { formatTime } from "../src/lib/format-time.ts";
import { jobKind } from "../src/lib/job-kind.ts";
import { parseAddress } from "../src/lib/parse-address.ts";
import { rentSeconds } from "../src/lib/rent-seconds.ts";
import { tokenMetadata } from "../src/lib/token-image.ts";

test("a duration shows its two largest units", () => {
  assert.equal(formatDuration(0), "0 s");
  assert.equal(formatDuration(59), "59 s");
  assert.equal(formatDuration(3_600), "1 h");
  assert.equal(formatDuration(3_661), "1 h 1 min");
  assert.equal(formatDuration(86_400 * 3 + 7_200 + 60), "3 d 2 h");
});

test("a time is the same on every machine", () => {
  assert.equal(formatTime(0n), "1970-01-01 00:00 UTC");
  assert.equal(formatTime(1_700_000_000n), "2023-11-14 22:13 UTC");
});

test("a job's kind follows from its selector, in any case", () => {
  assert.equal(jobKind(toFunctionSelector("report()")), "report");
  assert.equal(jobKind(toFunctionSelector("payOut(uint256[])").toUpperCase().replace("0X", "0x")), "payOut");
  assert.equal(jobKind("0x00000000"), "other");
});

test("an address is read whatever its case, and nothing else is", () => {
  const address = "0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045";
  assert.equal(parseAddress(` ${address.toLowerCase()} `), address);
  assert.equal(parseAddress("0x1234"), undefined);
  assert.equal(parseAddress("javascript:alert(1)"), undefined);
});

test("a rental's length keeps to the vault's terms", () => {
  const terms = { minSeconds: 3_600, maxSeconds: 86_400 };
  const read = (text: string, unit: "minutes" | "hours" | "days") =>
    rentSeconds({ text, unit }, terms, formatDuration);
  assert.deepEqual(read("2", "hours"), { seconds: 7_200 });
  assert.deepEqual(read("59", "minutes"), { error: "At least 1 h" });
  assert.deepEqual(read("2", "days"), { error: "At most 1 d" });
  assert.deepEqual(read("1.5", "days"), { error: "Write a whole number" });
  assert.equal(read("", "days"), undefined);
});

test("an item's picture is shown only where it is on chain", () => {
  const svg = `data:image/svg+xml;base64,${btoa("<svg/>")}`;
  const json = (value: unknown) => `data:application/json;base64,${btoa(JSON.stringify(value))}`;
  assert.deepEqual(tokenMetadata(json({ name: "Land #1", image: svg })), { name: "Land #1", image: svg });
  assert.equal(tokenMetadata(json({ image: "https://example.org/a.png" })).image, undefined);
  assert.equal(
    tokenMetadata(`data:application/json;utf8,${encodeURIComponent(JSON.stringify({ image: svg }))}`).image,
    svg,
  );
  assert.equal(tokenMetadata("https://example.org/1.json").image, undefined);
  assert.equal(tokenMetadata("data:application/json;base64,%%%").image, undefined);
  assert.equal(tokenMetadata("data:application/json;base64,bnVsbA==").image, undefined);
});
