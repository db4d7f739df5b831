import { liquidatorAbi } from "@millrace/sdk/abis/liquidatorAbi";
import { marketAbi } from "@millrace/sdk/abis/marketAbi";
import {
  type Address,
  decodeFunctionResult,
  encodeFunctionData,
  encodePacked,
  type Hex,
  keccak256,
  maxUint256,
} from "viem";
import { simulateCall } from "../sets/simulate-call.ts";
import type { ObserveContext } from "./context.ts";
import { createJob, shortAddress } from "./create-job.ts";
import { findEach, reasonOfRevert } from "./find-each.ts";
import type { Candidates, Job } from "./types.ts";

const healthy = 10n ** 18n;
/** All that can be repaid at first; where its collateral would sell too low, these parts of the debt. */
const parts = [1n, 4n, 16n, 64n];

/**
 * Positions whose debt is more than their collateral allows, to be liquidated by the protocol's liquidators.
 *
 * @remarks No least time between two runs: a debt that got out of hand does not wait. What is sold is bounded on chain
 * by the market's oracle, and a liquidation that leaves no profit there is left alone.
 */
export async function findLiquidations(context: ObserveContext): Promise<Candidates> {
  const { chain, observation } = context;
  return findEach("liquidate", observation.instances.liquidators, async (liquidator) => {
    const found: (Job | string)[] = [];
    for (const [market, borrowers] of observation.borrowers) {
      const route = await chain.client.readContract({
        ...{ address: liquidator, abi: liquidatorAbi, functionName: "routeOf", args: [market] },
        blockTag: "pending",
      });
      if (route.length === 0) continue;
      const answers = await Promise.all(
        [...borrowers].map(async ([borrower, liquidations]) =>
          (await isUnhealthy(context, market, borrower))
            ? findOne(context, liquidator, market, borrower, liquidations)
            : [],
        ),
      );
      found.push(...answers.flat());
    }
    return found.length === 0 ? "every position is healthy" : found;
  });
}

async function findOne(
  context: ObserveContext,
  liquidator: Address,
  market: Address,
  borrower: Address,
  liquidations: bigint,
): Promise<Job | string> {
  const found = await liquidationData(context, liquidator, market, borrower, context.observation.timestamp);
  if ("reason" in found) return `${shortAddress(borrower)} of ${shortAddress(market)}: ${found.reason}`;
  return createJob({
    kind: "liquidate",
    label: `liquidate ${shortAddress(borrower)} of ${shortAddress(market)}`,
    target: liquidator,
    data: found.data,
    period: liquidations,
    discriminator: keccak256(encodePacked(["address", "address"], [market, borrower])),
    recompute: async (time) => {
      const again = await liquidationData(context, liquidator, market, borrower, time);
      return "reason" in again ? undefined : again.data;
    },
  });
}

/** Whether there is something to liquidate; not where the oracle refuses to say. */
async function isUnhealthy({ chain }: ObserveContext, market: Address, borrower: Address): Promise<boolean> {
  try {
    const health = await chain.client.readContract({
      ...{ address: market, abi: marketAbi, functionName: "healthOf", args: [borrower] },
      blockTag: "pending",
    });
    return health < healthy;
  } catch (error) {
    reasonOfRevert(error);
    return false;
  }
}

/** The largest liquidation that the pools of the route bear, by simulation. */
async function liquidationData(
  { chain }: ObserveContext,
  liquidator: Address,
  market: Address,
  borrower: Address,
  time: bigint,
): Promise<{ data: Hex } | { reason: string }> {
  const debt = await chain.client.readContract({
    ...{ address: market, abi: marketAbi, functionName: "debtOf", args: [borrower] },
    blockTag: "pending",
  });
  let reason = "nothing is owed";
  for (const part of parts) {
    const most = part === 1n ? maxUint256 : debt / part;
    if (most === 0n) break;
    const data = encodeFunctionData({
      ...{ abi: liquidatorAbi, functionName: "liquidate", args: [market, borrower, most] },
    });
    const simulated = await simulateCall(
      chain,
      { from: chain.deployment.executor, to: liquidator, data },
      time,
    );
    if (!simulated.ok) {
      reason = simulated.reason;
      continue;
    }
    const profit = decodeFunctionResult({
      ...{ abi: liquidatorAbi, functionName: "liquidate", data: simulated.output },
    });
    if (profit > 0n) return { data };
    reason = "it leaves no profit";
  }
  return { reason };
}
