"use client";

import { type Address, parseAbi } from "viem";
import { useReadContract } from "wagmi";
import { rentalInterfaceId } from "#lib/rental-interface";

/** Whether the users of a collection's items keep their time, as rental orders need; undefined until it is known. */
export function useRentable(collection: Address): boolean | undefined {
  const { data, isError } = useReadContract({
    address: collection,
    abi: parseAbi(["function supportsInterface(bytes4 id) view returns (bool)"]),
    functionName: "supportsInterface",
    args: [rentalInterfaceId],
    query: { staleTime: Number.POSITIVE_INFINITY },
  });
  return isError ? false : data;
}
