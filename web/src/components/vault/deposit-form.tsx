"use client";

import { vaultAbi } from "@millrace/sdk/abis/vaultAbi";
import Link from "next/link";
import { useState } from "react";
import { useReadContract } from "wagmi";
import { AmountField } from "#components/amount-field";
import { DevnetFaucet } from "#components/devnet-faucet";
import { FactList } from "#components/fact-list";
import { TransactionButton } from "#components/transaction-button";
import { useChainTime } from "#hooks/use-chain-time";
import type { VaultAccount } from "#hooks/use-vault-account";
import { approveSteps } from "#lib/approve-steps";
import { smaller } from "#lib/bigint-bounds";
import { contractCall, type TransactionStep } from "#lib/contract-call";
import { formatAmount } from "#lib/format-amount";
import { formatPercent } from "#lib/format-percent";
import { parseAmount } from "#lib/parse-amount";
import { streamingCostWad } from "#lib/price";
import { rateOf, type VaultDetail } from "#lib/vault-view";

export function DepositForm({
  vault,
  account,
  blockTimestamp,
}: {
  vault: VaultDetail;
  account: VaultAccount | undefined;
  blockTimestamp: bigint;
}) {
  const { asset, pool } = vault;
  const [text, setText] = useState("");
  const parsed = parseAmount(text, asset.decimals);
  const amount = parsed?.amount ?? 0n;
  const time = useChainTime(blockTimestamp);
  const preview = useReadContract({
    address: vault.address,
    abi: vaultAbi,
    functionName: "previewDeposit",
    args: [amount],
    query: { enabled: amount > 0n },
  });

  const max = account && smaller(account.assetBalance, account.maxDeposit);
  const blocked = vault.paused
    ? "Deposits are paused"
    : amount === 0n
      ? "Enter an amount"
      : max !== undefined && amount > max
        ? "More than you can deposit"
        : preview.data === 0n
          ? "Too small for a share"
          : undefined;

  const steps: TransactionStep[] = [];
  if (account && blocked === undefined) {
    steps.push(...approveSteps(asset, vault.address, amount, account.allowance), {
      title: "Deposit",
      call: contractCall({
        address: vault.address,
        abi: vaultAbi,
        functionName: "deposit",
        args: [amount, account.address],
      }),
    });
  }

  const costWad = streamingCostWad(rateOf(vault), time);
  return (
    <form className="space-y-4" onSubmit={(event) => event.preventDefault()}>
      <AmountField
        label="Deposit"
        symbol={asset.symbol}
        decimals={asset.decimals}
        text={text}
        onText={setText}
        parsed={parsed}
        max={max}
      />
      {account?.assetBalance === 0n &&
        (pool ? (
          <p className="text-sm text-muted">
            This vault takes a pool’s share.{" "}
            <Link href="/pools" className="text-water underline">
              Provide to the pool
            </Link>{" "}
            to get it.
          </p>
        ) : (
          <DevnetFaucet token={asset} to={account.address} />
        ))}
      <FactList
        facts={[
          {
            name: "You receive",
            value:
              amount > 0n && preview.data !== undefined
                ? `${formatAmount(preview.data, vault.decimals, 6)} ${vault.symbol}`
                : "–",
          },
          {
            name: "Streaming cost",
            value: costWad === 0n ? "none now" : formatPercent(costWad, 4),
            ...(costWad > 0n && {
              note: "The last profit is still being released to those who were here. You enter at the price after it, so this part comes back to you only as it streams; in exchange nobody can snatch a profit by entering around a report.",
            }),
          },
        ]}
      />
      <TransactionButton steps={steps} blocked={blocked} success="Deposited." onDone={() => setText("")} />
    </form>
  );
}
