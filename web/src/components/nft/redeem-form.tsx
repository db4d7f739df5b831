"use client";

import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import { useState } from "react";
import { useReadContract } from "wagmi";
import { FactList } from "#components/fact-list";
import { ItemCountField } from "#components/nft/item-count-field";
import { TransactionButton } from "#components/transaction-button";
import type { NftAccount } from "#hooks/use-nft-account";
import { contractCall, type TransactionStep } from "#lib/contract-call";
import { formatAmount } from "#lib/format-amount";
import type { NftVault } from "#lib/nft-view";
import { parseAmount } from "#lib/parse-amount";
import { WAD } from "#lib/price";

/** How often the form asks for the fee again, in milliseconds. */
const REFRESH_MS = 5_000;

/** Redeems the items chosen in the grid for a fee, or where none is chosen any items for none. */
export function RedeemForm({
  vault,
  account,
  selected,
  onDone,
}: {
  vault: NftVault;
  account: NftAccount | undefined;
  selected: readonly bigint[];
  onDone: () => void;
}) {
  const [text, setText] = useState("");
  const targeted = selected.length > 0;
  const parsed = parseAmount(text, 0);
  const count = targeted ? BigInt(selected.length) : (parsed?.amount ?? 0n);
  // The fee of naming an item has a premium in it while the item is fresh.
  const asked = useReadContract({
    address: vault.address,
    abi: nftVaultAbi,
    functionName: "targetedFee",
    args: [selected],
    query: { enabled: targeted, refetchInterval: REFRESH_MS },
  });
  const fee = targeted ? asked.data : 0n;
  const burned = fee === undefined ? undefined : count * WAD + fee;

  const blocked =
    count === 0n
      ? "Choose items or a number"
      : burned === undefined
        ? "Asking for the fee…"
        : account && account.itemTokens < burned
          ? `Not enough ${vault.symbol}`
          : undefined;

  const steps: TransactionStep[] = [];
  if (account && fee !== undefined && blocked === undefined) {
    steps.push(
      targeted
        ? {
            title: count === 1n ? `Redeem #${selected[0]}` : `Redeem these ${count} items`,
            call: contractCall({
              address: vault.address,
              abi: nftVaultAbi,
              functionName: "redeemTargeted",
              args: [selected, account.address, fee],
            }),
          }
        : {
            title: count === 1n ? "Redeem any item" : `Redeem any ${count} items`,
            call: contractCall({
              address: vault.address,
              abi: nftVaultAbi,
              functionName: "redeem",
              args: [count, account.address],
            }),
          },
    );
  }

  const amount = (value: bigint | undefined) =>
    value === undefined ? "–" : `${formatAmount(value, 18, 6)} ${vault.symbol}`;

  return (
    <form className="space-y-4" onSubmit={(event) => event.preventDefault()}>
      <ItemCountField
        selected={selected}
        text={text}
        onText={setText}
        parsed={parsed}
        max={account && account.itemTokens / WAD}
      />
      <FactList
        facts={[
          { name: "You give", value: amount(burned) },
          { name: "Fee in it", value: fee === 0n ? "none" : amount(fee) },
          ...(account
            ? [{ name: "You have", value: `${formatAmount(account.itemTokens, 18, 6)} ${vault.symbol}` }]
            : []),
        ]}
      />
      <TransactionButton
        steps={steps}
        blocked={blocked}
        success="Redeemed."
        onDone={() => {
          setText("");
          onDone();
        }}
      />
    </form>
  );
}
