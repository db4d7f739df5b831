import { readDeployment } from "@millrace/sdk/deployment";
import { pino } from "pino";
import type { PublicClient } from "viem";
import { createClient, createQuickClient } from "./chain/createClient.ts";
import { createMetrics } from "./createMetrics.ts";
import type { Env } from "./env.ts";
import { indexChain } from "./indexChain.ts";
import { startServer } from "./server.ts";
import { lockDataDir } from "./store/lockDataDir.ts";
import { openDatabase } from "./store/openDatabase.ts";

export type StartIndexerReturnType = { port: number; stop: () => Promise<void> };

/** Indexes and serves, in one process, until it is stopped; throws one clear sentence where it can't begin. */
export async function startIndexer(env: Env): Promise<StartIndexerReturnType> {
  const logger = pino({ level: env.LOG_LEVEL });
  const metrics = createMetrics();
  const deployment = readDeployment(env.MILLRACE_DEPLOYMENT);
  const client = createClient(env.MILLRACE_RPC_URL);
  await requireChain(client, env.MILLRACE_RPC_URL, deployment.chainId);

  // What was begun, to be undone from the end.
  const begun: (() => Promise<void> | void)[] = [];
  const stop = async () => {
    for (const undo of begun.splice(0).reverse()) await undo();
  };
  try {
    const server = await startServer(env.GRAPHQL_PORT);
    begun.push(server.stop);
    if (!env.DATABASE_URL) begun.push(lockDataDir(env.SUBGRAPH_DATA_DIR));
    const { db, close } = await openDatabase(
      env.DATABASE_URL ? { databaseUrl: env.DATABASE_URL } : { dataDir: env.SUBGRAPH_DATA_DIR },
    );
    begun.push(close);
    server.serve({ db, node: createQuickClient(env.MILLRACE_RPC_URL), metrics });
    const stopping = new AbortController();
    const { signal } = stopping;
    const pollMs = env.SUBGRAPH_POLL_MS;
    const indexing = indexChain({ db, client, deployment, metrics, logger, pollMs, signal });
    begun.push(() => {
      stopping.abort();
      return indexing;
    });
    logger.info({ url: `http://localhost:${server.port}/graphql` }, "indexing and serving");
    return { port: server.port, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function requireChain(client: PublicClient, url: string, chainId: number): Promise<void> {
  const found = await client.getChainId().catch((cause) => {
    throw new Error(`no node answers at ${url}; MILLRACE_RPC_URL names it`, { cause });
  });
  if (found !== chainId)
    throw new Error(`the node at ${url} is of chain ${found}, the deployment of chain ${chainId}`);
}
