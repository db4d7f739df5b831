import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { type SQL, sql } from "drizzle-orm";
import { FencedError } from "../errors.ts";
import { type Database, execute, type Queries } from "./open-database.ts";

/** How long a lease lasts unless it is renewed. A replica that is gone is replaced after it and one poll. */
export const DEFAULT_LEASE_MS = 1_500;

export interface TakeLeaseParameters {
  readonly chain: string;
  readonly leaseMs?: number | undefined;
  /** Ends the wait for a lease that another replica holds. */
  readonly signal?: AbortSignal | undefined;
}

/** The right to act on a chain, kept up in the background until it is released or lost. */
export interface Lease {
  readonly epoch: number;
  readonly holder: string;
  /**
   * Whether the lease cannot have passed to another yet, by this machine's clock alone.
   *
   * @remarks Counted from before the database was asked, so it errs on the safe side.
   */
  held(): boolean;
  /**
   * Makes sure that the lease is held, right before something leaves this process.
   *
   * @throws FencedError where it has passed to another.
   */
  check(): Promise<void>;
  /** Runs `work` in a transaction during which nobody can take the lease over, or throws a FencedError. */
  fenced<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  release(): Promise<void>;
}

/**
 * Waits until the lease of a chain is free, and takes it with the next epoch.
 *
 * @throws FencedError where `signal` ends the wait.
 */
export async function takeLease(database: Database, parameters: TakeLeaseParameters): Promise<Lease> {
  const { chain, leaseMs = DEFAULT_LEASE_MS, signal } = parameters;
  const { queries } = database;
  const holder = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
  const expiry = sql`clock_timestamp() + ${`${leaseMs} milliseconds`}::interval`;
  const free: SQL = database.exclusive ? sql`true` : sql`keeper_leases.expires_at < clock_timestamp()`;

  let asked = performance.now();
  let epoch = await tryTake();
  while (epoch === undefined) {
    if (signal?.aborted) throw new FencedError("Stopped while another replica held the lease.");
    await sleep(leaseMs / 15);
    asked = performance.now();
    epoch = await tryTake();
  }

  const taken = epoch;
  let deadline = asked + leaseMs;
  let lost = false;
  let renewing: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    renewing = renew().catch(() => {
      // A database that does not answer: the deadline passes, and then nothing is sent.
    });
  }, leaseMs / 4);
  timer.unref();

  async function tryTake(): Promise<number | undefined> {
    const [row] = await execute<{ epoch: number }>(
      queries,
      sql`insert into keeper_leases (chain, holder, epoch, expires_at)
        values (${chain}, ${holder}, 1, ${expiry})
        on conflict (chain) do update
        set holder = excluded.holder, epoch = keeper_leases.epoch + 1, expires_at = excluded.expires_at
        where ${free}
        returning epoch`,
    );
    return row?.epoch;
  }

  async function renew(): Promise<void> {
    const before = performance.now();
    // One that expired and that nobody took is still ours: its epoch says so.
    const rows = await execute(
      queries,
      sql`update keeper_leases set expires_at = ${expiry}
        where chain = ${chain} and epoch = ${taken} and holder = ${holder} returning epoch`,
    );
    if (rows.length === 0) lost = true;
    else deadline = Math.max(deadline, before + leaseMs);
  }

  const held = () => !lost && performance.now() < deadline;
  const passed = () => new FencedError(`The lease of epoch ${taken} has passed to another replica.`);

  return {
    epoch: taken,
    ...{ holder, held },
    async check() {
      if (!held()) await renew();
      if (!held()) throw passed();
    },
    async fenced(work) {
      return queries.transaction(async (transaction) => {
        // An epoch that is still ours was not taken over, expired or not.
        const rows = await execute(
          transaction,
          sql`select epoch from keeper_leases
            where chain = ${chain} and epoch = ${taken} and holder = ${holder} for share`,
        );
        if (rows.length === 0) throw passed();
        return work(transaction);
      });
    },
    async release() {
      clearInterval(timer);
      await renewing;
      lost = true;
      try {
        await queries.execute(
          sql`update keeper_leases set expires_at = clock_timestamp()
            where chain = ${chain} and epoch = ${taken} and holder = ${holder}`,
        );
      } catch {
        // A database that is gone: the lease expires by itself.
      }
    },
  };
}
