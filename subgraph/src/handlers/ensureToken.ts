import type { Address } from "viem";
import { readMetadata } from "./readMetadata.ts";
import type { HandlerContext } from "./types.ts";

/** Writes the row of a token unless it is there. */
export async function ensureToken(
  { rows, client, nextOrdinal }: HandlerContext,
  token: Address,
): Promise<void> {
  if (await rows.get("tokens", token)) return;
  rows.insert("tokens", { id: token, ordinal: nextOrdinal(), ...(await readMetadata(client, token)) });
}
