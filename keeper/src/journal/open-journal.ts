import { eq, max } from "drizzle-orm";
import { type JournalPlace, openDatabase } from "./open-database.ts";
import { createIntentReader, type IntentReader } from "./read-intents.ts";
import { eras } from "./schema.ts";
import { type Lease, takeLease } from "./take-lease.ts";
import { createIntentWriter, type IntentWriter } from "./write-intents.ts";

export type { Intent } from "./read-intents.ts";

export interface Journal extends IntentReader, IntentWriter {
  /** The number of this lease; larger than that of every earlier one. */
  readonly epoch: number;
  readonly era: number;
  readonly lease: Lease;
  close(): Promise<void>;
}

export interface OpenJournalParameters extends JournalPlace {
  /** Which chain and deployment; a devnet that starts anew is another. */
  readonly chain: string;
  readonly leaseMs?: number | undefined;
  /** Ends the wait for a lease that another replica holds. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Opens the journal of one chain, and waits until this process is the one that may act on it.
 *
 * @throws ConfigurationError where another keeper works on the directory, or the database cannot be used.
 * @throws FencedError where `signal` ends the wait.
 */
export async function openJournal(parameters: OpenJournalParameters): Promise<Journal> {
  const { chain, leaseMs, signal } = parameters;
  const database = await openDatabase(parameters);
  try {
    const lease = await takeLease(database, { chain, leaseMs, signal });
    const { queries } = database;
    const [row] = await queries
      .select({ last: max(eras.era) })
      .from(eras)
      .where(eq(eras.chain, chain));
    const era = { current: row?.last ?? 0 };
    return {
      ...createIntentReader(queries, chain, era),
      ...createIntentWriter(lease, chain, era),
      ...{ epoch: lease.epoch, lease },
      get era() {
        return era.current;
      },
      async close() {
        try {
          await lease.release();
        } finally {
          await database.close();
        }
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}
