"use client";

import { useState } from "react";
import type { Address } from "viem";
import { usePublicConfig } from "#components/layout/providers";
import { useOwnedItems } from "#hooks/use-owned-items";

/** Which of the connected account's items of a collection a form acts on; what leaves the account is chosen no more. */
export function useChosenItems(collection: Address): {
  ids: readonly bigint[];
  choose: (ids: readonly bigint[]) => void;
} {
  const { startBlock } = usePublicConfig();
  const owned = useOwnedItems(collection, startBlock);
  const [chosen, choose] = useState<readonly bigint[]>([]);
  return { ids: chosen.filter((id) => owned?.includes(id)), choose };
}
