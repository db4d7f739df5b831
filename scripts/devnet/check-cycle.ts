import { spawn } from "node:child_process";
import { inherited } from "../env.ts";
import { checkPositions } from "./check-positions.ts";
import { waitForIndexer } from "./graphql.ts";
import type { Progress } from "./progress.ts";
import type { Stack } from "./stack.ts";

/** What a cycle must at least be, for its check to mean something. */
const MIN_JOBS = 100;
const MIN_POSITIONS = 500;
/** How many times the lower bound the batches may be. */
const MAX_BATCH_RATIO = 1.2;

/** What the keeper prints of a cycle, in the parts used here. */
interface CycleReport {
  jobs: number;
  batches: number;
  lowerBound: number;
  /** The bound that counts what feeds jobs, and what they feed. */
  chainBound: number;
  conflictsInsideBatches: number;
  predictedSetsExactPercent: number;
  reverted: number;
  yieldDistributed: Record<string, string>;
  sequentialBlocks: number;
  ceiling: number;
}

export interface CycleCheck {
  summary: CycleReport & {
    positionsChecked: number;
    positionsWrong: number;
    seconds: Record<string, number>;
  };
  /** The checks that failed, in words. */
  failures: string[];
}

/** Runs one keeper cycle on a stack, compares every position of the API with the contracts, and judges both. */
export async function checkCycle(stack: Stack, progress: Progress): Promise<CycleCheck> {
  const report = await progress.step("Run a keeper cycle", () => runKeeper(stack.keeperEnv));
  const positions = await progress.step("Check every position", async () => {
    await stack.client.setIntervalMining({ interval: 0 });
    await waitForIndexer(stack.urls.graphql, await stack.client.getBlockNumber(), 60_000);
    return checkPositions(stack.client, stack.devnet, stack.urls.graphql);
  });

  const {
    jobs,
    batches,
    lowerBound,
    chainBound,
    conflictsInsideBatches,
    predictedSetsExactPercent,
    reverted,
  } = report;
  const { positionsChecked, positionsWrong, examples } = positions;
  const checks: [holds: boolean, failure: string][] = [
    [jobs >= MIN_JOBS, `${jobs} jobs, at least ${MIN_JOBS} expected`],
    [conflictsInsideBatches === 0, `${conflictsInsideBatches} conflicts inside batches`],
    [reverted === 0, `${reverted} jobs reverted`],
    [batches <= MAX_BATCH_RATIO * lowerBound, `${batches} batches for a lower bound of ${lowerBound}`],
    [positionsChecked >= MIN_POSITIONS, `${positionsChecked} positions, at least ${MIN_POSITIONS} expected`],
    [positionsWrong === 0, `${positionsWrong} positions wrong, such as ${examples.join("; ")}`],
    [
      Object.values(report.yieldDistributed).some((amount) => BigInt(amount) > 0n),
      "no yield was distributed",
    ],
  ];
  return {
    summary: {
      ...{
        jobs,
        batches,
        lowerBound,
        chainBound,
        conflictsInsideBatches,
        predictedSetsExactPercent,
        reverted,
      },
      yieldDistributed: report.yieldDistributed,
      ...{ positionsChecked, positionsWrong },
      sequentialBlocks: report.sequentialBlocks,
      ceiling: report.ceiling,
      seconds: progress.seconds,
    },
    failures: checks.filter(([holds]) => !holds).map(([, failure]) => failure),
  };
}

/** Runs the keeper's command for one cycle, as an operator would, and reads the JSON of its last line. */
async function runKeeper(env: Record<string, string>): Promise<CycleReport> {
  const child = spawn("node", ["keeper/src/cli.ts", "run", "--once", "--json"], {
    env: { ...inherited, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  const last = out.trim().split("\n").at(-1) ?? "";
  if (code !== 0)
    throw new Error(`the keeper stopped with code ${code}: ${err.trim().split("\n").slice(-5).join("\n")}`);
  return JSON.parse(last);
}
