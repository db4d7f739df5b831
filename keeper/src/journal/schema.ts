import { sql } from "drizzle-orm";
import { bigint, integer, pgTable, serial, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";

/** Every start of a keeper on this journal; its number fences intents of earlier starts. */
export const epochs = pgTable("epochs", {
  id: serial("id").primaryKey(),
  startedAt: timestamp("started_at", { withTimezone: true }).notNull().defaultNow(),
});

export const intentStates = [
  "planned",
  "claimed",
  "signed",
  "accepted",
  "mined",
  "final",
  "reverted",
  "abandoned",
] as const;

/**
 * One attempt at one job, written down before anything is signed.
 *
 * @remarks A key gets another attempt only after one that is over without effect: reverted, or abandoned unsent. A nonce
 * belongs to one attempt for good, unless that was never signed.
 */
export const intents = pgTable(
  "intents",
  {
    id: serial("id").primaryKey(),
    /** Which chain and deployment; a devnet that starts anew is another. */
    chain: text("chain").notNull(),
    key: text("key").notNull(),
    attempt: integer("attempt").notNull(),
    kind: text("kind").notNull(),
    label: text("label").notNull(),
    target: text("target").notNull(),
    batch: bigint("batch", { mode: "bigint" }).notNull(),
    state: text("state", { enum: intentStates }).notNull(),
    epoch: integer("epoch").notNull(),
    sender: text("sender"),
    nonce: integer("nonce"),
    transaction: text("transaction"),
    hash: text("hash"),
    blockNumber: bigint("block_number", { mode: "bigint" }),
    blockHash: text("block_hash"),
    gasUsed: bigint("gas_used", { mode: "bigint" }),
    reason: text("reason"),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex("intents_key").on(table.chain, table.key, table.attempt),
    uniqueIndex("intents_nonce").on(table.chain, table.sender, table.nonce),
    uniqueIndex("intents_open_key")
      .on(table.chain, table.key)
      .where(sql`state not in ('reverted', 'abandoned')`),
  ],
);

/** What creates the tables of this file in an empty database; kept next to them, to be changed with them. */
export const createTables = `
  create table if not exists epochs (
    id serial primary key,
    started_at timestamptz not null default now()
  );
  create table if not exists intents (
    id serial primary key,
    chain text not null,
    key text not null,
    attempt integer not null,
    kind text not null,
    label text not null,
    target text not null,
    batch bigint not null,
    state text not null,
    epoch integer not null,
    sender text,
    nonce integer,
    transaction text,
    hash text,
    block_number bigint,
    block_hash text,
    gas_used bigint,
    reason text,
    updated_at timestamptz not null default now()
  );
  create unique index if not exists intents_key on intents (chain, key, attempt);
  create unique index if not exists intents_nonce on intents (chain, sender, nonce);
  create unique index if not exists intents_open_key on intents (chain, key) where state not in ('reverted', 'abandoned');
  create index if not exists intents_state on intents (chain, state);
`;
