import { vaultAbi } from "@millrace/sdk/abis/vaultAbi";
import { encodeFunctionData, toFunctionSelector } from "viem";
import { nextPeriod, type ObserveContext, waitReason } from "./context.ts";
import { createJob, shortAddress } from "./create-job.ts";
import { findEach } from "./find-each.ts";
import type { Candidates } from "./types.ts";

const selector = toFunctionSelector("sweep(uint256[])");

/** Vaults with cash in some lane; one job each, since all lanes of one are swept into the same buffer. */
export async function findSweeps(context: ObserveContext): Promise<Candidates> {
  const { chain, observation } = context;
  return findEach("sweep", observation.instances.vaults, async (vault) => {
    const wait = waitReason(context, vault, selector);
    if (wait !== undefined) return wait;
    const contract = { address: vault, abi: vaultAbi, blockTag: "pending" } as const;
    const laneCount = await chain.client.readContract({ ...contract, functionName: "lanes" });
    const lanes = Array.from({ length: Number(laneCount) }, (_, lane) => BigInt(lane));
    const cash = await Promise.all(
      lanes.map((lane) => chain.client.readContract({ ...contract, functionName: "laneCash", args: [lane] })),
    );
    const due = lanes.filter((_, index) => (cash[index] ?? 0n) > 0n);
    if (due.length === 0) return "no lane has cash";
    return createJob({
      kind: "sweep",
      label: `sweep ${shortAddress(vault)}, ${due.length} lanes`,
      target: vault,
      data: encodeFunctionData({ abi: vaultAbi, functionName: "sweep", args: [due] }),
      period: nextPeriod(context, vault, selector),
    });
  });
}
