import type { Address, Hex } from "viem";
import type { Chain } from "../chain.ts";
import type { Economics } from "../economics/create-economics.ts";
import { actionName, type Observation } from "./create-observer.ts";

/** What the finders of jobs work with. */
export interface ObserveContext {
  readonly chain: Chain;
  readonly observation: Observation;
  readonly periodSeconds: number;
  readonly slippageBps: number;
  readonly payOutIds: number;
  /** Weighs bounties; where it is left out none is taken. */
  readonly whyNotWorth?: Economics["whyNotWorth"];
}

/** How often the executor ran this action so far: the number of its next run, whoever computes it. */
export function nextPeriod(context: ObserveContext, target: Address, selector: Hex): bigint {
  return context.observation.executions.get(actionName(target, selector))?.count ?? 0n;
}

/** Why an action must still wait, or undefined where its least time between two runs is over. */
export function waitReason(context: ObserveContext, target: Address, selector: Hex): string | undefined {
  const last = context.observation.executions.get(actionName(target, selector))?.lastTimestamp;
  if (last === undefined) return undefined;
  const elapsedSeconds = context.observation.timestamp - last;
  if (elapsedSeconds >= BigInt(context.periodSeconds)) return undefined;
  return `ran ${elapsedSeconds} s ago, not due before ${context.periodSeconds} s`;
}
