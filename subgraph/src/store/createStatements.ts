import { getTableConfig, type PgTable } from "drizzle-orm/pg-core";

/**
 * The statements that create `tables` where they are missing.
 *
 * Written from the Drizzle tables themselves, without migrations: all rows follow from events, so a database of
 * another shape is emptied and indexed anew.
 */
export function createStatements(tables: readonly PgTable[]): string[] {
  return tables.flatMap((table) => {
    const config = getTableConfig(table);
    const columns = config.columns.map((column) => {
      const constraints = `${column.primary ? " primary key" : ""}${column.notNull && !column.primary ? " not null" : ""}${column.isUnique ? " unique" : ""}`;
      return `"${column.name}" ${column.getSQLType()}${constraints}`;
    });
    for (const key of config.primaryKeys) {
      columns.push(`primary key (${key.columns.map((column) => `"${column.name}"`).join(", ")})`);
    }
    const indexes = config.indexes.map((index) => {
      const names = index.config.columns.map((column) => ("name" in column ? String(column.name) : ""));
      return `create index if not exists "${[config.name, ...names].join("_")}" on "${config.name}" (${names.map((name) => `"${name}"`).join(", ")})`;
    });
    return [`create table if not exists "${config.name}" (${columns.join(", ")})`, ...indexes];
  });
}
