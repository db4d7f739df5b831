import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { accrue } from "./accrue.ts";
import { buildWeb } from "./build-web.ts";
import { type DevnetClient, devPrivateKey, KEEPER_ACCOUNT, startChain } from "./chain.ts";
import { compile } from "./compile.ts";
import { deploy } from "./deploy.ts";
import { type Devnet, loadDevnet, saveDevnet } from "./devnet.ts";
import { waitForIndexer } from "./graphql.ts";
import { choosePort } from "./ports.ts";
import { createProcesses, type Processes } from "./processes.ts";
import type { Progress } from "./progress.ts";
import { seed } from "./seed.ts";
import { waitForHttp } from "./wait.ts";
import { createWaves } from "./wave.ts";

export interface StackOptions {
  /** Where chain, databases, logs and the lock of this run are. */
  stateDir: string;
  /** Forget what an earlier run left in `stateDir`. */
  reset: boolean;
  /** Ports asked for; the others are found. */
  ports: {
    rpc?: number | undefined;
    api?: number | undefined;
    keeper?: number | undefined;
    web?: number | undefined;
  };
  /** Called when a service ends by itself. */
  onExit: (name: string, logFile: string) => void;
}

/** A devnet with the protocol on it, and the services that run beside it. */
export interface Stack {
  client: DevnetClient;
  devnet: Devnet;
  urls: { rpc: string; graphql: string; keeper: string; web: string };
  /** What the keeper's commands need. */
  keeperEnv: Record<string, string>;
  deploymentFile: string;
  /** The file of what is on the devnet. */
  devnetFile: string;
  processes: Processes;
  stop(): Promise<void>;
}

/** Seconds between two blocks of the running devnet. */
const BLOCK_SECONDS = 1;

/**
 * Boots the devnet, deploys, seeds and lets six hours of traffic pass, or resumes the chain of an earlier run; then starts
 * indexer, API and dApp. The chain makes a block a second when this returns.
 */
export async function bootStack(options: StackOptions, progress: Progress): Promise<Stack> {
  const { stateDir } = options;
  const processes = createProcesses(stateDir, options.onExit);
  try {
    return await boot(options, processes, progress);
  } catch (error) {
    await processes.stop();
    throw error;
  }
}

async function boot(options: StackOptions, processes: Processes, progress: Progress): Promise<Stack> {
  const { stateDir, ports } = options;
  const file = (name: string) => join(stateDir, name);
  const devnetFile = file("devnet.json");
  const deploymentFile = file("deployment.json");
  // A state without its last file is of a run that ended while seeding: it can't be resumed.
  const resume = !options.reset && existsSync(devnetFile) && existsSync(file("chain.json"));
  if (!resume) {
    const files = ["devnet.json", "deployment.json", "chain.json", "keeper.halt"];
    for (const name of [...files, "chain", "subgraph", "keeper"]) {
      rmSync(file(name), { recursive: true, force: true });
    }
  }
  for (const name of ["chain", "subgraph", "keeper"]) mkdirSync(file(name), { recursive: true });

  const port = {
    rpc: await choosePort("rpc", ports.rpc, 8545),
    api: await choosePort("api", ports.api, 4000),
    keeper: await choosePort("keeper", ports.keeper, 9464),
    web: await choosePort("web", ports.web, 3000),
  };
  const urls = {
    rpc: `http://127.0.0.1:${port.rpc}`,
    graphql: `http://127.0.0.1:${port.api}/graphql`,
    keeper: `http://127.0.0.1:${port.keeper}`,
    web: `http://127.0.0.1:${port.web}`,
  };

  await progress.step("Compile the contracts", compile);
  // The dApp's build takes longest and needs nothing of the rest, so it goes on beside it.
  const webBuild = buildWeb(processes.logFile("web-build"));
  webBuild.catch(() => {});

  const client = await progress.step("Boot the devnet", () =>
    startChain(processes, { port: port.rpc, stateFile: file("chain.json"), cacheDir: file("chain") }),
  );

  let devnet: Devnet;
  if (resume) {
    devnet = loadDevnet(devnetFile);
    await keepTime(client);
  } else {
    devnet = await progress.step("Deploy the contracts", () => deploy(client, urls.rpc));
    writeFileSync(deploymentFile, `${JSON.stringify(devnet.deployment, null, 2)}\n`);
    await client.setAutomine(false);
    const waves = createWaves(client, true);
    await progress.step("Seed", (tell) => seed(client, waves, devnet, tell));
    await progress.step("Let six hours of traffic pass", (tell) => accrue(client, waves, devnet, tell));
    saveDevnet(devnetFile, devnet);
  }
  await client.setIntervalMining({ interval: BLOCK_SECONDS });

  const common = { MILLRACE_RPC_URL: urls.rpc, MILLRACE_DEPLOYMENT: deploymentFile };
  const keeperEnv = {
    ...common,
    KEEPER_PRIVATE_KEY: devPrivateKey(KEEPER_ACCOUNT),
    KEEPER_DATA_DIR: file("keeper"),
    KEEPER_PORT: String(port.keeper),
    // Nobody pays for fees there, so within the hour the usual limit would stop what people came to see.
    KEEPER_MAX_DAILY_LOSS: "1000000",
  };
  await progress.step("Index the chain", async () => {
    processes.start("indexer", "node", ["subgraph/src/cli.ts"], {
      ...common,
      SUBGRAPH_DATA_DIR: file("subgraph"),
      GRAPHQL_PORT: String(port.api),
    });
    await waitForIndexer(urls.graphql, await client.getBlockNumber(), 120_000);
  });
  await progress.step("Build and start the dApp", async () => {
    await webBuild;
    processes.start("web", "next", ["start", "web", "--hostname", "127.0.0.1", "--port", String(port.web)], {
      ...common,
      MILLRACE_PUBLIC_RPC_URL: urls.rpc,
      MILLRACE_GRAPHQL_URL: urls.graphql,
      MILLRACE_KEEPER_URL: urls.keeper,
    });
    await waitForHttp("the dApp", urls.web, 60_000);
  });

  return {
    client,
    devnet,
    urls,
    keeperEnv,
    deploymentFile,
    devnetFile,
    processes,
    stop: () => processes.stop(),
  };
}

/** The chain's clock was moved ahead by seeding, which it forgets over a restart: time must not run backwards. */
async function keepTime(client: DevnetClient): Promise<void> {
  const { timestamp } = await client.getBlock();
  const ahead = Number(timestamp) - Math.floor(Date.now() / 1000);
  if (ahead > 0) await client.increaseTime({ seconds: ahead });
}
