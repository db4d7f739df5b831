"use client";

import { type Address, erc20Abi } from "viem";
import { useReadContract } from "wagmi";
import { AddressLink } from "#components/address-link";

/** A strategy by the name of its share, and its address. */
export function StrategyName({ address }: { address: Address }) {
  const name = useReadContract({
    address,
    abi: erc20Abi,
    functionName: "name",
    query: { staleTime: Number.POSITIVE_INFINITY },
  });
  return (
    <>
      {name.data && <span className="block font-medium whitespace-nowrap">{name.data}</span>}
      <AddressLink address={address} />
    </>
  );
}
