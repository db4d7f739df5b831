import { and, eq } from "drizzle-orm";
import type { Queries } from "./open-database.ts";
import { halts } from "./schema.ts";

/** Why nothing new is sent, for instance `{ name: "revert-ratio", reason: "12 of the last 50 reverted" }`. */
export interface Halt {
  readonly name: string;
  readonly reason: string;
  readonly since: Date;
}

/** What stops a chain's keepers until someone lifts it; it outlives restarts and holds for every replica. */
export interface Halts {
  list(): Promise<Halt[]>;
  /** The first reason stands. */
  set(name: string, reason: string): Promise<void>;
  /** Lifts one, or all. */
  lift(name?: string): Promise<void>;
}

export function createHalts(queries: Queries, chain: string): Halts {
  return {
    list: () =>
      queries
        .select({ name: halts.name, reason: halts.reason, since: halts.since })
        .from(halts)
        .where(eq(halts.chain, chain))
        .orderBy(halts.since),
    async set(name, reason) {
      await queries.insert(halts).values({ chain, name, reason }).onConflictDoNothing();
    },
    async lift(name) {
      const all = eq(halts.chain, chain);
      await queries.delete(halts).where(name === undefined ? all : and(all, eq(halts.name, name)));
    },
  };
}
