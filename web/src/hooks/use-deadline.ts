"use client";

import { useBlockTime } from "#hooks/use-block-time";

/** How long a transaction may wait to be mined, in seconds of the chain's clock. */
const PATIENCE_SECONDS = 600n;

/** A deadline for what is sent now, a Unix time in seconds by the chain's clock; undefined until that is known. */
export function useDeadline(): bigint | undefined {
  const time = useBlockTime();
  return time === undefined ? undefined : time + PATIENCE_SECONDS;
}
