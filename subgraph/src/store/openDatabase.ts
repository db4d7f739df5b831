import { createHash } from "node:crypto";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
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
export type OpenDatabaseParameters = { dataDir: string; image?: Blob | undefined } | { databaseUrl: string };

const allTables = [...Object.values(entityTables), ...Object.values(bookTables)];
const tableNames = allTables.map((table) => getTableName(table));

/** Opens the database, and empties it where its tables have another shape than this version's. */
export async function openDatabase(parameters: OpenDatabaseParameters): Promise<OpenDatabaseReturnType> {
  const opened =
    "databaseUrl" in parameters ? openPostgres(parameters.databaseUrl) : await openPglite(parameters);
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

type OpenPgliteParameters = { dataDir: string; image?: Blob | undefined };

async function openPglite({ dataDir, image }: OpenPgliteParameters): Promise<OpenDatabaseReturnType> {
  const folder = dataDir.startsWith("memory://") ? dataDir : await ensureFolder(dataDir, image);
  const client = await createPglite(folder, folder === dataDir ? image : undefined);
  return { db: drizzlePglite(client) as unknown as Database, close: () => client.close() };
}

/** Creates the database aside, so that a process killed meanwhile leaves nothing that looks like one. */
async function ensureFolder(dataDir: string, image: Blob | undefined): Promise<string> {
  const folder = join(dataDir, "database");
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  const client = await createPglite(unfinished, image);
  await client.close();
  renameSync(unfinished, folder);
  return folder;
}

/** From `image`, a dumped database, where there is one: that is much quicker than making a new one. */
function createPglite(dataDir: string, image: Blob | undefined): Promise<PGlite> {
  return PGlite.create(image ? { dataDir, loadDataDir: image } : { dataDir });
}

function openPostgres(databaseUrl: string): OpenDatabaseReturnType {
  const pool = new Pool({ connectionString: databaseUrl });
  return { db: drizzlePg(pool) as unknown as Database, close: () => pool.end() };
}
