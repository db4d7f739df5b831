#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { pino } from "pino";
import type { CycleReport } from "./cycle-report.ts";
import { parseEnvironment } from "./env.ts";
import { BaseError, describeError } from "./errors.ts";
import { formatTable } from "./format-table.ts";
import type { Log } from "./log.ts";
import { addCommands } from "./operations/add-commands.ts";
import { planCycle } from "./plan-cycle.ts";
import { run } from "./run.ts";
import { runCycle } from "./run-cycle.ts";
import { openKeys } from "./safety/open-keys.ts";

const print = (text: string) => process.stdout.write(`${text}\n`);

/** Logs go to stderr, so that stdout holds results only. */
const createLog = (level: string): Log =>
  pino({ base: null, level }, pino.destination({ fd: 2, sync: true }));

/** So many contended slots are printed of a phase besides the hottest. */
const toldSlots = 4;

const program = new Command("keeper")
  .description("Harvests, settles and pays out in conflict-free batches. Settings come from the environment.")
  .exitOverride()
  .configureOutput({ writeErr: () => {} })
  .showHelpAfterError(false);

program
  .command("run")
  .description("Does what is due, again and again until it is stopped, or once")
  .option("--once", "one cycle, then exit; fails where a job reverts or conflicts inside its batch")
  .option("--json", "one line of JSON for each cycle")
  .action(async (flags: { once?: true; json?: true }) => {
    const config = parseEnvironment(process.env);
    const tell = (report: CycleReport) => {
      if (flags.json) print(JSON.stringify(report));
      else if (report.jobs > 0 || flags.once) print(describe(report));
    };
    if (flags.once) {
      const report = await runCycle(config, createLog(config.logLevel));
      tell(report);
      if (report.conflictsInsideBatches > 0 || report.reverted > 0 || report.unmined > 0)
        process.exitCode = 1;
      return;
    }
    const stop = new AbortController();
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
    await run(config, createLog(config.logLevel), stop.signal, tell);
  });

program
  .command("plan")
  .description("Shows the batches of what is due now; sends nothing")
  .option("--json", "as JSON")
  .action(async (flags: { json?: true }) => {
    const { phases, dropped } = await planCycle(parseEnvironment(process.env));
    if (flags.json) {
      print(JSON.stringify({ phases, dropped }));
      return;
    }
    const rows = phases.flatMap(({ phase, jobs, plan }) =>
      plan.batches.flatMap((batch, number) =>
        batch.map((index) => {
          const job = jobs[index];
          return [`${phase}`, `${number + 1}`, job?.label ?? "", `${job?.gasLimit}`];
        }),
      ),
    );
    if (rows.length > 0) print(formatTable(["phase", "batch", "job", "gas limit"], rows));
    for (const { phase, jobs, plan } of phases) {
      print(
        `Phase ${phase}: ${jobs.length} jobs in ${plan.batches.length} batches, at least ${plan.lowerBound} by its hottest slot${plan.hottestSlot === undefined ? "" : ` ${plan.hottestSlot}`}, ceiling ${plan.ceiling.toFixed(2)}.`,
      );
      for (const { name, writers, readers } of plan.hotSlots.slice(1, 1 + toldSlots)) {
        print(`  ${name} keeps ${writers.length + readers.length} of them apart.`);
      }
    }
    print(`${rows.length} jobs due, ${dropped.length} candidates not due; --json has the reasons.`);
  });

program
  .command("senders")
  .description("Prints the addresses of the senders, to be granted the executor's role")
  .action(async () => {
    const config = parseEnvironment(process.env);
    const { senders } = await openKeys(config.keys, config.senders);
    for (const { address } of senders) print(address);
  });

addCommands({ program, readConfig: () => parseEnvironment(process.env), createLog, print });

/** A cycle in a few lines. */
function describe(report: CycleReport): string {
  const rows = report.batchesDetail.map((batch) => {
    const kinds = new Map<string, number>();
    for (const { kind } of batch.jobs) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    const jobs = [...kinds].map(([kind, count]) => `${count} ${kind}`).join(", ");
    return [batch.batch, jobs, batch.blocks.join(" "), `${batch.conflicts}`];
  });
  const paid = Object.entries(report.yieldDistributed).map(([symbol, amount]) => `${amount} ${symbol}`);
  return [
    ...(rows.length > 0 ? [formatTable(["batch", "jobs", "blocks", "conflicts"], rows)] : []),
    `${report.jobs} jobs in ${report.batches} batches (lower bound ${report.lowerBound}), ${report.conflictsInsideBatches} conflicts inside batches, ${report.reverted} reverted, sets predicted exactly ${report.predictedSetsExactPercent} %, ceiling ${report.ceiling}, ${report.seconds} s.`,
    ...report.halted.map(({ name, reason }) => `Halted by ${name}: ${reason}.`),
    ...(paid.length > 0 ? [`Paid, in units of the tokens: ${paid.join(", ")}.`] : []),
  ].join("\n");
}

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError && error.exitCode === 0) process.exit(0);
  if (error instanceof CommanderError && error.code === "commander.help") {
    process.stderr.write(program.helpInformation());
    process.exit(1);
  }
  const expected = error instanceof BaseError || error instanceof CommanderError;
  const message = describeError(error);
  const hint = error instanceof CommanderError ? " Run keeper --help for what there is." : "";
  process.stderr.write(`${expected ? "" : "The keeper failed: "}${message.replace(/^error: /, "")}${hint}\n`);
  process.exit(1);
}
