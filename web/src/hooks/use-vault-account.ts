"use client";

import { vaultAbi } from "@millrace/sdk/abis/vaultAbi";
import { toAssetsDown } from "@millrace/sdk/rate";
import { type Address, erc20Abi, zeroAddress } from "viem";
import { useReadContracts } from "wagmi";
import { useWallet } from "#hooks/use-wallet";

/** How often a form looks at the chain again, in milliseconds. */
const REFRESH_MS = 5_000;

export interface VaultAccount {
  address: Address;
  /** In asset units. */
  assetBalance: bigint;
  allowance: bigint;
  maxDeposit: bigint;
  maxWithdraw: bigint;
  /** What the shares are worth now, though more than can leave at once perhaps. */
  assets: bigint;
  shares: bigint;
}

/** What the connected account has in a vault and could put there, read from the chain; undefined until it is known. */
export function useVaultAccount(vault: Address, asset: Address): VaultAccount | undefined {
  const { address } = useWallet();
  const owner = address ?? zeroAddress;
  const shares = useReadContracts({
    allowFailure: false,
    query: { enabled: address !== undefined, refetchInterval: REFRESH_MS },
    contracts: [
      { address: asset, abi: erc20Abi, functionName: "balanceOf", args: [owner] },
      { address: asset, abi: erc20Abi, functionName: "allowance", args: [owner, vault] },
      { address: vault, abi: vaultAbi, functionName: "maxDeposit", args: [owner] },
      { address: vault, abi: vaultAbi, functionName: "maxWithdraw", args: [owner] },
      { address: vault, abi: vaultAbi, functionName: "balanceOf", args: [owner] },
      { address: vault, abi: vaultAbi, functionName: "unlockedPriceRay" },
    ],
  });
  if (!address || !shares.data) return undefined;
  const [assetBalance, allowance, maxDeposit, maxWithdraw, balance, priceRay] = shares.data;
  const assets = toAssetsDown(balance, priceRay);
  return { address, assetBalance, allowance, maxDeposit, maxWithdraw, shares: balance, assets };
}
