"use client";

import { type Address, erc721Abi, zeroAddress } from "viem";
import { useReadContract } from "wagmi";
import { useWallet } from "#hooks/use-wallet";

/** How often a form looks at the chain again, in milliseconds. */
const REFRESH_MS = 5_000;

/** Whether `operator` may move the connected account's items of a collection; undefined until it is known. */
export function useCollectionApproval(collection: Address, operator: Address): boolean | undefined {
  const { address } = useWallet();
  return useReadContract({
    address: collection,
    abi: erc721Abi,
    functionName: "isApprovedForAll",
    args: [address ?? zeroAddress, operator],
    query: { enabled: address !== undefined, refetchInterval: REFRESH_MS },
  }).data;
}
