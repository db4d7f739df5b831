"use client";

import { marketplaceAbi } from "@millrace/sdk/abis/marketplaceAbi";
import type { Address } from "viem";
import { useReadContracts } from "wagmi";
import { usePublicConfig } from "#components/layout/providers";

/** What a sale leaves its seller, all in units of the currency. */
export interface SaleTerms {
  royalty: bigint;
  fee: bigint;
  proceeds: bigint;
}

/** What royalty and fee take of a price now; undefined until it is known. */
export function useSaleTerms(
  collection: Address,
  id: bigint | undefined,
  price: bigint,
): SaleTerms | undefined {
  const { marketplace } = usePublicConfig();
  const at = { address: marketplace, abi: marketplaceAbi } as const;
  const { data } = useReadContracts({
    allowFailure: false,
    query: { enabled: id !== undefined && price > 0n },
    contracts: [
      { ...at, functionName: "royaltyFor", args: [collection, id ?? 0n, price] },
      { ...at, functionName: "feeBps" },
    ],
  });
  if (id === undefined || price === 0n || !data) return undefined;
  const [[, royalty], feeBps] = data;
  const fee = (price * feeBps) / 10_000n;
  return { royalty, fee, proceeds: price - royalty - fee };
}
