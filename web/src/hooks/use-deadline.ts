"use client";

import { useBlock } from "wagmi";

/** How long a transaction may wait to be mined, in seconds of the chain's clock. */
const PATIENCE_SECONDS = 600n;
const REFRESH_MS = 4_000;

/** A deadline for what is sent now, a Unix time in seconds by the chain's clock; undefined until that is known. */
export function useDeadline(): bigint | undefined {
  const block = useBlock({ query: { refetchInterval: REFRESH_MS } });
  return block.data && block.data.timestamp + PATIENCE_SECONDS;
}
