"use client";

import { useEffect, useState } from "react";

/** The chain's time in Unix seconds, running on from the block that the page was made at. */
export function useChainTime(blockTimestamp: bigint): bigint {
  const [elapsedSeconds, setElapsedSeconds] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer block starts the count anew
  useEffect(() => {
    const started = performance.now();
    setElapsedSeconds(0);
    const timer = setInterval(
      () => setElapsedSeconds(Math.floor((performance.now() - started) / 1_000)),
      1_000,
    );
    return () => clearInterval(timer);
  }, [blockTimestamp]);
  return blockTimestamp + BigInt(elapsedSeconds);
}
