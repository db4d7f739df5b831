import { BaseError, ContractFunctionRevertedError, decodeErrorResult, UserRejectedRequestError } from "viem";
import { errorSentences, knownErrors } from "./known-errors.ts";

function named(
  name: string,
  inputs: readonly { name?: string | undefined }[],
  args: readonly unknown[],
): string {
  const values = args.map(
    (value, index) => `${inputs[index]?.name || `value ${index + 1}`} ${String(value)}`,
  );
  const sentence =
    errorSentences[name] ?? `The contract refused: ${name.replace(/(?<=[a-z])(?=[A-Z])/g, " ")}`;
  return values.length === 0 ? `${sentence}.` : `${sentence} (${values.join(", ")}).`;
}

/** Says in one sentence why a transaction or a read failed, with the values of the contract's custom error. */
export function describeError(error: unknown): string {
  if (!(error instanceof BaseError))
    return error instanceof Error ? error.message : "Something failed without a reason.";
  if (error.walk((cause) => cause instanceof UserRejectedRequestError))
    return "You declined it in the wallet.";

  const revert = error.walk((cause) => cause instanceof ContractFunctionRevertedError);
  if (revert instanceof ContractFunctionRevertedError) {
    if (revert.raw && revert.raw !== "0x") {
      try {
        const { abiItem, errorName, args } = decodeErrorResult({ abi: knownErrors, data: revert.raw });
        if (errorName !== "Error" && errorName !== "Panic") {
          return named(errorName, "inputs" in abiItem ? abiItem.inputs : [], args ?? []);
        }
      } catch {
        // The selector is of no error we know: what viem made of it has to do.
      }
    }
    if (
      revert.data?.errorName &&
      revert.data.abiItem &&
      !["Error", "Panic"].includes(revert.data.errorName)
    ) {
      return named(
        revert.data.errorName,
        "inputs" in revert.data.abiItem ? revert.data.abiItem.inputs : [],
        revert.data.args ?? [],
      );
    }
    return `The contract refused${revert.reason ? `: ${revert.reason}` : revert.signature ? ` with ${revert.signature}` : ""}.`;
  }
  return error.shortMessage;
}
