import { mkdirSync } from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import { type SQL, sql } from "drizzle-orm";
import { drizzle as drizzlePostgres } from "drizzle-orm/node-postgres";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import { drizzle as drizzlePglite } from "drizzle-orm/pglite";
import { Pool } from "pg";
import { ConfigurationError } from "../errors.ts";
import { lockDirectory } from "./lock-directory.ts";
import { createTables } from "./schema.ts";

/** Where the journal is: a directory of its own, memory for `memory://`, or a Postgres that replicas share. */
export interface JournalPlace {
  readonly dataDir: string;
  readonly databaseUrl?: string | undefined;
}

export type Queries = PgDatabase<PgQueryResultHKT>;

export interface Database {
  readonly queries: Queries;
  /** Whether no other process can be on it, so that whoever held the lease before is gone. */
  readonly exclusive: boolean;
  close(): Promise<void>;
}

/**
 * Opens the database of the journal and creates what it lacks.
 *
 * @throws ConfigurationError where another keeper works on the directory, or the database cannot be reached or written.
 */
export async function openDatabase({ dataDir, databaseUrl }: JournalPlace): Promise<Database> {
  if (databaseUrl !== undefined) return openPostgres(databaseUrl);
  const unlock = dataDir === "memory://" ? () => {} : prepareDirectory(dataDir);
  const pglite = await PGlite.create(dataDir);
  const queries = drizzlePglite(pglite) as unknown as Queries;
  await create(queries);
  return {
    queries,
    exclusive: true,
    async close() {
      await pglite.close();
      unlock();
    },
  };
}

async function openPostgres(databaseUrl: string): Promise<Database> {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: 4,
    connectionTimeoutMillis: 5_000,
    // Above what any statement of the journal takes, so that a database that hangs is an error and no silence.
    query_timeout: 15_000,
    // A replica that is paused within a transaction must not keep others from taking the lease over.
    idle_in_transaction_session_timeout: 1_000,
  });
  // Without a listener the loss of an idle connection would end the process; the next query tells of it.
  pool.on("error", () => {});
  pool.on("connect", (client) => {
    client.on("error", () => {});
  });
  const queries = drizzlePostgres(pool) as unknown as Queries;
  try {
    await create(queries);
  } catch (cause) {
    await pool.end();
    const { host, pathname } = new URL(databaseUrl);
    throw new ConfigurationError(
      `DATABASE_URL cannot be used: ${reason(cause)} (${host}${pathname}): start that Postgres, or correct the address, user or rights.`,
      { cause },
    );
  }
  return { queries, exclusive: false, close: () => pool.end() };
}

/** Runs a statement and gives its rows as the database has them. */
export async function execute<TRow>(queries: Queries, statement: SQL): Promise<TRow[]> {
  return ((await queries.execute(statement)) as unknown as { rows: TRow[] }).rows;
}

/** Replicas that start at once must not create a table at the same time, which Postgres refuses. */
async function create(queries: Queries): Promise<void> {
  await queries.transaction(async (transaction) => {
    await transaction.execute(sql`select pg_advisory_xact_lock(7143)`);
    for (const statement of createTables) await transaction.execute(sql.raw(statement));
  });
}

function prepareDirectory(dataDir: string): () => void {
  try {
    mkdirSync(dataDir, { recursive: true });
  } catch (cause) {
    throw new ConfigurationError(`KEEPER_DATA_DIR ${dataDir} cannot be made a directory: choose another.`, {
      cause,
    });
  }
  return lockDirectory(dataDir);
}

/** The innermost message: drizzle puts the whole query around it. */
function reason(error: unknown): string {
  let at = error;
  while (at instanceof Error && at.cause instanceof Error) at = at.cause;
  if (at instanceof AggregateError) return at.errors.map(reason).join(", ");
  return at instanceof Error ? at.message : String(at);
}
