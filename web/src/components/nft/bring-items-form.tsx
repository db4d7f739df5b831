"use client";

import type { ReactNode } from "react";
import { FactList } from "#components/fact-list";
import { OwnedItemPicker } from "#components/nft/owned-item-picker";
import { TransactionButton } from "#components/transaction-button";
import { useChosenItems } from "#hooks/use-chosen-items";
import type { NftAccount } from "#hooks/use-nft-account";
import { approveCollectionSteps } from "#lib/approve-collection-steps";
import type { CallStep, TransactionStep } from "#lib/contract-call";
import type { NftVault } from "#lib/nft-view";

/** Brings items of the account into a vault, in one way or another. */
export function BringItemsForm({
  vault,
  account,
  step,
  facts,
  success,
}: {
  vault: NftVault;
  account: NftAccount | undefined;
  step: (ids: readonly bigint[], account: NftAccount) => CallStep;
  facts: (count: bigint) => { name: string; value: ReactNode }[];
  success: string;
}) {
  const { ids, choose } = useChosenItems(vault.collection);
  const blocked = vault.paused ? "Deposits are paused" : ids.length === 0 ? "Choose items" : undefined;
  const steps: TransactionStep[] =
    account && blocked === undefined
      ? [
          ...approveCollectionSteps(vault.collection, vault.address, account.approvedForAll),
          step(ids, account),
        ]
      : [];
  return (
    <div className="space-y-4">
      <OwnedItemPicker collection={vault.collection} chosen={ids} onChosen={choose} />
      <FactList facts={facts(BigInt(ids.length))} />
      <TransactionButton steps={steps} blocked={blocked} success={success} onDone={() => choose([])} />
    </div>
  );
}
