"use client";

import { gaugeAbi } from "@millrace/sdk/abis/gaugeAbi";
import { useReadContract } from "wagmi";
import type { Collection } from "#lib/order-view";

const REFRESH_MS = 4_000;

/** What a gauge's position has staked, in units of the stake token; 0 for items of other collections, undefined until it is known. */
export function useStake(collection: Collection | undefined, id: bigint | undefined): bigint | undefined {
  const isGauge = collection?.stakeToken != null;
  const { data } = useReadContract({
    ...(collection && { address: collection.address }),
    abi: gaugeAbi,
    functionName: "stakeOf",
    args: [id ?? 0n],
    query: { enabled: isGauge && id !== undefined, refetchInterval: REFRESH_MS },
  });
  return isGauge ? data : 0n;
}
