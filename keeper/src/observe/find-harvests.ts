import { strategyAbi } from "@millrace/sdk/abis/strategyAbi";
import { type Address, decodeFunctionResult, encodeFunctionData, type Hex, toFunctionSelector } from "viem";
import { simulateCall } from "../sets/simulate-call.ts";
import { nextPeriod, type ObserveContext, waitReason } from "./context.ts";
import { createJob, shortAddress } from "./create-job.ts";
import { findEach } from "./find-each.ts";
import type { Candidates } from "./types.ts";

const selector = toFunctionSelector("harvest(uint256)");

/** Strategies of which a harvest would bring assets; at least those of the simulation, less slippage, are asked for. */
export async function findHarvests(context: ObserveContext): Promise<Candidates> {
  return findEach("harvest", context.observation.instances.strategies, async (strategy) => {
    const wait = waitReason(context, strategy, selector);
    if (wait !== undefined) return wait;
    const harvest = await harvestData(context, strategy, context.observation.timestamp);
    if ("reason" in harvest) return harvest.reason;
    return createJob({
      kind: "harvest",
      label: `harvest ${shortAddress(strategy)}`,
      target: strategy,
      data: harvest.data,
      period: nextPeriod(context, strategy, selector),
      recompute: async (time) => {
        const again = await harvestData(context, strategy, time);
        return "reason" in again ? undefined : again.data;
      },
    });
  });
}

async function harvestData(
  context: ObserveContext,
  strategy: Address,
  time: bigint,
): Promise<{ data: Hex } | { reason: string }> {
  const encode = (minAssets: bigint) =>
    encodeFunctionData({ abi: strategyAbi, functionName: "harvest", args: [minAssets] });
  const simulated = await simulateCall(
    context.chain,
    {
      from: context.chain.deployment.executor,
      to: strategy,
      data: encode(0n),
    },
    time,
  );
  if (!simulated.ok) return { reason: simulated.reason };
  const assets = decodeFunctionResult({ abi: strategyAbi, functionName: "harvest", data: simulated.output });
  if (assets === 0n) return { reason: "nothing to harvest" };
  return { data: encode((assets * BigInt(10_000 - context.slippageBps)) / 10_000n) };
}
