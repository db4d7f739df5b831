"use client";

import { marketplaceAbi } from "@millrace/sdk/abis/marketplaceAbi";
import { useState } from "react";
import { type Address, zeroAddress } from "viem";
import { useReadContracts } from "wagmi";
import { usePublicConfig } from "#components/layout/providers";
import { useWallet } from "#hooks/use-wallet";
import { randomNonce } from "#lib/random-nonce";

/** What the next order of the connected account needs; undefined until it is known. */
export interface Maker {
  address: Address;
  counter: bigint;
  /** A nonce that no order of the account has used. */
  nonce: bigint;
}

/** The connected account as a maker of orders, and a way to get another nonce once an order has taken this one. */
export function useMaker(): { maker: Maker | undefined; renew: () => void } {
  const { marketplace } = usePublicConfig();
  const { address } = useWallet();
  const [nonce, setNonce] = useState(randomNonce);
  const owner = address ?? zeroAddress;
  const at = { address: marketplace, abi: marketplaceAbi } as const;
  const { data } = useReadContracts({
    allowFailure: false,
    query: { enabled: address !== undefined },
    contracts: [
      { ...at, functionName: "counterOf", args: [owner] },
      { ...at, functionName: "isUsed", args: [owner, nonce] },
    ],
  });
  const renew = () => setNonce(randomNonce());
  if (!address || !data) return { maker: undefined, renew };
  const [counter, used] = data;
  if (used) renew();
  return { maker: used ? undefined : { address, counter, nonce }, renew };
}
