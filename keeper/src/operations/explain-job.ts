import { readDeployment } from "@millrace/sdk/deployment";
import type { Config } from "../config.ts";
import { openDatabase } from "../journal/open-database.ts";
import { createIntentReader, type Intent } from "../journal/read-intents.ts";
import { planCycle } from "../plan-cycle.ts";

/** What the keeper would do with jobs, and what it did. */
export interface Explanation {
  readonly due: readonly {
    readonly label: string;
    readonly key: string;
    readonly phase: number;
    readonly batch: number;
    readonly batches: number;
    readonly gasLimit: number;
    /** The slots that keep it apart from others of its phase, each with those that it cannot share a batch with by it. */
    readonly keptApart: readonly { readonly slot: string; readonly from: readonly string[] }[];
  }[];
  readonly dropped: readonly { readonly kind: string; readonly target: string; readonly reason: string }[];
  /** Attempts of the journal, the oldest first; undefined where a keeper that runs has the journal for itself. */
  readonly attempts: readonly Intent[] | undefined;
}

/**
 * Explains the jobs that a word names: a kind, a target, a part of a label, or the beginning of a key.
 *
 * @remarks Planned on the state as it is now, and nothing is sent.
 */
export async function explainJob(config: Config, word: string): Promise<Explanation> {
  const wanted = word.toLowerCase();
  const { phases, dropped } = await planCycle(config);
  const due = phases.flatMap(({ phase, jobs, plan }) =>
    jobs.flatMap(({ kind, label, target, key, gasLimit }, index) => {
      if (![kind, label, target, key].some((text) => text.toLowerCase().includes(wanted))) return [];
      const batch = plan.batches.findIndex((members) => members.includes(index)) + 1;
      const keptApart = plan.hotSlots.flatMap(({ name, writers, readers }) => {
        const others = writers.includes(index)
          ? [...writers, ...readers]
          : readers.includes(index)
            ? writers
            : [];
        const from = others.filter((other) => other !== index).map((other) => jobs[other]?.label ?? "");
        return from.length === 0 ? [] : [{ slot: name, from }];
      });
      return [{ label, key, phase, batch, batches: plan.batches.length, gasLimit, keptApart }];
    }),
  );
  return {
    due,
    dropped: dropped.filter(({ kind, target }) =>
      [kind, target].some((text) => text.toLowerCase().includes(wanted)),
    ),
    attempts: await findAttempts(config, wanted),
  };
}

async function findAttempts(config: Config, wanted: string): Promise<Intent[] | undefined> {
  const { chainId, executor } = readDeployment(config.deploymentPath);
  try {
    const database = await openDatabase(config);
    try {
      return await createIntentReader(database.queries, `${chainId}:${executor}`, { current: 0 }).matching(
        wanted,
      );
    } finally {
      await database.close();
    }
  } catch {
    return undefined;
  }
}
