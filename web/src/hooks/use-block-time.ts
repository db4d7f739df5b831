"use client";

import { useBlock } from "wagmi";

const REFRESH_MS = 4_000;

/** The newest block's time, a Unix time in seconds; undefined until it is known. */
export function useBlockTime(): bigint | undefined {
  return useBlock({ query: { refetchInterval: REFRESH_MS } }).data?.timestamp;
}
