import DataLoader from "dataloader";
import { asc, inArray } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { PublicClient } from "viem";
import type { Database } from "../store/openDatabase.ts";
import { cursors, type EntityName, entityTables, type Row } from "../store/tables.ts";

export type Cursor = typeof cursors.$inferSelect;

/** What resolvers read from: one snapshot of the database for each operation, asked in batches. */
export type Context = {
  db: Database;
  /** For the little that events don't tell. */
  node: PublicClient;
  /** The last block whose events are in. */
  cursor: () => Promise<Cursor | undefined>;
  /** A row by its key. */
  load: <Name extends EntityName>(name: Name, id: string) => Promise<Row<Name> | undefined>;
  /** The rows of which `column` is `value`, in the order of their creation. */
  loadGroup: <Name extends EntityName>(
    name: Name,
    column: keyof Row<Name> & string,
    value: string,
  ) => Promise<Row<Name>[]>;
};

export function createContext(db: Database, node: PublicClient): Context {
  const loaders = new Map<string, DataLoader<string, unknown>>();
  function loader(key: string, load: DataLoader.BatchLoadFn<string, unknown>): DataLoader<string, unknown> {
    const found = loaders.get(key) ?? new DataLoader(load);
    loaders.set(key, found);
    return found;
  }
  let cursor: Promise<Cursor | undefined> | undefined;
  return {
    db,
    node,
    cursor() {
      cursor ??= db
        .select()
        .from(cursors)
        .then(([row]) => row);
      return cursor;
    },
    load(name, id) {
      const rows = loader(name, (ids) => loadRows(db, name, ids));
      return rows.load(id) as Promise<Row<typeof name> | undefined>;
    },
    loadGroup(name, column, value) {
      const groups = loader(`${name} ${column}`, (values) => loadGroups(db, name, column, values));
      return groups.load(value) as Promise<Row<typeof name>[]>;
    },
  };
}

/** The rows of these keys in the same order, undefined where there is none. */
export async function loadRows<Name extends EntityName>(
  db: Database,
  name: Name,
  ids: readonly string[],
): Promise<(Row<Name> | undefined)[]> {
  const table = entityTables[name];
  const rows = await db
    .select()
    .from(table as PgTable)
    .where(inArray(table.id, ids));
  const found = new Map((rows as Row<Name>[]).map((row) => [row.id, row]));
  return ids.map((id) => found.get(id));
}

async function loadGroups(db: Database, name: EntityName, column: string, values: readonly string[]) {
  const table = entityTables[name];
  const rows = (await db
    .select()
    .from(table as PgTable)
    .where(inArray((table as unknown as Record<string, typeof table.id>)[column] ?? table.id, values))
    .orderBy(asc(table.ordinal))) as Record<string, unknown>[];
  const groups = Map.groupBy(rows, (row) => row[column]);
  return values.map((value) => groups.get(value) ?? []);
}
