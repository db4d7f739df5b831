import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readDeployment } from "@millrace/sdk/deployment";
import type { Config } from "../config.ts";
import { ConfigurationError } from "../errors.ts";
import type { Log } from "../log.ts";
import { openKeeper } from "../run-cycle.ts";
import { openHalts } from "../safety/open-halts.ts";

const pollMs = 200;

/**
 * Stops the keepers of a chain from beginning anything, waits until what is under way is mined, and tells how much is not.
 *
 * @remarks The halt that it sets stays: `keeper resume drain` lifts it. A keeper with an embedded journal is asked to end,
 * since only then can another look into it; replicas on a Postgres go on and are halted.
 */
export async function drainKeepers(config: Config, log: Log): Promise<number> {
  const { chainId, executor } = readDeployment(config.deploymentPath);
  const halts = await openHalts(config, `${chainId}:${executor}`);
  await halts.set("drain", "keeper drain was called");
  await halts.close();
  if (config.databaseUrl === undefined) await endHolder(config);
  else await sleep(config.intervalMs + config.leaseMs);
  // Whoever acts brings its intents to an end; where nobody does, or it is slow, this process takes the lease.
  const keeper = await openKeeper(config, log, { signal: AbortSignal.timeout(config.receiptTimeoutMs) });
  try {
    await keeper.cycle();
    return await keeper.drain();
  } finally {
    await keeper.close();
  }
}

/** Asks the process that holds the embedded journal to end, and waits until it has. */
async function endHolder({ dataDir, receiptTimeoutMs }: Config): Promise<void> {
  let holder: number;
  try {
    holder = Number(readFileSync(`${resolve(dataDir)}.lock`, "utf8"));
  } catch {
    return;
  }
  const ends = performance.now() + 2 * receiptTimeoutMs;
  for (let asked = false; performance.now() < ends; asked = true) {
    try {
      process.kill(holder, asked ? 0 : "SIGTERM");
    } catch {
      return;
    }
    await sleep(pollMs);
  }
  throw new ConfigurationError(
    `The keeper of process ${holder} did not end: see its log, and end it by hand.`,
  );
}
