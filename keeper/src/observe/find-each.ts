import {
  type Address,
  ContractFunctionRevertedError,
  ContractFunctionZeroDataError,
  BaseError as ViemError,
} from "viem";
import { isNodeFailure } from "../is-node-failure.ts";
import type { Candidates, Dropped, Job, JobKind } from "./types.ts";

/**
 * Looks at every target at once; `find` answers with jobs, and with the reasons why there is no more.
 *
 * @remarks A target whose views revert is dropped with the reason, so that one bad instance stops no other. A node that
 * does not answer stops the observation.
 */
export async function findEach(
  kind: JobKind,
  targets: readonly Address[],
  find: (target: Address) => Promise<Job | string | readonly (Job | string)[]>,
): Promise<Candidates> {
  const found = await Promise.all(
    targets.map(async (target) => {
      try {
        return [await find(target)].flat();
      } catch (error) {
        return [reasonOfRevert(error)];
      }
    }),
  );
  const jobs: Job[] = [];
  const dropped: Dropped[] = [];
  found.forEach((answers, index) => {
    for (const answer of answers) {
      if (typeof answer !== "string") jobs.push(answer);
      else dropped.push({ kind, target: targets[index] as Address, reason: answer });
    }
  });
  return { jobs, dropped };
}

/**
 * What is wrong with a contract that reverted or answered something else than its interface says.
 *
 * @throws The error itself, where it is the node's or a mistake of ours.
 */
export function reasonOfRevert(error: unknown): string {
  if (!(error instanceof ViemError)) throw error;
  const reverted = error.walk(
    (cause) =>
      cause instanceof ContractFunctionRevertedError || cause instanceof ContractFunctionZeroDataError,
  );
  if (reverted === null && isNodeFailure(error)) throw error;
  return error.shortMessage;
}
