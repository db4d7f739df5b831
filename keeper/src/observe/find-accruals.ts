import { marketAbi } from "@millrace/sdk/abis/marketAbi";
import { decodeFunctionResult, encodeFunctionData, toFunctionSelector } from "viem";
import { simulateCall } from "../sets/simulate-call.ts";
import { nextPeriod, type ObserveContext, waitReason } from "./context.ts";
import { createJob, shortAddress } from "./create-job.ts";
import { findEach } from "./find-each.ts";
import type { Candidates } from "./types.ts";

const data = encodeFunctionData({ abi: marketAbi, functionName: "accrue" });
const selector = toFunctionSelector("accrue()");

/** Markets whose epoch can be closed, and of which an accrual would move the rate or a price. */
export async function findAccruals(context: ObserveContext): Promise<Candidates> {
  const { chain, observation } = context;
  return findEach("accrue", observation.instances.markets, async (market) => {
    const wait = waitReason(context, market, selector);
    if (wait !== undefined) return wait;
    const contract = { address: market, abi: marketAbi, blockTag: "pending" } as const;
    const closableAt = await chain.client.readContract({ ...contract, functionName: "epochClosableAt" });
    if (closableAt > observation.timestamp) return `the epoch can be closed at ${closableAt}`;
    const [fullRay, ratePerSecondRay, simulated] = await Promise.all([
      chain.client.readContract({ ...contract, functionName: "fullPriceRay" }),
      chain.client.readContract({ ...contract, functionName: "ratePerSecondRay" }),
      simulateCall(chain, { from: chain.deployment.executor, to: market, data }, observation.timestamp),
    ]);
    if (!simulated.ok) return simulated.reason;
    const after = decodeFunctionResult({ abi: marketAbi, functionName: "accrue", data: simulated.output });
    const moves = after.fullRay !== fullRay || after.ratePerSecondRay !== ratePerSecondRay;
    if (!moves && after.debtAssets === 0n) return "nothing is lent";
    return createJob({
      kind: "accrue",
      label: `accrue ${shortAddress(market)}`,
      target: market,
      data,
      period: nextPeriod(context, market, selector),
    });
  });
}
