"use client";

import { marketAbi } from "@millrace/sdk/abis/marketAbi";
import { MarketForm } from "#components/lending/market-form";
import { Tabs } from "#components/ui/tabs";
import type { MarketAccount } from "#hooks/use-market-account";
import { approveSteps } from "#lib/approve-steps";
import { smaller } from "#lib/bigint-bounds";
import { contractCall } from "#lib/contract-call";
import { formatPercent } from "#lib/format-percent";
import { type Market, supplyRateWad } from "#lib/market-view";

/** Lending to a market, and leaving it. */
export function SupplyForms({ market, account }: { market: Market; account: MarketAccount | undefined }) {
  const { address, asset } = market;
  const at = { address, abi: marketAbi } as const;
  return (
    <Tabs
      label="Supply or withdraw"
      tabs={[
        {
          value: "supply",
          title: "Supply",
          content: (
            <MarketForm
              label="Supply"
              token={asset}
              account={account}
              max={account && smaller(account.assetBalance, account.maxDeposit)}
              maxLabel="Balance"
              faucet
              blocked={() => (market.supplyPaused ? "Supplying is paused" : undefined)}
              facts={() => [{ name: "Earns a year, now", value: formatPercent(supplyRateWad(market)) }]}
              steps={(amount, { address: owner, assetAllowance }) => [
                ...approveSteps(asset, address, amount, assetAllowance),
                {
                  title: "Supply",
                  call: contractCall({ ...at, functionName: "deposit", args: [amount, owner] }),
                },
              ]}
              success="Supplied."
            />
          ),
        },
        {
          value: "withdraw",
          title: "Withdraw",
          content: (
            <MarketForm
              label="Withdraw"
              token={asset}
              account={account}
              max={account?.maxWithdraw}
              maxLabel="Available"
              steps={(amount, { address: owner, shares, supplied, maxWithdraw }, everything) => [
                {
                  title: "Withdraw",
                  call:
                    everything && maxWithdraw >= supplied
                      ? contractCall({ ...at, functionName: "redeem", args: [shares, owner, owner] })
                      : contractCall({ ...at, functionName: "withdraw", args: [amount, owner, owner] }),
                },
              ]}
              success="Withdrawn."
            />
          ),
        },
      ]}
    />
  );
}
