import { readDeployment } from "@millrace/sdk/deployment";
import type { Command } from "commander";
import type { Config } from "../config.ts";
import { ConfigurationError } from "../errors.ts";
import { formatTable } from "../format-table.ts";
import type { Log } from "../log.ts";
import { openChain } from "../run-cycle.ts";
import { openHalts } from "../safety/open-halts.ts";
import { drainKeepers } from "./drain-keepers.ts";
import { explainJob } from "./explain-job.ts";
import { nameFunction } from "./name-function.ts";
import { replayBlock } from "./replay-block.ts";
import { runDoctor } from "./run-doctor.ts";

export interface AddCommandsParameters {
  readonly program: Command;
  readonly readConfig: () => Config;
  readonly createLog: (level: string) => Log;
  readonly print: (text: string) => void;
}

interface Flags {
  readonly json?: true;
}

/** The commands with which an operator looks at a keeper and steers it. */
export function addCommands({ program, readConfig, createLog, print }: AddCommandsParameters): void {
  program
    .command("doctor")
    .description("Checks nodes, chain, clock, fees, database, keys, roles and balances; changes nothing")
    .option("--json", "as JSON")
    .action(async (flags: Flags) => {
      const checks = await runDoctor(readConfig());
      if (flags.json) print(JSON.stringify(checks));
      else
        print(
          formatTable(
            ["check", "result", "detail"],
            checks.map(({ name, result, detail }) => [name, result, detail]),
          ),
        );
      if (checks.some(({ result }) => result === "fail")) process.exitCode = 1;
    });

  program
    .command("explain")
    .argument("<job>", "a kind, a target, a part of a label, or the beginning of a key")
    .description("Says of jobs whether they are due, why not, in which batch, and what became of them")
    .option("--json", "as JSON")
    .action(async (word: string, flags: Flags) => {
      const explanation = await explainJob(readConfig(), word);
      if (flags.json) return print(stringify(explanation));
      for (const { label, key, phase, batch, batches, gasLimit, keptApart } of explanation.due) {
        print(`${label} is due: batch ${batch} of ${batches} in phase ${phase}, gas limit ${gasLimit}`);
        print(`  key ${key}`);
        for (const { slot, from } of keptApart) {
          const [first, ...others] = from;
          print(
            `  kept apart from ${first}${others.length > 0 ? ` and ${others.length} others` : ""} by ${slot}`,
          );
        }
      }
      for (const { kind, target, reason } of explanation.dropped)
        print(`${kind} ${target} is not: ${reason}`);
      const { attempts } = explanation;
      if (attempts === undefined)
        print(
          "No history: the keeper that runs has its journal for itself. Its log names the jobs it did by the beginning of their keys; a journal in a Postgres can be read at any time.",
        );
      else if (attempts.length > 0) {
        const rows = attempts.map((one) => [
          one.plannedAt.toISOString(),
          one.label,
          `${one.attempt}`,
          one.state,
          one.hash ?? "",
          one.reason ?? "",
        ]);
        print(formatTable(["planned", "job", "attempt", "state", "transaction", "reason"], rows));
      }
      const nothing = explanation.due.length + explanation.dropped.length + (attempts?.length ?? 0) === 0;
      if (nothing) print(`Nothing is named ${word}: \`keeper plan\` lists what is due.`);
    });

  program
    .command("replay")
    .argument("<block>", "the number of a mined block")
    .description("Traces the keepers' transactions of a block again, and tells conflicts inside its batches")
    .option("--json", "as JSON")
    .action(async (block: string, flags: Flags) => {
      if (!/^\d+$/.test(block)) throw new ConfigurationError(`${block} is no block number.`);
      const replayed = await replayBlock(await openChain(readConfig()), BigInt(block));
      if (flags.json) print(JSON.stringify(replayed));
      else {
        const rows = replayed.map((one) => [
          one.batch,
          one.jobs
            .map(({ target, selector, ran }) => `${nameFunction(selector)} ${target}${ran ? "" : " failed"}`)
            .join(", "),
          `${one.gasUsed}`,
          `${one.touched}`,
          `${one.written}`,
          one.conflicts ? "yes" : "no",
        ]);
        if (rows.length > 0)
          print(formatTable(["batch", "jobs", "gas", "touched", "written", "conflicts"], rows));
        const conflicts = replayed.filter((one) => one.conflicts).length;
        print(`${replayed.length} transactions of keepers in block ${block}, ${conflicts} in conflict.`);
      }
      if (replayed.some((one) => one.conflicts)) process.exitCode = 1;
    });

  program
    .command("drain")
    .description("Stops the keepers from beginning anything, and waits until nothing is under way")
    .action(async () => {
      const config = readConfig();
      const left = await drainKeepers(config, createLog(config.logLevel));
      print(
        left === 0
          ? "Nothing is under way; `keeper resume drain` lets keepers begin again."
          : `${left} transactions are still under way.`,
      );
      if (left > 0) process.exitCode = 1;
    });

  program
    .command("halt")
    .argument("[reason...]", "what the others should know")
    .description("Stops every keeper of the chain from sending anything new")
    .action(async (words: string[]) => {
      await withHalts(readConfig(), (halts) =>
        halts.set("operator", words.join(" ") || "keeper halt was called"),
      );
      print("Halted: keepers end the batch that is under way and begin no other; `keeper resume` lifts it.");
    });

  program
    .command("resume")
    .argument("[name]", "one halt, such as drain or revert-ratio; all where it is left out")
    .description("Lifts what breakers and operators have halted")
    .action(async (name: string | undefined) => {
      const left = await withHalts(readConfig(), async (halts) => {
        await halts.lift(name);
        return halts.list();
      });
      for (const { name: still, reason } of left) print(`Still halted by ${still}: ${reason}`);
      if (left.length === 0) print("Nothing is halted.");
    });
}

async function withHalts<T>(
  config: Config,
  work: (halts: Awaited<ReturnType<typeof openHalts>>) => Promise<T>,
): Promise<T> {
  // From the file alone: a keeper can be halted while no node answers.
  const { chainId, executor } = readDeployment(config.deploymentPath);
  const halts = await openHalts(config, `${chainId}:${executor}`);
  try {
    return await work(halts);
  } finally {
    await halts.close();
  }
}

function stringify(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) => (typeof one === "bigint" ? one.toString() : one));
}
