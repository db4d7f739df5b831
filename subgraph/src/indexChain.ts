import { setTimeout as sleep } from "node:timers/promises";
import type { Deployment } from "@millrace/sdk/deployment";
import type { Logger } from "pino";
import type { Address, PublicClient } from "viem";
import type { InstanceKind } from "./chain/discoverLogs.ts";
import { followChain } from "./chain/followChain.ts";
import type { Metrics } from "./createMetrics.ts";
import { createDiscover } from "./handlers/createDiscover.ts";
import { createHandleLog } from "./handlers/createHandleLog.ts";
import { rootsOf } from "./rootsOf.ts";
import { createStore } from "./store/createStore.ts";
import type { Database } from "./store/openDatabase.ts";
import { prepareCursor } from "./store/prepareCursor.ts";
import { readInstances } from "./store/readInstances.ts";

export type IndexChainParameters = {
  db: Database;
  client: PublicClient;
  deployment: Deployment;
  metrics: Metrics;
  logger: Logger;
  pollMs: number;
  signal: AbortSignal;
};

/** The most blocks that are read at once, and the most events that are written in one transaction. */
const range = 5_000n;
const maxUncommittedLogs = 5_000;
const retryMs = 1_000;

/** Reads the chain into the database, from where that ends, until `signal` aborts; errors are logged and tried again. */
export async function indexChain(parameters: IndexChainParameters): Promise<void> {
  const { logger, metrics, signal } = parameters;
  while (!signal.aborted) {
    try {
      await followOnce(parameters);
    } catch (error) {
      metrics.errors.inc();
      logger.error({ err: error }, "indexing stopped, and starts again from the last block written");
      await sleep(retryMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

async function followOnce(parameters: IndexChainParameters): Promise<void> {
  const { db, client, deployment, metrics, logger, pollMs, signal } = parameters;
  await prepareCursor(db, deployment);
  const store = await createStore(db);
  const handleLog = createHandleLog({ deployment, client, rows: store.rows });
  let instances: Map<Address, InstanceKind> = await readInstances(db);
  let uncommitted = 0;

  const events = followChain({
    client,
    startBlock: BigInt(deployment.startBlock),
    cursor: store.cursor,
    hashAt: store.hashAt,
    roots: rootsOf(deployment),
    known: () => instances,
    discover: createDiscover(deployment),
    pollMs,
    range,
    signal,
  });

  for await (const event of events) {
    if (event.type === "block") {
      for (const log of event.logs) await handleLog(log);
      store.endBlock(event.block, event.final);
      uncommitted += event.logs.length;
      if (event.more && uncommitted < maxUncommittedLogs) continue;
      await store.commit();
      instances = await readInstances(db);
      metrics.events.inc(uncommitted);
      metrics.block.set(Number(event.block.number));
      metrics.head.set(Number(event.head));
      if (uncommitted > 0)
        logger.debug({ block: event.block.number.toString(), events: uncommitted }, "indexed");
      uncommitted = 0;
    } else if (event.type === "reorg") {
      metrics.reorgs.inc();
      uncommitted = 0;
      logger.warn({ to: event.to?.number.toString() }, "the chain was reorganised");
      // Below what can be undone all is read again.
      if (!event.to) return await prepareCursor(db, deployment, { anew: true });
      await store.revert(event.to);
      instances = await readInstances(db);
    } else {
      await store.finalize(event.number);
    }
  }
}
