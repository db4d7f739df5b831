import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { classifySendError } from "../src/act/classify-send-error.ts";

describe("classifySendError", () => {
  for (const [words, outcome] of [
    ["already known", "known"],
    ["transaction already imported", "known"],
    ["nonce too low: next nonce 5, tx nonce 4", "nonceUsed"],
    ["replacement transaction underpriced", "underpriced"],
    ["max fee per gas less than block base fee", "underpriced"],
    ["insufficient funds for gas * price + value", "unfunded"],
    ["fetch failed", "unknown"],
  ] as const) {
    it(`knows "${words}"`, () => {
      const cause = Object.assign(new Error("RPC Request failed."), { details: words });
      assert.equal(classifySendError(new Error("send failed", { cause })), outcome);
    });
  }
});
