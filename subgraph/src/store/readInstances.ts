import type { Address } from "viem";
import type { InstanceKind } from "../chain/discoverLogs.ts";
import type { Database } from "./openDatabase.ts";
import { instances } from "./tables.ts";

/** The instances announced so far. */
export async function readInstances(db: Database): Promise<Map<Address, InstanceKind>> {
  const rows = await db.select({ id: instances.id, kind: instances.kind }).from(instances);
  return new Map(rows.map(({ id, kind }) => [id as Address, kind]));
}
