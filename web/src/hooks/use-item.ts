"use client";

import { erc4907Abi } from "@millrace/sdk/abis/erc4907Abi";
import { gaugeAbi } from "@millrace/sdk/abis/gaugeAbi";
import { marketplaceAbi } from "@millrace/sdk/abis/marketplaceAbi";
import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import { type Address, erc721Abi, zeroAddress } from "viem";
import { useReadContract, useReadContracts } from "wagmi";
import { usePublicConfig } from "#components/layout/providers";

const REFRESH_MS = 4_000;

/** What a price of ten thousand would leave as royalty: the royalty in hundredths of a percent. */
const TEN_THOUSAND = 10_000n;

/** What the chain itself says of an item; undefined where it does not say, or not yet. */
export interface ChainItem {
  owner: Address | undefined;
  /** Who may use it now, and until when. */
  user: Address | undefined;
  userExpires: bigint | undefined;
  royaltyBps: bigint | undefined;
  royaltyReceiver: Address | undefined;
  /** Of a gauge's position, in units of the stake token. */
  stake: bigint | undefined;
  /** Whether the chain answered, so that an item without an owner is none. */
  known: boolean;
}

export function useItem(collection: Address, id: bigint): ChainItem {
  const { marketplace } = usePublicConfig();
  const item = { address: collection, args: [id] } as const;
  const { data } = useReadContracts({
    query: { refetchInterval: REFRESH_MS },
    contracts: [
      { ...item, abi: erc721Abi, functionName: "ownerOf" },
      { ...item, abi: erc4907Abi, functionName: "userOf" },
      { ...item, abi: erc4907Abi, functionName: "userExpires" },
      {
        address: marketplace,
        abi: marketplaceAbi,
        functionName: "royaltyFor",
        args: [collection, id, TEN_THOUSAND],
      },
      { ...item, abi: gaugeAbi, functionName: "stakeOf" },
    ],
  });
  const user = data?.[1].result;
  const [receiver, bps] = data?.[3].result ?? [];
  return {
    known: data !== undefined,
    owner: data?.[0].result,
    user: user === zeroAddress ? undefined : user,
    userExpires: data?.[2].result,
    royaltyBps: bps,
    royaltyReceiver: receiver,
    stake: data?.[4].result,
  };
}

/** Who holds the receipt of a reserved item, and the rent it has earned; undefined for any other. */
export function useReservation(
  vault: Address | undefined,
  id: bigint,
): { holder: Address; rent: bigint } | undefined {
  const query = { enabled: vault !== undefined, refetchInterval: REFRESH_MS };
  const at = { ...(vault && { address: vault }), abi: nftVaultAbi } as const;
  const receipts = useReadContract({ ...at, functionName: "receipts", query: { enabled: query.enabled } });
  const rent = useReadContract({ ...at, functionName: "claimableRent", args: [id], query });
  const holder = useReadContract({
    ...(receipts.data && { address: receipts.data }),
    abi: erc721Abi,
    functionName: "ownerOf",
    args: [id],
    query: { ...query, enabled: receipts.data !== undefined },
  });
  if (holder.data === undefined || rent.data === undefined) return undefined;
  return { holder: holder.data, rent: rent.data };
}
