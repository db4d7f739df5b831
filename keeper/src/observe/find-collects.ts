import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import { encodeFunctionData, toFunctionSelector } from "viem";
import { nextPeriod, type ObserveContext, waitReason } from "./context.ts";
import { createJob, shortAddress } from "./create-job.ts";
import { findEach } from "./find-each.ts";
import type { Candidates } from "./types.ts";

const selector = toFunctionSelector("collect(uint256[])");

/**
 * NFT vaults with rent or fees in some lane; one job each, which spares the other lanes a transaction. It shares no slot
 * with other vaults' jobs, not even where they pay into the same gauge.
 */
export async function findCollects(context: ObserveContext): Promise<Candidates> {
  const { chain, observation } = context;
  return findEach("collect", observation.instances.nftVaults, async (nftVault) => {
    const wait = waitReason(context, nftVault, selector);
    if (wait !== undefined) return wait;
    const contract = { address: nftVault, abi: nftVaultAbi, blockTag: "pending" } as const;
    const laneCount = await chain.client.readContract({ ...contract, functionName: "lanes" });
    const lanes = Array.from({ length: Number(laneCount) }, (_, lane) => BigInt(lane));
    const income = await Promise.all(
      lanes.map((lane) =>
        chain.client.readContract({ ...contract, functionName: "laneIncome", args: [lane] }),
      ),
    );
    const due = lanes.filter((_, index) => income[index]?.some((amount) => amount > 0n));
    if (due.length === 0) return "no lane has income";
    return createJob({
      kind: "collect",
      label: `collect ${shortAddress(nftVault)}, ${due.length} lanes`,
      target: nftVault,
      data: encodeFunctionData({ abi: nftVaultAbi, functionName: "collect", args: [due] }),
      period: nextPeriod(context, nftVault, selector),
    });
  });
}
