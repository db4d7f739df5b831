"use client";

import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import { useState } from "react";
import { FactList } from "#components/fact-list";
import { usePublicConfig } from "#components/layout/providers";
import { OwnedItemPicker } from "#components/nft/owned-item-picker";
import { WithdrawReserved } from "#components/nft/withdraw-reserved";
import { TransactionButton } from "#components/transaction-button";
import type { NftAccount } from "#hooks/use-nft-account";
import { useOwnedItems } from "#hooks/use-owned-items";
import { approveCollectionSteps } from "#lib/approve-collection-steps";
import { contractCall, type TransactionStep } from "#lib/contract-call";
import { formatAmount } from "#lib/format-amount";
import { type NftVault, rentPerDay } from "#lib/nft-view";

/** Brings items that stay their owner's: each is kept for who holds its receipt, and earns its own rent. */
export function ReserveForm({ vault, account }: { vault: NftVault; account: NftAccount | undefined }) {
  const { startBlock } = usePublicConfig();
  const owned = useOwnedItems(vault.collection, startBlock);
  const [chosen, setChosen] = useState<readonly bigint[]>([]);
  const ids = chosen.filter((id) => owned?.includes(id));

  const blocked = vault.paused ? "Deposits are paused" : ids.length === 0 ? "Choose items" : undefined;
  const steps: TransactionStep[] = [];
  if (account && blocked === undefined) {
    steps.push(...approveCollectionSteps(vault.collection, vault.address, account.approvedForAll), {
      title: ids.length === 1 ? `Reserve #${ids[0]}` : `Reserve ${ids.length} items`,
      call: contractCall({
        address: vault.address,
        abi: nftVaultAbi,
        functionName: "reserve",
        args: [ids, account.address],
      }),
    });
  }

  return (
    <div className="space-y-4">
      <p className="text-sm text-muted">
        A reserved item stays yours: nobody else can redeem it, and its receipt brings back this very one.
      </p>
      <OwnedItemPicker collection={vault.collection} chosen={ids} onChosen={setChosen} />
      <FactList
        facts={[
          { name: "You receive", value: ids.length === 1 ? "1 receipt" : `${ids.length} receipts` },
          {
            name: "Earns while on rent",
            value: vault.rentable
              ? `${formatAmount(rentPerDay(vault.pricePerSecondWad), vault.quoteToken.decimals)} ${vault.quoteToken.symbol} a day`
              : "no rent",
          },
        ]}
      />
      <TransactionButton steps={steps} blocked={blocked} success="Reserved." onDone={() => setChosen([])} />
      <WithdrawReserved vault={vault} />
    </div>
  );
}
