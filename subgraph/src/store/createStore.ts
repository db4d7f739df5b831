import { desc, eq, getTableColumns, gt, inArray, lt, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Hex } from "viem";
import { decodeRow, encodeRow } from "./encodeRow.ts";
import type { Database } from "./openDatabase.ts";
import { blocks, cursors, type EntityName, entityTables, type Row, undo } from "./tables.ts";

/** A block as far as following the chain needs it. */
export type BlockRef = { number: bigint; hash: Hex; timestamp: bigint };

/** Rows as handlers see them: what the blocks so far left, whether already committed or not. */
export type Rows = {
  /** The row, or undefined where there is none. A returned row must not be changed in place. */
  get: <Name extends EntityName>(name: Name, id: string) => Promise<Row<Name> | undefined>;
  /** Writes a row that does not exist yet. */
  insert: <Name extends EntityName>(name: Name, row: Row<Name>) => void;
  /** Changes a row that `get` returned. */
  update: <Name extends EntityName>(name: Name, id: string, change: Partial<Row<Name>>) => void;
};

export type Store = {
  rows: Rows;
  /** The last committed block. */
  cursor: () => BlockRef | undefined;
  /** The hash of a committed block, as far back as it may be undone. */
  hashAt: (number: bigint) => Promise<Hex | undefined>;
  /** Ends the block to which the writes since the last call belong; `final` ones can't be undone and need no log. */
  endBlock: (block: BlockRef, final: boolean) => void;
  /** Writes all ended blocks and the cursor in one transaction. */
  commit: () => Promise<void>;
  /** Forgets what was not committed. */
  discard: () => void;
  /** Puts every row back to what it was after the block of this number. */
  revert: (to: BlockRef) => Promise<void>;
  /** Drops the undo log of blocks below `number`. */
  finalize: (number: bigint) => Promise<void>;
};

type AnyRow = Record<string, unknown> & { id: string };
type UndoRow = typeof undo.$inferInsert;

/** Rows a statement may carry: Postgres allows 65,535 parameters. */
const maxParameters = 30_000;
/** Rows kept in memory between blocks. */
const maxCached = 200_000;

/** Opens the one writer's view of a database whose cursor row exists. */
export async function createStore(db: Database): Promise<Store> {
  const cache = new Map<EntityName, Map<string, AnyRow | undefined>>();
  for (const name of Object.keys(entityTables) as EntityName[]) cache.set(name, new Map());
  const dirty = new Map<EntityName, Set<string>>();
  // What rows were before the current block, and before each block that ended.
  let before = new Map<string, { name: EntityName; id: string; row: AnyRow | undefined }>();
  let undoRows: UndoRow[] = [];
  let ended: { block: BlockRef; final: boolean }[] = [];
  let committed = await readCursor(db);

  function cached(name: EntityName): Map<string, AnyRow | undefined> {
    return cache.get(name) as Map<string, AnyRow | undefined>;
  }

  function write(name: EntityName, row: AnyRow): void {
    const key = `${name} ${row.id}`;
    if (!before.has(key)) before.set(key, { name, id: row.id, row: cached(name).get(row.id) });
    cached(name).set(row.id, row);
    const ids = dirty.get(name);
    if (ids) ids.add(row.id);
    else dirty.set(name, new Set([row.id]));
  }

  function forget(): void {
    for (const rows of cache.values()) rows.clear();
    dirty.clear();
    before = new Map();
    undoRows = [];
    ended = [];
  }

  const rows: Rows = {
    async get(name, id) {
      const known = cached(name);
      if (!known.has(id)) {
        const table = entityTables[name];
        const [row] = await db
          .select()
          .from(table as PgTable)
          .where(eq(table.id, id));
        known.set(id, row as AnyRow | undefined);
      }
      return known.get(id) as Row<typeof name> | undefined;
    },
    insert(name, row) {
      if (cached(name).get(row.id)) throw new Error(`a row ${row.id} of ${name} exists already`);
      write(name, row as AnyRow);
    },
    update(name, id, change) {
      const row = cached(name).get(id);
      if (!row) throw new Error(`row ${id} of ${name} was not read before its update`);
      write(name, { ...row, ...change });
    },
  };

  return {
    rows,
    cursor: () => committed,
    async hashAt(number) {
      const [row] = await db.select({ hash: blocks.hash }).from(blocks).where(eq(blocks.number, number));
      return row?.hash;
    },
    endBlock(block, final) {
      if (!final) {
        for (const { name, id, row } of before.values()) {
          undoRows.push({ block: block.number, table: name, row: id, before: row ? encodeRow(row) : null });
        }
      }
      before = new Map();
      ended.push({ block, final });
    },
    async commit() {
      const last = ended.at(-1);
      if (!last) return;
      await db.transaction(async (tx) => {
        for (const [name, ids] of dirty) {
          await upsert(
            tx,
            entityTables[name],
            [...ids].map((id) => cached(name).get(id) as AnyRow),
          );
        }
        for (const chunk of chunks(undoRows, maxParameters / 4)) await tx.insert(undo).values(chunk);
        const kept = ended
          .filter(({ block, final }) => !final || block === last.block)
          .map(({ block }) => block);
        for (const chunk of chunks(kept, maxParameters / 3)) await tx.insert(blocks).values(chunk);
        await writeCursor(tx, last.block);
      });
      committed = last.block;
      dirty.clear();
      undoRows = [];
      ended = [];
      for (const known of cache.values()) if (known.size > maxCached) known.clear();
    },
    discard: forget,
    async revert(to) {
      forget();
      await db.transaction(async (tx) => {
        await undoAbove(tx, to.number);
        await writeCursor(tx, to);
      });
      committed = to;
    },
    async finalize(number) {
      await db.transaction(async (tx) => {
        await tx.delete(undo).where(lt(undo.block, number));
        await tx.delete(blocks).where(lt(blocks.number, number));
      });
    },
  };
}

async function readCursor(db: Database): Promise<BlockRef | undefined> {
  const [row] = await db.select().from(cursors);
  if (!row) throw new Error("the database has no cursor row");
  if (row.block === null || row.hash === null || row.timestamp === null) return undefined;
  return { number: row.block, hash: row.hash, timestamp: row.timestamp };
}

async function writeCursor(tx: Database, { number, hash, timestamp }: BlockRef): Promise<void> {
  await tx.update(cursors).set({ block: number, hash, timestamp });
}

/** Restores what rows were before the first block above `number` that changed them. */
async function undoAbove(tx: Database, number: bigint): Promise<void> {
  const log = await tx.select().from(undo).where(gt(undo.block, number)).orderBy(desc(undo.block));
  const oldest = new Map<string, (typeof log)[number]>();
  for (const entry of log) oldest.set(`${entry.table} ${entry.row}`, entry);
  for (const [name, table] of Object.entries(entityTables)) {
    const entries = [...oldest.values()].filter((entry) => entry.table === name);
    const created = entries.filter((entry) => entry.before === null).map((entry) => entry.row);
    for (const chunk of chunks(created, maxParameters))
      await tx.delete(table).where(inArray(table.id, chunk));
    const changed = entries.filter((entry) => entry.before !== null).map((entry) => decodeRow(entry.before));
    await upsert(tx, table, changed as AnyRow[]);
  }
  await tx.delete(undo).where(gt(undo.block, number));
  await tx.delete(blocks).where(gt(blocks.number, number));
}

async function upsert(tx: Database, table: (typeof entityTables)[EntityName], rows: AnyRow[]): Promise<void> {
  const columns = getTableColumns(table);
  const set = Object.fromEntries(
    Object.entries(columns).map(([key, column]) => [key, sql.raw(`excluded."${column.name}"`)]),
  );
  for (const chunk of chunks(rows, maxParameters / Object.keys(columns).length)) {
    await tx
      .insert(table as PgTable)
      .values(chunk)
      .onConflictDoUpdate({ target: table.id, set });
  }
}

function* chunks<T>(values: readonly T[], size: number): Generator<T[]> {
  const step = Math.max(1, Math.floor(size));
  for (let from = 0; from < values.length; from += step) yield values.slice(from, from + step);
}
