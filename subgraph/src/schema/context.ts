import DataLoader from "dataloader";
import { asc, inArray } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Database } from "../store/openDatabase.ts";
import { cursors, type EntityName, entityTables, type Row } from "../store/tables.ts";

export type Cursor = typeof cursors.$inferSelect;

/** What resolvers read from: one snapshot of the database for each operation, asked in batches. */
export type Context = {
  db: Database;
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

export function createContext(db: Database): Context {
  const byId = new Map<EntityName, DataLoader<string, unknown>>();
  const byColumn = new Map<string, DataLoader<string, unknown>>();
  let cursor: Promise<Cursor | undefined> | undefined;
  return {
    db,
    cursor() {
      cursor ??= db
        .select()
        .from(cursors)
        .then(([row]) => row);
      return cursor;
    },
    load(name, id) {
      let loader = byId.get(name);
      if (!loader) byId.set(name, (loader = new DataLoader((ids) => loadRows(db, name, ids))));
      return loader.load(id) as Promise<Row<typeof name> | undefined>;
    },
    loadGroup(name, column, value) {
      const key = `${name} ${column}`;
      let loader = byColumn.get(key);
      if (!loader)
        byColumn.set(key, (loader = new DataLoader((values) => loadGroups(db, name, column, values))));
      return loader.load(value) as Promise<Row<typeof name>[]>;
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
