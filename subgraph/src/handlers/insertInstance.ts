import type { Address } from "viem";
import { type InstanceKind, isNews } from "../chain/discoverLogs.ts";
import type { HandlerContext } from "./types.ts";

/** Notes what an address is; false where that was known before. */
export async function insertInstance(
  context: HandlerContext,
  id: Address,
  kind: InstanceKind,
): Promise<boolean> {
  const { rows, nextOrdinal } = context;
  const known = await rows.get("instances", id);
  if (!isNews(known?.kind, kind)) return false;
  if (known) rows.update("instances", id, { kind });
  else rows.insert("instances", { id, ordinal: nextOrdinal(), kind });
  return true;
}
