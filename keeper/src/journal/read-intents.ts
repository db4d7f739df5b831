import { and, desc, eq, gt, inArray, isNull, max, notInArray, or, sql, sum } from "drizzle-orm";
import type { Queries } from "./open-database.ts";
import { anchors, intents, transactions } from "./schema.ts";

export type Intent = typeof intents.$inferSelect;
export type Anchor = Pick<typeof anchors.$inferSelect, "number" | "hash" | "time">;
export type IntentTransaction = typeof transactions.$inferSelect;

/** What the journal tells; replicas without the lease may ask as well. */
export interface IntentReader {
  /**
   * Attempts that a block may still change: all but final and abandoned ones, and those that failed for good. One that
   * follows another is left out: it shares its fate.
   */
  open(): Promise<Intent[]>;
  /** The attempts that follow others. */
  followersOf(leads: readonly number[]): Promise<Intent[]>;
  all(): Promise<Intent[]>;
  /** The last attempts whose kind, target, label or key has a text in it, of every run of the chain. */
  matching(text: string): Promise<Intent[]>;
  /** The attempts that nonces of senders belong to, where there are such. */
  atNonces(places: readonly { readonly sender: string; readonly nonce: number }[]): Promise<Intent[]>;
  /** The attempt of a key that is under way or done. */
  ofKey(key: string): Promise<Intent | undefined>;
  /** What was signed for intents, the oldest first. */
  transactionsOf(ids: readonly number[]): Promise<Map<number, IntentTransaction[]>>;
  /** The highest block that was taken as final. */
  anchor(): Promise<Anchor | undefined>;
  lastBatch(): Promise<bigint>;
  /** What was paid for all that was planned since then and is mined, and what that brought, in wei. */
  balanceSince(time: Date): Promise<{ spentWei: bigint; earnedWei: bigint }>;
  /** What jobs planned since then took beyond what each brought, in wei, those of some kinds left out. */
  subsidySince(time: Date, except: readonly string[]): Promise<bigint>;
  /** How the last `count` mined attempts that were planned since then ended, reverted being true. */
  lastOutcomes(count: number, since: Date): Promise<boolean[]>;
}

export function createIntentReader(
  queries: Queries,
  chain: string,
  era: { readonly current: number },
): IntentReader {
  const ours = () => and(eq(intents.chain, chain), eq(intents.era, era.current));

  return {
    open: () =>
      queries
        .select()
        .from(intents)
        .where(
          and(
            ours(),
            isNull(intents.lead),
            or(
              notInArray(intents.state, ["final", "reverted", "abandoned"]),
              and(eq(intents.state, "reverted"), eq(intents.deep, false)),
            ),
          ),
        )
        .orderBy(intents.id),
    followersOf: async (leads) =>
      leads.length === 0
        ? []
        : queries
            .select()
            .from(intents)
            .where(inArray(intents.lead, [...leads])),
    all: () => queries.select().from(intents).where(ours()).orderBy(intents.id),
    async matching(text) {
      const named = sql`lower(${intents.kind} || ' ' || ${intents.target} || ' ' || ${intents.label} || ' ' || ${intents.key})`;
      const rows = await queries
        .select()
        .from(intents)
        .where(and(sql`starts_with(${intents.chain}, ${chain})`, sql`position(${text} in ${named}) > 0`))
        .orderBy(desc(intents.id))
        .limit(50);
      return rows.reverse();
    },
    atNonces: (places) =>
      queries
        .select()
        .from(intents)
        .where(
          and(
            ours(),
            sql`(${intents.sender}, ${intents.nonce}) in (select sender, nonce
              from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as v(sender text, nonce int))`,
          ),
        ),
    async ofKey(key) {
      const [row] = await queries
        .select()
        .from(intents)
        .where(and(ours(), eq(intents.key, key), notInArray(intents.state, ["reverted", "abandoned"])));
      return row;
    },
    async transactionsOf(ids) {
      const found = new Map<number, IntentTransaction[]>();
      if (ids.length === 0) return found;
      const rows = await queries
        .select()
        .from(transactions)
        .where(inArray(transactions.intent, [...ids]))
        .orderBy(transactions.id);
      for (const row of rows) {
        const list = found.get(row.intent);
        if (list === undefined) found.set(row.intent, [row]);
        else list.push(row);
      }
      return found;
    },
    async anchor() {
      const [row] = await queries.select().from(anchors).where(eq(anchors.chain, chain));
      return row;
    },
    async lastBatch() {
      const [row] = await queries
        .select({ last: max(intents.batch) })
        .from(intents)
        .where(eq(intents.chain, chain));
      return row?.last ?? 0n;
    },
    async balanceSince(time) {
      const [row] = await queries
        .select({ spent: sum(intents.feeWei), earned: sum(intents.revenueWei) })
        .from(intents)
        .where(and(eq(intents.chain, chain), gt(intents.plannedAt, time)));
      return { spentWei: BigInt(row?.spent ?? 0), earnedWei: BigInt(row?.earned ?? 0) };
    },
    async subsidySince(time, except) {
      const net = sql`greatest(${intents.feeWei} - coalesce(${intents.revenueWei}, 0), 0)`;
      const [row] = await queries
        .select({ net: sql<string | null>`sum(${net})` })
        .from(intents)
        .where(
          and(
            eq(intents.chain, chain),
            gt(intents.plannedAt, time),
            except.length === 0 ? undefined : notInArray(intents.kind, [...except]),
          ),
        );
      return BigInt(row?.net ?? 0);
    },
    async lastOutcomes(count, since) {
      const rows = await queries
        .select({ state: intents.state })
        .from(intents)
        .where(
          and(ours(), gt(intents.plannedAt, since), inArray(intents.state, ["mined", "final", "reverted"])),
        )
        .orderBy(desc(intents.id))
        .limit(count);
      return rows.map(({ state }) => state === "reverted");
    },
  };
}
