"use client";

import { vaultAbi } from "@millrace/sdk/abis/vaultAbi";
import { useState } from "react";
import { useReadContract } from "wagmi";
import { AmountField } from "#components/amount-field";
import { FactList } from "#components/fact-list";
import { TransactionButton } from "#components/transaction-button";
import { Notice } from "#components/ui/notice";
import type { VaultAccount } from "#hooks/use-vault-account";
import { contractCall, type TransactionStep } from "#lib/contract-call";
import { formatAmount } from "#lib/format-amount";
import { parseAmount } from "#lib/parse-amount";
import type { VaultDetail } from "#lib/vault-view";

export function WithdrawForm({ vault, account }: { vault: VaultDetail; account: VaultAccount | undefined }) {
  const { asset } = vault;
  const [text, setText] = useState("");
  // Max means every share: while the price streams, an amount of assets would leave a crumb behind.
  const [everything, setEverything] = useState(false);
  const parsed = parseAmount(text, asset.decimals);
  const amount = parsed?.amount ?? 0n;
  const preview = useReadContract({
    address: vault.address,
    abi: vaultAbi,
    functionName: "previewWithdraw",
    args: [amount],
    query: { enabled: amount > 0n },
  });

  const liquid = account !== undefined && account.maxWithdraw >= account.assets;
  const blocked =
    amount === 0n
      ? "Enter an amount"
      : account && amount > account.maxWithdraw
        ? "More than can leave now"
        : undefined;

  const steps: TransactionStep[] = [];
  if (account && blocked === undefined) {
    const call =
      everything && liquid
        ? contractCall({
            address: vault.address,
            abi: vaultAbi,
            functionName: "redeem",
            args: [account.shares, account.address, account.address],
          })
        : contractCall({
            address: vault.address,
            abi: vaultAbi,
            functionName: "withdraw",
            args: [amount, account.address, account.address],
          });
    steps.push({ title: everything && liquid ? "Withdraw everything" : "Withdraw", call });
  }

  return (
    <form className="space-y-4" onSubmit={(event) => event.preventDefault()}>
      <AmountField
        label="Withdraw"
        symbol={asset.symbol}
        decimals={asset.decimals}
        text={text}
        onText={(next) => {
          setText(next);
          setEverything(false);
        }}
        parsed={parsed}
        max={account?.maxWithdraw}
        maxLabel="Available"
        onMax={() => setEverything(true)}
      />
      <FactList
        facts={[
          {
            name: "You give",
            value:
              amount === 0n
                ? "–"
                : everything && liquid && account
                  ? `all ${formatAmount(account.shares, vault.decimals, 6)} ${vault.symbol}`
                  : preview.data !== undefined
                    ? `${formatAmount(preview.data, vault.decimals, 6)} ${vault.symbol}`
                    : "–",
          },
        ]}
      />
      <TransactionButton
        steps={steps}
        blocked={blocked}
        success="Withdrawn."
        onDone={() => {
          setText("");
          setEverything(false);
        }}
      />
      {account && account.shares > 0n && !liquid && <InKindExit vault={vault} account={account} />}
    </form>
  );
}

/** The exit that nothing can block: the owner's part of cash and of each strategy's shares. */
function InKindExit({ vault, account }: { vault: VaultDetail; account: VaultAccount }) {
  return (
    <div className="space-y-3 border-t pt-4">
      <Notice title="Part of your assets is not liquid now">
        You can wait, or leave in kind: you get your part of the cash, and of each strategy’s shares, at once.
      </Notice>
      <TransactionButton
        steps={[
          {
            title: "Leave in kind with everything",
            call: contractCall({
              address: vault.address,
              abi: vaultAbi,
              functionName: "redeemInKind",
              args: [account.shares, account.address, account.address],
            }),
          },
        ]}
        success="You left in kind."
      />
    </div>
  );
}
