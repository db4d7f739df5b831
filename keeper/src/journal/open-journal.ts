import { mkdirSync } from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import { and, eq, inArray, max, notInArray, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/pglite";
import type { Address, Hash, Hex } from "viem";
import { ConfigurationError } from "../errors.ts";
import type { Job } from "../observe/types.ts";
import { lockDirectory } from "./lock-directory.ts";
import { createTables, epochs, intents } from "./schema.ts";

export type Intent = typeof intents.$inferSelect;

export interface Journal {
  /** The number of this start; larger than that of every earlier one. */
  readonly epoch: number;
  /** Writes down jobs of a batch; a job of which an attempt is under way or done is left out of the answer. */
  plan(jobs: readonly Job[], batch: bigint): Promise<{ job: Job; intent: number }[]>;
  claim(intent: number, sender: Address, nonce: number): Promise<void>;
  sign(intent: number, transaction: Hex, hash: Hash): Promise<void>;
  accept(intent: number): Promise<void>;
  mine(
    intent: number,
    receipt: { blockNumber: bigint; blockHash: Hash; gasUsed: bigint; status: "success" | "reverted" },
  ): Promise<void>;
  finalise(intent: number, reason?: string): Promise<void>;
  /** Ends an attempt without effect. Its nonce is free again only if nothing was ever signed with it. */
  abandon(intent: number, reason: string): Promise<void>;
  /** A block was reorganised away: the transaction is on its way again. */
  reopen(intent: number, reason: string): Promise<void>;
  /** Attempts that are not over: everything but final, reverted and abandoned. */
  open(): Promise<Intent[]>;
  all(): Promise<Intent[]>;
  lastBatch(): Promise<bigint>;
  close(): Promise<void>;
}

/**
 * Opens the journal of one chain in a directory, or in memory for `memory://`.
 *
 * @throws ConfigurationError where another keeper works on the directory, or it cannot be written.
 */
export async function openJournal(dataDir: string, chain: string): Promise<Journal> {
  const inMemory = dataDir === "memory://";
  const unlock = inMemory ? () => {} : prepareDirectory(dataDir);
  const pglite = await PGlite.create(dataDir);
  const database = drizzle(pglite);
  await pglite.exec(createTables);
  const [started] = await database.insert(epochs).values({}).returning();
  const epoch = started?.id ?? 0;

  const update = async (intent: number, values: Partial<typeof intents.$inferInsert>): Promise<void> => {
    await database
      .update(intents)
      .set({ ...values, updatedAt: sql`now()` })
      .where(eq(intents.id, intent));
  };

  return {
    epoch,
    async plan(jobs, batch) {
      if (jobs.length === 0) return [];
      const keys = jobs.map((job) => job.key);
      const earlier = await database
        .select({ key: intents.key, attempts: max(intents.attempt) })
        .from(intents)
        .where(and(eq(intents.chain, chain), inArray(intents.key, keys)))
        .groupBy(intents.key);
      const attempts = new Map(earlier.map((row) => [row.key, row.attempts ?? 0]));
      const rows = await database
        .insert(intents)
        .values(
          jobs.map((job) => ({
            chain,
            key: job.key,
            attempt: (attempts.get(job.key) ?? 0) + 1,
            kind: job.kind,
            label: job.label,
            target: job.target,
            batch,
            state: "planned" as const,
            epoch,
          })),
        )
        // Only the index of open keys can be hit: the attempt was counted up just now.
        .onConflictDoNothing()
        .returning({ id: intents.id, key: intents.key });
      const ids = new Map(rows.map((row) => [row.key, row.id]));
      return jobs.flatMap((job) => {
        const intent = ids.get(job.key);
        return intent === undefined ? [] : [{ job, intent }];
      });
    },
    claim: (intent, sender, nonce) => update(intent, { state: "claimed", sender, nonce }),
    sign: (intent, transaction, hash) => update(intent, { state: "signed", transaction, hash }),
    accept: (intent) => update(intent, { state: "accepted" }),
    mine: (intent, { blockNumber, blockHash, gasUsed, status }) =>
      update(intent, {
        state: status === "success" ? "mined" : "reverted",
        blockNumber,
        blockHash,
        gasUsed,
      }),
    finalise: (intent, reason) =>
      update(intent, { state: "final", ...(reason === undefined ? {} : { reason }) }),
    async abandon(intent, reason) {
      await database
        .update(intents)
        .set({
          state: "abandoned",
          reason,
          nonce: sql`case when ${intents.transaction} is null then null else ${intents.nonce} end`,
          updatedAt: sql`now()`,
        })
        .where(eq(intents.id, intent));
    },
    reopen: (intent, reason) =>
      update(intent, { state: "accepted", blockNumber: null, blockHash: null, gasUsed: null, reason }),
    open: () =>
      database
        .select()
        .from(intents)
        .where(and(eq(intents.chain, chain), notInArray(intents.state, ["final", "reverted", "abandoned"])))
        .orderBy(intents.id),
    all: () => database.select().from(intents).where(eq(intents.chain, chain)).orderBy(intents.id),
    async lastBatch() {
      const [row] = await database
        .select({ last: max(intents.batch) })
        .from(intents)
        .where(eq(intents.chain, chain));
      return row?.last ?? 0n;
    },
    async close() {
      await pglite.close();
      unlock();
    },
  };
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
