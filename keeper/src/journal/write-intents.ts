import { and, eq, inArray, max, or, sql } from "drizzle-orm";
import type { Address, Hash, Hex } from "viem";
import type { Queries } from "./open-database.ts";
import type { Anchor } from "./read-intents.ts";
import { anchors, eras, intents, transactions } from "./schema.ts";
import type { Lease } from "./take-lease.ts";

/** What is written down of a job. */
export interface PlannedJob {
  readonly kind: string;
  readonly label: string;
  readonly target: Address;
  readonly key: Hex;
}

export interface Claim {
  readonly intent: number;
  readonly sender: Address;
  readonly nonce: number;
  /** Intents of jobs that the same transaction runs. From here on they share the fate of this one. */
  readonly followers?: readonly number[] | undefined;
}

export interface SignedTransaction {
  readonly intent: number;
  readonly hash: Hash;
  readonly raw: Hex;
  readonly purpose: "job" | "cancel";
  readonly maxFeePerGas: bigint;
  readonly maxPriorityFeePerGas: bigint;
}

export interface MinedIntent {
  readonly intent: number;
  readonly hash: Hash;
  readonly blockNumber: bigint;
  readonly blockHash: Hash;
  readonly gasUsed: bigint;
  readonly feeWei: bigint;
  readonly revenueWei: bigint | undefined;
  /** Whether the job was done; a transaction of several may have done some of them. */
  readonly done: boolean;
  readonly reason?: string | undefined;
}

/** The changes of intents, each for many at once and under the lease: a keeper that lost it changes nothing. */
export interface IntentWriter {
  /** Writes down jobs of a batch; a job of which an attempt is under way or done is left out of the answer. */
  plan<TJob extends PlannedJob>(
    jobs: readonly TJob[],
    batch: bigint,
  ): Promise<{ job: TJob; intent: number }[]>;
  claim(claims: readonly Claim[]): Promise<void>;
  sign(signed: readonly SignedTransaction[]): Promise<void>;
  accept(ids: readonly number[]): Promise<void>;
  mine(mined: readonly MinedIntent[]): Promise<void>;
  /** What is mined is final; what reverted is over for good. */
  finalise(ids: readonly number[], reason?: string): Promise<void>;
  /** Ends attempts without effect. A nonce is free again only if nothing was ever signed with it. */
  abandon(ids: readonly number[], reason: string): Promise<void>;
  /** A block was reorganised away: the transaction is on its way again. */
  reopen(intent: number, reason: string): Promise<void>;
  /** Takes the job from an attempt whose nonce has to be used all the same. */
  detach(intent: number, key: Hex, reason: string): Promise<void>;
  /** Takes a block as final. */
  setAnchor(anchor: Anchor): Promise<void>;
  /** Begins anew on a chain that lost final blocks: whatever was under way is over. */
  beginEra(reason: string): Promise<void>;
}

/** @param era The era that is under way. */
export function createIntentWriter(lease: Lease, chain: string, era: { current: number }): IntentWriter {
  const now = { updatedAt: sql`now()` };
  const each = (ids: readonly number[]) => or(inArray(intents.id, [...ids]), inArray(intents.lead, [...ids]));
  const write = async (some: readonly unknown[], work: (queries: Queries) => Promise<unknown>) => {
    if (some.length > 0) await lease.fenced(work);
  };

  return {
    async plan(jobs, batch) {
      if (jobs.length === 0) return [];
      return lease.fenced(async (queries) => {
        const keys = jobs.map((job) => job.key);
        const earlier = await queries
          .select({ key: intents.key, attempts: max(intents.attempt) })
          .from(intents)
          .where(and(eq(intents.chain, chain), eq(intents.era, era.current), inArray(intents.key, keys)))
          .groupBy(intents.key);
        const attempts = new Map(earlier.map((row) => [row.key, row.attempts ?? 0]));
        const rows = await queries
          .insert(intents)
          .values(
            jobs.map(({ key, kind, label, target }) => ({
              ...{ chain, key, kind, label, target, batch },
              ...{ era: era.current, epoch: lease.epoch },
              attempt: (attempts.get(key) ?? 0) + 1,
              state: "planned" as const,
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
      });
    },
    claim: (claims) =>
      write(claims, (queries) => {
        const rows = claims.flatMap(({ intent, sender, nonce, followers = [] }) => [
          { intent, sender, nonce },
          ...followers.map((follower) => ({ intent: follower, sender, lead: intent })),
        ]);
        return queries.execute(
          sql`update keeper_intents as i
            set state = 'claimed', sender = v.sender, nonce = v.nonce, lead = v.lead, updated_at = now()
            from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
              as v(intent int, sender text, nonce int, lead int)
            where i.id = v.intent`,
        );
      }),
    sign: (signed) =>
      write(signed, async (queries) => {
        await queries.insert(transactions).values([...signed]);
        const rows = JSON.stringify(signed.map(({ intent, hash }) => ({ intent, hash })));
        await queries.execute(
          sql`update keeper_intents as i set state = 'signed', hash = v.hash, updated_at = now()
            from jsonb_to_recordset(${rows}::jsonb) as v(intent int, hash text)
            where i.id = v.intent or i.lead = v.intent`,
        );
      }),
    accept: (ids) =>
      write(ids, (queries) =>
        queries
          .update(intents)
          .set({ state: "accepted", ...now })
          .where(each(ids)),
      ),
    mine: (mined) =>
      write(mined, (queries) => {
        const rows = JSON.stringify(
          mined.map(
            ({ intent, hash, blockNumber, blockHash, gasUsed, feeWei, revenueWei, done, reason }) => ({
              ...{ intent, hash, block_hash: blockHash, reason },
              ...{ block_number: `${blockNumber}`, gas_used: `${gasUsed}`, fee_wei: `${feeWei}` },
              revenue_wei: revenueWei?.toString(),
              state: done ? "mined" : "reverted",
            }),
          ),
        );
        return queries.execute(
          sql`update keeper_intents as i
            set state = v.state, hash = v.hash, block_number = v.block_number, block_hash = v.block_hash,
              gas_used = v.gas_used, fee_wei = v.fee_wei, revenue_wei = v.revenue_wei, reason = v.reason, deep = false,
              updated_at = now()
            from jsonb_to_recordset(${rows}::jsonb) as v(intent int, hash text, state text, block_number bigint,
              block_hash text, gas_used bigint, fee_wei numeric, revenue_wei numeric, reason text)
            where i.id = v.intent`,
        );
      }),
    finalise: (ids, reason) =>
      write(ids, (queries) =>
        queries
          .update(intents)
          .set({
            state: sql`case when ${intents.state} = 'reverted' then 'reverted' else 'final' end`,
            deep: true,
            ...(reason === undefined ? {} : { reason }),
            ...now,
          })
          .where(each(ids)),
      ),
    abandon: (ids, reason) =>
      write(ids, (queries) =>
        queries
          .update(intents)
          .set({
            state: "abandoned",
            reason,
            nonce: sql`case when ${intents.hash} is null then null else ${intents.nonce} end`,
            ...now,
          })
          .where(each(ids)),
      ),
    reopen: (intent, reason) =>
      write([intent], (queries) =>
        queries
          .update(intents)
          .set({
            ...{ state: "accepted", reason, deep: false, ...now },
            ...{ blockNumber: null, blockHash: null, gasUsed: null, feeWei: null, revenueWei: null },
          })
          // A follower that failed may have another attempt by now; it is told anew when the transaction is mined again.
          .where(or(eq(intents.id, intent), and(eq(intents.lead, intent), eq(intents.state, "mined")))),
      ),
    detach: (intent, key, reason) =>
      write([intent], (queries) =>
        queries
          .update(intents)
          .set({ kind: "fill", key, reason, ...now })
          .where(eq(intents.id, intent)),
      ),
    setAnchor: ({ number, hash, time }) =>
      write([number], (queries) =>
        queries
          .insert(anchors)
          .values({ chain, number, hash, time })
          .onConflictDoUpdate({ target: anchors.chain, set: { number, hash, time } }),
      ),
    async beginEra(reason) {
      const next = era.current + 1;
      await lease.fenced(async (queries) => {
        await queries.insert(eras).values({ chain, era: next, reason });
        await queries.delete(anchors).where(eq(anchors.chain, chain));
        await queries
          .update(intents)
          .set({ state: "abandoned", reason, ...now })
          .where(
            and(
              eq(intents.chain, chain),
              eq(intents.era, era.current),
              inArray(intents.state, ["planned", "claimed", "signed", "accepted", "mined"]),
            ),
          );
      });
      era.current = next;
    },
  };
}
