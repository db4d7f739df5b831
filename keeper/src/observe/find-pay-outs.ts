import { gaugeAbi } from "@millrace/sdk/abis/gaugeAbi";
import { type Address, encodeFunctionData, encodePacked, keccak256, toEventSelector } from "viem";
import { simulateCall } from "../sets/simulate-call.ts";
import type { ObserveContext } from "./context.ts";
import { createJob, shortAddress } from "./create-job.ts";
import { findEach, reasonOfRevert } from "./find-each.ts";
import type { Candidates, Job } from "./types.ts";

/** IGauge: the lane of a position is in the low 6 bits of its id. */
const laneMask = 63n;
const paidTopic = toEventSelector("PaidOut(uint256,uint8,address)");

/** Positions that asked to be paid and have something to claim, by gauge and lane, a bounded number at a time. */
export async function findPayOuts(context: ObserveContext): Promise<Candidates> {
  return findEach("payOut", context.observation.instances.gauges, async (gauge) => {
    const positions = context.observation.positions.get(gauge);
    if (positions === undefined) return "no position asked to be paid";
    const found: (Job | string)[] = [];
    const contract = { address: gauge, abi: gaugeAbi, blockTag: "pending" } as const;
    const candidates = positions.payable.filter((id) => !positions.skipped.has(id));
    if (positions.skipped.size > 0) {
      found.push(`${positions.skipped.size} positions failed to be paid in this epoch and wait for the next`);
    }
    const [[epoch], claimable] = await Promise.all([
      context.chain.client.readContract({ ...contract, functionName: "epoch" }),
      Promise.all(candidates.map((id) => claimableOf(context, gauge, id))),
    ]);
    const byLane = new Map<bigint, bigint[]>();
    candidates.forEach((id, index) => {
      if ((claimable[index] ?? 0n) === 0n) return;
      const lane = id & laneMask;
      byLane.set(lane, [...(byLane.get(lane) ?? []), id]);
    });
    if (byLane.size === 0) found.push("no position has a payout due");

    await Promise.all(
      [...byLane].map(async ([lane, all]) => {
        all.sort((a, b) => (a < b ? -1 : 1));
        for (let from = 0; from < all.length; from += context.payOutIds) {
          const chunk = all.slice(from, from + context.payOutIds);
          const { ids, reason } = await withoutFailing(context, gauge, chunk);
          if (reason !== undefined) found.push(reason);
          if (ids.length === 0) continue;
          found.push(
            createJob({
              kind: "payOut",
              label: `payOut ${shortAddress(gauge)} lane ${lane}, ${ids.length} positions`,
              target: gauge,
              data: encodeFunctionData({ abi: gaugeAbi, functionName: "payOut", args: [ids] }),
              period: BigInt(epoch),
              discriminator: keccak256(encodePacked(["uint256[]"], [ids])),
            }),
          );
        }
      }),
    );
    return found;
  });
}

/** The sum over a position's reward tokens, to tell something from nothing; 0 for a position that is gone. */
async function claimableOf(context: ObserveContext, gauge: Address, id: bigint): Promise<bigint> {
  const amounts = await context.chain.client
    .readContract({
      address: gauge,
      abi: gaugeAbi,
      functionName: "claimable",
      args: [id],
      blockTag: "pending",
    })
    .catch((error: unknown) => {
      reasonOfRevert(error);
      return [];
    });
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}

/** Leaves out positions that a simulation does not pay: they would take gas and get nothing. */
async function withoutFailing(
  context: ObserveContext,
  gauge: Address,
  ids: bigint[],
): Promise<{ ids: bigint[]; reason?: string }> {
  const simulated = await simulateCall(
    context.chain,
    {
      from: context.chain.deployment.executor,
      to: gauge,
      data: encodeFunctionData({ abi: gaugeAbi, functionName: "payOut", args: [ids] }),
    },
    context.observation.timestamp,
  );
  if (!simulated.ok) return { ids: [], reason: simulated.reason };
  // Without a tracer there are no logs to judge by; the gauge skips on chain what fails.
  if (!context.chain.canTrace) return { ids };
  const paid = new Set(
    simulated.logs
      .filter((log) => log.topics[0] === paidTopic && log.address.toLowerCase() === gauge.toLowerCase())
      .map((log) => BigInt(log.topics[1] ?? 0)),
  );
  const unpaid = ids.filter((id) => !paid.has(id));
  if (unpaid.length === 0) return { ids };
  return {
    ids: ids.filter((id) => paid.has(id)),
    reason: `${unpaid.length} positions cannot be paid as they ask: ${unpaid.join(", ")}`,
  };
}
