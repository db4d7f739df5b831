"use client";

import { type Address, erc20Abi, erc721Abi, zeroAddress } from "viem";
import { useReadContracts } from "wagmi";
import { useWallet } from "#hooks/use-wallet";
import type { NftVault } from "#lib/nft-view";

/** How often a form looks at the chain again, in milliseconds. */
const REFRESH_MS = 5_000;

export interface NftAccount {
  address: Address;
  /** Item tokens, 1e18 for an item. */
  itemTokens: bigint;
  /** Whether the vault may take the account's items. */
  approvedForAll: boolean;
}

/** What the connected account has for an NFT vault, read from the chain; undefined until it is known. */
export function useNftAccount(vault: NftVault): NftAccount | undefined {
  const { address } = useWallet();
  const owner = address ?? zeroAddress;
  const { data } = useReadContracts({
    allowFailure: false,
    query: { enabled: address !== undefined, refetchInterval: REFRESH_MS },
    contracts: [
      { address: vault.address, abi: erc20Abi, functionName: "balanceOf", args: [owner] },
      {
        address: vault.collection,
        abi: erc721Abi,
        functionName: "isApprovedForAll",
        args: [owner, vault.address],
      },
    ],
  });
  if (!address || !data) return undefined;
  const [itemTokens, approvedForAll] = data;
  return { address, itemTokens, approvedForAll };
}
