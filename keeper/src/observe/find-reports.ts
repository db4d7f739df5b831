import { vaultAbi } from "@millrace/sdk/abis/vaultAbi";
import { decodeFunctionResult, encodeFunctionData, toFunctionSelector } from "viem";
import { simulateCall } from "../sets/simulate-call.ts";
import { nextPeriod, type ObserveContext, waitReason } from "./context.ts";
import { createJob, shortAddress } from "./create-job.ts";
import { findEach } from "./find-each.ts";
import type { Candidates } from "./types.ts";

const data = encodeFunctionData({ abi: vaultAbi, functionName: "report" });
const selector = toFunctionSelector("report()");

/** Vaults of which a report would show a gain or a loss, or release a reserve. */
export async function findReports(context: ObserveContext): Promise<Candidates> {
  return findEach("report", context.observation.instances.vaults, async (vault) => {
    const wait = waitReason(context, vault, selector);
    if (wait !== undefined) return wait;
    const simulated = await simulateCall(
      context.chain,
      {
        from: context.chain.deployment.executor,
        to: vault,
        data,
      },
      context.observation.timestamp,
    );
    if (!simulated.ok) return simulated.reason;
    const result = decodeFunctionResult({ abi: vaultAbi, functionName: "report", data: simulated.output });
    if (result.gain === 0n && result.loss === 0n && result.reserve === 0n) return "nothing to report";
    return createJob({
      kind: "report",
      label: `report ${shortAddress(vault)}`,
      target: vault,
      data,
      period: nextPeriod(context, vault, selector),
    });
  });
}
