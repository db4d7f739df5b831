import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { raiseFees } from "../src/act/fees.ts";
import { type IntentView, nextStep } from "../src/act/next-step.ts";

const policy = {
  ...{ finalBlocks: 32, replaceAfterMs: 1_000, maxReplacements: 2 },
  ...{ maxFeePerGas: 10n ** 12n, receiptTimeoutMs: 10_000 },
};
const hash = `0x${"aa".repeat(32)}` as const;
const job = { purpose: "job" } as const;
const view = (
  changes: Partial<IntentView>,
  state: IntentView["intent"]["state"] = "accepted",
): IntentView => ({
  intent: { state, nonce: 5, blockHash: state === "mined" || state === "reverted" ? hash : null },
  ...{ signed: [job], inclusion: undefined, finalBlock: 100n, used: 5 },
  ...{ overtakenMs: 0, sinceSignedMs: 0, sinceSentMs: 0 },
  ...changes,
});
const late = { sinceSignedMs: 1_500, sinceSentMs: 1_500 };
const included = (blockNumber: bigint, blockHash: IntentView["intent"]["blockHash"] = hash) => ({
  inclusion: { blockNumber, blockHash: blockHash as typeof hash },
});

describe("nextStep", () => {
  for (const [name, given, expected] of [
    ["waits for what was just sent", view({}), "wait"],
    ["sends what was signed and maybe never sent", view({}, "signed"), "rebroadcast"],
    ["sends again what is late by half", view({ sinceSignedMs: 600, sinceSentMs: 600 }), "rebroadcast"],
    ["replaces what is late", view(late), "replace"],
    ["cancels what was replaced often enough", view({ ...late, signed: [job, job, job] }), "cancel"],
    [
      "raises the fee of a cancellation that is late",
      view({ ...late, signed: [job, job, job, { purpose: "cancel" }] }),
      "replace",
    ],
    ["waits while a nonce seems used", view({ ...late, used: 6, overtakenMs: 500 }), "wait"],
    ["gives up a nonce that is used for long", view({ used: 6, overtakenMs: 1_500 }), "close"],
    ["never replaces what cannot be next", view({ ...late, used: 3 }), "fill"],
    ["writes down what is mined", view(included(50n)), "mine"],
    ["lets what is mined grow deep", view(included(101n), "mined"), "wait"],
    ["takes what is deep as final", view(included(100n), "mined"), "finalise"],
    ["takes what reverted as final once deep", view(included(100n), "reverted"), "finalise"],
    ["finds what moved to another block", view(included(50n, `0x${"bb".repeat(32)}`), "mined"), "mine"],
    ["takes up what a reorganisation undid", view({}, "mined"), "reopen"],
    ["takes up what reverted in a block that is gone", view({}, "reverted"), "reopen"],
  ] as const) {
    it(name, () => assert.equal(nextStep(given, policy).do, expected));
  }

  it("fills the first nonce that is missing", () => {
    assert.deepEqual(nextStep(view({ ...late, used: 3 }), policy), { do: "fill", nonce: 3 });
  });
});

describe("raiseFees", () => {
  const fees = (maxFeePerGas: bigint, maxPriorityFeePerGas: bigint) => ({
    maxFeePerGas,
    maxPriorityFeePerGas,
  });

  it("raises both fees by at least a tenth, and to what is usual now", () => {
    for (const last of [1n, 7n, 1_000n, 123_456_789n]) {
      const raised = raiseFees(fees(last, last), fees(0n, 0n), 10n ** 18n);
      assert.ok(raised !== undefined);
      assert.ok(raised.maxFeePerGas * 10n >= last * 11n, `${raised.maxFeePerGas} for ${last}`);
      assert.ok(raised.maxPriorityFeePerGas * 10n >= last * 11n);
    }
    assert.deepEqual(raiseFees(fees(100n, 10n), fees(900n, 50n), 1_000n), fees(900n, 50n));
  });

  it("stays below the cap, and does not try what nodes refuse", () => {
    assert.deepEqual(raiseFees(fees(100n, 10n), fees(900n, 50n), 500n), fees(500n, 50n));
    assert.equal(raiseFees(fees(490n, 10n), fees(900n, 50n), 500n), undefined);
  });
});
