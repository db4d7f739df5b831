import { setTimeout as sleep } from "node:timers/promises";
import { PGlite } from "@electric-sql/pglite";
import type { Deployment } from "@millrace/sdk/deployment";
import { pino } from "pino";
import { createClient } from "../../src/chain/createClient.ts";
import { createMetrics } from "../../src/createMetrics.ts";
import { createYogaServer } from "../../src/createYogaServer.ts";
import { indexChain } from "../../src/indexChain.ts";
import { type Database, openDatabase } from "../../src/store/openDatabase.ts";
import { cursors, entityTables } from "../../src/store/tables.ts";

export type TestIndexer = Awaited<ReturnType<typeof startTestIndexer>>;

/** An indexer in this process, in memory unless a folder is given. */
export async function startTestIndexer(url: string, deployment: Deployment, dataDir = "memory://") {
  const { db, close } = await openDatabase({ dataDir, image: await emptyImage() });
  const client = createClient(url);
  const metrics = createMetrics();
  const stopping = new AbortController();
  const logger = pino({ level: process.env.LOG_LEVEL ?? "silent" });
  const indexing = indexChain({
    db,
    client,
    deployment,
    metrics,
    logger,
    pollMs: 10,
    signal: stopping.signal,
  });
  let selects = 0;
  const counted = countSelects(db, () => selects++);
  const yoga = createYogaServer({ db: counted, node: client, metrics });
  return {
    db,
    metrics,
    yoga,
    /** Waits until the block of this hash is the last one written. */
    async reach(hash: string): Promise<void> {
      for (let tries = 0; tries < 3_000; tries++) {
        const [cursor] = await db.select().from(cursors);
        if (cursor?.hash === hash) return;
        await sleep(10);
      }
      throw new Error(`block ${hash} was not indexed within 30 seconds`);
    },
    async query(query: string, variables: Record<string, unknown> = {}) {
      const response = await yoga.fetch("http://localhost/graphql", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ query, variables }),
      });
      // biome-ignore lint/suspicious/noExplicitAny: each test names what it asked for.
      return (await response.json()) as { data: any; errors?: { message: string }[] };
    },
    /** How often queries asked the database so far. */
    selects: () => selects,
    rows: () => readRows(db),
    async stop(): Promise<void> {
      stopping.abort();
      await indexing;
      await close();
    },
  };
}

let image: Promise<Blob> | undefined;

/** An empty database to start from: making one anew takes seconds. */
export function emptyImage(): Promise<Blob> {
  image ??= PGlite.create("memory://").then(async (client) => {
    const dumped = await client.dumpDataDir("none");
    await client.close();
    return dumped;
  });
  return image;
}

/** Every row of every table that handlers write, in a fixed order. */
export async function readRows(db: Database): Promise<Record<string, unknown[]>> {
  const rows: Record<string, unknown[]> = {};
  for (const [name, table] of Object.entries(entityTables)) {
    rows[name] = await db.select().from(table).orderBy(table.ordinal);
  }
  return rows;
}

/** The same database, which tells of each select within a transaction. */
function countSelects(db: Database, onSelect: () => void): Database {
  const intercept = (tx: Database): Database =>
    new Proxy(tx, {
      get(target, key) {
        if (key === "select") onSelect();
        const value = Reflect.get(target, key);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  return new Proxy(db, {
    get(target, key) {
      if (key !== "transaction") return Reflect.get(target, key);
      const transaction: Database["transaction"] = (run, config) =>
        target.transaction((tx) => run(intercept(tx) as typeof tx), config);
      return transaction;
    },
  });
}
