import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  numeric,
  pgTable,
  primaryKey,
  serial,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";

const time = (name: string) => timestamp(name, { withTimezone: true }).notNull().defaultNow();

/**
 * Who may act on a chain, until when by the clock of the database.
 *
 * @remarks Whoever takes a lease over counts `epoch` up; a write of an earlier epoch is refused, so a replica that was
 * paused can neither claim, nor sign, nor send once it wakes.
 */
export const leases = pgTable("keeper_leases", {
  chain: text("chain").primaryKey(),
  holder: text("holder").notNull(),
  epoch: integer("epoch").notNull(),
  expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
});

/** A chain that lost blocks which were final begins a new era: nonces and keys of earlier ones count no more. */
export const eras = pgTable(
  "keeper_eras",
  {
    chain: text("chain").notNull(),
    era: integer("era").notNull(),
    reason: text("reason").notNull(),
    startedAt: time("started_at"),
  },
  (table) => [primaryKey({ columns: [table.chain, table.era] })],
);

/** The highest block that was taken as final. Should the chain lose it, whatever the journal says of it is void. */
export const anchors = pgTable("keeper_anchors", {
  chain: text("chain").primaryKey(),
  number: bigint("number", { mode: "bigint" }).notNull(),
  hash: text("hash").notNull(),
  /** Its timestamp, a Unix time in seconds. */
  time: bigint("time", { mode: "bigint" }).notNull(),
});

/** Why nothing new is sent on a chain; it is until someone lifts it. */
export const halts = pgTable(
  "keeper_halts",
  {
    chain: text("chain").notNull(),
    name: text("name").notNull(),
    reason: text("reason").notNull(),
    since: time("since"),
  },
  (table) => [primaryKey({ columns: [table.chain, table.name] })],
);

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
 * @remarks A key gets another attempt only after one that is over without effect: reverted, or abandoned. A nonce belongs
 * to one attempt for good, unless that was never signed. What reverted is watched until its block is final, since a
 * reorganisation may bring it back.
 */
export const intents = pgTable(
  "keeper_intents",
  {
    id: serial("id").primaryKey(),
    /** Which chain and deployment; a devnet that starts anew is another. */
    chain: text("chain").notNull(),
    era: integer("era").notNull(),
    key: text("key").notNull(),
    attempt: integer("attempt").notNull(),
    kind: text("kind").notNull(),
    label: text("label").notNull(),
    target: text("target").notNull(),
    batch: bigint("batch", { mode: "bigint" }).notNull(),
    state: text("state", { enum: intentStates }).notNull(),
    /** The lease under which it was planned. */
    epoch: integer("epoch").notNull(),
    /** The intent whose transaction runs this job as well, where several are fused into one. */
    lead: integer("lead"),
    sender: text("sender"),
    nonce: integer("nonce"),
    hash: text("hash"),
    blockNumber: bigint("block_number", { mode: "bigint" }),
    blockHash: text("block_hash"),
    gasUsed: bigint("gas_used", { mode: "bigint" }),
    feeWei: numeric("fee_wei", { mode: "bigint" }),
    /** What it really paid, at the prices of then; null where it paid nothing, or nothing that has a price. */
    revenueWei: numeric("revenue_wei", { mode: "bigint" }),
    /** Whether the block that it reverted in is final. */
    deep: boolean("deep").notNull().default(false),
    reason: text("reason"),
    plannedAt: time("planned_at"),
    updatedAt: time("updated_at"),
  },
  (table) => [
    uniqueIndex("keeper_intents_key").on(table.chain, table.era, table.key, table.attempt),
    uniqueIndex("keeper_intents_nonce").on(table.chain, table.era, table.sender, table.nonce),
    uniqueIndex("keeper_intents_open_key")
      .on(table.chain, table.era, table.key)
      .where(sql`state not in ('reverted', 'abandoned')`),
    index("keeper_intents_state").on(table.chain, table.era, table.state),
  ],
);

/** Every transaction that was signed for an intent, all with its nonce: the first, replacements, a cancellation. */
export const transactions = pgTable(
  "keeper_transactions",
  {
    id: serial("id").primaryKey(),
    intent: integer("intent").notNull(),
    hash: text("hash").notNull(),
    raw: text("raw").notNull(),
    purpose: text("purpose", { enum: ["job", "cancel"] }).notNull(),
    maxFeePerGas: numeric("max_fee_per_gas", { mode: "bigint" }).notNull(),
    maxPriorityFeePerGas: numeric("max_priority_fee_per_gas", { mode: "bigint" }).notNull(),
    signedAt: time("signed_at"),
  },
  (table) => [uniqueIndex("keeper_transactions_hash").on(table.intent, table.hash)],
);

/** What creates the tables of this file in an empty database; kept next to them, to be changed with them. */
export const createTables = [
  `create table if not exists keeper_leases (
    chain text primary key,
    holder text not null,
    epoch integer not null,
    expires_at timestamptz not null
  )`,
  `create table if not exists keeper_eras (
    chain text not null,
    era integer not null,
    reason text not null,
    started_at timestamptz not null default now(),
    primary key (chain, era)
  )`,
  `create table if not exists keeper_anchors (
    chain text primary key,
    number bigint not null,
    hash text not null,
    time bigint not null
  )`,
  `create table if not exists keeper_halts (
    chain text not null,
    name text not null,
    reason text not null,
    since timestamptz not null default now(),
    primary key (chain, name)
  )`,
  `create table if not exists keeper_intents (
    id serial primary key,
    chain text not null,
    era integer not null,
    key text not null,
    attempt integer not null,
    kind text not null,
    label text not null,
    target text not null,
    batch bigint not null,
    state text not null,
    epoch integer not null,
    lead integer,
    sender text,
    nonce integer,
    hash text,
    block_number bigint,
    block_hash text,
    gas_used bigint,
    fee_wei numeric,
    revenue_wei numeric,
    deep boolean not null default false,
    reason text,
    planned_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
  )`,
  `create table if not exists keeper_transactions (
    id serial primary key,
    intent integer not null,
    hash text not null,
    raw text not null,
    purpose text not null,
    max_fee_per_gas numeric not null,
    max_priority_fee_per_gas numeric not null,
    signed_at timestamptz not null default now()
  )`,
  // Journals that began before revenue was kept.
  "alter table keeper_intents add column if not exists revenue_wei numeric",
  "create unique index if not exists keeper_intents_key on keeper_intents (chain, era, key, attempt)",
  "create unique index if not exists keeper_intents_nonce on keeper_intents (chain, era, sender, nonce)",
  `create unique index if not exists keeper_intents_open_key on keeper_intents (chain, era, key)
    where state not in ('reverted', 'abandoned')`,
  "create index if not exists keeper_intents_state on keeper_intents (chain, era, state)",
  "create unique index if not exists keeper_transactions_hash on keeper_transactions (intent, hash)",
];
