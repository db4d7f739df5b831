import { executorAbi } from "@millrace/sdk/abis/executorAbi";
import { gaugeAbi } from "@millrace/sdk/abis/gaugeAbi";
import {
  type Address,
  encodeFunctionData,
  encodePacked,
  keccak256,
  toEventSelector,
  toFunctionSelector,
} from "viem";
import { simulateCall } from "../sets/simulate-call.ts";
import type { ObserveContext } from "./context.ts";
import { createJob, shortAddress } from "./create-job.ts";
import { findEach, reasonOfRevert } from "./find-each.ts";
import type { Candidates, Job } from "./types.ts";

/** IGauge: the lane of a position is in the low 6 bits of its id. */
const laneMask = 63n;
const paidTopic = toEventSelector("PaidOut(uint256,uint8,address)");
const payOutWithBounty = toFunctionSelector("payOutWithBounty(uint256[],address)");

/**
 * Positions that asked to be paid and have something to claim, by gauge and lane, a bounded number at a time.
 *
 * @remarks Bounties that are worth what they take more go to the sender of the job: to one account for all they would
 * write one balance. With or without them it is one job with one key, so that no price makes it two.
 */
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
          const { ids, gas, reason } = await withoutFailing(context, gauge, chunk);
          if (reason !== undefined) found.push(reason);
          if (ids.length === 0) continue;
          const offering = ids.filter((id) => positions.offering.has(id)).length;
          // Without a tracer nobody can tell what they pay.
          const asks = offering > 0 && gas !== undefined;
          const untaken = asks ? await whyNoBounty(context, gauge, ids, gas) : undefined;
          const pays = asks && untaken === undefined;
          if (untaken !== undefined) found.push(`the bounties of ${offering} positions are left: ${untaken}`);
          found.push(
            createJob({
              kind: "payOut",
              label: `payOut ${shortAddress(gauge)} lane ${lane}, ${ids.length} positions`,
              target: gauge,
              data: encodeFunctionData({ abi: gaugeAbi, functionName: "payOut", args: [ids] }),
              period: BigInt(epoch),
              discriminator: keccak256(encodePacked(["uint256[]"], [ids])),
              ...(pays ? { pays, called: payOutWithBounty, recompute: bountyCall(ids) } : {}),
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
): Promise<{ ids: bigint[]; gas?: bigint; reason?: string }> {
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
  const gas = BigInt(simulated.gasUsed);
  if (unpaid.length === 0) return { ids, gas };
  return {
    ids: ids.filter((id) => paid.has(id)),
    gas,
    reason: `${unpaid.length} positions cannot be paid as they ask: ${unpaid.join(", ")}`,
  };
}

/** The call that sends what positions offer to who sends it. */
function bountyCall(ids: bigint[]) {
  return async (_time: bigint, sender: Address) =>
    encodeFunctionData({ abi: gaugeAbi, functionName: "payOutWithBounty", args: [ids, sender] });
}

/** Why the bounties of positions are not taken; undefined where they are. */
async function whyNoBounty(
  { chain, whyNotWorth, observation }: ObserveContext,
  gauge: Address,
  ids: bigint[],
  plainGas: bigint,
): Promise<string | undefined> {
  if (whyNotWorth === undefined) return "nobody weighs them";
  const { executor } = chain.deployment;
  const listed = await chain.client.readContract({
    ...{ address: executor, abi: executorAbi, functionName: "allowed", args: [gauge, payOutWithBounty] },
  });
  if (!listed) return "the executor does not list payOutWithBounty";
  // To the executor, which has nothing: as to a sender that is paid for the first time.
  const data = encodeFunctionData({
    abi: gaugeAbi,
    functionName: "payOutWithBounty",
    args: [ids, executor],
  });
  const simulated = await simulateCall(chain, { from: executor, to: gauge, data }, observation.timestamp);
  if (!simulated.ok) return simulated.reason;
  const plain = encodeFunctionData({ abi: gaugeAbi, functionName: "payOut", args: [ids] });
  return whyNotWorth(
    { data, gas: BigInt(simulated.gasUsed), logs: simulated.logs, receiver: executor },
    { data: plain, gas: plainGas },
  );
}
