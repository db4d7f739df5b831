"use client";

import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import { useState } from "react";
import { FactList } from "#components/fact-list";
import { usePublicConfig } from "#components/layout/providers";
import { OwnedItemPicker } from "#components/nft/owned-item-picker";
import { TransactionButton } from "#components/transaction-button";
import type { NftAccount } from "#hooks/use-nft-account";
import { useOwnedItems } from "#hooks/use-owned-items";
import { approveCollectionSteps } from "#lib/approve-collection-steps";
import { contractCall, type TransactionStep } from "#lib/contract-call";
import { formatAmount } from "#lib/format-amount";
import type { NftVault } from "#lib/nft-view";
import { WAD } from "#lib/price";

export function DepositItemsForm({ vault, account }: { vault: NftVault; account: NftAccount | undefined }) {
  const { startBlock } = usePublicConfig();
  const owned = useOwnedItems(vault.collection, startBlock);
  const [chosen, setChosen] = useState<readonly bigint[]>([]);
  const ids = chosen.filter((id) => owned?.includes(id));
  const count = BigInt(ids.length);

  const blocked = vault.paused ? "Deposits are paused" : count === 0n ? "Choose items" : undefined;
  const steps: TransactionStep[] = [];
  if (account && blocked === undefined) {
    steps.push(...approveCollectionSteps(vault.collection, vault.address, account.approvedForAll), {
      title: count === 1n ? "Deposit 1 item" : `Deposit ${count} items`,
      call: contractCall({
        address: vault.address,
        abi: nftVaultAbi,
        functionName: "deposit",
        args: [ids, account.address],
      }),
    });
  }

  return (
    <div className="space-y-4">
      <OwnedItemPicker collection={vault.collection} chosen={ids} onChosen={setChosen} />
      <FactList
        facts={[
          {
            name: "You receive",
            value: `${formatAmount(count * (WAD - vault.depositFeeWad), 18)} ${vault.symbol}`,
          },
          { name: "Fee", value: `${formatAmount(vault.depositFeeWad, 18, 6)} an item` },
        ]}
      />
      <TransactionButton steps={steps} blocked={blocked} success="Deposited." onDone={() => setChosen([])} />
    </div>
  );
}
