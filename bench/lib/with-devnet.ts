import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accrue } from "../../scripts/devnet/accrue.ts";
import { type DevnetClient, devPrivateKey, KEEPER_ACCOUNT, startChain } from "../../scripts/devnet/chain.ts";
import { deploy } from "../../scripts/devnet/deploy.ts";
import type { Devnet } from "../../scripts/devnet/devnet.ts";
import { choosePort } from "../../scripts/devnet/ports.ts";
import { createProcesses } from "../../scripts/devnet/processes.ts";
import { seed } from "../../scripts/devnet/seed.ts";
import { createWaves, type Waves } from "../../scripts/devnet/wave.ts";

/** A seeded devnet of a bench's own, and what a keeper needs to work on it. Blocks are mined on demand only. */
export interface BenchDevnet {
  readonly client: DevnetClient;
  readonly waves: Waves;
  readonly devnet: Devnet;
  /** The environment of a keeper on it, its journal in memory. */
  readonly keeperEnv: Readonly<Record<string, string>>;
}

/** Runs `work` on a fresh devnet after hours of traffic, and takes it down whatever happens. */
export async function withDevnet<T>(work: (devnet: BenchDevnet) => Promise<T>): Promise<T> {
  const stateDir = mkdtempSync(join(tmpdir(), "millrace-bench-"));
  const file = (name: string) => join(stateDir, name);
  const processes = createProcesses(stateDir, (name, log) => {
    throw new Error(`the ${name} stopped by itself; see ${log}`);
  });
  try {
    mkdirSync(file("chain"));
    const port = await choosePort("rpc", undefined, 18_645);
    const rpcUrl = `http://127.0.0.1:${port}`;
    const client = await startChain(processes, {
      ...{ port, stateFile: file("chain.json"), cacheDir: file("chain") },
    });
    const devnet = await deploy(client, rpcUrl);
    writeFileSync(file("deployment.json"), JSON.stringify(devnet.deployment));
    await client.setAutomine(false);
    const waves = createWaves(client, true);
    await seed(client, waves, devnet, () => {});
    await accrue(client, waves, devnet, () => {});
    const keeperEnv = {
      ...{ MILLRACE_RPC_URL: rpcUrl, MILLRACE_DEPLOYMENT: file("deployment.json") },
      ...{ KEEPER_PRIVATE_KEY: devPrivateKey(KEEPER_ACCOUNT), KEEPER_DATA_DIR: "memory://" },
      KEEPER_LOG_LEVEL: "silent",
    };
    return await work({ client, waves, devnet, keeperEnv });
  } finally {
    await processes.stop();
    rmSync(stateDir, { recursive: true, force: true });
  }
}
