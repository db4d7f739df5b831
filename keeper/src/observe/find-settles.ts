import { gaugeAbi } from "@millrace/sdk/abis/gaugeAbi";
import { encodeFunctionData, toFunctionSelector } from "viem";
import { type ObserveContext, waitReason } from "./context.ts";
import { createJob, shortAddress } from "./create-job.ts";
import { findEach } from "./find-each.ts";
import type { Candidates } from "./types.ts";

const data = encodeFunctionData({ abi: gaugeAbi, functionName: "settle" });
const selector = toFunctionSelector("settle()");

/** Gauges whose stream has released something in the open epoch. */
export async function findSettles(context: ObserveContext): Promise<Candidates> {
  const { chain, observation } = context;
  return findEach("settle", observation.instances.gauges, async (gauge) => {
    const wait = waitReason(context, gauge, selector);
    if (wait !== undefined) return wait;
    const contract = { address: gauge, abi: gaugeAbi, blockTag: "pending" } as const;
    const [[number], tokens] = await Promise.all([
      chain.client.readContract({ ...contract, functionName: "epoch" }),
      chain.client.readContract({ ...contract, functionName: "rewardTokens" }),
    ]);
    const released = await Promise.all(
      tokens.map((token) =>
        chain.client.readContract({ ...contract, functionName: "releasable", args: [token] }),
      ),
    );
    if (released.every((amount) => amount === 0n)) return "nothing was released in the open epoch";
    return createJob({
      kind: "settle",
      label: `settle ${shortAddress(gauge)} epoch ${number}`,
      target: gauge,
      data,
      period: BigInt(number),
    });
  });
}
