"use client";

import { marketAbi } from "@millrace/sdk/abis/marketAbi";
import { toAssetsDown } from "@millrace/sdk/rate";
import { type Address, erc20Abi, zeroAddress } from "viem";
import { useReadContracts } from "wagmi";
import { useWallet } from "#hooks/use-wallet";
import type { Market } from "#lib/market-view";

/** How often a form looks at the chain again, in milliseconds. */
const REFRESH_MS = 4_000;

/** What an account has in a market and could do there; amounts in units of the loan asset where nothing else is said. */
export interface MarketAccount {
  address: Address;
  assetBalance: bigint;
  assetAllowance: bigint;
  /** In units of the collateral, as is its allowance and what is supplied of it. */
  collateralBalance: bigint;
  collateralAllowance: bigint;
  collateral: bigint;
  shares: bigint;
  /** What the shares are worth now. */
  supplied: bigint;
  maxDeposit: bigint;
  maxWithdraw: bigint;
  debt: bigint;
  /** Up to what debt the account is healthy; undefined where the oracle refuses to answer. */
  maxDebt: bigint | undefined;
}

/** Reads the connected account's side of a market from the chain; undefined until it is known. */
export function useMarketAccount({ address: market, asset, collateral }: Market): MarketAccount | undefined {
  const { address } = useWallet();
  const owner = address ?? zeroAddress;
  const query = { enabled: address !== undefined, refetchInterval: REFRESH_MS };
  const at = { address: market, abi: marketAbi } as const;
  const known = useReadContracts({
    allowFailure: false,
    query,
    contracts: [
      { address: asset.address, abi: erc20Abi, functionName: "balanceOf", args: [owner] },
      { address: asset.address, abi: erc20Abi, functionName: "allowance", args: [owner, market] },
      { address: collateral.address, abi: erc20Abi, functionName: "balanceOf", args: [owner] },
      { address: collateral.address, abi: erc20Abi, functionName: "allowance", args: [owner, market] },
      { ...at, functionName: "positionOf", args: [owner] },
      { ...at, functionName: "balanceOf", args: [owner] },
      { ...at, functionName: "unlockedPriceRay" },
      { ...at, functionName: "maxDeposit", args: [owner] },
      { ...at, functionName: "maxWithdraw", args: [owner] },
      { ...at, functionName: "debtOf", args: [owner] },
    ],
  });
  // Reverts where the price is stale; the rest of the page does without.
  const priced = useReadContracts({
    query,
    contracts: [{ ...at, functionName: "maxDebtOf", args: [owner] }],
  });
  if (!address || !known.data) return undefined;
  const [assetBalance, assetAllowance, collateralBalance, collateralAllowance, position, shares, ...rest] =
    known.data;
  const [priceRay, maxDeposit, maxWithdraw, debt] = rest;
  return {
    ...{ address, assetBalance, assetAllowance, collateralBalance, collateralAllowance },
    ...{ collateral: position.collateral, shares, supplied: toAssetsDown(shares, priceRay) },
    ...{ maxDeposit, maxWithdraw, debt, maxDebt: priced.data?.[0]?.result },
  };
}
