"use client";

import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import { useState } from "react";
import type { Address } from "viem";
import { useReadContract, useReadContracts } from "wagmi";
import { FactList } from "#components/fact-list";
import { usePublicConfig } from "#components/layout/providers";
import { ItemPicker } from "#components/nft/item-picker";
import { TransactionButton } from "#components/transaction-button";
import { useOwnedItems } from "#hooks/use-owned-items";
import { useWallet } from "#hooks/use-wallet";
import { contractCall, type TransactionStep } from "#lib/contract-call";
import { formatAmount } from "#lib/format-amount";
import type { NftVault } from "#lib/nft-view";

/** The items that the connected account has receipts of, to take them back with the rent they earned. */
export function WithdrawReserved({ vault }: { vault: NftVault }) {
  const { address } = useWallet();
  const receipts = useReadContract({
    address: vault.address,
    abi: nftVaultAbi,
    functionName: "receipts",
    query: { staleTime: Number.POSITIVE_INFINITY },
  });
  if (!address || !receipts.data) return null;
  return <Withdraw vault={vault} owner={address} receipts={receipts.data} />;
}

function Withdraw({ vault, owner, receipts }: { vault: NftVault; owner: Address; receipts: Address }) {
  const { startBlock } = usePublicConfig();
  const held = useOwnedItems(receipts, startBlock);
  const [chosen, setChosen] = useState<readonly bigint[]>([]);
  const ids = chosen.filter((id) => held?.includes(id));
  const { quoteToken } = vault;

  const earned = useReadContracts({
    allowFailure: false,
    query: { enabled: ids.length > 0 },
    contracts: ids.map(
      (id) =>
        ({ address: vault.address, abi: nftVaultAbi, functionName: "claimableRent", args: [id] }) as const,
    ),
  });
  const rent = earned.data?.reduce((sum, amount) => sum + amount, 0n);

  if (!held || held.length === 0) return null;
  const blocked = ids.length === 0 ? "Choose reserved items" : undefined;
  const steps: TransactionStep[] = [];
  if (blocked === undefined) {
    steps.push({
      title: ids.length === 1 ? `Withdraw #${ids[0]}` : `Withdraw ${ids.length} items`,
      call: contractCall({
        address: vault.address,
        abi: nftVaultAbi,
        functionName: "withdraw",
        args: [ids, owner],
      }),
    });
  }
  return (
    <section aria-label="Reserved items" className="space-y-4 border-t pt-4">
      <ItemPicker
        legend="Kept here for you"
        collection={vault.collection}
        ids={held}
        chosen={ids}
        onToggle={(id) => setChosen(ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id])}
      />
      <FactList
        facts={[
          {
            name: "Rent that comes with them",
            value:
              ids.length > 0 && rent !== undefined
                ? `${formatAmount(rent, quoteToken.decimals, 6)} ${quoteToken.symbol}`
                : "–",
          },
        ]}
      />
      <TransactionButton steps={steps} blocked={blocked} success="Withdrawn." onDone={() => setChosen([])} />
    </section>
  );
}
