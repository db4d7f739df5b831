"use client";

import { marketAbi } from "@millrace/sdk/abis/marketAbi";
import { maxUint256 } from "viem";
import { MarketForm } from "#components/lending/market-form";
import { Tabs } from "#components/ui/tabs";
import type { MarketAccount } from "#hooks/use-market-account";
import { approveSteps } from "#lib/approve-steps";
import { smaller } from "#lib/bigint-bounds";
import { contractCall } from "#lib/contract-call";
import { formatAmount } from "#lib/format-amount";
import { formatPercent } from "#lib/format-percent";
import { borrowRateWad, type Market } from "#lib/market-view";

/** What interest may add to a debt between approving and repaying all of it: a thousandth and a unit. */
function withInterest(debt: bigint): bigint {
  return debt + debt / 1_000n + 1n;
}

/** Bringing collateral, borrowing against it, repaying, and taking the collateral back. */
export function BorrowForms({ market, account }: { market: Market; account: MarketAccount | undefined }) {
  const { address, asset, collateral, cash } = market;
  const at = { address, abi: marketAbi } as const;
  const room = account && bounded(account, cash);
  return (
    <Tabs
      label="Borrow or repay"
      tabs={[
        {
          value: "collateral",
          title: "Pledge",
          content: (
            <MarketForm
              label="Collateral"
              token={collateral}
              account={account}
              max={account?.collateralBalance}
              maxLabel="Balance"
              faucet
              steps={(amount, { address: owner, collateralAllowance }) => [
                ...approveSteps(collateral, address, amount, collateralAllowance),
                {
                  title: "Pledge",
                  call: contractCall({ ...at, functionName: "supplyCollateral", args: [amount, owner] }),
                },
              ]}
              success="Pledged. You can borrow against it."
            />
          ),
        },
        {
          value: "borrow",
          title: "Borrow",
          content: (
            <MarketForm
              label="Borrow"
              token={asset}
              account={account}
              max={room}
              maxLabel="Within limits"
              blocked={() =>
                market.borrowPaused
                  ? "Borrowing is paused"
                  : account && account.maxDebt === undefined
                    ? "The oracle has no price now"
                    : undefined
              }
              facts={(amount) => [
                { name: "Costs a year, now", value: formatPercent(borrowRateWad(market)) },
                {
                  name: "Debt after it",
                  value: account
                    ? `${formatAmount(account.debt + amount, asset.decimals)} of ${formatAmount(account.maxDebt ?? 0n, asset.decimals)} ${asset.symbol}`
                    : "–",
                },
              ]}
              steps={(amount, { address: owner }) => [
                {
                  title: "Borrow",
                  call: contractCall({ ...at, functionName: "borrow", args: [amount, owner, owner] }),
                },
              ]}
              success="Borrowed."
            />
          ),
        },
        {
          value: "repay",
          title: "Repay",
          content: (
            <MarketForm
              label="Repay"
              token={asset}
              account={account}
              max={account && smaller(account.debt, account.assetBalance)}
              maxLabel="Owed"
              steps={(amount, { address: owner, assetAllowance, debt, assetBalance }, everything) => {
                const all = everything && assetBalance >= withInterest(debt);
                const approved = all ? withInterest(debt) : amount;
                return [
                  ...approveSteps(asset, address, approved, assetAllowance),
                  {
                    title: all ? "Repay everything" : "Repay",
                    call: contractCall({
                      ...at,
                      functionName: "repay",
                      args: [all ? maxUint256 : amount, owner],
                    }),
                  },
                ];
              }}
              success="Repaid."
            />
          ),
        },
        {
          value: "release",
          title: "Release",
          content: (
            <MarketForm
              label="Take collateral back"
              token={collateral}
              account={account}
              max={account?.collateral}
              maxLabel="Pledged"
              steps={(amount, { address: owner }) => [
                {
                  title: "Release",
                  call: contractCall({
                    ...at,
                    functionName: "withdrawCollateral",
                    args: [amount, owner, owner],
                  }),
                },
              ]}
              success="Released."
            />
          ),
        },
      ]}
    />
  );
}

/** What an account may borrow more, as far as there is cash. */
function bounded({ debt, maxDebt = 0n }: MarketAccount, cash: bigint): bigint {
  return smaller(maxDebt > debt ? maxDebt - debt : 0n, cash);
}
