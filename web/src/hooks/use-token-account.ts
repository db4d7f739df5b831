"use client";

import { type Address, erc20Abi, zeroAddress } from "viem";
import { useReadContracts } from "wagmi";
import { useWallet } from "#hooks/use-wallet";

/** How often a form looks at the chain again, in milliseconds. */
const REFRESH_MS = 4_000;

/** What the connected account has of a token and lets `spender` take; undefined until it is known. */
export function useTokenAccount(
  token: Address,
  spender: Address,
): { address: Address; balance: bigint; allowance: bigint } | undefined {
  const { address } = useWallet();
  const owner = address ?? zeroAddress;
  const { data } = useReadContracts({
    allowFailure: false,
    query: { enabled: address !== undefined, refetchInterval: REFRESH_MS },
    contracts: [
      { address: token, abi: erc20Abi, functionName: "balanceOf", args: [owner] },
      { address: token, abi: erc20Abi, functionName: "allowance", args: [owner, spender] },
    ],
  });
  if (!address || !data) return undefined;
  const [balance, allowance] = data;
  return { address, balance, allowance };
}
