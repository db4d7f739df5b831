import assert from "node:assert/strict";
import { test } from "node:test";
import { vaultAbi } from "@millrace/sdk/abis/vaultAbi";
import {
  ContractFunctionExecutionError,
  ContractFunctionRevertedError,
  encodeErrorResult,
  type Hex,
  parseAbi,
  UserRejectedRequestError,
} from "viem";
import { describeError } from "../src/lib/describe-error.ts";
import { knownErrors } from "../src/lib/known-errors.ts";

function reverted(data: Hex): ContractFunctionExecutionError {
  const cause = new ContractFunctionRevertedError({ abi: vaultAbi, data, functionName: "deposit" });
  return new ContractFunctionExecutionError(cause, { abi: vaultAbi, functionName: "deposit", args: [1n] });
}

test("a custom error of another contract is told in words, with its values", () => {
  const data = encodeErrorResult({ abi: knownErrors, errorName: "TooLittleOut", args: [9n, 10n] });
  const text = describeError(reverted(data));
  assert.match(text, /^The price moved/);
  assert.match(text, /amountOut 9, minOut 10/);
});

test("a custom error without a sentence of its own is named", () => {
  const data = encodeErrorResult({ abi: knownErrors, errorName: "PermitExpired", args: [5n] });
  assert.equal(describeError(reverted(data)), "The contract refused: Permit Expired (deadline 5).");
});

test("an unknown error shows its selector rather than nothing", () => {
  const data = encodeErrorResult({
    abi: parseAbi(["error Stranger(uint256 x)"]),
    errorName: "Stranger",
    args: [1n],
  });
  assert.match(describeError(reverted(data)), new RegExp(data.slice(0, 10)));
});

test("a reason text is passed on", () => {
  const data = encodeErrorResult({
    abi: parseAbi(["error Error(string)"]),
    errorName: "Error",
    args: ["no cash"],
  });
  assert.equal(describeError(reverted(data)), "The contract refused: no cash.");
});

test("declining in the wallet is not a failure of the contract", () => {
  assert.equal(
    describeError(new UserRejectedRequestError(new Error("no"))),
    "You declined it in the wallet.",
  );
});

test("anything else keeps its message", () => {
  assert.equal(describeError(new Error("the network is down")), "the network is down");
});
