import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import { getTableName, sql } from "drizzle-orm";
import { drizzle as drizzlePg } from "drizzle-orm/node-postgres";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import { drizzle as drizzlePglite } from "drizzle-orm/pglite";
import { Pool } from "pg";
import { createStatements } from "./createStatements.ts";
import { bookTables, entityTables } from "./tables.ts";

export type Database = PgDatabase<PgQueryResultHKT, Record<string, never>>;

export type OpenDatabaseReturnType = { db: Database; close: () => Promise<void> };

/** Either a folder for PGlite, which is created where it is missing, or the address of a Postgres. */
export type OpenDatabaseParameters = { dataDir: string } | { databaseUrl: string };

const allTables = [...Object.values(entityTables), ...Object.values(bookTables)];
const tableNames = allTables.map((table) => getTableName(table));

/** Opens the database, and empties it where its tables have another shape than this version's. */
export async function openDatabase(parameters: OpenDatabaseParameters): Promise<OpenDatabaseReturnType> {
  const opened =
    "databaseUrl" in parameters ? openPostgres(parameters.databaseUrl) : await openPglite(parameters.dataDir);
  await createTables(opened.db);
  return opened;
}

/** Drops every table and creates it anew. */
export async function emptyDatabase(db: Database): Promise<void> {
  await db.execute(sql.raw("delete from shape"));
  await createTables(db);
}

async function createTables(db: Database): Promise<void> {
  const statements = createStatements(allTables);
  const shape = createHash("sha256").update(statements.join("\n")).digest("hex");
  await db.execute(sql.raw("create table if not exists shape (hash text primary key)"));
  const found = await db.execute(sql.raw("select hash from shape"));
  const [row] = (found as unknown as { rows: { hash: string }[] }).rows;
  if (row?.hash === shape) return;
  await db.transaction(async (tx) => {
    for (const name of tableNames) await tx.execute(sql.raw(`drop table if exists "${name}"`));
    for (const statement of statements) await tx.execute(sql.raw(statement));
    await tx.execute(sql.raw("delete from shape"));
    await tx.execute(sql`insert into shape (hash) values (${shape})`);
  });
}

async function openPglite(dataDir: string): Promise<OpenDatabaseReturnType> {
  const inMemory = dataDir.startsWith("memory://");
  if (!inMemory) mkdirSync(dataDir, { recursive: true });
  const client = await PGlite.create(dataDir);
  return { db: drizzlePglite(client) as unknown as Database, close: () => client.close() };
}

function openPostgres(databaseUrl: string): OpenDatabaseReturnType {
  const pool = new Pool({ connectionString: databaseUrl });
  return { db: drizzlePg(pool) as unknown as Database, close: () => pool.end() };
}
