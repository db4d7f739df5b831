"use client";

import { erc4907Abi } from "@millrace/sdk/abis/erc4907Abi";
import { gaugeAbi } from "@millrace/sdk/abis/gaugeAbi";
import { marketplaceAbi } from "@millrace/sdk/abis/marketplaceAbi";
import { type Address, erc721Abi, isAddressEqual, zeroAddress } from "viem";
import { useReadContracts } from "wagmi";
import { usePublicConfig } from "#components/layout/providers";
import { orderFill } from "#lib/order-fill";
import type { PublishedOrder } from "#lib/order-view";

const REFRESH_MS = 4_000;

export interface OrderProblem {
  /** Whether the chain has answered. */
  known: boolean;
  /** Why the order can't be filled now, if it can't. */
  problem: string | undefined;
}

/** Why published sales and rentals can't be filled now, as the chain has it. */
export function useOrderProblems(orders: readonly PublishedOrder[]): OrderProblem[] {
  const { marketplace } = usePublicConfig();
  const { data } = useReadContracts({
    query: { refetchInterval: REFRESH_MS, enabled: orders.length > 0 },
    contracts: orders.flatMap((order) => questions(order, marketplace)),
  });
  return orders.map((order, index) => {
    if (!data) return { known: false, problem: undefined };
    const answers = data.slice(index * QUESTIONS, (index + 1) * QUESTIONS).map(({ result }) => result);
    return { known: true, problem: problemOf(order, marketplace, answers) };
  });
}

/** How many questions are asked about an order; some fail where they make no sense for its collection. */
const QUESTIONS = 6;

function questions(order: PublishedOrder, marketplace: Address) {
  const { collection: address, tokenId, maker } = order;
  const item = { address, abi: erc721Abi } as const;
  const shortest = { id: tokenId, durationSeconds: order.minSeconds, to: maker };
  return [
    {
      address: marketplace,
      abi: marketplaceAbi,
      functionName: "quote",
      args: [orderFill(order, shortest)],
    },
    { ...item, functionName: "ownerOf", args: [tokenId] },
    { ...item, functionName: "isApprovedForAll", args: [maker, marketplace] },
    { ...item, functionName: "getApproved", args: [tokenId] },
    { address, abi: erc4907Abi, functionName: "userOf", args: [tokenId] },
    { address, abi: gaugeAbi, functionName: "stakeOf", args: [tokenId] },
  ] as const;
}

function problemOf(order: PublishedOrder, marketplace: Address, answers: unknown[]): string | undefined {
  const [quote, owner, all, one, user, stake] = answers as [
    readonly [bigint, boolean] | undefined,
    Address | undefined,
    boolean | undefined,
    Address | undefined,
    Address | undefined,
    bigint | undefined,
  ];
  const is = (account: Address | undefined, who: Address) => isAddressEqual(account ?? zeroAddress, who);
  const rental = order.kind === "RENTAL";
  if (!quote?.[1]) return `It was ${rental ? "rented" : "bought"}, cancelled, or is over`;
  if (!is(owner, order.maker)) return rental ? "Its owner has it no more" : "The seller has it no more";
  if (!all && !is(one, marketplace)) return "The seller took the approval back";
  if (rental && !is(user, zeroAddress)) return "Somebody has it on rent";
  if ((stake ?? 0n) < order.minStake) return "The seller has unstaked from it since";
  return undefined;
}
