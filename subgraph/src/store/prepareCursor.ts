import type { Deployment } from "@millrace/sdk/deployment";
import { rootsOf } from "../rootsOf.ts";
import { type Database, emptyDatabase } from "./openDatabase.ts";
import { cursors } from "./tables.ts";

/** Makes sure that the database is of this deployment: what it has of another one, or all where `anew`, is dropped. */
export async function prepareCursor(
  db: Database,
  deployment: Deployment,
  { anew = false } = {},
): Promise<void> {
  const { chainId, startBlock } = deployment;
  const key = [chainId, startBlock, ...rootsOf(deployment)].join(" ");
  const [row] = await db.select().from(cursors);
  if (row?.deployment === key && !anew) return;
  if (row) await emptyDatabase(db);
  await db.insert(cursors).values({ id: 1, chainId, deployment: key, startBlock: BigInt(startBlock) });
}
