import { executorAbi } from "@millrace/sdk/abis/executorAbi";
import { encodeFunctionData, type Hex } from "viem";
import type { Job } from "../observe/types.ts";

/** The calldata of the executor for several jobs in one transaction, each by itself. */
export function encodeExecuteEach(
  jobs: readonly { readonly job: Pick<Job, "key" | "target">; readonly inner: Hex }[],
  batch: bigint,
): Hex {
  return encodeFunctionData({
    abi: executorAbi,
    functionName: "executeEach",
    args: [batch, jobs.map(({ job: { key, target }, inner }) => ({ key, target, data: inner }))],
  });
}
