"use client";

import { nftVaultAbi } from "@millrace/sdk/abis/nftVaultAbi";
import { useState } from "react";
import { erc721Abi } from "viem";
import { FactList } from "#components/fact-list";
import { usePublicConfig } from "#components/layout/providers";
import { ItemImage } from "#components/nft/item-image";
import { TransactionButton } from "#components/transaction-button";
import type { NftAccount } from "#hooks/use-nft-account";
import { useOwnedItems } from "#hooks/use-owned-items";
import { useWallet } from "#hooks/use-wallet";
import { cn } from "#lib/cn";
import { contractCall, type TransactionStep } from "#lib/contract-call";
import { formatAmount } from "#lib/format-amount";
import type { NftVault } from "#lib/nft-view";
import { WAD } from "#lib/price";

export function DepositItemsForm({ vault, account }: { vault: NftVault; account: NftAccount | undefined }) {
  const { startBlock } = usePublicConfig();
  const { address } = useWallet();
  const owned = useOwnedItems(vault.collection, startBlock);
  const [chosen, setChosen] = useState<readonly bigint[]>([]);
  const ids = chosen.filter((id) => owned?.includes(id));
  const count = BigInt(ids.length);

  const blocked = vault.paused ? "Deposits are paused" : count === 0n ? "Choose items" : undefined;
  const steps: TransactionStep[] = [];
  if (account && blocked === undefined) {
    if (!account.approvedForAll) {
      steps.push({
        title: "Approve the collection",
        call: contractCall({
          address: vault.collection,
          abi: erc721Abi,
          functionName: "setApprovalForAll",
          args: [vault.address, true],
        }),
      });
    }
    steps.push({
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
      {!address && (
        <p className="text-sm text-muted">Connect a wallet to see which of your items fit here.</p>
      )}
      {address && owned?.length === 0 && (
        <p className="text-sm text-muted">This account owns no item of the collection.</p>
      )}
      {owned && owned.length > 0 && (
        <fieldset>
          <legend className="mb-2 text-sm font-medium">Your items</legend>
          <ul className="grid max-h-64 grid-cols-4 gap-2 overflow-y-auto p-0.5">
            {owned.map((id) => (
              <li key={id.toString()}>
                <button
                  type="button"
                  aria-pressed={chosen.includes(id)}
                  onClick={() =>
                    setChosen(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id])
                  }
                  className={cn(
                    "block w-full rounded-md border p-1",
                    chosen.includes(id) ? "border-water ring-2 ring-water" : "hover:border-water",
                  )}
                >
                  <ItemImage collection={vault.collection} tokenId={id} />
                  <span className="figures block pt-0.5 text-center text-xs">#{id.toString()}</span>
                </button>
              </li>
            ))}
          </ul>
        </fieldset>
      )}
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
