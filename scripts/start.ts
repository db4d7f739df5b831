import { rmSync } from "node:fs";
import { Command, InvalidArgumentError } from "commander";
import { checkCycle } from "./devnet/check-cycle.ts";
import { createProgress } from "./devnet/progress.ts";
import { startServices } from "./devnet/services.ts";
import { bootStack, type Stack } from "./devnet/stack.ts";
import { welcome } from "./devnet/welcome.ts";

interface Flags {
  once?: true;
  reset?: true;
  traffic: boolean;
  rpcPort?: number;
  apiPort?: number;
  keeperPort?: number;
  webPort?: number;
}

function port(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1 || number > 65_535) {
    throw new InvalidArgumentError("a port is a whole number from 1 to 65535.");
  }
  return number;
}

const flags = new Command("npm start --")
  .description("Runs Millrace on a local devnet: contracts, keeper, indexer, API and dApp.")
  .option("--once", "run one full cycle, check it, print a JSON summary and stop")
  .option("--reset", "start from a fresh chain instead of resuming the last one")
  .option("--no-traffic", "leave out the people who trade, rent and stake")
  .option("--rpc-port <port>", "port of the chain's RPC (else the first free one from 8545)", port)
  .option("--api-port <port>", "port of the GraphQL API (else from 4000)", port)
  .option("--keeper-port <port>", "port of the keeper's metrics (else from 9464)", port)
  .option("--web-port <port>", "port of the dApp (else from 3000)", port)
  .showHelpAfterError("(npm start -- --help lists the flags)")
  .allowExcessArguments(false)
  .parse()
  .opts<Flags>();

const stateDir = flags.once ? ".millrace/once" : ".millrace/devnet";
let stack: Stack | undefined;
let stopping: Promise<void> | undefined;

/** Ends all that runs, once, and leaves nothing behind. */
function stop(): Promise<void> {
  stopping ??= (async () => {
    await stack?.stop();
    if (flags.once) rmSync(stateDir, { recursive: true, force: true });
  })();
  return stopping;
}

async function fail(message: string): Promise<never> {
  process.stderr.write(`${message}\n`);
  await stop();
  process.exit(1);
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, async () => {
    process.stderr.write("\nStopping …\n");
    await stop();
    process.exit(signal === "SIGINT" ? 130 : 143);
  });
}

try {
  const progress = createProgress();
  stack = await bootStack(
    {
      stateDir,
      reset: flags.once === true || flags.reset === true,
      ports: { rpc: flags.rpcPort, api: flags.apiPort, keeper: flags.keeperPort, web: flags.webPort },
      onExit: (name, logFile) => fail(`The ${name} stopped by itself; its last words are in ${logFile}`),
    },
    progress,
  );
  if (flags.once) {
    const { summary, failures } = await checkCycle(stack, progress);
    process.stdout.write(`${JSON.stringify(summary)}\n`);
    if (failures.length > 0) await fail(`Failed: ${failures.join("; ")}`);
    await stop();
    process.exit(0);
  }
  await startServices(stack, flags.traffic, progress);
  process.stdout.write(welcome(stack));
} catch (error) {
  await fail(describe(error));
}

/** An error and its causes, a line each. */
function describe(error: unknown): string {
  const lines: string[] = [];
  for (let cause = error; cause instanceof Error; cause = cause.cause) lines.push(cause.message);
  return lines.join("\n  because ") || String(error);
}
