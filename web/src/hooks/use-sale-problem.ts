"use client";

import { marketplaceAbi } from "@millrace/sdk/abis/marketplaceAbi";
import { type Address, erc721Abi, isAddressEqual, zeroAddress } from "viem";
import { useReadContracts } from "wagmi";
import { usePublicConfig } from "#components/layout/providers";
import { orderFill } from "#lib/order-fill";
import type { PublishedOrder } from "#lib/order-view";

const REFRESH_MS = 4_000;

/** Why a published sale can't be filled now, as the chain has it; undefined where it can, or while it is asked. */
export function useSaleProblem(order: PublishedOrder): { known: boolean; problem: string | undefined } {
  const { marketplace } = usePublicConfig();
  const item = { address: order.collection, abi: erc721Abi } as const;
  const { data } = useReadContracts({
    query: { refetchInterval: REFRESH_MS },
    contracts: [
      {
        address: marketplace,
        abi: marketplaceAbi,
        functionName: "quote",
        args: [orderFill(order, { id: order.tokenId, minProceeds: 0n, to: order.maker })],
      },
      { ...item, functionName: "ownerOf", args: [order.tokenId] },
      { ...item, functionName: "isApprovedForAll", args: [order.maker, marketplace] },
      { ...item, functionName: "getApproved", args: [order.tokenId] },
    ],
  });
  if (!data) return { known: false, problem: undefined };
  const [quote, owner, all, one] = data;
  const has = (account: Address | undefined, who: Address) => isAddressEqual(account ?? zeroAddress, who);
  const problem = !quote.result?.[1]
    ? "It was bought, cancelled, or is over"
    : !has(owner.result, order.maker)
      ? "The seller has it no more"
      : !all.result && !has(one.result, marketplace)
        ? "The seller took the approval back"
        : undefined;
  return { known: true, problem };
}
